/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One value of a storage.conf. */
#include "config.h"
#include "engine/storage.h"
#include "table.h"

#include <stdlib.h>

static const struct row {
	const char *name, *text, *want;
} rows[] = {
	{ "as Podman's own file has it",
	  "# a comment\n[storage]\ndriver = \"overlay\"\n"
	  "graphroot = \"/srv/storage\"\n",
	  "/srv/storage" },
	{ "single quotes, no blanks", "[storage]\ngraphroot='/srv'", "/srv" },
	{ "indented, with a comment behind",
	  "[storage]\n\t graphroot\t=  \"/srv\" # here\n", "/srv" },
	{ "$HOME", "[storage]\ngraphroot=\"$HOME/s\"\n", "/home/ann/s" },
	{ "$UID and $USER", "[storage]\ngraphroot=\"/run/$UID/$USER\"\n",
	  "/run/1000/ann" },
	{ "the last of two", "[storage]\ngraphroot='/a'\ngraphroot='/b'\n",
	  "/b" },
	{ "after other tables",
	  "[other]\nx='1'\n[storage]\ngraphroot = '/srv'\n", "/srv" },
	{ "CRLF", "[storage]\r\ngraphroot = '/srv'\r\n", "/srv" },
	{ "of another table", "[storage.options]\ngraphroot='/srv'\n",
	  "untouched" },
	{ "before any table", "graphroot='/srv'\n[storage]\n", "untouched" },
	{ "a comment", "[storage]\n# graphroot='/srv'\n", "untouched" },
	{ "another key that begins so", "[storage]\ngraphroots='/srv'\n",
	  "untouched" },
	{ "no quotes", "[storage]\ngraphroot=/srv\n", "untouched" },
	{ "a quote that does not end", "[storage]\ngraphroot='/srv\n'\n",
	  "untouched" },
	{ "a relative path", "[storage]\ngraphroot='srv'\n", "untouched" },
	{ "an empty one", "[storage]\ngraphroot=''\n", "untouched" },
	{ "an empty file", "", "untouched" },
};

static const struct places places = { .uid = 1000, .home = "/home/ann" };

static void test_row(void **state)
{
	const struct row *row = *state;
	char buf[PATH_MAX] = "untouched";
	bool is_there;

	is_there = storage_value(&places, row->text, "graphroot", buf);
	expect_text(buf, row->want);
	assert_int_equal(is_there, strcmp(row->want, "untouched") != 0);
}

/* Longer than any path: not there, rather than cut. */
static void test_long(void **state)
{
	static char text[2 * PATH_MAX], buf[PATH_MAX] = "untouched";

	(void)state;
	snprintf(text, sizeof(text), "[storage]\ngraphroot='/%0*d'\n", PATH_MAX,
		 1);
	assert_false(storage_value(&places, text, "graphroot", buf));
	expect_text(buf, "untouched");
}

int main(void)
{
	struct table t = { .count = 0 };

	setenv("USER", "ann", 1);
	TABLE_ROWS(&t, rows, test_row);
	table_add(&t, "too long", test_long, NULL);
	return table_run("storage", &t);
}
