/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers from words, whole or not at all. */
#ifndef BASE_PARSE_H
#define BASE_PARSE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Reads the @length bytes at @text as a decimal number from 0 to @max.
 * Digits alone: no sign, no space, no base prefix.
 * Returns 0; -EINVAL where a byte is no digit or there is none; -ERANGE
 * where the number is larger. *@ret is untouched on failure.
 */
int parse_digits(const char *text, size_t length, uint64_t max, uint64_t *ret);

/* The same of a whole string. */
int parse_number(const char *text, uint64_t max, uint64_t *ret);

#endif
