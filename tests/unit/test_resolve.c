/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Targets that are refused before anything is looked at. */
#include "config.h"
#include "plan/resolve.h"
#include "render.h"

#include <stdlib.h>

static const struct row {
	const char *name, *line, *hint;
} rows[] = {
	{ "an option after the target", "uenter 42 -n ss", "uenter -n 42 ss" },
	{ "several of them", "uenter 42 -n -U ss -tln",
	  "uenter -n -U 42 ss -tln" },
	{ "a cluster", "uenter 42 -Un ss", "uenter -Un 42 ss" },
	{ "one with its value", "uenter 42 -S 5 id", "uenter -S 5 42 id" },
	{ "a long one with its value", "uenter 42 --setuid 5 id",
	  "uenter --setuid 5 42 id" },
	{ "those before the target stay", "uenter -U -r 42 -n ss",
	  "uenter -U -r -n 42 ss" },
	{ "those of the command stay there", "uenter 42 -n ss -n",
	  "uenter -n 42 ss -n" },
	{ "no command at all", "uenter 42 -n", "uenter -n 42" },
};

static int refused(const char *line, struct fault *f)
{
	struct target t;
	struct request req;
	struct words w;

	target_init(&t);
	request_from(&req, &w, line);
	return resolve_target(&req, &t, f);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct fault f = FAULT_INIT;

	assert_true(refused(row->line, &f) < 0);
	assert_int_equal(f.code, FAULT_USAGE);
	expect_mentions(f.why, "options go before the target");
	expect_text(f.hint, row->hint);
}

/* With a FILE the first operand is the command: the target needs its -t. */
static void a_misplaced_file_does_not_hide_the_target(void **state)
{
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;

	(void)state;
	assert_true(refused("uenter 42 -n=/x ss", &f) < 0);
	request_from(&req, &w, f.hint);
	assert_non_null(req.target.text);
	expect_text(req.target.text, "42");
	expect_text(req.command[0], "ss");
}

static void a_name_of_none(void **state)
{
	struct fault f = FAULT_INIT;

	(void)state;
	assert_true(refused("uenter -t $'we\\x1bb' ss", &f) < 0);
	assert_int_equal(f.code, FAULT_NO_NAME);
	expect_text(f.what, "target 'we\\x1bb'");
	expect_mentions(f.why, "no container|no id of one");
	expect_mentions(f.hint, "uenter   #");
}

static void an_engine_of_none(void **state)
{
	struct fault f = FAULT_INIT;

	(void)state;
	assert_true(refused("uenter -t dokcer:web ss", &f) < 0);
	assert_int_equal(f.code, FAULT_BAD_TARGET);
	expect_mentions(f.why, "no such engine|docker|podman");
}

/* A name with a slash: nothing in the PATH of this machine is asked for. */
static void a_command_in_place_of_the_target(void **state)
{
	struct fault f = FAULT_INIT;

	(void)state;
	assert_true(refused("uenter -n no/such-program -tln", &f) < 0);
	assert_int_equal(f.code, FAULT_BAD_TARGET);
	expect_mentions(f.why, "neither a container nor a PID|is missing");
	expect_text(f.hint, "uenter -n TARGET no/such-program -tln");
}

static void files_alone_need_no_target(void **state)
{
	struct fault f = FAULT_INIT;

	(void)state;
	assert_int_equal(refused("uenter -n=/x ss", &f), 0);
	assert_int_equal(f.code, FAULT_NONE);
}

int main(void)
{
	static struct table table;

	/* no engine of whoever runs this is to be asked */
	setenv("HOME", "/nowhere", 1);
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	setenv("XDG_CONFIG_HOME", "/nowhere", 1);
	setenv("XDG_RUNTIME_DIR", "/nowhere", 1);
	unsetenv("DOCKER_HOST");
	unsetenv("DOCKER_CONTEXT");
	unsetenv("DOCKER_CONFIG");
	unsetenv("CONTAINER_HOST");
	unsetenv("CONTAINER_CONNECTION");
	TABLE_ROWS(&table, rows, check);
	table_add(&table, "a misplaced FILE does not hide the target",
		  a_misplaced_file_does_not_hide_the_target, NULL);
	table_add(&table, "a name of none", a_name_of_none, NULL);
	table_add(&table, "an engine of none", an_engine_of_none, NULL);
	table_add(&table, "a command in place of the target",
		  a_command_in_place_of_the_target, NULL);
	table_add(&table, "FILEs alone need no target",
		  files_alone_need_no_target, NULL);
	return table_run("resolve", &table);
}
