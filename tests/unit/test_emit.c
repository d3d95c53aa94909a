/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON, written as it comes; what anybody may have put into a name. */
#include "config.h"
#include "base/emit.h"
#include "base/errname.h"
#include "engine/json.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>

static char written[32 * 1024];

static struct emitter begin(void)
{
	return (struct emitter){
		.to = fmemopen(written, sizeof(written), "w"),
	};
}

static void end(struct emitter *e)
{
	assert_false(ferror(e->to));
	assert_int_equal(fclose(e->to), 0);
}

static void every_kind_of_value(void **state)
{
	struct emitter e = begin();

	(void)state;
	emit_open(&e, NULL, '{');
	emit_text(&e, "text", "web");
	emit_text(&e, "none", NULL);
	emit_number(&e, "number", UINT64_MAX);
	emit_flag(&e, "yes", true);
	emit_flag(&e, "no", false);
	emit_open(&e, "list", '[');
	emit_number(&e, NULL, 1);
	emit_text(&e, NULL, "two");
	emit_open(&e, NULL, '{');
	emit_null(&e, "three");
	emit_close(&e, '}');
	emit_open(&e, NULL, '[');
	emit_close(&e, ']');
	emit_close(&e, ']');
	emit_error(&e, "error", -EPERM);
	emit_error(&e, "fine", 0);
	emit_close(&e, '}');
	end(&e);
	expect_text(written,
		    "{\"text\":\"web\",\"none\":null,"
		    "\"number\":18446744073709551615,\"yes\":true,\"no\":false,"
		    "\"list\":[1,\"two\",{\"three\":null},[]],"
		    "\"error\":{\"name\":\"EPERM\",\"number\":1},"
		    "\"fine\":null}");
}

static void errors_have_their_names(void **state)
{
	struct emitter e = begin();

	(void)state;
	expect_text(errname(EPERM), "EPERM");
	expect_text(errname(ENOSYS), "ENOSYS");
	expect_text(errname(EOPNOTSUPP), "EOPNOTSUPP");
	expect_text(errname(EAGAIN), "EAGAIN");
	assert_null(errname(0));
	assert_null(errname(-1));
	assert_null(errname(4095));
	emit_error(&e, NULL, -4095);
	end(&e);
	expect_text(written, "{\"name\":null,\"number\":4095}");
	for (int number = 1; number <= 40; number++) {
		/* 41 was never given out, and 35 is EDEADLK alone */
		if (!errname(number))
			fail_msg("error %d has no name", number);
	}
}

static const struct row {
	const char *name, *text, *want;
} rows[] = {
	{ "nothing", "", "" },
	{ "letters", "web-1", "web-1" },
	{ "quotes and backslashes", "a\"b\\c", "a\\\"b\\\\c" },
	{ "control bytes", "\x01\n\t\x1b[2J",
	  "\\u0001\\u000a\\u0009\\u001b[2J" },
	{ "DEL", "\x7f", "\\\\x7f" },
	{ "UTF-8", "gr\xc3\xbc\xc3\x9f\xf0\x9f\x90\xa7",
	  "gr\xc3\xbc\xc3\x9f\xf0\x9f\x90\xa7" },
	{ "CSI, of C1", "\xc2\x9b", "\\\\xc2\\\\x9b" },
	{ "a byte that is none", "\xff", "\\\\xff" },
	{ "cut short by the end", "\xc3", "\\\\xc3" },
	{ "cut short by a quote", "\xe2\x82\"", "\\\\xe2\\\\x82\\\"" },
	{ "a surrogate", "\xed\xa0\x80", "\\\\xed\\\\xa0\\\\x80" },
	{ "a longer spelling of a quote", "\xc0\xa2", "\\\\xc0\\\\xa2" },
	{ "above U+10FFFF", "\xf4\x90\x80\x80",
	  "\\\\xf4\\\\x90\\\\x80\\\\x80" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct emitter e = begin();
	char want[256];

	emit_text(&e, NULL, row->text);
	end(&e);
	snprintf(want, sizeof(want), "\"%s\"", row->want);
	expect_text(written, want);
}

/* 10^6 random bytes: what comes out is JSON, and acts on no terminal. */
static void anything_at_all(void **state)
{
	struct fault f = FAULT_INIT;
	char text[2001];

	(void)state;
	srandom(1);
	for (int round = 0; round < 500; round++) {
		struct emitter e = begin();
		struct json_object *value = NULL;

		for (size_t i = 0; i + 1 < sizeof(text); i++)
			text[i] = (char)(random() % 255 + 1);
		text[sizeof(text) - 1] = '\0';
		emit_open(&e, NULL, '{');
		emit_text(&e, "name", text);
		emit_close(&e, '}');
		end(&e);
		for (const char *at = written; *at; at++)
			assert_true((unsigned char)*at >= 0x20 && *at != 0x7f);
		assert_null(strstr(written, "\xc2\x9b"));
		assert_int_equal(json_parse(written, strlen(written), "it",
					    &value, &f),
				 0);
		json_done(&value);
	}
}

int main(void)
{
	static struct table table;

	table_add(&table, "every kind of value", every_kind_of_value, NULL);
	table_add(&table, "errors have their names", errors_have_their_names,
		  NULL);
	TABLE_ROWS(&table, rows, check);
	table_add(&table, "anything at all", anything_at_all, NULL);
	return table_run("emit", &table);
}
