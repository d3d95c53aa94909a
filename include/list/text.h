/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text in the making, and text of others made fit for JSON. */
#ifndef LIST_TEXT_H
#define LIST_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Grows; to be handed to text_done(), or its bytes taken by text_take(). */
struct text {
	char *bytes;
	size_t length, room;
	bool is_short; /* there was no memory for the rest */
};

#define TEXT_INIT             \
	{                     \
		.bytes = NULL \
	}

void text_add(struct text *t, const char *bytes, size_t length);
void text_format(struct text *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void text_clear(struct text *t);
void text_done(struct text *t);

#define cleanup_growing __attribute__((cleanup(text_done)))

/*
 * Appends @text so that a JSON string of it is valid and no terminal acts on
 * it: UTF-8 stays; bytes that are none, DEL and U+0080 to U+009F become \xNN.
 * The control bytes below 0x20 stay: JSON has spellings of its own for them.
 */
void text_add_utf8(struct text *t, const char *text);

#endif
