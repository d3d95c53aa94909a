/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Of the options there are, the one that was probably meant. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/opts.h"

/*
 * The row whose name takes the fewest changes of a letter (one more, one
 * less, another, or two swapped) to become the first @length bytes of
 * @word; a beginning or an end that is all there counts as one change.
 * Returns NULL where more than one and a third of the letters would have to
 * change.
 */
const struct opt *nearest_option(const struct opt *table, const char *word,
				 size_t length);

/*
 * Writes the names that begin with the first @length bytes of @word, as
 * "--setuid or --setgid", into @buf of @size bytes.
 * @all counts those too that are never abbreviated. Returns how many.
 */
unsigned int nearest_candidates(const struct opt *table, const char *word,
				size_t length, bool all, char *buf,
				size_t size);

/* The habit of that name, or NULL; @habits may be NULL. */
const struct opt_habit *nearest_habit(const struct opt_habit *habits,
				      const char *word, size_t length);

#endif
