/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A row of SQLite's: the types of its columns, and then their values. */
#include "config.h"
#include "engine/record.h"

#include <string.h>

uint32_t record_big(const char *bytes, unsigned int count)
{
	uint32_t value = 0;

	while (count--)
		value = value << 8 | (unsigned char)*bytes++;
	return value;
}

/* Seven bits a byte, and of the ninth all eight. */
bool record_varint(struct bytes *from, uint64_t *ret)
{
	*ret = 0;
	for (unsigned int i = 1; from->length > 0; i++) {
		unsigned char byte = (unsigned char)*from->at++;

		from->length--;
		if (i == 9) {
			*ret = *ret << 8 | byte;
			return true;
		}
		*ret = *ret << 7 | (byte & 0x7f);
		if (!(byte & 0x80))
			return true;
	}
	return false;
}

static uint64_t length_of(uint64_t type)
{
	static const uint64_t lengths[12] = {
		0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0
	};

	return type < 12 ? lengths[type] : (type - 12) / 2;
}

bool record_column(const struct bytes *record, unsigned int index,
		   uint64_t *ret_type, struct bytes *ret)
{
	struct bytes types = *record;
	uint64_t header, at;

	if (!record_varint(&types, &header) || header > record->length ||
	    header < record->length - types.length)
		return false;
	types.length = header - (record->length - types.length);
	at = header;
	for (unsigned int i = 0; record_varint(&types, ret_type); i++) {
		uint64_t length = length_of(*ret_type);

		if (at > record->length || length > record->length - at)
			return false;
		*ret = (struct bytes){ record->at + at, (size_t)length };
		if (i == index)
			return true;
		at += length;
	}
	return false;
}

static bool is_text(uint64_t type)
{
	return type >= 13 && type % 2 == 1;
}

bool record_has(const struct bytes *record, unsigned int index,
		const char *text)
{
	struct bytes value;
	uint64_t type;

	return record_column(record, index, &type, &value) && is_text(type) &&
	       value.length == strlen(text) &&
	       memcmp(value.at, text, value.length) == 0;
}
