/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of others in JSON: always valid, and nothing a terminal acts on. */
#include "config.h"
#include "list/sheet.h"
#include "list/text.h"
#include "engine/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct {
	const char *text, *expected;
} rows[] = {
	{ "plain", "plain" },
	{ "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f" },
	{ "a\nb", "a\nb" },
	{ "\x7f", "\\x7f" },
	{ "\xc2\x9b", "\\xc2\\x9b" }, /* CSI, of C1 */
	{ "\xc2\xa0", "\xc2\xa0" },   /* the first behind them */
	{ "\xff", "\\xff" },
	{ "\xc3", "\\xc3" }, /* cut short by the end */
	{ "\xc3(", "\\xc3(" },
	{ "\xc0\xaf", "\\xc0\\xaf" }, /* a longer spelling of '/' */
	{ "\xe0\x80\xaf", "\\xe0\\x80\\xaf" },
	{ "\xed\xa0\x80", "\\xed\\xa0\\x80" }, /* a surrogate */
	{ "\xf0\x9f\x90\xa7", "\xf0\x9f\x90\xa7" },
	{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" }, /* above U+10FFFF */
	{ "\xf8\x88\x80\x80", "\\xf8\\x88\\x80\\x80" },
	{ "", "" },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text t = TEXT_INIT;

		text_add_utf8(&t, rows[i].text);
		assert_string_equal(t.bytes ? t.bytes : "", rows[i].expected);
		text_done(&t);
	}
}

static void fill(struct text *to, const void *row, void *context)
{
	(void)context;
	text_add(to, row, strlen(row));
}

/* 10^6 random bytes, as one table of names: what comes out is JSON. */
static void test_random(void **state)
{
	static const struct sheet_column column = { "NAME",	  0,  0,
						    SHEET_STRING, "", fill };
	static char printed[16U << 20];
	struct fault f = FAULT_INIT;
	struct json_object *json;
	struct sheet s;
	FILE *to = fmemopen(printed, sizeof(printed), "w");

	(void)state;
	srand(1);
	sheet_init(&s, &column, 1);
	s.style.json = true;
	sheet_choose_all(&s);
	assert_int_equal(sheet_open(&s, "names", -1, &f), 0);
	for (int i = 0; i < 1000; i++) {
		char name[1001];

		for (int j = 0; j < 1000; j++)
			name[j] = (char)(rand() % 255 + 1);
		name[1000] = '\0';
		assert_non_null(sheet_add(&s, NULL, name));
	}
	assert_non_null(to);
	assert_int_equal(sheet_print(&s, to, &f), 0);
	fclose(to);
	sheet_done(&s);
	for (const char *at = printed; *at; at++)
		assert_true((unsigned char)*at >= 0x20 || *at == '\n');
	assert_null(strchr(printed, 0x7f));
	assert_int_equal(
		json_parse(printed, strlen(printed), "here", &json, &f), 0);
	assert_int_equal(json_count(json_at(json, "names")), 1000);
	json_done(&json);
}

static void test_columns(void **state)
{
	static const struct sheet_column columns[] = {
		{ "PID", 0, 0, SHEET_NUMBER, "", fill },
		{ "COMMAND", 0, 0, SHEET_STRING, "", fill },
	};
	struct fault f = FAULT_INIT;
	struct sheet s;

	(void)state;
	sheet_init(&s, columns, 2);
	assert_int_equal(sheet_choose_list(&s, "command,Pid", &f), 0);
	assert_int_equal(s.chosen[0], 1);
	assert_int_equal(s.count, 2);
	assert_int_equal(sheet_choose_list(&s, "+pid", &f), 0);
	assert_int_equal(s.count, 3);
	assert_true(sheet_choose_list(&s, "COMAND", &f) < 0);
	assert_non_null(strstr(f.why, "nearest: COMMAND"));
	assert_true(sheet_choose_list(&s, "", &f) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
