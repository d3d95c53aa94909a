/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text in the making, and text of others made fit for JSON. */
#include "config.h"
#include "list/text.h"

#include <stdarg.h>
#include <stdint.h>
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

/* The bytes of a UTF-8 sequence that starts so; 0 where none does. */
static size_t sequence_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c < 0xe0)
		return 2;
	if (c >= 0xe0 && c < 0xf0)
		return 3;
	return c >= 0xf0 && c < 0xf5 ? 4 : 0;
}

/* Where two spellings would do, the longer is none; nor are surrogates. */
static bool is_allowed(uint32_t point, size_t length)
{
	static const uint32_t lowest[] = { 0, 0, 0x80, 0x800, 0x10000 };

	return point >= lowest[length] && point <= 0x10ffff &&
	       (point < 0xd800 || point > 0xdfff) && point != 0x7f &&
	       (point < 0x80 || point > 0x9f);
}

/* How many bytes at @at may stay as they are. */
static size_t valid_length(const char *at)
{
	size_t length = sequence_length((unsigned char)*at);
	uint32_t point = (unsigned char)*at;

	if (length > 1)
		point &= 0x7fU >> length;
	for (size_t i = 1; i < length; i++) {
		unsigned char c = (unsigned char)at[i];

		/* the NUL at the end is none, so nothing beyond it is read */
		if ((c & 0xc0) != 0x80)
			return 0;
		point = point << 6 | (c & 0x3f);
	}
	return length && is_allowed(point, length) ? length : 0;
}

void text_add_utf8(struct text *t, const char *text)
{
	while (*text) {
		size_t length = valid_length(text);

		if (length)
			text_add(t, text, length);
		else
			text_format(t, "\\x%02x", (unsigned char)*text);
		text += length ? length : 1;
	}
}
