/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of KEY=VALUE, names by their alphabets, units in cgroups. */
#include "config.h"
#include "engine/keys.h"
#include "engine/machine.h"
#include "engine/state.h"
#include "table.h"

static const struct row {
	const char *name, *text, *group, *key, *want;
} rows[] = {
	{ "a line of its own", "LEADER=42\n", NULL, "LEADER", "42" },
	{ "without a line end", "LEADER=42", NULL, "LEADER", "42" },
	{ "the last of three", "A=1\nB=2\nC=3\n", NULL, "C", "3" },
	{ "of two, the first", "A=1\nA=2\n", NULL, "A", "1" },
	{ "spaces around both do not count", " \tA \t=\t 1 \t\n", NULL, "A",
	  "1" },
	{ "nor does a carriage return", "A=1\r\n", NULL, "A", "1" },
	{ "those inside stay", "A=a b\n", NULL, "A", "a b" },
	{ "a second = belongs to the value", "A=b=c\n", NULL, "A", "b=c" },
	{ "a key that begins so is another", "LEADER2=1\n", NULL, "LEADER",
	  "-" },
	{ "a key that ends so is another", "MYLEADER=1\n", NULL, "LEADER",
	  "-" },
	{ "a comment is none", "#A=1\n# A=1\n", NULL, "A", "-" },
	{ "a value that is empty is none", "A=\nB=1\n", NULL, "A", "-" },
	{ "nor is one of spaces", "A=  \nB=1\n", NULL, "A", "-" },
	{ "a key without = is none", "A\nA 1\n", NULL, "A", "-" },
	{ "= on the next line is none", "A\n=1\n", NULL, "A", "-" },
	{ "no text", "", NULL, "A", "-" },
	{ "empty lines are passed over", "\n\n\nA=1\n", NULL, "A", "1" },
	{ "as long as fits", "A=1234567890abcde\n", NULL, "A",
	  "1234567890abcde" },
	{ "one more does not", "A=1234567890abcdef\n", NULL, "A", "-" },
	{ "of a group", "[A]\nname=a\n[B]\nname=b\n", "[B]", "name", "b" },
	{ "not of the group before", "[A]\nname=a\n[B]\n", "[B]", "name", "-" },
	{ "not of the group behind", "[A]\n[B]\nname=b\n", "[A]", "name", "-" },
	{ "not above all groups", "name=a\n[A]\n", "[A]", "name", "-" },
	{ "a group whose name begins so is another", "[Ab]\nname=b\n", "[A]",
	  "name", "-" },
};

static void check(void **state)
{
	const struct row *row = *state;
	char buf[16] = "untouched";
	bool is_there =
		keys_value(row->text, row->group, row->key, buf, sizeof(buf));

	assert_int_equal(is_there, strcmp(row->want, "-") != 0);
	expect_text(is_there ? buf : *buf ? buf : "-", row->want);
}

static const struct name_row {
	const char *name, *word, *also;
	size_t max;
	bool is_made_of;
} names[] = {
	{ "letters and digits", "web1", "", 8, true },
	{ "punctuation that is allowed", "a_b.c", "_.", 8, true },
	{ "punctuation that is not", "a_b.c", "_", 8, false },
	{ "nothing", "", "_", 8, false },
	{ "as long as may be", "12345678", "", 8, true },
	{ "one longer", "123456789", "", 8, false },
	{ "a '.' first", ".a", "._-", 8, false },
	{ "two of them", "..", "._-", 8, false },
	{ "a '-' first", "-n", "._-", 8, false },
	{ "a '/' inside", "a/b", "._-", 8, false },
	{ "a line end", "a\n", "._-", 8, false },
	{ "a letter of another alphabet", "\xc3\xa4", "._-", 8, false },
};

static void check_name(void **state)
{
	const struct name_row *row = *state;

	assert_int_equal(state_is_made_of(row->word, row->also, row->max),
			 row->is_made_of);
}

static const struct unit_row {
	const char *name, *cgroups, *unit;
	bool is_in;
} units[] = {
	{ "the last directory", "0::/machine.slice/web.scope\n", "web.scope",
	  true },
	{ "one in between", "0::/machine.slice/web.scope/payload\n",
	  "web.scope", true },
	{ "without a line end", "0::/web.scope", "web.scope", true },
	{ "one of the lines of cgroup v1",
	  "5:cpu:/\n1:name=systemd:/web.scope\n", "web.scope", true },
	{ "none", "0::/\n", "web.scope", false },
	{ "one that ends so", "0::/my-web.scope\n", "web.scope", false },
	{ "one that begins so", "0::/web.scope2\n", "web.scope", false },
	{ "one that begins so, then the unit", "0::/web.scope2/web.scope\n",
	  "web.scope", true },
	{ "no unit", "0::/\n", "", false },
	{ "no cgroups", "", "web.scope", false },
	{ "the name of a hierarchy", "1:name=web.scope:/\n", "web.scope",
	  false },
};

static void check_unit(void **state)
{
	const struct unit_row *row = *state;

	assert_int_equal(machine_is_in_unit(row->cgroups, row->unit),
			 row->is_in);
}

static const struct escape_row {
	const char *name, *text, *want;
} escapes[] = {
	{ "a doubled one is one", "machine-a\\\\x2db.scope",
	  "machine-a\\x2db.scope" },
	{ "two doubled ones are two", "\\\\\\\\", "\\\\" },
	{ "a single one stays", "a\\b", "a\\b" },
	{ "one at the end stays", "a\\", "a\\" },
	{ "nothing", "", "" },
};

static void check_escape(void **state)
{
	const struct escape_row *row = *state;
	char text[64];

	snprintf(text, sizeof(text), "%s", row->text);
	keys_unescape(text);
	expect_text(text, row->want);
}

int main(void)
{
	struct table t = { .count = 0 };

	TABLE_ROWS(&t, rows, check);
	TABLE_ROWS(&t, names, check_name);
	TABLE_ROWS(&t, units, check_unit);
	TABLE_ROWS(&t, escapes, check_escape);
	return table_run("keys", &t);
}
