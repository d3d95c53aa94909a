/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to the facts: where a user namespace hangs, who somebody is. */
#include "config.h"
#include "plan/facts.h"
#include "facts_builder.h"

static const struct row {
	const char *name, *tree, *user, *want;
} tops[] = {
	{ "the caller's own is its own top", "", "own", "own" },
	{ "one level below is its own top", "A:1", "A", "A" },
	{ "two deep, it is the outer", "A:1 B:1<A", "B", "A" },
	{ "three deep, it is the outermost", "A:1 B:1<A C:1<B", "C", "A" },
	{ "siblings have each its own", "A:1 B:1", "B", "B" },
	{ "a chain that leads outside is outside", "A:1<outside B:1<A", "B",
	  "outside" },
	{ "a chain that is lost is unknown", "A:1<unknown B:1<A", "B",
	  "unknown" },
	{ "outside is outside", "", "outside", "outside" },
	{ "unknown is unknown", "", "unknown", "unknown" },
};

static void check_top(void **state)
{
	static struct facts facts;
	const struct row *row = *state;

	facts_from(&facts, row->tree);
	assert_int_equal(facts_top(&facts, facts_user_index(row->user)),
			 facts_user_index(row->want));
}

static const struct within_row {
	const char *name, *tree, *user, *ancestor;
	bool want;
} within[] = {
	{ "one is within itself", "A:1", "A", "A", true },
	{ "a child is within its parent", "A:1 B:1<A", "B", "A", true },
	{ "a grandchild is too", "A:1 B:1<A C:1<B", "C", "A", true },
	{ "all below are within the caller's", "A:1 B:1<A", "B", "own", true },
	{ "a parent is not within its child", "A:1 B:1<A", "A", "B", false },
	{ "nor is a sibling", "A:1 B:1", "A", "B", false },
	{ "nor is what hangs elsewhere within ours", "A:1<outside", "A", "own",
	  false },
};

static void check_within(void **state)
{
	static struct facts facts;
	const struct within_row *row = *state;

	facts_from(&facts, row->tree);
	assert_int_equal(facts_is_within(&facts, facts_user_index(row->user),
					 facts_user_index(row->ancestor)),
			 row->want);
}

static const struct who_row {
	const char *name, *facts;
	uid_t uid;
	const char *want;
} whos[] = {
	{ "a known uid has its name", "name=0:root name=1000:ann", 1000,
	  "uid 1000 (ann)" },
	{ "an unknown uid has none", "name=0:root", 1000, "uid 1000" },
	{ "the largest uid", "", 4294967294, "uid 4294967294" },
};

static void check_who(void **state)
{
	static struct facts facts;
	const struct who_row *row = *state;
	char buf[64];

	facts_from(&facts, row->facts);
	expect_text(facts_who(&facts, row->uid, buf, sizeof(buf)), row->want);
}

static void the_longest_name_fits(void **state)
{
	static struct facts facts;
	char buf[64];

	(void)state;
	facts_from(&facts, "name=4294967294:"
			   "abcdefghijklmnopqrstuvwxyz012345");
	expect_text(facts_who(&facts, 4294967294, buf, sizeof(buf)),
		    "uid 4294967294 (abcdefghijklmnopqrstuvwxyz012345)");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, tops, check_top);
	TABLE_ROWS(&table, within, check_within);
	TABLE_ROWS(&table, whos, check_who);
	table_add(&table, "the longest name fits", the_longest_name_fits, NULL);
	return table_run("facts", &table);
}
