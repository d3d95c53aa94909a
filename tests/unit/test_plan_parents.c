/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --user-parent: a level up for each, and no further than the caller's. */
#include "config.h"
#include "plan/plan.h"
#include "render.h"

#define ONE "A:1000 user=A map=0:1000:1 deny "
#define TWO "A:1000 B:1000<A user=B map=0:1000:1 deny "
#define THREE "A:1000 B:1000<A C:1000<B user=C map=0:1000:1 deny "

static const struct row {
	const char *name, *facts, *line, *want;
} climbs[] = {
	{ "none: the target's own", TWO, "uenter -U 42", "B" },
	{ "one level", TWO, "uenter --user-parent 42", "A" },
	{ "two levels: the caller's", TWO,
	  "uenter --user-parent --user-parent 42", "own" },
	{ "more levels than there are: the caller's", TWO,
	  "uenter --user-parent --user-parent --user-parent 42", "own" },
	{ "one of three", THREE, "uenter --user-parent 42", "B" },
	{ "two of three", THREE, "uenter --user-parent --user-parent 42", "A" },
	{ "the parent of one level is the caller's", ONE,
	  "uenter --user-parent 42", "own" },
	{ "the caller's own has none that can be joined", "",
	  "uenter --user-parent 42", "own" },
	{ "a parent outside", "A:1000<outside user=A",
	  "uenter --user-parent 42", "outside" },
	{ "above one outside there is nothing", "A:1000<outside user=A",
	  "uenter --user-parent --user-parent 42", "outside" },
	{ "a parent that is not known", "A:1000<unknown user=A",
	  "uenter --user-parent 42", "unknown" },
	{ "one that cannot be placed", "user=unknown", "uenter -U 42",
	  "unknown" },
	{ "its parent neither", "user=unknown", "uenter --user-parent 42",
	  "unknown" },
	{ "of a FILE", TWO, "uenter -U=/x --user-parent ls", "A" },
};

static void check_climb(void **state)
{
	static struct facts facts;
	const struct row *row = *state;
	struct request req;
	struct words w;
	char got[8];
	int user;

	facts_from(&facts, row->facts);
	request_from(&req, &w, row->line);
	user = plan_user(&req, &facts);
	if (user > USERNS_OWN)
		snprintf(got, sizeof(got), "%c", render_user(user));
	else
		snprintf(got, sizeof(got), "%s",
			 user == USERNS_OWN	  ? "own"
			 : user == USERNS_OUTSIDE ? "outside"
						  : "unknown");
	expect_text(got, row->want);
}

/* The maps of the one it runs in are not the target's: read inside. */
static const struct row rows[] = {
	{ "a level up from two: not the deeper", TWO, "uenter --user-parent 42",
	  "undumpable user(A) ids identity undumpable caps" },
	{ "a level up from two, and a network below it", TWO "net=B",
	  "uenter --user-parent -n 42",
	  "undumpable user(A) verify(sys_admin) ids net identity undumpable "
	  "caps" },
	{ "without it the deeper comes last", TWO "net=B", "uenter -U -n 42",
	  "undumpable user(A) verify(sys_admin) net user(B)" },
	{ "a level up from three: the one between comes last", THREE "net=B",
	  "uenter --user-parent -n 42",
	  "undumpable user(A) verify(sys_admin) net user(B) ids identity "
	  "undumpable caps" },
	{ "two up from three", THREE "net=B",
	  "uenter --user-parent --user-parent -n 42",
	  "undumpable user(A) verify(sys_admin) ids net identity undumpable "
	  "caps" },
	{ "a level up, its map told by a process in it",
	  TWO "topmap=A:0:1000:1", "uenter --user-parent 42",
	  "undumpable user(A)" },
	{ "with files, after mnt nothing reads /proc", THREE "mnt=B",
	  "uenter --user-parent -m 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "user(B) ids-bare identity undumpable caps close" },
	{ "nsenter, too", TWO, "nsenter --user-parent -t 42",
	  "undumpable user(A) ids identity undumpable caps" },
	/* the caller's own is entered already */
	{ "up to the caller's own: nothing to join", ONE,
	  "uenter --user-parent 42", "undumpable" },
	{ "up to the caller's own, and a network that needs one on the way",
	  ONE "net=A", "uenter --user-parent -n 42",
	  "undumpable user(A) verify(sys_admin) net" },
	{ "what is shared has no parent below", "", "uenter --user-parent 42",
	  "undumpable" },
	/* refusals */
	{ "up to one outside", "A:1000<outside user=A",
	  "uenter --user-parent 42",
	  "refused, sibling-userns: the user namespace of 42" },
	{ "up to one that is not known", "A:1000<unknown user=A",
	  "uenter --user-parent 42",
	  "refused, sibling-userns: the user namespace of 42" },
	{ "up to one of another uid's", "A:1002 B:1000<A user=B map=0:1000:1",
	  "uenter --user-parent 42",
	  "refused, not-owner: user namespace 4026532001" },
	{ "up to one beside that of the files",
	  "A:1000 B:1000<A C:1000 user=B mnt=C", "uenter --user-parent -m 42",
	  "refused, sibling-userns: the mnt namespace" },
	{ "a user namespace that does not open", "user!EACCES target=1002:1002",
	  "uenter --user-parent 42", "refused, not-owner: process 42 (sleep)" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	expect_text(got.buf, row->want);
}

/* What UENTER= and --explain tell of: not joined, so not said to be. */
static void the_own_one_does_not_count_as_joined(void **state)
{
	struct text got = TEXT_INIT;
	struct plan plan;

	(void)state;
	render_plan(&got, ONE, "uenter --user-parent 42", &plan);
	assert_false(plan.joins[NS_USER]);
	assert_int_equal(plan.user, USERNS_OWN);
	render_plan(&got, TWO, "uenter --user-parent 42", &plan);
	assert_true(plan.joins[NS_USER]);
	assert_int_equal(plan.user, 1);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, climbs, check_climb);
	TABLE_ROWS(&table, rows, check);
	table_add(&table, "the own one does not count as joined",
		  the_own_one_does_not_count_as_joined, NULL);
	return table_run("plan: parents", &table);
}
