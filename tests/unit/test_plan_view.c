/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --resolv and --host-tools: where in the order, with which capabilities, and why not. */
#include "config.h"
#include "plan/plan.h"
#include "refusals.h"

#define ROOT "uid=0 gid=0 caps=all "
#define BOX "A:1000 user=A map=0:1000:1 deny mnt=A "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	{ "the files first, the copy behind the last join", BOX "net=A uts=A",
	  "uenter -n -u --resolv 42",
	  "undumpable user(A) verify(sys_admin) fetch uts net private names "
	  "sys" },
	{ "before a user namespace that lies deeper",
	  "A:1000 B:1000<A user=B map=0:1000:1 deny mnt=B net=A",
	  "uenter -U -n --resolv 42",
	  "undumpable user(A) verify(sys_admin) fetch net private names sys "
	  "user(B)" },
	{ "before the ids, whose change takes the rights",
	  "A:1000 user=A map=0:100000:65536 mnt=A net=A",
	  "uenter -n -S 0 --resolv 42",
	  "undumpable user(A) verify(setuid,sys_admin) fetch net "
	  "private names sys identity undumpable" },
	{ "root, from where it is", ROOT "mnt=own net=own",
	  "uenter -n --resolv 42", "undumpable fetch net private names sys" },
	{ "nsenter, too", BOX "net=A", "nsenter -n --resolv -t 42",
	  "undumpable user(A) verify(sys_admin) fetch net private names sys" },
	{ "with its pids: there is a child then", BOX "net=A pid=A",
	  "uenter -n -p --resolv 42",
	  "undumpable user(A) verify(sys_admin) fetch net pid private names "
	  "sys close fork" },
	/* host tools: all but mnt */
	{ "host tools", BOX "net=A uts=A ipc=A cgroup=A pid=A",
	  "uenter --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch cgroup ipc "
	  "uts net pid tree private attach names sys proc close fork" },
	{ "host tools, -a is the same", BOX "net=A pid=A",
	  "uenter -a --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch net pid tree "
	  "private attach names sys proc close fork" },
	{ "host tools of a namespace that is named", BOX "net=A pid=A uts=A",
	  "uenter -u --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch uts tree "
	  "private attach names" },
	{ "host tools of files alone", BOX, "uenter --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch tree private "
	  "attach names" },
	{ "host tools where its root could reach us: no pids of it",
	  BOX "net=A pid=A tracer=A:77", "uenter --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch net tree "
	  "private attach names sys" },
	{ "nor by nsenter", BOX "net=A pid=A tracer=A:77",
	  "nsenter --host-tools -t 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch net tree "
	  "private attach names sys" },
	{ "host tools, exposed", BOX "net=A pid=A tracer=A:77",
	  "uenter --expose-host --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch net pid tree "
	  "private attach names sys proc close fork" },
	{ "host tools, read-only: hardly a capability, so no pids of it",
	  BOX "net=A pid=A", "uenter --read-only --host-tools 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch net "
	  "tree private attach names sys view caps confine" },
	{ "host tools, other ids", BOX "net=A pid=A",
	  "uenter --preserve-credentials --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch net tree "
	  "private attach names sys" },
	{ "host tools, two deep: behind a fresh /proc none is read",
	  "A:1000 B:1000<A user=B map=0:1000:1 deny mnt=B net=A pid=A",
	  "uenter --caps=all -S 0 --host-tools 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch net pid tree "
	  "private attach names sys proc user(B) verify(setuid)-bare "
	  "identity undumpable close fork" },
	{ "host tools of what root owns: the tree before the user namespace",
	  ROOT "A:0 user=A mnt=own net=A map=0:0:1 deny",
	  "uenter --host-tools 42",
	  "undumpable fetch tree user(A) verify(sys_admin) net private attach "
	  "names sys" },
	{ "without it, nothing of the kind", BOX "net=A", "uenter -n 42",
	  "undumpable user(A) verify(sys_admin) net" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	expect_text(got.buf, row->want);
}

/* What is waited for, to point at the option. */
static const struct watched {
	const char *name, *line;
	int want;
} watched[] = {
	{ "curl", "uenter -n 42 curl http://db/", 6 },
	{ "by a path", "uenter -n 42 /usr/bin/curl http://db/", 6 },
	{ "getent", "uenter -n 42 getent ahosts db", 2 },
	{ "getent of something else", "uenter -n 42 getent passwd db", 0 },
	{ "no name to look up", "uenter -n 42 curl", 0 },
	{ "another program", "uenter -n 42 ss -tln", 0 },
	{ "one that only begins so", "uenter -n 42 curlie x", 0 },
	{ "a shell", "uenter -n 42", 0 },
	{ "it is there already", "uenter -n --resolv 42 curl x", 0 },
	{ "the target's files", "uenter -m -n 42 curl x", 0 },
	{ "no network", "uenter -u 42 curl x", 0 },
	{ "nobody is to wait", "uenter -n -F 42 curl x", 0 },
	{ "nsenter does not", "nsenter -n -t 42 curl x", 0 },
};

static void check_watched(void **state)
{
	const struct watched *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, BOX "net=A uts=A", row->line, &plan);
	assert_int_equal(plan.unresolved, row->want);
	assert_int_equal(plan.fork, row->want != 0);
}

static const struct refusal_row refusals[] = {
	{ "the caller's own network", BOX "uts=A",
	  "uenter -n -u --resolv 42 ss", "no-view", "--resolv of 42",
	  "it has no net namespace of its own|as they are here",
	  "uenter -u -n 42 ss   # the same network, and your files" },
	{ "the caller's own files", "A:1000 user=A map=0:1000:1 net=A",
	  "uenter -n --resolv 42 ss", "no-view", "--resolv of 42",
	  "it has no mnt namespace of its own|are yours",
	  "uenter -n 42 ss   # the same files as here" },
	/* host tools */
	{ "its files are the caller's", "A:1000 user=A map=0:1000:1 net=A",
	  "uenter --host-tools 42 ss", "no-view", "--host-tools of 42",
	  "it has no mnt namespace of its own|its files are yours",
	  "uenter 42 ss   # the same files as here" },
	{ "no such directory", BOX "net=A dir!ENOENT",
	  "uenter --host-tools=/a 42 ss", "bad-file", "--host-tools=/a",
	  "No such file or directory|nothing is created",
	  "mktemp -d   # one of its own; then --host-tools=DIR" },
	{ "a directory that is mounted on", BOX "net=A dir=mount",
	  "uenter --host-tools 42 ss", "bad-file", "--host-tools=/mnt",
	  "something is mounted there already",
	  "mktemp -d   # one of its own; then --host-tools=DIR" },
	{ "its pids, asked for where it could reach us",
	  BOX "net=A pid=A tracer=A:77", "uenter -n -p --host-tools 42 ps",
	  "exposes-host", "-p without -m", "process 77 there",
	  "uenter -n --host-tools=/mnt 42 ps   # with your pids; or, if you "
	  "trust it: uenter -n -p --host-tools=/mnt --expose-host 42 ps" },
	{ "files that the caller's own user namespace owns",
	  "A:1000 user=A map=0:1000:1 mnt=own net=A",
	  "uenter --host-tools 42 ss", "own-namespace",
	  "the mnt namespace of 42", "lack cap_sys_chroot",
	  "sudo uenter --host-tools=/mnt 42 ss" },
};

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, watched, check_watched);
	TABLE_ROWS(&table, refusals, refusal_check);
	return table_run("plan: a view", &table);
}
