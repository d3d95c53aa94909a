/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a daemon's list of containers tells. */
#include "config.h"
#include "engine/api.h"
#include "table.h"

static const struct row {
	const char *name, *json, *want; /* "ID NAME state; " of each */
} rows[] = {
	{ "none", "[]", "" },
	{ "one that runs",
	  "[{\"Id\":\"ab12\",\"Names\":[\"/web\"],\"State\":\"running\"}]",
	  "ab12 web running; " },
	{ "Podman's names have no slash",
	  "[{\"Id\":\"ab12\",\"Names\":[\"web\"],\"State\":\"paused\"}]",
	  "ab12 web paused; " },
	{ "several",
	  "[{\"Id\":\"a1\",\"Names\":[\"/x\"],\"State\":\"created\"},"
	  "{\"Id\":\"b2\",\"Names\":[\"/y\"],\"State\":\"exited\"}]",
	  "a1 x created; b2 y exited; " },
	{ "names of links come first",
	  "[{\"Id\":\"a1\",\"Names\":[\"/other/db\",\"/db\"],"
	  "\"State\":\"running\"}]",
	  "a1 db running; " },
	{ "it waits to be started again",
	  "[{\"Id\":\"a1\",\"Names\":[],\"State\":\"restarting\"}]",
	  "a1  exited; " },
	{ "a state that is not known",
	  "[{\"Id\":\"a1\",\"Names\":[\"/x\"],\"State\":\"flying\"}]",
	  "a1 x unknown; " },
	{ "no state, no names", "[{\"Id\":\"a1\"}]", "a1  unknown; " },
	{ "an id that is a path", "[{\"Id\":\"../etc\"}]", "" },
	{ "no id", "[{\"Names\":[\"/x\"]}]", "" },
	{ "values of other kinds",
	  "[1,null,\"x\",[],{\"Id\":7},{\"Id\":\"a1\",\"Names\":\"x\","
	  "\"State\":1,\"Labels\":[]}]",
	  "a1  unknown; " },
	{ "no array", "{\"message\":\"page not found\"}", "" },
};

static bool note(const struct container *c, void *context)
{
	char *text = context;
	size_t n = strlen(text);

	snprintf(text + n, 256 - n, "%s %s %s; ", c->id, c->name,
		 container_state_name(c->state));
	return false;
}

static bool stop(const struct container *c, void *context)
{
	note(c, context);
	return true;
}

static int visited(const char *text, engine_visit *visit, char *got)
{
	static const struct container like = { .place = "x" };
	cleanup_json struct json_object *json = NULL;
	struct fault f = FAULT_INIT;

	*got = '\0';
	assert_int_equal(json_parse(text, strlen(text), "x", &json, &f), 0);
	return api_visit(json, &like, visit, got);
}

static void check(void **state)
{
	const struct row *row = *state;
	char got[256];

	assert_int_equal(visited(row->json, note, got), 0);
	expect_text(got, row->want);
}

static void a_visit_ends_the_walk(void **state)
{
	char got[256];

	(void)state;
	assert_int_equal(
		visited("[{\"Id\":\"a1\"},{\"Id\":\"b2\"}]", stop, got), 1);
	expect_text(got, "a1  unknown; ");
}

static void a_name_that_is_too_long(void **state)
{
	char text[512], name[300], got[256];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	snprintf(text, sizeof(text), "[{\"Id\":\"a1\",\"Names\":[\"/%s\"]}]",
		 name);
	assert_int_equal(visited(text, note, got), 0);
	expect_text(got, "a1  unknown; ");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "a visit ends the walk", a_visit_ends_the_walk, NULL);
	table_add(&table, "a name that is too long is none",
		  a_name_that_is_too_long, NULL);
	return table_run("api", &table);
}
