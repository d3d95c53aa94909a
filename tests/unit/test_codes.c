/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue of refusals: each has its word, here and in the man page. */
#include "config.h"
#include "base/fault.h"
#include "table.h"

#include <ctype.h>
#include <stdlib.h>

/* Of uenter.1: make tells where the sources are. */
static const char *page(void)
{
	static char text[128 * 1024];
	const char *top = getenv("srcdir");
	char path[1024];
	FILE *f;

	snprintf(path, sizeof(path), "%s/src/uenter.1", top ? top : ".");
	f = fopen(path, "r");
	if (!f) {
		fail_msg("%s cannot be read: run by make, or set srcdir", path);
		return "";
	}
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	return text;
}

/* The lines from the section's title to the next one's. */
static const char *section(const char *title, const char **ret_end)
{
	char heading[64];
	const char *start;

	snprintf(heading, sizeof(heading), "\n.SH %s\n", title);
	*ret_end = "";
	start = strstr(page(), heading);
	if (!start) {
		fail_msg("the man page has no section %s", title);
		return "";
	}
	start += strlen(heading);
	*ret_end = strstr(start, "\n.SH ");
	assert_non_null(*ret_end);
	return start;
}

static void a_code_is_lower_case_with_dashes(void **state)
{
	(void)state;
	for (int code = 0; code < FAULT_COUNT; code++) {
		const char *name = fault_code_name((enum fault_code)code);

		if (!name) {
			fail_msg("code %d has no row in codes.c", code);
			return;
		}
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz-"),
				 strlen(name));
		/* a word for scripts begins and ends with a letter */
		assert_true(islower(name[0]) &&
			    islower(name[strlen(name) - 1]));
		assert_null(strstr(name, "--"));
	}
}

static void a_code_is_no_other_ones(void **state)
{
	(void)state;
	for (int a = 0; a < FAULT_COUNT; a++) {
		for (int b = 0; b < a; b++)
			assert_string_not_equal(
				fault_code_name((enum fault_code)a),
				fault_code_name((enum fault_code)b));
	}
}

static void each_says_in_brief_why(void **state)
{
	(void)state;
	for (int code = FAULT_NONE + 1; code < FAULT_COUNT; code++) {
		const char *brief = fault_code_brief((enum fault_code)code);

		assert_non_null(brief);
		/* a column of ulsns holds it */
		assert_in_range(strlen(brief), 1, 32);
	}
}

/* roff has "\-" for a dash. */
static void item_of(const char *name, char *buf, size_t size)
{
	size_t n = (size_t)snprintf(buf, size, "\n.TP\n.B ");

	for (; *name && n + 3 < size; name++) {
		if (*name == '-')
			buf[n++] = '\\';
		buf[n++] = *name;
	}
	buf[n++] = '\n';
	buf[n] = '\0';
}

static void each_is_an_item_of_the_man_page(void **state)
{
	const char *end, *start = section("REFUSALS", &end);
	char item[64];

	(void)state;
	for (int code = FAULT_NONE + 1; code < FAULT_COUNT; code++) {
		const char *found;

		item_of(fault_code_name((enum fault_code)code), item,
			sizeof(item));
		found = strstr(start, item);
		if (!found || found > end)
			fail_msg("the man page lacks %s",
				 fault_code_name((enum fault_code)code));
	}
}

/* What is renamed here must not stay there. */
static void the_man_page_has_no_other(void **state)
{
	const char *end, *at = section("REFUSALS", &end);
	int items = 0;

	(void)state;
	for (; (at = strstr(at, "\n.TP\n.B ")) && at < end; at++)
		items++;
	assert_int_equal(items, FAULT_COUNT - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_lower_case_with_dashes),
		cmocka_unit_test(a_code_is_no_other_ones),
		cmocka_unit_test(each_says_in_brief_why),
		cmocka_unit_test(each_is_an_item_of_the_man_page),
		cmocka_unit_test(the_man_page_has_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
