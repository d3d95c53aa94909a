/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan in words. */
#ifndef PLAN_EXPLAIN_H
#define PLAN_EXPLAIN_H

#include "plan/plan.h"

#include <stdio.h>

/*
 * Prints to @to what is there, what will be done in which order, as whom,
 * and a verdict. Where @plan is NULL it is a refusal, which @f words.
 */
void explain_print(const struct request *req, const struct facts *facts,
		   const struct plan *plan, const struct fault *f, FILE *to);

/* One step in words: "join net". Written to @buf; returns it. */
const char *explain_step(const struct facts *facts, const struct step *step,
			 char *buf, size_t size);

#endif
