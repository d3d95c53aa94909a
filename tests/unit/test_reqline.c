/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A request as a line to paste: read again, it is the same request. */
#include "config.h"
#include "plan/request.h"
#include "render.h"

static const struct row {
	const char *name, *line, *want;
} rows[] = {
	{ "a target", "uenter 42", "uenter 42" },
	{ "a command", "uenter 42 ss -tln", "uenter 42 ss -tln" },
	{ "the path of the program is left out", "/usr/bin/uenter 42",
	  "uenter 42" },
	{ "namespaces in the order of joining", "uenter -mpnU 42",
	  "uenter -U -n -p -m 42" },
	{ "long names by their letters", "uenter --net --mount 42",
	  "uenter -n -m 42" },
	{ "all", "uenter --all 42", "uenter -a 42" },
	{ "a FILE", "uenter --net=/run/netns/x ss",
	  "uenter -n=/run/netns/x "
	  "ss" },
	{ "a FILE without a slash", "uenter --net=x ss", "uenter -n=x ss" },
	{ "a FILE beside -t", "uenter -n=/x -t 42 ss",
	  "uenter -n=/x -t 42 ss" },
	{ "a FILE with a space", "uenter '-n=/a b' ss", "uenter '-n=/a b' ss" },
	{ "ids", "uenter -S5 --setgid=6 42", "uenter -S 5 -G 6 42" },
	{ "ids that follow", "uenter -S follow -G follow 42",
	  "uenter -S follow -G follow 42" },
	{ "a root and a directory", "uenter -r -w 42", "uenter -r -w 42" },
	{ "a root and a directory by path", "uenter --root=srv -w/tmp 42",
	  "uenter -r=srv -w=/tmp 42" },
	{ "ids kept", "uenter --preserve-credentials 42",
	  "uenter --preserve-credentials 42" },
	{ "the environment, and no fork", "uenter -F -e 42",
	  "uenter -e -F "
	  "42" },
	{ "capabilities", "uenter --caps target 42",
	  "uenter --caps=target "
	  "42" },
	{ "all capabilities", "uenter --keep-caps 42", "uenter --caps=all 42" },
	{ "the host exposed", "uenter --expose-host -p 42",
	  "uenter -p --expose-host 42" },
	{ "-t stays -t", "uenter -t 42 ls", "uenter -t 42 ls" },
	{ "a pinned target", "uenter 42:7 ls", "uenter 42:7 ls" },
	{ "a target by inode", "uenter ns:4026532181", "uenter ns:4026532181" },
	{ "a command with quotes", "uenter 42 sh -c 'echo \"$HOME\"'",
	  "uenter 42 sh -c 'echo \"$HOME\"'" },
	{ "a command with control bytes", "uenter 42 printf $'a\\x0ab'",
	  "uenter 42 printf $'a\\x0ab'" },
	{ "an empty word of a command", "uenter 42 echo '' x",
	  "uenter 42 echo '' x" },
};

/* A second reading must not know that it is one. */
static void line_of(const char *text, struct line *l)
{
	struct request req;
	struct words w;

	request_from(&req, &w, text);
	request_line(&req, NULL, NULL, false, l);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct line once = LINE_INIT, twice = LINE_INIT;

	line_of(row->line, &once);
	expect_text(once.text, row->want);
	line_of(once.text, &twice);
	expect_text(twice.text, once.text);
}

/* Pasted, the dash must not make an option of the command. */
static const struct row dashes[] = {
	{ "a dashed command after the target", "uenter 42 -- -x y", "-x" },
	{ "a dashed command after -t", "uenter -t 42 -- -n y", "-n" },
	{ "a dashed command after a FILE", "uenter -n=/x -- -U y", "-U" },
	{ "a command that is --", "uenter 42 -- -- y", "--" },
};

static void check_dash(void **state)
{
	const struct row *row = *state;
	struct line l = LINE_INIT;
	struct request req;
	struct words w;

	line_of(row->line, &l);
	request_from(&req, &w, l.text);
	assert_non_null(req.command);
	expect_text(req.command[0], row->want);
	assert_false(req.misplaced);
	assert_false(req.asked[NS_USER]);
}

static void other_namespaces_and_options_are_put_in(void **state)
{
	const bool asked[NS_COUNT] = { [NS_NET] = true, [NS_MNT] = true };
	struct line l = LINE_INIT;
	struct request req;
	struct words w;

	(void)state;
	request_from(&req, &w, "uenter -a -p=/x -n=/n -t 42 ps");
	request_line(&req, asked, "--explain", true, &l);
	expect_text(l.text, "sudo uenter -n=/n -m --explain -t 42 ps");
}

static void a_hint_is_the_line(void **state)
{
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;

	(void)state;
	request_from(&req, &w, "uenter -n 42 ss");
	request_hint(&req, NULL, NULL, true, &f);
	expect_text(f.hint, "sudo uenter -n 42 ss");
}

static void a_long_command_is_cut_and_marked(void **state)
{
	char text[1500] = "uenter 42 echo ";
	struct line l = LINE_INIT;

	(void)state;
	memset(text + strlen(text), 'x', 1200);
	line_of(text, &l);
	assert_true(l.cut);
	assert_string_equal(l.text + strlen(l.text) - 3, "...");
}

static void a_long_path_is_whole_or_marked(void **state)
{
	char text[700] = "uenter -n=/";
	struct line l = LINE_INIT;

	(void)state;
	memset(text + strlen(text), 'p', 600);
	line_of(text, &l);
	if (!l.cut)
		expect_text(l.text, text);
}

static void the_command_has_a_name(void **state)
{
	struct request req;
	struct words w;

	(void)state;
	request_from(&req, &w, "uenter 42 ss -tln");
	expect_text(request_command(&req), "ss");
	request_from(&req, &w, "uenter 42");
	expect_text(request_command(&req), "a shell");
}

/* What the scanner takes, and nothing else, is in the help. */
static void the_help_lists_every_option(void **state)
{
	static char text[8192];
	FILE *to = fmemopen(text, sizeof(text), "w");

	(void)state;
	request_help("uenter", to);
	fclose(to);
	expect_mentions(text, "Usage: uenter [options] TARGET|-t, --target|"
			      "-a, --all|-S, --setuid|"
			      "-G, --setgid|--preserve-credentials|-r, --root|"
			      "-w, --wd[=DIR]|-W, --wdns[=DIR]|-e, --env|"
			      "--setenv|-F, --no-fork|-N, --net-socket|"
			      "--user-parent|-c, --join-cgroup|"
			      "-Z, --follow-context|--caps|--keep-caps|"
			      "--preserve-fds|--pty|--no-pty|--expose-host|"
			      "--explain|-v, |-h, |-V, |125");
	for (int t = 0; t < NS_COUNT; t++) {
		char option[32];

		snprintf(option, sizeof(option), " -%c, --%s[=FILE|:NSID]",
			 ns_infos[t].letter, ns_infos[t].option);
		expect_mentions(text, option);
	}
	/* a line of it fits a terminal */
	for (char *at = strtok(text, "\n"); at; at = strtok(NULL, "\n"))
		assert_true(strlen(at) <= 80);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, dashes, check_dash);
	table_add(&table, "other namespaces and options are put in",
		  other_namespaces_and_options_are_put_in, NULL);
	table_add(&table, "a hint is the line", a_hint_is_the_line, NULL);
	table_add(&table, "a long command is cut and marked",
		  a_long_command_is_cut_and_marked, NULL);
	table_add(&table, "a long path is whole, or marked",
		  a_long_path_is_whole_or_marked, NULL);
	table_add(&table, "the command has a name", the_command_has_a_name,
		  NULL);
	table_add(&table, "the help lists every option",
		  the_help_lists_every_option, NULL);
	return table_run("reqline", &table);
}
