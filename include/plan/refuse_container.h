/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Refusals of a container that was found: it cannot be entered as it is. */
#ifndef PLAN_REFUSE_CONTAINER_H
#define PLAN_REFUSE_CONTAINER_H

#include "engine/container.h"
#include "plan/request.h"

/* Each sets the fault and returns a negative errno. */

/* It is created, paused, or has exited. */
int refuse_state(const struct container *c, struct fault *f);

/* It runs, and root's engine made it: who is not root is told how. */
int refuse_roots(const struct request *req, const struct container *c,
		 struct fault *f);

/* The process that its engine names does not exist any more. */
int refuse_ended(const struct container *c, struct fault *f);

#endif
