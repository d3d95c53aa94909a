/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of others made fit to print, and words made fit to paste. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Copies @text into @buf of @size bytes with every control byte, DEL and
 * byte above 0x7e written as \xNN, so that no terminal acts on it. Cut at
 * the size. Returns @buf.
 */
const char *escape(char *buf, size_t size, const char *text);

/* A command line in the making; what does not fit is cut and marked. */
struct line {
	char text[896];
	size_t length;
	bool cut;
};

#define LINE_INIT           \
	{                   \
		.length = 0 \
	}

/* Appends a space where one is needed, and @word quoted for sh(1). */
void line_word(struct line *l, const char *word);

/* Appends as line_word() does, but prints @format first. */
void line_format(struct line *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Appends each word of the NULL-terminated @words (which may be NULL). */
void line_words(struct line *l, char *const *words);

#endif
