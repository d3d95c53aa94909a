/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* -v: what is done, told while it is done. */
#ifndef ENTER_TRACE_H
#define ENTER_TRACE_H

#include "plan/plan.h"

/*
 * Each line is one write(2) to standard error, in words or, with -v=json, one
 * object; nothing is opened, so that it may be told inside the target's root.
 * Who has no -v is not to call them, but for the clock, which is not read
 * then: a plain entry does not even pay for their stacks.
 */

/* The time now, in microseconds, for trace_step(); 0 without -v=json. */
uint64_t trace_clock(const struct request *req);

/*
 * A step of the plan that was begun at @began and gave @result: 0 or a
 * negative errno. In words, only what has been done is said.
 */
void trace_step(const struct request *req, const struct facts *facts,
		const struct step *step, int result, uint64_t began);

/* What comes before the plan, by its word; in JSON alone. */
void trace_look(const struct request *req, const char *action, int result,
		uint64_t began);

/* The code of a refusal that was printed; in JSON, all of it. */
void trace_refusal(const struct request *req, const struct fault *f);

#endif
