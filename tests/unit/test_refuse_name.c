/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Refusals of names, word for word; each hint is a line that is understood. */
#include "config.h"
#include "plan/refuse_name.h"
#include "refusals.h"

#include <errno.h>

static const struct engine made_up = {
	.name = "docker",
};

static void of(struct find *find, unsigned int count, const char *name)
{
	*find = (struct find){ .count = count, .trouble = FAULT_INIT };
	for (unsigned int i = 0; i < count && i < FIND_MAX; i++) {
		find->found[i].engine = &made_up;
		snprintf(find->found[i].name, 256, "%s%u", name, i + 1);
	}
}

static const struct ambiguous_row {
	const char *name, *line;
	unsigned int count;
	const char *called, *why, *hint;
} ambiguous[] = {
	{ "two", "uenter -n web ss -tln", 2, "w",
	  "2 containers are meant by it: docker:w1, docker:w2",
	  "uenter -n docker:w1 ss -tln   # or another of them" },
	{ "a process of two", "uenter -n web/7 ss", 2, "w",
	  "2 containers are meant", "uenter -n docker:w1/7 ss   #" },
	{ "with -t", "nsenter -n -t web ss", 2, "w", "2 containers are meant",
	  "nsenter -n -t docker:w1 ss   #" },
	{ "more than are named", "uenter web", 9, "w",
	  "9 containers are meant by it: |docker:w8, ...",
	  "uenter docker:w1   #" },
	{ "a control byte", "uenter web", 2, "\x1b",
	  "docker:\\x1b1, docker:\\x1b2", "uenter $'docker:\\x1b1'   #" },
};

static void check_ambiguous(void **state)
{
	const struct ambiguous_row *row = *state;
	struct fault f = FAULT_INIT;
	struct request req;
	struct find find;
	struct words w;

	request_from(&req, &w, row->line);
	of(&find, row->count, row->called);
	assert_int_equal(refuse_ambiguous(&req, &find, &f), -ENOTUNIQ);
	assert_int_equal(f.code, FAULT_AMBIGUOUS);
	expect_mentions(f.why, row->why);
	expect_mentions(f.hint, row->hint);
	expect_pasteable(f.hint);
}

static void an_id_that_begins_like_a_pid(void **state)
{
	struct fault f = FAULT_INIT;
	struct request req;
	struct find find;
	struct words w;

	(void)state;
	request_from(&req, &w, "uenter -n 4711 ss");
	of(&find, 1, "web");
	hint_prefix(&req, &find, &f);
	expect_text(f.hint, "uenter -n docker:web1 ss   # docker:4711 = web1");
	of(&find, 2, "web");
	hint_prefix(&req, &find, &f);
	expect_text(f.hint, "uenter -n docker:web1 ss   # docker:4711 = web1, "
			    "and others");
	expect_pasteable(f.hint);
}

static void the_trouble_of_an_engine_is_told_first(void **state)
{
	static const struct places none = { .uid = 1 };
	struct fault f = FAULT_INIT;
	struct request req;
	struct find find;
	struct words w;

	(void)state;
	request_from(&req, &w, "uenter web");
	of(&find, 0, "");
	fault_set(&find.trouble, FAULT_BAD_STATE, -EPERM, "a file");
	assert_int_equal(refuse_unknown(&req, &none, &find, &f), -EPERM);
	expect_text(f.what, "a file");
}

static void a_number_that_nobody_has_there(void **state)
{
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;

	(void)state;
	request_from(&req, &w, "uenter -n docker:web/7 ss -tln");
	assert_int_equal(refuse_inner(&req, -ESRCH, &f), -ESRCH);
	expect_text(f.what, "target 'docker:web/7'");
	expect_mentions(f.why, "no process there has the number 7");
	expect_text(f.hint,
		    "uenter -n docker:web ps   # the numbers there are");
	expect_pasteable(f.hint);
}

int main(void)
{
	static struct table t;

	TABLE_ROWS(&t, ambiguous, check_ambiguous);
	table_add(&t, "an id that begins like a PID",
		  an_id_that_begins_like_a_pid, NULL);
	table_add(&t, "the trouble of an engine is told first",
		  the_trouble_of_an_engine_is_told_first, NULL);
	table_add(&t, "a number that nobody has there",
		  a_number_that_nobody_has_there, NULL);
	return table_run("refuse_name", &t);
}
