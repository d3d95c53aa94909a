/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far two words are from each other; and when a process started. */
#include "config.h"
#include "base/distance.h"
#include "kernel/procfs.h"
#include "scratch.h"

#include <errno.h>

static const struct row {
	const char *name, *a, *b;
	size_t between, typed;
} rows[] = {
	{ "the same", "web", "web", 0, 0 },
	{ "a letter less", "web", "wb", 1, 1 },
	{ "a letter more", "web", "weeb", 1, 1 },
	{ "another letter", "web", "wab", 1, 1 },
	{ "two the other way round", "web", "wbe", 1, 1 },
	{ "two letters", "web", "xay", 3, 3 },
	{ "nothing of it", "web", "cache", 5, 5 },
	{ "it begins so", "frontend", "front", 3, 1 },
	{ "it ends so", "shop-db", "db", 5, 1 },
	{ "the word is longer", "db", "db-1-of-it", 8, 1 },
};

static void check(void **state)
{
	const struct row *row = *state;
	size_t a = strlen(row->a), b = strlen(row->b);

	assert_int_equal(distance_between(row->a, a, row->b, b), row->between);
	assert_int_equal(distance_between(row->b, b, row->a, a), row->between);
	assert_int_equal(distance_typed(row->a, row->b, b), row->typed);
}

static void of_long_words_the_beginning_is_looked_at(void **state)
{
	char a[1000], b[1000];

	(void)state;
	memset(a, 'a', sizeof(a));
	memset(b, 'b', sizeof(b));
	assert_int_equal(distance_between(a, sizeof(a), b, sizeof(b)),
			 DISTANCE_MAX);
}

#define REST " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18"

static const struct stat_row {
	const char *name, *text;
	int want; /* or a negative errno */
} stats[] = {
	{ "a plain name", "9 (sh)" REST " 4711 22\n", 4711 },
	{ "a name with a space", "9 (a b c)" REST " 4711 22\n", 4711 },
	{ "a name that ends early", "9 () 1 ()" REST " 4711 22\n", 4711 },
	{ "a name like the next fields",
	  "9 () S 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"
	  " 1 1 1 1 9999 ()" REST " 4711 22\n",
	  4711 },
	{ "a name with a line end", "9 (\n)" REST " 4711 22\n", 4711 },
	{ "a field too few", "9 (sh) S 1 2 3\n", -EPROTO },
	{ "no name", "9 sh S 1 2 3\n", -EPROTO },
	{ "nothing", "", -EPROTO },
};

static void check_stat(void **state)
{
	const struct stat_row *row = *state;
	struct scratch s;
	uint64_t started = 0;
	int r;

	scratch_make(&s);
	scratch_put(&s, "stat", row->text);
	r = procfs_start_time(s.dir, &started);
	unlinkat(s.dir, "stat", 0);
	scratch_done(&s);
	assert_int_equal(r < 0 ? r : (int)started, row->want);
}

int main(void)
{
	static struct table t;

	TABLE_ROWS(&t, rows, check);
	TABLE_ROWS(&t, stats, check_stat);
	table_add(&t, "of long words the beginning is looked at",
		  of_long_words_the_beginning_is_looked_at, NULL);
	return table_run("distance", &t);
}
