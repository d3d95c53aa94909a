/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers from words, whole or not at all. */
#include "config.h"
#include "base/parse.h"
#include "table.h"

#include <errno.h>
#include <inttypes.h>

static const struct row {
	const char *name, *text;
	uint64_t max;
	const char *want;
} rows[] = {
	{ "zero is a number", "0", 10, "0" },
	{ "the largest allowed is a number", "4194304", 4194304, "4194304" },
	{ "one more is out of range", "4194305", 4194304, "out of range" },
	{ "ten times as much is out of range", "41943040", 4194304,
	  "out of range" },
	{ "zeros in front do no harm", "0000000000000000000000042", 100, "42" },
	{ "64 bits are held", "18446744073709551615", UINT64_MAX,
	  "18446744073709551615" },
	{ "one more than 64 bits is out of range", "18446744073709551616",
	  UINT64_MAX, "out of range" },
	{ "a great many digits are out of range",
	  "99999999999999999999999999999999999999", UINT64_MAX,
	  "out of range" },
	{ "a digit above a small limit is out of range", "7", 6,
	  "out of range" },
	{ "a limit of 0 allows 0", "0", 0, "0" },
	{ "a limit of 0 does not allow 1", "1", 0, "out of range" },
	{ "no text is no number", "", 10, "no number" },
	{ "a minus sign is no digit", "-1", 10, "no number" },
	{ "a plus sign is no digit", "+1", 10, "no number" },
	{ "a space in front is no digit", " 1", 10, "no number" },
	{ "a space behind is no digit", "1 ", 10, "no number" },
	{ "a line end is no digit", "1\n", 10, "no number" },
	{ "a letter behind is no digit", "1x", 10, "no number" },
	{ "0x does not start a number", "0x10", 100, "no number" },
	{ "the neighbours of the digits are none", "1/:", 1000, "no number" },
	{ "too large and no number is no number", "99x", 10, "no number" },
};

static void check(void **state)
{
	const struct row *row = *state;
	uint64_t value = 12345;
	int r = parse_number(row->text, row->max, &value);
	char got[32];

	if (r == 0) {
		snprintf(got, sizeof(got), "%" PRIu64, value);
	} else {
		/* untouched on failure */
		assert_int_equal(value, 12345);
		snprintf(got, sizeof(got), "%s",
			 r == -ERANGE ? "out of range" : "no number");
		assert_true(r == -ERANGE || r == -EINVAL);
	}
	expect_text(got, row->want);
}

static void only_the_length_is_read(void **state)
{
	uint64_t value = 0;

	(void)state;
	assert_int_equal(parse_digits("42:17", 2, 100, &value), 0);
	assert_int_equal(value, 42);
	assert_int_equal(parse_digits("42", 0, 100, &value), -EINVAL);
	assert_int_equal(parse_digits("42:17", 3, 100, &value), -EINVAL);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "only the bytes of the length are read",
		  only_the_length_is_read, NULL);
	return table_run("parse", &table);
}
