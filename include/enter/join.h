/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walks the plan: each step one call. */
#ifndef ENTER_JOIN_H
#define ENTER_JOIN_H

#include "enter/env.h"
#include "enter/terminal.h"
#include "enter/view.h"
#include "kernel/sys.h"
#include "plan/plan.h"

/* What the steps work on and leave behind. */
struct join {
	const struct sys *sys;
	const struct request *req;
	const struct facts *facts;
	const struct plan *plan;
	struct target *target;	  /* its descriptors are used up */
	struct env *env;	  /* of the command */
	char **environment;	  /* of the caller */
	struct id_wish uid, gid;  /* of the request, names made numbers */
	struct ids ids;		  /* as decided in the end */
	struct terminal terminal; /* of the command, where it has its own */
	struct view view;	  /* what is put among the caller's files */
	int self;		  /* /proc/self, while STEP_IDS needs it */
};

/*
 * Does all the steps of the plan, in order, up to the exec.
 * Returns 0, or a negative errno with the fault set at the first that
 * fails: this process is then good for nothing but to say so and end.
 * Single-threaded callers only (setns(2), EINVAL).
 */
int join_all(struct join *j, struct fault *f);

#endif
