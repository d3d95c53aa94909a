/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Of the options there are, the one that was probably meant. */
#include "config.h"
#include "base/nearest.h"
#include "base/distance.h"

#include <string.h>

const struct opt *nearest_option(const struct opt *table, const char *word,
				 size_t length)
{
	const struct opt *best = NULL;
	/* more changes than these make another word of it */
	size_t fewest = length / 3 + 2;

	for (const struct opt *row = table; length && row->key; row++) {
		size_t n = row->name ? distance_typed(row->name, word, length)
				     : 99;

		if (n >= fewest)
			continue;
		fewest = n;
		best = row;
	}
	return best;
}

unsigned int nearest_candidates(const struct opt *table, const char *word,
				size_t length, bool all, char *buf, size_t size)
{
	unsigned int count = 0;
	size_t n = 0;

	buf[0] = '\0';
	for (const struct opt *row = table; length && row->key; row++) {
		if (!row->name || strncmp(row->name, word, length) != 0 ||
		    (row->whole && !all))
			continue;
		if (n < size)
			n += (size_t)snprintf(buf + n, size - n, "%s--%s",
					      count ? " or " : "", row->name);
		count++;
	}
	return count;
}

const struct opt_habit *nearest_habit(const struct opt_habit *habits,
				      const char *word, size_t length)
{
	for (; habits && habits->word; habits++) {
		if (strlen(habits->word) == length &&
		    strncmp(habits->word, word, length) == 0)
			return habits;
	}
	return NULL;
}
