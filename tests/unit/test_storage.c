/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* storage.conf, ids that become part of a path, and Compose's services. */
#include "config.h"
#include "engine/compose.h"
#include "engine/state.h"
#include "engine/storage.h"
#include "table.h"

#include <stdlib.h>
#include <unistd.h>

#define TABLE "[storage]\n"

static const struct row {
	const char *name, *text, *want;
} rows[] = {
	{ "a value", TABLE "graphroot = \"/g\"\n", "/g" },
	{ "in single quotes", TABLE "graphroot='/g'", "/g" },
	{ "with spaces and tabs", TABLE " \tgraphroot\t =  \"/g h\" # x\n",
	  "/g h" },
	{ "$HOME", TABLE "graphroot = \"$HOME/g\"\n", "/home/ann/g" },
	{ "$UID", TABLE "graphroot = \"/run/$UID/g\"\n", "/run/1000/g" },
	{ "$USER", TABLE "graphroot = \"/run/$USER/g\"\n", "/run/ann/g" },
	{ "a dollar that is no variable", TABLE "graphroot = \"/a$b\"\n",
	  "/a$b" },
	{ "a comment is none", TABLE "# graphroot = \"/g\"\n", "-" },
	{ "before its table", "graphroot = \"/g\"\n" TABLE, "-" },
	{ "of another table", "[storage.options]\ngraphroot = \"/g\"\n", "-" },
	{ "behind another table", TABLE "[x]\ngraphroot = \"/g\"\n", "-" },
	{ "the last one counts", TABLE "graphroot='/a'\ngraphroot='/b'\n",
	  "/b" },
	{ "a bad one behind a good one is passed over",
	  TABLE "graphroot='/a'\ngraphroot='b'\n", "/a" },
	{ "a longer key is another", TABLE "graphroot2 = \"/g\"\n", "-" },
	{ "a relative path is none", TABLE "graphroot = \"g\"\n", "-" },
	{ "an empty one is none", TABLE "graphroot = \"\"\n", "-" },
	{ "without quotes it is none", TABLE "graphroot = /g\n", "-" },
	{ "without its end it is none", TABLE "graphroot = \"/g\n", "-" },
	{ "one over two lines is none", TABLE "graphroot = \"/g\n\"\n", "-" },
	{ "without a value it is none", TABLE "graphroot =", "-" },
	{ "after other tables", "[other]\nx='1'\n" TABLE "graphroot = '/g'\n",
	  "/g" },
	{ "with carriage returns", "[storage]\r\ngraphroot = '/g'\r\n", "/g" },
	{ "no text", "", "-" },
};

static const struct places places = { .uid = 1000, .home = "/home/ann" };

static void check(void **state)
{
	const struct row *row = *state;
	char buf[PATH_MAX] = "-";
	bool is_there = storage_value(&places, row->text, "graphroot", buf);

	assert_int_equal(is_there, *row->want == '/');
	expect_text(buf, row->want);
}

static void a_value_too_long_is_none(void **state)
{
	size_t size = 3 * PATH_MAX;
	char *text = malloc(size), buf[PATH_MAX] = "-";

	(void)state;
	assert_non_null(text);
	memset(text, 'x', size);
	memcpy(text, TABLE "graphroot='/", sizeof(TABLE "graphroot='/") - 1);
	memcpy(text + size - 2, "'", 2);
	assert_false(storage_value(&places, text, "graphroot", buf));
	expect_text(buf, "-");
	free(text);
}

static const struct id_row {
	const char *name, *id;
	bool want;
} ids[] = {
	{ "hexadecimal digits", "0123456789abcdef", true },
	{ "a name", "web-1_a.b+c", true },
	{ "one letter", "a", true },
	{ "none", "", false },
	{ "a dot", ".", false },
	{ "two dots", "..", false },
	{ "a way up", "../x", false },
	{ "a way up in the middle", "a/../b", false },
	{ "a slash", "a/b", false },
	{ "a dash in front", "-a", false },
	{ "a line end", "a\n", false },
	{ "a control byte", "a\x1b", false },
	{ "a byte that is no ASCII", "a\xe9", false },
	{ "a space", "a b", false },
};

static void check_id(void **state)
{
	const struct id_row *row = *state;

	assert_int_equal(state_is_component(row->id), row->want);
}

static void an_id_of_128_bytes_is_one_and_no_longer(void **state)
{
	char id[130];

	(void)state;
	memset(id, 'a', sizeof(id));
	id[129] = '\0';
	assert_false(state_is_component(id));
	assert_true(state_is_component(id + 1));
}

#define LABELS(project, dir)                              \
	"{\"com.docker.compose.service\":\"db\","         \
	"\"com.docker.compose.project\":\"" project "\"," \
	"\"com.docker.compose.project.working_dir\":\"" dir "\"}"

static const struct compose_row {
	const char *name, *labels, *project;
	const char *want;
} composes[] = {
	{ "of this directory", LABELS("p", "/usr/bin"), NULL, "db here" },
	{ "of the one above", LABELS("p", "/usr"), NULL, "db here" },
	{ "of the root", LABELS("p", "/"), NULL, "db here" },
	{ "of another directory", LABELS("p", "/srv"), NULL, "db" },
	{ "of one whose name begins like it", LABELS("p", "/usr/bi"), NULL,
	  "db" },
	{ "of one below", LABELS("p", "/usr/bin/x"), NULL, "db" },
	{ "of a relative one", LABELS("p", "usr"), NULL, "db" },
	{ "of the project that is named", LABELS("p", "/srv"), "p", "db here" },
	{ "of another than is named", LABELS("p", "/usr"), "q", "db" },
	{ "an empty name of a project is none", LABELS("p", "/usr"), "",
	  "db here" },
	{ "no service", "{\"com.docker.compose.project\":\"p\"}", NULL, "" },
	{ "a service that is no string", "{\"com.docker.compose.service\":1}",
	  NULL, "" },
	{ "labels of another type", "[]", NULL, "" },
};

static void check_compose(void **state)
{
	const struct compose_row *row = *state;
	cleanup_json struct json_object *json = NULL;
	struct container c = { .engine = NULL };
	struct fault f = FAULT_INIT;
	char got[160];

	if (row->project)
		setenv("COMPOSE_PROJECT_NAME", row->project, 1);
	else
		unsetenv("COMPOSE_PROJECT_NAME");
	assert_int_equal(json_parse(row->labels, strlen(row->labels), "x",
				    &json, &f),
			 0);
	compose_service(json, &c);
	snprintf(got, sizeof(got), "%s%s", c.service,
		 c.in_project ? " here" : "");
	expect_text(got, row->want);
}

int main(void)
{
	static struct table t;

	setenv("USER", "ann", 1);
	if (chdir("/usr/bin") != 0)
		return 99;
	TABLE_ROWS(&t, rows, check);
	TABLE_ROWS(&t, ids, check_id);
	TABLE_ROWS(&t, composes, check_compose);
	table_add(&t, "a value too long is none", a_value_too_long_is_none,
		  NULL);
	table_add(&t, "an id of 128 bytes is one, and no longer",
		  an_id_of_128_bytes_is_one_and_no_longer, NULL);
	return table_run("storage", &t);
}
