/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Of the options there are, the one that was probably meant. */
#include "config.h"
#include "base/nearest.h"

#include <string.h>

/* No name is longer, and what is will be like none. */
#define NAME_MAX_LENGTH 32

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One cell of the table of Damerau and Levenshtein, from its neighbours. */
static size_t cell(size_t table[][NAME_MAX_LENGTH + 1], const char *a,
		   const char *b, size_t i, size_t j)
{
	size_t best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

	best = least(best, table[i - 1][j] + 1);
	best = least(best, table[i][j - 1] + 1);
	if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
		best = least(best, table[i - 2][j - 2] + 1);
	return best;
}

static size_t distance(const char *a, size_t a_length, const char *b,
		       size_t b_length)
{
	size_t table[NAME_MAX_LENGTH + 1][NAME_MAX_LENGTH + 1];

	if (a_length > NAME_MAX_LENGTH || b_length > NAME_MAX_LENGTH)
		return a_length + b_length;
	for (size_t i = 0; i <= a_length; i++)
		table[i][0] = i;
	for (size_t j = 0; j <= b_length; j++)
		table[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		for (size_t j = 1; j <= b_length; j++)
			table[i][j] = cell(table, a, b, i, j);
	}
	return table[a_length][b_length];
}

/* --targ and --verbosely, too, are one change away. */
static size_t changes(const char *name, const char *word, size_t length)
{
	size_t n = strlen(name);

	if (strncmp(name, word, least(n, length)) == 0)
		return n == length ? 0 : 1;
	return distance(name, n, word, length);
}

const struct opt *nearest_option(const struct opt *table, const char *word,
				 size_t length)
{
	const struct opt *best = NULL;
	/* more changes than these make another word of it */
	size_t fewest = length / 3 + 2;

	for (const struct opt *row = table; length && row->key; row++) {
		size_t n = row->name ? changes(row->name, word, length) : 99;

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
