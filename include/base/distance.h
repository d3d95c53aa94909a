/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far two words are from each other. */
#ifndef BASE_DISTANCE_H
#define BASE_DISTANCE_H

#include <stddef.h>

/* Of longer words only the beginning is looked at. */
#define DISTANCE_MAX 32

/*
 * How many changes of a letter (one more, one less, another, or two
 * neighbours swapped) make @a_length bytes of @a those of @b.
 */
size_t distance_between(const char *a, size_t a_length, const char *b,
			size_t b_length);

/*
 * The same of what a caller typed and a @name that there is: one that begins
 * or ends the other counts as one change away.
 */
size_t distance_typed(const char *name, const char *word, size_t length);

#endif
