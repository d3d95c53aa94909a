/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a name to a container, over engines that are made up. */
#include "config.h"
#include "engine/find.h"
#include "table.h"

#include <errno.h>

#define ID(c) c c c c c c c c

/* id, name, service: a service in capitals is of another project. */
struct known {
	const char *id, *name, *service;
};

static const struct known *knows[3];
static int troubles[3];
static unsigned int asked[3];

static int list(const struct engine *engine, const struct places *places,
		engine_visit *visit, void *context, struct fault *f);

static const struct engine first = { .name = "first", .list = list };
static const struct engine second = { .name = "second", .list = list };
static const struct engine scan = { .name = "scan",
				    .list = list,
				    .scans = true };
static const struct engine *const table[] = { &first, &second, &scan, NULL };

static void fill(struct container *c, const struct known *k)
{
	snprintf(c->id, sizeof(c->id), "%s", k->id);
	snprintf(c->name, sizeof(c->name), "%s", k->name);
	snprintf(c->service, sizeof(c->service), "%s", k->service);
	c->in_project = *k->service >= 'a';
}

static int list(const struct engine *engine, const struct places *places,
		engine_visit *visit, void *context, struct fault *f)
{
	int i = engine == &first ? 0 : engine == &second ? 1 : 2;

	(void)places;
	asked[i]++;
	for (const struct known *k = knows[i]; k && k->id; k++) {
		struct container c = { .engine = engine };

		fill(&c, k);
		if (visit(&c, context))
			return 1;
	}
	return troubles[i] ? fault_set(f, FAULT_BAD_STATE, troubles[i], "%s",
				       engine->name)
			   : 0;
}

static const char *const fits[] = { "not", "prefix", "id", "service", "name" };

static const struct fit_row {
	const char *name;
	struct known known;
	const char *word, *want;
} fit_rows[] = {
	{ "its name", { ID("abcd"), "web", "" }, "web", "name" },
	{ "another name", { ID("abcd"), "web", "" }, "we", "not" },
	{ "a longer one", { ID("abcd"), "web", "" }, "web1", "not" },
	{ "its service", { ID("abcd"), "p-db-1", "db" }, "db", "service" },
	{ "a service of another project",
	  { ID("abcd"), "p-db-1", "DB" },
	  "DB",
	  "not" },
	{ "its id", { ID("abcd"), "web", "" }, ID("abcd"), "id" },
	{ "four of its id", { ID("abcd"), "web", "" }, "abcd", "prefix" },
	{ "three of its id", { ID("abcd"), "web", "" }, "abc", "not" },
	{ "all of it but the last", { "abcdef", "web", "" }, "abcde", "prefix" },
	{ "an id and more", { "abcdef", "web", "" }, "abcdefa", "not" },
	{ "an id of three, whole", { "abc", "web", "" }, "abc", "id" },
	{ "the middle of its id", { "abcdef", "web", "" }, "bcde", "not" },
	{ "a name that is its id too", { "abcd", "abcd", "" }, "abcd", "name" },
	{ "no word is no name of none", { ID("abcd"), "", "" }, "", "not" },
	{ "nor an id of none", { "", "", "" }, "", "not" },
	{ "no word is no service of none", { "", "", "" }, "abcd", "not" },
};

static void check_fit(void **state)
{
	const struct fit_row *row = *state;
	struct container c = { .engine = &first };

	fill(&c, &row->known);
	expect_text(fits[find_fit(&c, row->word)], row->want);
}

static const struct find_row {
	const char *name;
	struct known first[4], second[4], scan[4];
	const char *engine, *word;
	const char *want; /* fit count: each that was found */
} find_rows[] = {
	{ "a name beats an id",
	  { { "abcd", "x", "" } },
	  { { "1111", "abcd", "" } },
	  { { 0 } },
	  NULL,
	  "abcd",
	  "name 1: second:abcd" },
	{ "whichever comes first",
	  { { "1111", "abcd", "" } },
	  { { "abcd", "x", "" } },
	  { { 0 } },
	  NULL,
	  "abcd",
	  "name 1: first:abcd" },
	{ "a name beats a service",
	  { { "1111", "p-db-1", "db" } },
	  { { "2222", "db", "" } },
	  { { 0 } },
	  NULL,
	  "db",
	  "name 1: second:db" },
	{ "a service beats an id",
	  { { "abcd", "x", "" } },
	  { { "2222", "p-1", "abcd" } },
	  { { 0 } },
	  NULL,
	  "abcd",
	  "service 1: second:p-1" },
	{ "an id beats a prefix",
	  { { "abcdef", "x", "" } },
	  { { "abcd", "y", "" } },
	  { { 0 } },
	  NULL,
	  "abcd",
	  "id 1: second:y" },
	{ "a prefix of one",
	  { { "abcdef", "x", "" }, { "abceee", "y", "" } },
	  { { 0 } },
	  { { 0 } },
	  NULL,
	  "abcd",
	  "prefix 1: first:x" },
	{ "a prefix of two",
	  { { "abcdef", "x", "" }, { "abcdee", "y", "" } },
	  { { 0 } },
	  { { 0 } },
	  NULL,
	  "abcd",
	  "prefix 2: first:x first:y" },
	{ "a name in two engines",
	  { { "1111", "web", "" } },
	  { { "2222", "web", "" } },
	  { { 0 } },
	  NULL,
	  "web",
	  "name 2: first:web second:web" },
	{ "ENGINE decides",
	  { { "1111", "web", "" } },
	  { { "2222", "web", "" } },
	  { { 0 } },
	  "second",
	  "web",
	  "name 1: second:web" },
	{ "an ENGINE that does not know it",
	  { { "1111", "web", "" } },
	  { { 0 } },
	  { { 0 } },
	  "second",
	  "web",
	  "not 0:" },
	{ "one id in two engines is the first's",
	  { { "1111", "web", "" } },
	  { { "1111", "web", "" } },
	  { { 0 } },
	  NULL,
	  "web",
	  "name 1: first:web" },
	{ "without ids they are two",
	  { { "", "web", "" } },
	  { { "", "web", "" } },
	  { { 0 } },
	  NULL,
	  "web",
	  "name 2: first:web second:web" },
	{ "two of a service are two",
	  { { "1111", "p-1", "db" }, { "2222", "p-2", "db" } },
	  { { 0 } },
	  { { 0 } },
	  NULL,
	  "db",
	  "service 2: first:p-1 first:p-2" },
	{ "what scans is asked where nobody knew",
	  { { 0 } },
	  { { 0 } },
	  { { "3333", "web", "" } },
	  NULL,
	  "web",
	  "name 1: scan:web" },
	{ "and not where somebody did",
	  { { "1111", "web", "" } },
	  { { 0 } },
	  { { "3333", "web", "" } },
	  NULL,
	  "web",
	  "name 1: first:web" },
	{ "but where it is named",
	  { { "1111", "web", "" } },
	  { { 0 } },
	  { { "3333", "web", "" } },
	  "scan",
	  "web",
	  "name 1: scan:web" },
	{ "nothing at all",
	  { { 0 } },
	  { { 0 } },
	  { { 0 } },
	  NULL,
	  "web",
	  "not 0:" },
};

static void check_find(void **state)
{
	const struct find_row *row = *state;
	char got[512], title[CONTAINER_TITLE_SIZE];
	struct find find;
	int n;

	memset(troubles, 0, sizeof(troubles));
	knows[0] = row->first;
	knows[1] = row->second;
	knows[2] = row->scan;
	find_among(table, NULL, row->engine, row->word, &find);
	assert_int_equal(find.trouble.code, FAULT_NONE);
	n = snprintf(got, sizeof(got), "%s %u:", fits[find.fit], find.count);
	for (unsigned int i = 0; i < find.count; i++)
		n += snprintf(got + n, sizeof(got) - (size_t)n, " %s",
			      container_title(&find.found[i], title));
	expect_text(got, row->want);
}

static void the_first_trouble_is_kept_and_the_others_are_asked(void **state)
{
	static const struct known none[] = { { 0 } };
	static const struct known web[] = { { "1111", "web", "" }, { 0 } };
	struct find find;

	(void)state;
	memset(asked, 0, sizeof(asked));
	knows[0] = knows[1] = none;
	knows[2] = web;
	troubles[0] = -EPERM;
	troubles[1] = -EIO;
	troubles[2] = 0;
	find_among(table, NULL, NULL, "web", &find);
	assert_int_equal(find.count, 1);
	expect_text(find.trouble.what, "first");
	assert_int_equal(asked[0] + asked[1] + asked[2], 3);
}

static void more_than_can_be_named_are_counted(void **state)
{
	struct known many[FIND_MAX + 4] = { { 0 } };
	char ids[FIND_MAX + 3][8];
	struct find find;

	(void)state;
	memset(troubles, 0, sizeof(troubles));
	knows[1] = knows[2] = NULL;
	for (int i = 0; i < FIND_MAX + 3; i++) {
		snprintf(ids[i], sizeof(ids[i]), "abcd%d", i);
		many[i] = (struct known){ ids[i], "x", "" };
	}
	knows[0] = many;
	find_among(table, NULL, NULL, "abcd", &find);
	assert_int_equal(find.count, FIND_MAX + 3);
}

static const struct title_row {
	const char *name;
	struct known known;
	const char *want;
} titles[] = {
	{ "a name", { ID("abcd"), "web", "" }, "first:web" },
	{ "no name: twelve of the id",
	  { ID("abcd"), "", "" },
	  "first:abcdabcdabcd" },
	{ "an escape sequence is disarmed",
	  { "1", "\x1b[31m", "" },
	  "first:\\x1b[31m" },
	{ "no UTF-8 is named", { "1", "caf\xe9", "" }, "first:caf\\xe9" },
};

static void check_title(void **state)
{
	const struct title_row *row = *state;
	struct container c = { .engine = &first };
	char title[CONTAINER_TITLE_SIZE];

	fill(&c, &row->known);
	expect_text(container_title(&c, title), row->want);
}

static void the_longest_title_is_cut(void **state)
{
	struct container c = { .engine = &first };
	char title[CONTAINER_TITLE_SIZE + 1];

	(void)state;
	memset(c.name, 1, sizeof(c.name) - 1);
	title[CONTAINER_TITLE_SIZE] = '#';
	container_title(&c, title);
	assert_int_equal(title[CONTAINER_TITLE_SIZE], '#');
	assert_true(strlen(title) < CONTAINER_TITLE_SIZE);
}

static void a_name_too_long_is_none(void **state)
{
	char name[300];
	struct container c = { .engine = &first };

	(void)state;
	memset(name, 'w', sizeof(name));
	name[256] = '\0';
	container_set_name(&c, name);
	expect_text(c.name, "");
	container_set_name(&c, name + 1);
	assert_int_equal(strlen(c.name), 255);
	container_set_name(&c, NULL);
	expect_text(c.name, "");
}

int main(void)
{
	static struct table t;

	TABLE_ROWS(&t, fit_rows, check_fit);
	TABLE_ROWS(&t, find_rows, check_find);
	TABLE_ROWS(&t, titles, check_title);
	table_add(&t, "the first trouble is kept, and the others are asked",
		  the_first_trouble_is_kept_and_the_others_are_asked, NULL);
	table_add(&t, "more than can be named are counted",
		  more_than_can_be_named_are_counted, NULL);
	table_add(&t, "the longest title is cut", the_longest_title_is_cut,
		  NULL);
	table_add(&t, "a name too long is none", a_name_too_long_is_none, NULL);
	return table_run("find", &t);
}
