/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of passwd(5), which may be anybody's. */
#include "config.h"
#include "base/passwd.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>

#define ROOT "root:x:0:0:root:/root:/bin/bash\n"
#define ANN "ann:x:1000:1000:Ann,,,:/home/ann:/bin/zsh\n"
#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

static const struct row {
	const char *name, *text;
	uint32_t uid;
	const char *want;
} rows[] = {
	{ "the first line is found", ROOT ANN, 0, "root /bin/bash" },
	{ "a later line is found", ROOT ANN, 1000, "ann /bin/zsh" },
	{ "a last line without its end is found",
	  ROOT "ann:x:1000:1000::/home/ann:/bin/zsh", 1000, "ann /bin/zsh" },
	{ "an uid that has no line is not found", ROOT ANN, 1001, "none" },
	{ "an empty file has none", "", 0, "none" },
	{ "a file of line ends has none", "\n\n\n", 0, "none" },
	{ "the first of two lines counts", ROOT "toor:x:0:0::/:/bin/sh\n", 0,
	  "root /bin/bash" },
	{ "an empty shell is empty", "a:x:5:5::/:\n", 5, "a " },
	{ "an empty name is empty", ":x:5:5::/:/bin/sh\n", 5, " /bin/sh" },
	{ "six fields are not enough", "a:x:5:5:gecos:/home\n" ANN, 5, "none" },
	{ "a short line does not borrow from the next", "a:x:5\n:5::/:/sh\n", 5,
	  "none" },
	{ "an eighth field is not the shell's", "a:x:5:5::/:/bin/sh:more\n", 5,
	  "a /bin/sh" },
	{ "a line of a comment is passed over", "# a comment\n" ROOT, 0,
	  "root /bin/bash" },
	{ "an NIS line is passed over", "+::::::\n" ROOT, 0, "root /bin/bash" },
	{ "an empty uid is not 0", "evil:x:::::/bin/evil\n" ROOT, 0,
	  "root /bin/bash" },
	{ "an uid with a sign is none", "evil:x:+0:0:::/e\n" ROOT, 0,
	  "root /bin/bash" },
	{ "an uid with a letter is none", "evil:x:0x0:0:::/e\n" ROOT, 0,
	  "root /bin/bash" },
	{ "an uid of 2 to the 32nd is not 0", "evil:x:4294967296:0:::/e\n" ROOT,
	  0, "root /bin/bash" },
	{ "the gid is not taken for the uid", "evil:x:7:0:::/e\n" ROOT, 0,
	  "root /bin/bash" },
	{ "the largest uid is found", "last:x:4294967295:0:::/sh\n", 4294967295,
	  "last /sh" },
	{ "a name of 63 bytes fits", SIXTY "abc:x:5:5:::/sh\n", 5,
	  SIXTY "abc /sh" },
	{ "a name of 64 bytes is not cut: none", SIXTY "abcd:x:5:5:::/sh\n", 5,
	  "none" },
	{ "a shell of 255 bytes fits",
	  "a:x:5:5:::" SIXTY SIXTY SIXTY SIXTY TEN "abcde\n", 5,
	  "a " SIXTY SIXTY SIXTY SIXTY TEN "abcde" },
	{ "a shell of 256 bytes is not cut: none",
	  "a:x:5:5:::" SIXTY SIXTY SIXTY SIXTY TEN "abcdef\n", 5, "none" },
	{ "nothing is read behind the end", "a:x:5:5:::/sh\0b:x:6:6:::/evil\n",
	  6, "none" },
	{ "a carriage return stays in the shell", "a:x:5:5:::/sh\r\n", 5,
	  "a /sh\r" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct passwd_entry entry = { "untouched", "untouched" };
	char got[400];
	int r = passwd_by_uid(row->text, row->uid, &entry);

	if (r < 0) {
		assert_int_equal(r, -ENOENT);
		assert_string_equal(entry.name, "untouched");
		assert_string_equal(entry.shell, "untouched");
	}
	snprintf(got, sizeof(got), "%s %s", entry.name, entry.shell);
	expect_text(r < 0 ? "none" : got, row->want);
}

/* A field that never ends, then the line that is looked for. */
static void a_huge_line_is_passed_over(void **state)
{
	size_t size = 1 << 20;
	char *text = malloc(size + sizeof(ANN));
	struct passwd_entry entry;
	uint32_t id;

	(void)state;
	memset(text, 'x', size);
	memcpy(text + size - 1, "\n" ANN, sizeof(ANN) + 1);
	assert_int_equal(passwd_by_uid(text, 1000, &entry), 0);
	assert_string_equal(entry.shell, "/bin/zsh");
	assert_int_equal(passwd_id_by_name(text, "ann", &id), 0);
	memset(text, ':', size - 1);
	assert_int_equal(passwd_by_uid(text, 1000, &entry), 0);
	memset(text, '\n', size - 1);
	assert_int_equal(passwd_by_uid(text, 1000, &entry), 0);
	assert_int_equal(passwd_id_by_name(text, "ann", &id), 0);
	free(text);
}

#define GROUPS "root:x:0:\nadm:x:4:syslog,ann\nann:x:1000:\n"

/* The id of a name: a passwd file or a group file, it is the third field. */
static const struct name_row {
	const char *name, *text, *who, *want;
} names[] = {
	{ "a name of the first line", ROOT ANN, "root", "0" },
	{ "a name of a later line", ROOT ANN, "ann", "1000" },
	{ "a name of a last line without its end", ROOT "ann:x:7", "ann", "7" },
	{ "a name that has no line", ROOT ANN, "bob", "none" },
	{ "a name in an empty file", "", "root", "none" },
	{ "a name in a file of line ends", "\n\n\n", "root", "none" },
	{ "a name that begins like another", ROOT "rootless:x:7:7:::/sh\n",
	  "rootless", "7" },
	{ "a beginning of a name is none", ROOT, "roo", "none" },
	{ "a name and its colon is none", ROOT, "root:x", "none" },
	{ "a name is told by its case", ROOT, "Root", "none" },
	{ "a name elsewhere in a line is none", "a:root:5:5:root:/:/sh\n",
	  "root", "none" },
	{ "the first of two lines of a name counts", ROOT "root:x:7:7:::/sh\n",
	  "root", "0" },
	{ "a group without members", GROUPS, "ann", "1000" },
	{ "a group with members", GROUPS, "adm", "4" },
	{ "a member of a group is no group", GROUPS, "syslog", "none" },
	{ "the uid is taken, not the gid", "a:x:5:6:::/sh\n", "a", "5" },
	{ "three fields are enough", "a:x:5\n", "a", "5" },
	{ "two are not", "a:x\n" ANN, "a", "none" },
	{ "one is not, and borrows nothing from the next", "a\n:x:5\n", "a",
	  "none" },
	{ "a line cut short is passed over", "ann:x\n" ANN, "ann", "1000" },
	{ "an id that is empty is passed over", "ann:x::5\n" ANN, "ann",
	  "1000" },
	{ "an id with a sign is passed over", "ann:x:-1:5\n" ANN, "ann",
	  "1000" },
	{ "an id with a space is passed over", "ann:x: 0:5\n" ANN, "ann",
	  "1000" },
	{ "an id in hexadecimal is passed over", "ann:x:0x0:5\n" ANN, "ann",
	  "1000" },
	{ "an id of 2 to the 32nd is not 0", "ann:x:4294967296:5\n" ANN, "ann",
	  "1000" },
	/* "leave it as it is" to setresuid(2) */
	{ "an id of -1 is none", "ann:x:4294967295:5\n", "ann", "none" },
	{ "the one before is the largest", "ann:x:4294967294:5\n", "ann",
	  "4294967294" },
	{ "an id with leading zeros is a number", "ann:x:0007:5\n", "ann",
	  "7" },
	{ "a comment is passed over", "#ann:x:5:5:::/sh\n" ANN, "ann", "1000" },
	{ "an NIS line is passed over", "+ann::::::\n" ANN, "ann", "1000" },
	{ "a space before a name is of the name", " ann:x:5:5\n", "ann",
	  "none" },
	{ "a number is looked for as a name", "5:x:7:7:::/sh\n", "5", "7" },
	{ "nothing of a name is read behind the end", "a:x:5\n\0b:x:6\n", "b",
	  "none" },
	{ "a name of 100 bytes is found whole",
	  SIXTY TEN TEN TEN TEN ":x:5:5:::/sh\n", SIXTY TEN TEN TEN TEN, "5" },
	{ "and is not its first half", SIXTY TEN TEN TEN TEN ":x:5:5:::/sh\n",
	  SIXTY, "none" },
};

static void check_name(void **state)
{
	const struct name_row *row = *state;
	uint32_t id = 77;
	char got[16];
	int r = passwd_id_by_name(row->text, row->who, &id);

	snprintf(got, sizeof(got), "%u", id);
	if (r < 0) {
		assert_int_equal(r, -ENOENT);
		assert_int_equal(id, 77);
	}
	expect_text(r < 0 ? "none" : got, row->want);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, names, check_name);
	table_add(&table, "a huge line is passed over",
		  a_huge_line_is_passed_over, NULL);
	return table_run("passwd", &table);
}
