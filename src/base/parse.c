/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers from words, whole or not at all. */
#include "config.h"
#include "base/parse.h"

#include <errno.h>
#include <string.h>

int parse_digits(const char *text, size_t length, uint64_t max, uint64_t *ret)
{
	uint64_t value = 0;

	if (length == 0)
		return -EINVAL;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -EINVAL;
	}
	for (size_t i = 0; i < length; i++) {
		unsigned int digit = (unsigned int)(text[i] - '0');

		if (value > (max - digit) / 10 || digit > max)
			return -ERANGE;
		value = value * 10 + digit;
	}
	*ret = value;
	return 0;
}

int parse_number(const char *text, uint64_t max, uint64_t *ret)
{
	return parse_digits(text, strlen(text), max, ret);
}
