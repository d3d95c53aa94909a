/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows of refusals: a situation, and what has to be said about it. */
#ifndef TESTS_REFUSALS_H
#define TESTS_REFUSALS_H

#include "render.h"

struct refusal_row {
	const char *name, *facts, *line;
	const char *code, *what;
	const char *why; /* parts of it, divided by '|' */
	const char *hint;
};

static inline int refusal_of(const char *sentence, const char *line,
			     struct fault *f)
{
	static struct facts facts;
	struct request req;
	struct words w;
	struct plan plan;

	facts_from(&facts, sentence);
	request_from(&req, &w, line);
	return plan_make(&req, &facts, &plan, f);
}

/* One of uenter's own lines has to be one that uenter understands. */
static inline void expect_pasteable(const char *hint)
{
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;
	char line[1024], *comment, **word;

	snprintf(line, sizeof(line), "%s", hint);
	comment = strstr(line, "   # ");
	if (comment)
		*comment = '\0';
	word = words_split(&w, line);
	assert_non_null(word[0]);
	if (strcmp(word[0], "sudo") == 0) {
		word++;
		word += strcmp(word[0], "-u") == 0 ? 2 : 0;
	}
	if (strcmp(word[0], "uenter") != 0 && strcmp(word[0], "nsenter") != 0)
		return;
	if (request_parse(word, &req, &f) < 0)
		fail_msg("'%s': %s: %s", hint, f.what, f.why);
}

static inline void refusal_check(void **state)
{
	const struct refusal_row *row = *state;
	struct fault f = FAULT_INIT;
	int r = refusal_of(row->facts, row->line, &f);

	assert_true(r < 0);
	expect_text(fault_code_name(f.code), row->code);
	expect_text(f.what, row->what);
	expect_mentions(f.why, row->why);
	expect_text(f.hint, row->hint);
	expect_pasteable(f.hint);
}

#endif
