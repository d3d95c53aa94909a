/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Looks, and writes down what it saw; changes nothing. */
#ifndef PLAN_DETECT_H
#define PLAN_DETECT_H

#include "plan/facts.h"
#include "plan/request.h"

/*
 * Fills @facts for what @req asks of @t, and opens into @t the namespaces
 * that will be joined. Only what this request needs is looked at: -U -n of
 * a plain process opens two namespaces and reads one map; --explain looks
 * at all eight.
 * What the kernel does not tell is a fact with its errno. Returns 0; or a
 * negative errno with the fault set where not even the caller's own side
 * can be seen, a FILE cannot be used, or the process ended meanwhile.
 */
int detect(const struct request *req, struct target *t, struct facts *facts,
	   struct fault *f);

/*
 * The caller's own side alone: its ids, capabilities, user namespace.
 * Returns 0 or a negative errno with the fault set.
 */
int detect_caller(struct facts *facts, struct fault *f);

#endif
