/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan in words. */
#ifndef PLAN_EXPLAIN_H
#define PLAN_EXPLAIN_H

#include "base/emit.h"
#include "plan/plan.h"

#include <stdio.h>

/*
 * Prints to @to what is there, what will be done in which order, as whom,
 * and a verdict. Where @plan is NULL it is a refusal, which @f words.
 */
void explain_print(const struct request *req, const struct facts *facts,
		   const struct plan *plan, const struct fault *f, FILE *to);

/* The same as one JSON object, in a line. */
struct explained {
	const struct request *req;
	const struct facts *facts;
	const struct target *target;
	const struct plan *plan;   /* NULL where it is refused */
	const struct fault *fault; /* of a refusal */
};

void explain_json(const struct explained *x, FILE *to);

/* What is known of the refusal: members of the object that is open. */
void explain_json_refusal(struct emitter *e, const struct fault *f);

/* What is known of one step, likewise. */
void explain_json_step(struct emitter *e, const struct facts *facts,
		       const struct step *step);

/* What kind of step it is, in a word that stays: "join". */
const char *explain_action(enum step_kind kind);

/* The number of the step that joins @type, or 0. */
unsigned int explain_joined(const struct facts *facts, const struct plan *plan,
			    enum ns_type type);

/* One step in words: "join net". Written to @buf; returns it. */
const char *explain_step(const struct facts *facts, const struct step *step,
			 char *buf, size_t size);

#endif
