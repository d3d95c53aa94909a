/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Steps that are asked for: sockets, names, cgroups, contexts, -W. */
#include "config.h"
#include "plan/plan.h"
#include "render.h"

#define ROOT "uid=0 gid=0 caps=all "
#define BOX "A:1000 user=A map=0:1000:1 deny "
#define DEEP "A:1000 B:1000<A user=B map=0:1000:1 deny "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	/* -N: which network it is shows only once the socket is held */
	{ "a socket's network, whoever owns it", BOX "net=unknown",
	  "uenter -N 3 42",
	  "undumpable user(A) verify(net_admin,sys_admin) socket net" },
	{ "the process's own does not matter: it may be shared", BOX,
	  "uenter -N 3 42",
	  "undumpable user(A) verify(net_admin,sys_admin) socket net" },
	{ "nor that it does not open", BOX "net!EACCES", "uenter -N 3 42",
	  "undumpable user(A) verify(net_admin,sys_admin) socket net" },
	{ "beside other types, in their order",
	  BOX "net=unknown uts=A pid=A "
	      "mnt=A",
	  "uenter -N 3 -u -p -m 42",
	  "undumpable user(A) verify(net_admin,sys_chroot,sys_admin) fetch "
	  "keyring uts socket net pid mnt close fork" },
	{ "of all", BOX "net=unknown ipc=A", "uenter -a -N 3 42",
	  "undumpable user(A) verify(net_admin,sys_admin) ipc socket net" },
	{ "two deep: held before the inner one", DEEP "net=unknown",
	  "uenter -U -N 3 42",
	  "undumpable user(A) verify(net_admin,sys_admin) socket net user(B) "
	  "verify(net_admin)" },
	{ "root, from where it is", ROOT "net=unknown", "uenter -N 3 42",
	  "undumpable socket net" },
	{ "root that goes in", ROOT "A:0 user=A map=0:0:1 deny net=unknown",
	  "uenter -U -N 3 42",
	  "undumpable user(A) verify(net_admin,sys_admin) socket net" },
	{ "nsenter, too", BOX "net=unknown", "nsenter -N 3 -t 42",
	  "undumpable user(A) verify(net_admin,sys_admin) socket net" },
	{ "beside a shared user namespace it is the caller's", "net=unknown",
	  "uenter -N 3 42", "refused, own-namespace: the net namespace of 42" },
	{ "root without cap_net_admin",
	  "uid=0 gid=0 caps=sys_admin "
	  "net=unknown",
	  "uenter -N 3 42", "refused, lacks-capability" },
	/* names: looked up inside, so the ids are decided late */
	{ "a name: it is fetched, and then the ids", BOX "net=A",
	  "uenter -n -S ann 42",
	  "undumpable user(A) verify(sys_admin) fetch ids net identity "
	  "undumpable caps" },
	{ "a group's name", BOX "net=A", "uenter -n -G adm 42",
	  "undumpable user(A) verify(sys_admin) fetch ids net identity "
	  "undumpable caps" },
	{ "a name beside a number", BOX "net=A", "uenter -n -S 0 -G adm 42",
	  "undumpable user(A) verify(sys_admin) fetch ids net identity "
	  "undumpable caps" },
	{ "a name with files: before mnt", BOX "mnt=A", "uenter -m -S ann 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring ids "
	  "mnt identity undumpable caps close" },
	{ "a name, two deep: fetched outside, decided inside", DEEP "mnt=A",
	  "uenter -U -m -S ann 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "user(B) ids-bare identity undumpable caps close" },
	{ "root, a name: fetched once, before mnt, and decided by what is held",
	  ROOT "mnt=own", "uenter -m -S ann 42",
	  "undumpable fetch keyring mnt ids-bare identity undumpable caps "
	  "close" },
	{ "root, files made before the user namespace, a name",
	  ROOT "A:0 user=A mnt=own net=A map=0:0:9", "uenter -a -S ann 42",
	  "groups undumpable fetch keyring mnt user(A) verify(sys_admin)-bare "
	  "ids-bare net identity undumpable caps close" },
	{ "nsenter, a name", BOX "net=A", "nsenter -n -S ann -t 42",
	  "undumpable user(A) verify(sys_admin) fetch ids net identity "
	  "undumpable caps" },
	{ "a number is decided at once", BOX "net=A", "uenter -n -S 0 42",
	  "undumpable user(A) verify(setuid,sys_admin) net identity "
	  "undumpable" },
	/* -c, -Z: by the caller's own rights, before all else */
	{ "cgroups first", BOX "net=A", "uenter -n -c 42",
	  "cgroups undumpable user(A) verify(sys_admin) net" },
	{ "a context first", BOX "net=A", "uenter -n -Z 42",
	  "context undumpable user(A) verify(sys_admin) net" },
	{ "both, and not the cgroup namespace", BOX "cgroup=A",
	  "uenter -C -Z -c=require 42",
	  "cgroups context undumpable user(A) verify(sys_admin) cgroup" },
	{ "cgroups where nothing differs", "", "uenter -n -c 42",
	  "cgroups undumpable" },
	{ "root, cgroups before its own joins", ROOT "mnt=own",
	  "uenter -m -c 42", "cgroups undumpable fetch keyring mnt close" },
	/* -W: of the joined root */
	{ "-W after mnt", BOX "mnt=A", "uenter -m -W=/srv 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "inner-cwd close" },
	{ "-W after the root", BOX, "uenter -U -r -W 42",
	  "undumpable user(A) verify(sys_chroot) fetch keyring root inner-cwd "
	  "close" },
	{ "-W before the ids", "A:1000 user=A map=0:100000:9 deny mnt=A",
	  "uenter -m -W 42",
	  "undumpable user(A) verify(setgid,setuid,sys_chroot,sys_admin) "
	  "fetch keyring mnt inner-cwd identity undumpable close" },
	{ "-W fetches nothing", BOX "net=A", "uenter -n -W 42",
	  "undumpable user(A) verify(sys_admin) net inner-cwd" },
	/* --setenv needs nothing of the target */
	{ "--setenv", BOX "net=A", "uenter -n --setenv A=1 42",
	  "undumpable user(A) verify(sys_admin) net" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	/* a refusal by its word alone */
	if (plan.count == 999)
		expect_mentions(got.buf, row->want);
	else
		expect_text(got.buf, row->want);
}

static void names_are_fetched_where_there_are_some(void **state)
{
	static const struct {
		const char *line;
		bool fetched;
	} lines[] = { { "uenter -n -S ann 42", true },
		      { "uenter -n -G adm 42", true },
		      { "uenter -n -S 5 -G follow 42", false },
		      { "uenter -n 42", false } };
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct text got = TEXT_INIT;

		render_plan(&got,
			    "A:1000 user=A map=0:1000:9 net=A target=1001:1002",
			    lines[i].line, &plan);
		assert_int_equal(plan.fetch_names, lines[i].fetched);
		assert_int_equal(plan.has_ids, !lines[i].fetched);
	}
}

/* plan.h: none of the own one; else the walk decides by a map of theirs. */
static void ids_decided_late_at_home_are_by_no_map(void **state)
{
	struct text got = TEXT_INIT;
	struct plan plan;

	(void)state;
	render_plan(&got, ROOT "map=0:0:4294967295 mnt=own",
		    "uenter -m -S ann 42", &plan);
	assert_false(plan.has_ids);
	assert_null(plan.maps);
}

static void ids_decided_late_are_by_the_map_that_is_known(void **state)
{
	struct text got = TEXT_INIT;
	struct plan plan;

	(void)state;
	render_plan(&got, BOX "net=A", "uenter -n -S ann 42", &plan);
	assert_non_null(plan.maps);
	assert_int_equal(plan.maps->uid.extents[0].outside, 1000);
	render_plan(&got, DEEP "net=A", "uenter -n -S ann 42", &plan);
	assert_null(plan.maps);
}

/* Every step that can be, under the longest of lines. */
static void the_longest_plan_fits(void **state)
{
	struct text got = TEXT_INIT;
	struct plan plan;

	(void)state;
	render_plan(&got,
		    "uid=0 gid=0 caps=sys_admin A:0 B:0<A user=B "
		    "mnt=A pid=own net=unknown ipc=own uts=A cgroup=own "
		    "time=A terminal",
		    "uenter -a -r -W -e -c -Z -N 3 -S ann --caps=all 42",
		    &plan);
	assert_true(plan.count <= PLAN_STEPS);
	if (plan.count < 24)
		fail_msg("%u: %s", plan.count, got.buf);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "names are fetched where there are some",
		  names_are_fetched_where_there_are_some, NULL);
	table_add(&table, "ids decided late at home are by no map",
		  ids_decided_late_at_home_are_by_no_map, NULL);
	table_add(&table, "ids decided late are by the map that is known",
		  ids_decided_late_are_by_the_map_that_is_known, NULL);
	table_add(&table, "the longest plan fits", the_longest_plan_fits, NULL);
	return table_run("plan: steps", &table);
}
