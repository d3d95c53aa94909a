/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Refusals of a container that was found, word for word. */
#include "config.h"
#include "plan/refuse_container.h"
#include "refusals.h"

#include <errno.h>

static const struct engine made_up = {
	.name = "docker",
	.start = "docker start",
	.unpause = "docker unpause",
	.show = "docker ps -a",
};

static const struct state_row {
	const char *name, *called;
	enum container_state state;
	const char *why, *hint;
} states[] = {
	{ "created", "web", CONTAINER_CREATED,
	  "it is created: there is no process", "docker start web" },
	{ "exited", "web", CONTAINER_EXITED,
	  "it is exited: there is no process", "docker start web" },
	{ "paused", "web", CONTAINER_PAUSED,
	  "it is paused: its processes are frozen", "docker unpause web" },
	{ "running, and no pid", "web", CONTAINER_RUNNING,
	  "it is running, and what its engine wrote down names no process",
	  "docker ps -a   # what became of it" },
	{ "a name to be quoted", "a b", CONTAINER_EXITED, "it is exited",
	  "docker start 'a b'" },
	{ "a control byte", "a\x1b", CONTAINER_EXITED, "it is exited",
	  "docker start $'a\\x1b'" },
	{ "no name", "", CONTAINER_EXITED, "it is exited",
	  "docker start abcdef" },
};

static void check_state(void **state)
{
	const struct state_row *row = *state;
	struct container c = { .engine = &made_up, .state = row->state };
	struct fault f = FAULT_INIT;

	snprintf(c.name, sizeof(c.name), "%s", row->called);
	strcpy(c.id, "abcdef");
	assert_int_equal(refuse_state(&c, &f), -ESRCH);
	assert_int_equal(f.code, FAULT_NOT_RUNNING);
	expect_mentions(f.why, row->why);
	expect_text(f.hint, row->hint);
}

static void it_has_ended(void **state)
{
	struct container c = { .engine = &made_up, .name = "web", .pid = 7 };
	struct fault f = FAULT_INIT;

	(void)state;
	assert_int_equal(refuse_ended(&c, &f), -ESRCH);
	expect_text(f.what, "docker:web");
	expect_mentions(f.why, "its process, 7, has ended");
	expect_text(f.hint, "docker start web");
}

int main(void)
{
	static struct table t;

	TABLE_ROWS(&t, states, check_state);
	table_add(&t, "it has ended", it_has_ended, NULL);
	return table_run("refuse_container", &t);
}
