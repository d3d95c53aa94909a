/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A line taken apart as a shell does it, quotes and all. */
#ifndef TESTS_WORDS_H
#define TESTS_WORDS_H

#include "table.h"

#include <stdbool.h>
#include <stdlib.h>

struct words {
	char text[2048];
	char *argv[64];
};

/* From behind the quote up to the one that ends it. */
static inline const char *words_quoted(const char *from, bool ansi, char **to)
{
	for (; *from && *from != '\''; from++) {
		char hex[3] = { 0 };

		if (!ansi || *from != '\\') {
			*(*to)++ = *from;
			continue;
		}
		assert_int_equal(from[1], 'x');
		memcpy(hex, from + 2, 2);
		*(*to)++ = (char)strtol(hex, NULL, 16);
		from += 3;
	}
	assert_int_equal(*from, '\'');
	return from + 1;
}

static inline const char *words_one(const char *from, char **to)
{
	while (*from && *from != ' ') {
		if (from[0] == '$' && from[1] == '\'') {
			from = words_quoted(from + 2, true, to);
		} else if (*from == '\'') {
			from = words_quoted(from + 1, false, to);
		} else {
			from += *from == '\\';
			*(*to)++ = *from++;
		}
	}
	*(*to)++ = '\0';
	return from;
}

/* The words of @line, NULL-terminated; they live in @w. */
static inline char **words_split(struct words *w, const char *line)
{
	char *to = w->text;
	size_t n = 0;

	assert_true(strlen(line) + 2 < sizeof(w->text));
	while (*(line += strspn(line, " "))) {
		assert_true(n + 1 < ARRAY_SIZE(w->argv));
		w->argv[n++] = to;
		line = words_one(line, &to);
	}
	w->argv[n] = NULL;
	return w->argv;
}

#endif
