/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A row of SQLite's: "Record Format" of its fileformat2.html. Pure. */
#ifndef ENGINE_RECORD_H
#define ENGINE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
	const char *at;
	size_t length;
};

/* Takes a number off the front of @from; false where it is cut there. */
bool record_varint(struct bytes *from, uint64_t *ret);

/*
 * The value of the column @index (the first is 0) of @record, of which the
 * end may be missing, in *@ret, and its type, as the format has it.
 * Returns whether there is such a column, and all of it is there.
 */
bool record_column(const struct bytes *record, unsigned int index,
		   uint64_t *ret_type, struct bytes *ret);

/* Whether that column is just this text. */
bool record_has(const struct bytes *record, unsigned int index,
		const char *text);

/* A number of one to four bytes, all of which are there: it is big-endian. */
uint32_t record_big(const char *bytes, unsigned int count);

#endif
