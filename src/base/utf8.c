/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UTF-8 that a terminal only shows. */
#include "config.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

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

size_t utf8_length(const char *at)
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
