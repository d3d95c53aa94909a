/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text in the making, and text of others made fit for JSON. */
#include "config.h"
#include "list/text.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct text *t, size_t length)
{
	size_t room = t->room ? t->room : 64;
	char *bytes;

	while (room - t->length <= length)
		room *= 2;
	if (room == t->room)
		return true;
	bytes = realloc(t->bytes, room);
	if (!bytes) {
		t->is_short = true;
		return false;
	}
	t->bytes = bytes;
	t->room = room;
	return true;
}

void text_add(struct text *t, const char *bytes, size_t length)
{
	if (!make_room(t, length))
		return;
	memcpy(t->bytes + t->length, bytes, length);
	t->length += length;
	t->bytes[t->length] = '\0';
}

void text_format(struct text *t, const char *format, ...)
{
	char line[512];
	va_list ap;
	int length;

	va_start(ap, format);
	length = vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	if (length >= (int)sizeof(line))
		length = (int)sizeof(line) - 1;
	if (length > 0)
		text_add(t, line, (size_t)length);
}

void text_clear(struct text *t)
{
	t->length = 0;
	if (t->bytes)
		*t->bytes = '\0';
}

void text_done(struct text *t)
{
	free(t->bytes);
	*t = (struct text)TEXT_INIT;
}

void text_add_utf8(struct text *t, const char *text)
{
	while (*text) {
		size_t length = utf8_length(text);

		if (length)
			text_add(t, text, length);
		else
			text_format(t, "\\x%02x", (unsigned char)*text);
		text += length ? length : 1;
	}
}
