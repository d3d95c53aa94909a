/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of tests: each row is a test of its own, named by its sentence. */
#ifndef TESTS_TABLE_H
#define TESTS_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/cleanup.h"
#include "base/fault.h"

#define TABLE_MAX 160

struct table {
	struct CMUnitTest tests[TABLE_MAX];
	size_t count;
};

/* @row reaches @test as *state; it is only read there. */
static inline void table_add(struct table *t, const char *name,
			     CMUnitTestFunction test, const void *row)
{
	if (t->count == TABLE_MAX) {
		print_error("no room for '%s': raise TABLE_MAX\n", name);
		_exit(99);
	}
	t->tests[t->count++] = (struct CMUnitTest){
		.name = name,
		.test_func = test,
		.initial_state = (void *)(uintptr_t)row,
	};
}

/* Every kind of row starts with its name. */
#define TABLE_ROWS(table, rows, test)                                  \
	do {                                                           \
		for (size_t row_ = 0; row_ < ARRAY_SIZE(rows); row_++) \
			table_add(table, (rows)[row_].name, test,      \
				  &(rows)[row_]);                      \
	} while (0)

static inline int table_run(const char *module, const struct table *t)
{
	return _cmocka_run_group_tests(module, t->tests, t->count, NULL, NULL);
}

/* Both in full: in a long text one has to see where they part. */
static inline void expect_text(const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("\n  expected: %s\n  got:      %s", want, got);
}

/* Each part of @parts, which '|' divides, is to be found in @text. */
static inline void expect_mentions(const char *text, const char *parts)
{
	char part[256];

	while (*parts) {
		size_t length = strcspn(parts, "|");

		snprintf(part, sizeof(part), "%.*s", (int)length, parts);
		if (!strstr(text, part))
			fail_msg("\n  expected to find: %s\n  in: %s", part,
				 text);
		parts += length + (parts[length] == '|');
	}
}

/* "nothing-to-enter: what: why; hint: hint" */
#define FAULT_TEXT 2304
static inline const char *fault_text(const struct fault *f, char *buf)
{
	snprintf(buf, FAULT_TEXT, "%s: %s: %s; hint: %s",
		 fault_code_name(f->code), f->what, f->why, f->hint);
	return buf;
}

#endif
