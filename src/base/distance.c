/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far two words are from each other. */
#include "config.h"
#include "base/distance.h"

#include <string.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One cell of the table of Damerau and Levenshtein, from its neighbours. */
static size_t cell(size_t table[][DISTANCE_MAX + 1], const char *a,
		   const char *b, size_t i, size_t j)
{
	size_t best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

	best = least(best, table[i - 1][j] + 1);
	best = least(best, table[i][j - 1] + 1);
	if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
		best = least(best, table[i - 2][j - 2] + 1);
	return best;
}

size_t distance_between(const char *a, size_t a_length, const char *b,
			size_t b_length)
{
	size_t table[DISTANCE_MAX + 1][DISTANCE_MAX + 1];

	a_length = least(a_length, DISTANCE_MAX);
	b_length = least(b_length, DISTANCE_MAX);
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

size_t distance_typed(const char *name, const char *word, size_t length)
{
	size_t n = strlen(name), common = least(n, length);

	if (strncmp(name, word, common) == 0 ||
	    memcmp(name + n - common, word + length - common, common) == 0)
		return n == length ? 0 : 1;
	return distance_between(name, n, word, length);
}
