/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words of a command line, by a table of the test's own. */
#include "config.h"
#include "base/opts.h"
#include "words.h"

#include <errno.h>

enum {
	USER = 1,
	NET,
	ROOT,
	TARGET,
	VERBOSE,
	KEEP_IDS,
	KEEP_CAPS,
	LETTERLESS,
	FORM
};

static const struct opt options[] = {
	{ USER, 'U', "user", OPT_OPTIONAL, "FILE", "the user namespace",
	  false },
	{ NET, 'n', "net", OPT_OPTIONAL, "FILE", "the network", false },
	{ ROOT, 'r', "root", OPT_OPTIONAL, "DIR", "the root", false },
	{ TARGET, 't', "target", OPT_REQUIRED, "PID", "the process", false },
	{ VERBOSE, 'v', "verbose", OPT_NONE, NULL, "say each step", false },
	{ KEEP_IDS, '\0', "keep-ids", OPT_NONE, NULL, "keep the ids", false },
	{ KEEP_CAPS, '\0', "keep-caps", OPT_NONE, NULL, NULL, false },
	{ FORM, 'f', "form", OPT_WORD, "json", "in which form", false },
	{ LETTERLESS, 'q', NULL, OPT_NONE, NULL, NULL, false },
	{ 0 },
};

static const struct opt_habit habits[] = {
	{ "chroot", "root", "it is the root" },
	{ "silent", NULL, "it is" },
	{ "z", NULL, "it is" },
	{ NULL, NULL, NULL },
};

static const struct row {
	const char *name, *line, *want;
} rows[] = {
	{ "no words", "", "| " },
	{ "operands alone", "42 ss", "| 42 ss" },
	{ "a letter", "-v", "v | " },
	{ "letters in one word", "-vUn 42", "v U n | 42" },
	{ "-Un is a cluster and not a file named n", "-Un", "U n | " },
	{ "an unattached word is no file", "-n file", "n | file" },
	{ "a file is attached by its slash", "-n/run/netns/x",
	  "n(/run/netns/x) | " },
	{ "a slash further on will do", "-nrun/x", "n(run/x) | " },
	{ "a slash makes a file of -Un/x too", "-Un/x", "U(n/x) | " },
	{ "a file is attached by =", "-n=x", "n(x) | " },
	{ "= alone is an empty file", "-n=", "n() | " },
	{ "-r=/ is the root", "-r=/", "r(/) | " },
	{ "-r/srv is /srv", "-r/srv", "r(/srv) | " },
	{ "a cluster may end with a file", "-vn=/x", "v n(/x) | " },
	{ "= is of the last letter only", "-Un=n", "U n(n) | " },
	{ "a needed value is the next word", "-t 42", "t(42) | " },
	{ "a needed value may be attached", "-t42", "t(42) | " },
	{ "a needed value is all that follows", "-vt42n", "v t(42n) | " },
	{ "a needed value may look like an option", "-t -v", "t(-v) | " },
	{ "a needed value may be --", "-t -- -v", "t(--) v | " },
	{ "an empty word is a value", "-t ''", "t() | " },
	/* of what takes a word, only = makes a value */
	{ "a word behind =", "-f=json", "f(json) | " },
	{ "a word that is empty", "-f=", "f() | " },
	{ "a word may be left out", "-f json", "f | json" },
	{ "a slash is no word's", "-fn/run/x", "f n(/run/x) | " },
	{ "nor is what the next letter needs", "-ft42", "f t(42) | " },
	{ "not even a name", "-fvtweb", "f v t(web) | " },
	{ "a word at the end of a cluster", "-vf=json", "v f(json) | " },
	{ "a long name with a word", "--form=json", "f(json) | " },
	{ "a long name without one", "--form json", "f | json" },
	{ "a long name", "--net", "n | " },
	{ "a long name with a file", "--net=/x", "n(/x) | " },
	{ "a long name with an empty file", "--net=", "n() | " },
	{ "an optional value is never the next word", "--net /x", "n | /x" },
	{ "a long name with its value", "--target=42", "t(42) | " },
	{ "a long name with the next word", "--target 42", "t(42) | " },
	{ "= in a value stays", "--target=a=b", "t(a=b) | " },
	{ "-- ends the options", "-v -- -n", "v | -n" },
	{ "only the first -- does", "-- --", "| --" },
	{ "the first operand ends them", "-v 42 -n", "v | 42 -n" },
	{ "a dash alone is an operand", "- -n", "| - -n" },
	{ "an empty word is an operand", "'' -n", "|  -n" },
	{ "a row without a name is found by its letter", "-q", "q | " },
	/* what is refused */
	{ "an unknown letter", "-x", "usage: -x: no such option" },
	{ "an unknown letter in a cluster", "-vx",
	  "v usage: -x: no such option" },
	{ "a digit is a PID with a sign", "-4",
	  "bad-target: -4...: a PID has no sign: 1 to 4194304 is accepted [4]" },
	{ "an unknown name with a near one", "--targte",
	  "usage: --targte: no such option; the nearest is --target [--target]" },
	{ "a near one for a wrong ending", "--verbosity=9",
	  "usage: --verbosity: no such option; the nearest is --verbose "
	  "[--verbose]" },
	{ "an unknown name with none near", "--xyz",
	  "usage: --xyz: no such option" },
	{ "a letter is no long name", "--n",
	  "usage: --n: no such option; the nearest is --net [--net]" },
	{ "a longer name is another", "--nets",
	  "usage: --nets: no such option; the nearest is --net [--net]" },
	{ "ours are not to be abbreviated", "--verb",
	  "usage: --verb: no such option; the nearest is --verbose [--verbose]" },
	{ "a value where none is taken", "--verbose=3",
	  "usage: --verbose=3: takes no value [--verbose]" },
	{ "a letter's missing value", "-t",
	  "usage: -t: needs a value: -t PID" },
	{ "a missing value in a cluster", "-vt",
	  "v usage: -t: needs a value: -t PID" },
	{ "a name's missing value", "--target",
	  "usage: --target: needs a value: --target PID" },
	{ "a dash within a cluster", "-v-n",
	  "v usage: -v-n: -v takes no value, and '-' is no letter of an "
	  "option [-v]" },
	{ "= after a letter that takes no value", "-v=1",
	  "v usage: -v=1: -v takes no value, and '=' is no letter of an "
	  "option [-v]" },
	{ "= alone", "-=", "usage: -=: no such option" },
	{ "= before a needed value", "-t=42", "t(42) | " },
	{ "control bytes are not passed on", "--$'\\x1b'=x",
	  "usage: --\\x1b: no such option" },
	{ "control bytes of a letter", "-$'\\x07'",
	  "usage: -\\x07: no such option" },
	/* getopt(3) would have taken the rest for a file or directory */
	{ "letters that end in none", "-rmark",
	  "r usage: -rmark: -m is no option, and to be -r's own, what is "
	  "attached has to start with '=' or to hold a '/' [-r=mark]" },
	{ "letters, one of which would take the others", "-rtmp",
	  "r usage: -rtmp: -t would take the rest, and to be -r's own, what "
	  "is attached has to start with '=' or to hold a '/' [-r=tmp]" },
	{ "behind other letters", "-vrtmp",
	  "v r usage: -vrtmp: -t would take the rest, and to be -r's own, "
	  "what is attached has to start with '=' or to hold a '/' "
	  "[-vr=tmp]" },
	{ "of two letters, the first one's", "-Urx",
	  "U r usage: -Urx: -x is no option, and to be -U's own, what is "
	  "attached has to start with '=' or to hold a '/' [-U=rx]" },
	{ "a number is the target's", "-rt42", "r t(42) | " },
	{ "and so is what = says", "-rt=x", "r t(x) | " },
	{ "the next word is plain", "-rt mp", "r t(mp) | " },
	{ "without such a letter, too", "-vtmp", "v t(mp) | " },
	{ "a word further on starts anew", "-rU -tmp", "r U t(mp) | " },
	/* what was meant */
	{ "letters swapped", "--nte",
	  "usage: --nte: no such option; the nearest is --net [--net]" },
	{ "one more", "--userr=/x",
	  "usage: --userr: no such option; the nearest is --user [--user=/x]" },
	{ "one less", "--verbse",
	  "usage: --verbse: no such option; the nearest is --verbose "
	  "[--verbose]" },
	{ "a value that it does not take is left out", "--verb=yes",
	  "usage: --verb: no such option; the nearest is --verbose "
	  "[--verbose]" },
	{ "a beginning of two", "--keep",
	  "usage: --keep: no such option; --keep-ids or --keep-caps would "
	  "be" },
	{ "a long one is none's",
	  "--an-option-that-is-longer-than-any-other-option-there-is",
	  "usage: --an-option-that-is-longer-than-any-other-option-there-is: "
	  "no such option" },
	{ "another program's name for it", "--chroot=/x",
	  "usage: --chroot: no such option; it is the root [--root=/x]" },
	{ "of which the value is another word", "--chroot /x",
	  "usage: --chroot: no such option; it is the root" },
	{ "another program's, for none", "--silent 1",
	  "usage: --silent: no such option; it is []" },
	{ "another program's letter", "-z 1",
	  "usage: -z: no such option; it is []" },
	{ "among others", "-vzU 1",
	  "v usage: -z: no such option; it is [-vU]" },
};

static const struct row abbreviations[] = {
	{ "a unique beginning will do", "--verb --ta=1", "v t(1) | " },
	{ "one letter will do", "--n=/x", "n(/x) | " },
	{ "a beginning of two will not", "--keep",
	  "usage: --keep: no such option; --keep-ids or --keep-caps would "
	  "be" },
	{ "a beginning of two, made unique", "--keep-c", "keep-caps | " },
	{ "no beginning at all", "--=x", "usage: --: no such option" },
	{ "a missing value is said by the whole name", "--targ",
	  "usage: --target: needs a value: --target PID" },
};

static void append(char *to, size_t size, const char *text)
{
	size_t n = strlen(to);

	snprintf(to + n, size - n, "%s", text);
}

static void append_option(char *to, size_t size, int key, const char *value)
{
	char text[128];
	const struct opt *row = options;

	while (row->key != key)
		row++;
	if (row->letter)
		snprintf(text, sizeof(text), "%c", row->letter);
	else
		snprintf(text, sizeof(text), "%s", row->name);
	append(to, size, text);
	if (value) {
		snprintf(text, sizeof(text), "(%s)", value);
		append(to, size, text);
	}
	append(to, size, " ");
}

static void render(const char *line, bool abbreviate, char *got, size_t size)
{
	struct words w;
	struct opts o = { .table = options,
			  .habits = habits,
			  .argv = words_split(&w, line),
			  .abbreviate = abbreviate };
	struct fault f = FAULT_INIT;
	char text[FAULT_TEXT];
	const char *value;
	int key;

	got[0] = '\0';
	while ((key = opts_next(&o, &value, &f)) > 0)
		append_option(got, size, key, value);
	if (key < 0) {
		assert_int_equal(key, -EINVAL);
		snprintf(text, sizeof(text), "%s: %s: %s",
			 fault_code_name(f.code), f.what, f.why);
		append(got, size, text);
		if (o.is_mended) {
			snprintf(text, sizeof(text), " [%s]", o.mended);
			append(got, size, text);
		}
		return;
	}
	append(got, size, "|");
	for (char **rest = o.argv + o.next; *rest; rest++) {
		append(got, size, " ");
		append(got, size, *rest);
	}
	if (!o.argv[o.next])
		append(got, size, " ");
}

static void check(void **state)
{
	const struct row *row = *state;
	char got[4096];

	render(row->line, false, got, sizeof(got));
	expect_text(got, row->want);
}

static void check_abbreviated(void **state)
{
	const struct row *row = *state;
	char got[4096];

	render(row->line, true, got, sizeof(got));
	expect_text(got, row->want);
}

static void the_help_shows_what_has_a_text(void **state)
{
	char text[2048] = "";
	FILE *to = fmemopen(text, sizeof(text), "w");

	(void)state;
	opts_help(options, to);
	fclose(to);
	expect_text(text, " -U, --user[=FILE]              the user namespace\n"
			  " -n, --net[=FILE]               the network\n"
			  " -r, --root[=DIR]               the root\n"
			  " -t, --target PID               the process\n"
			  " -v, --verbose                  say each step\n"
			  "     --keep-ids                 keep the ids\n"
			  " -f, --form[=json]              in which form\n");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, abbreviations, check_abbreviated);
	table_add(&table, "the help shows what has a text",
		  the_help_shows_what_has_a_text, NULL);
	return table_run("opts", &table);
}
