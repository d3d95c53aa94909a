/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a TARGET as written to a process that is held. */
#ifndef PLAN_RESOLVE_H
#define PLAN_RESOLVE_H

#include "plan/request.h"
#include "plan/target.h"

/*
 * Opens the target of @req into @t; does nothing where there are only FILEs.
 * Returns 0, or a negative errno with the fault set.
 */
int resolve_target(const struct request *req, struct target *t,
		   struct fault *f);

#endif
