/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --each: one request, made one for each container that it fits. */
#ifndef ENTER_MANY_H
#define ENTER_MANY_H

#include "base/fault.h"
#include "plan/request.h"

/* What is done with one, in a child; returns its exit status. */
typedef int many_act(const struct request *req, char **envp);

/*
 * Finds the containers whose names @req->each fits, and lets @act do with each
 * what @req asks for (each_run()). The titles are left out where a line of
 * JSON says itself whose it is.
 * Returns the greatest exit status, or a negative errno with the fault set:
 * nothing was done then.
 */
int many_run(const struct request *req, char **envp, many_act *act,
	     struct fault *f);

#endif
