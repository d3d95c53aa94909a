/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The walk over the plan: which calls, in which order, and where it ends. */
#include "config.h"
#include "enter/join.h"
#include "walk.h"

#define ROOT "uid=0 gid=0 caps=all "
#define MANY "A:1000 user=A map=0:1000:1+1:100000:65536 "
#define SUBID "A:1000 user=A map=0:100000:65536 "
#define AS_1000 "A:1000 user=A map=1000:1000:1 deny "

#define NAMES "cover(/etc/resolv.conf=3,/etc/hosts=0,/etc/hostname=0)"

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	{ "a network", MANY "net=A", "uenter -n 42",
	  "undumpable setns(user A) caps setns(net)" },
	{ "everything", MANY "mnt=A pid=A net=A ipc=A uts=A cgroup=A time=A",
	  "uenter -a 42",
	  "undumpable setns(user A) caps keyring setns(cgroup) setns(ipc) "
	  "setns(uts) setns(net) setns(time) setns(pid) setns(mnt) no-groups "
	  "undumpable close(3)" },
	{ "two deep", "A:1000 B:1000<A user=B map=1000:1000:1 deny net=A",
	  "uenter -U -n 42",
	  "undumpable setns(user A) caps setns(net) setns(user B) ambient" },
	{ "two deep with files: no /proc is read after mnt",
	  "A:1000 B:1000<A user=B map=0:100000:9 mnt=A", "uenter -a 42",
	  "undumpable setns(user A) caps keyring setns(mnt) setns(user B) "
	  "caps-bare no-groups gid(0) uid(0) undumpable close(3)" },
	{ "what root itself owns comes first",
	  ROOT "A:0 user=A mnt=own net=A map=0:0:1 deny", "uenter -a 42",
	  "no-groups undumpable keyring setns(mnt) setns(user A) caps-bare setns(net) "
	  "close(3)" },
	{ "groups, gid, uid, and the flag again", SUBID "mnt=A",
	  "uenter -m -S 5 -G 6 42",
	  "undumpable setns(user A) caps keyring setns(mnt) no-groups gid(6) "
	  "uid(5) undumpable close(3)" },
	{ "an uid alone", MANY "net=A", "uenter -n -S 5 42",
	  "undumpable setns(user A) caps setns(net) uid(5) undumpable" },
	{ "an uid with all capabilities keeps them over the change",
	  MANY "net=A", "uenter -n -S 5 --caps=all 42",
	  "undumpable setns(user A) caps setns(net) uid(5, caps kept) "
	  "undumpable ambient" },
	{ "the target's capabilities at uid 0",
	  MANY "net=A target=1000:1000 bounding=a8 permitted=8",
	  "uenter -n --caps=target 42",
	  "undumpable setns(user A) caps setns(net) limit(a8)" },
	{ "the target's capabilities at another uid",
	  MANY "net=A target=1000:1000 bounding=a8 permitted=8",
	  "uenter -n -S 5 --caps=target 42",
	  "undumpable setns(user A) caps setns(net) uid(5, caps kept) "
	  "undumpable limit(8) ambient" },
	{ "no capabilities", MANY "net=A", "uenter -n --caps=none 42",
	  "undumpable setns(user A) caps setns(net) limit(0)" },
	{ "none at another uid: they are needed to give up the bounding set",
	  MANY "net=A", "uenter -n -S 5 --caps=none 42",
	  "undumpable setns(user A) caps setns(net) uid(5, caps kept) "
	  "undumpable limit(0)" },
	{ "ambient where 0 is not mapped", AS_1000 "net=A", "uenter -n 42",
	  "undumpable setns(user A) caps setns(net) ambient" },
	{ "the target's root and directory", MANY, "uenter -U -r -w 42",
	  "undumpable setns(user A) caps keyring chroot(fetched) "
	  "chdir(fetched) no-groups undumpable close(3)" },
	{ "a root and a directory that were chosen", MANY,
	  "uenter -U -r=/x -w=/y 42",
	  "undumpable setns(user A) caps keyring chroot(chosen root) "
	  "chdir(chosen directory) no-groups undumpable close(3)" },
	{ "nothing that differs", "", "uenter -n 42", "undumpable" },
	/* descriptors above 2 */
	{ "kept ones stay open: it begins behind them", AS_1000 "mnt=A",
	  "uenter -m --preserve-fds=4 42",
	  "undumpable setns(user A) caps keyring setns(mnt) ambient close(7)" },
	{ "--preserve-fds=0 keeps none", AS_1000 "mnt=A",
	  "uenter -m --preserve-fds=0 42",
	  "undumpable setns(user A) caps keyring setns(mnt) ambient close(3)" },
	{ "nsenter leaves the caller's open, with pids too", MANY "mnt=A pid=A",
	  "nsenter -m -p -t 42",
	  "undumpable setns(user A) caps keyring setns(pid) setns(mnt) "
	  "no-groups undumpable" },
	/* read-only: the copy before the ids, what keeps to it after them */
	{ "read-only mounts", MANY "mnt=A net=A",
	  "uenter --read-only=mounts 42",
	  "undumpable setns(user A) caps keyring setns(net) setns(mnt) "
	  "copy-mounts read-only no-groups undumpable limit(4) no-new-privs "
	  "filter close(3)" },
	{ "read-only mounts, two deep: by the rights of the innermost",
	  "A:1000 B:1000<A user=B map=5:1000:1 deny mnt=A",
	  "uenter --read-only=mounts -U -m 42",
	  "undumpable setns(user A) caps keyring setns(mnt) setns(user B) "
	  "caps-bare copy-mounts read-only limit(4) ambient no-new-privs "
	  "filter close(3)" },
	{ "read-only mounts below another root", AS_1000 "mnt=A",
	  "uenter --read-only=mounts -r -w 42",
	  "undumpable setns(user A) caps keyring setns(mnt) chroot(fetched) "
	  "chdir(fetched) copy-mounts outer-root read-only chdir(fetched) "
	  "chdir(fetched) chroot(fetched) chdir(fetched) limit(4) ambient "
	  "no-new-privs filter close(3)" },
	/* names: between the network, and the user namespace that lies deeper */
	{ "names", MANY "mnt=A net=A", "uenter -n --resolv 42",
	  "undumpable setns(user A) caps setns(net) copy-mounts slave-mounts "
	  "cover(/etc/resolv.conf=3,/etc/hosts=0) sysfs(/sys)" },
	{ "names, two deep",
	  "A:1000 B:1000<A user=B map=1000:1000:1 deny net=A mnt=A",
	  "uenter -U -n --resolv 42",
	  "undumpable setns(user A) caps setns(net) copy-mounts slave-mounts "
	  "cover(/etc/resolv.conf=3,/etc/hosts=0) sysfs(/sys) setns(user B) "
	  "ambient" },
	/* host tools: mnt is joined by a process beside this one alone */
	{ "host tools", MANY "mnt=A net=A pid=A uts=A",
	  "uenter --host-tools=/tmp 42",
	  "undumpable setns(user A) caps setns(uts) setns(net) setns(pid) "
	  "clone-tree copy-mounts slave-mounts attach " NAMES
	  " sysfs(/sys) proc(/proc) close(3)" },
	{ "host tools, links followed, no network and no pids", MANY "mnt=A",
	  "uenter --host-tools=/tmp,follow 42",
	  "undumpable setns(user A) caps clone-tree copy-mounts slave-mounts "
	  "attach(follow) " NAMES },
	{ "host tools, two deep: no /proc is read behind a fresh one",
	  "A:1000 B:1000<A user=B map=0:1000:1 deny pid=A mnt=B",
	  "uenter -U -p -S 0 --expose-host --host-tools=/tmp 42",
	  "undumpable setns(user A) caps setns(pid) clone-tree copy-mounts "
	  "slave-mounts attach " NAMES " proc(/proc) setns(user B) caps-bare "
	  "uid(0) undumpable close(3)" },
	{ "host tools, read-only", AS_1000 "mnt=A net=A",
	  "uenter --read-only=mounts --host-tools=/tmp 42",
	  "undumpable setns(user A) caps setns(net) clone-tree copy-mounts "
	  "slave-mounts attach " NAMES " sysfs(/sys) copy-mounts read-only "
	  "limit(4) ambient no-new-privs filter" },
	{ "host tools of what root itself owns",
	  ROOT "A:0 user=A mnt=own net=A map=0:0:1 deny",
	  "uenter --host-tools=/tmp 42",
	  "undumpable clone-tree setns(user A) caps setns(net) copy-mounts "
	  "slave-mounts attach " NAMES " sysfs(/sys)" },
	{ "read-only mounts, with ids", SUBID "mnt=A",
	  "uenter --read-only=mounts -S 5 -G 6 42",
	  "undumpable setns(user A) caps keyring setns(mnt) copy-mounts "
	  "read-only no-groups gid(6) uid(5, caps kept) undumpable limit(0) "
	  "no-new-privs filter close(3)" },
};

static void check(void **state)
{
	const struct row *row = *state;
	static struct walk w;

	walk_prepare(&w, row->facts, row->line);
	walk_do(&w);
	expect_text(w.kernel.log.buf, row->want);
	assert_int_equal(w.result, 0);
	assert_int_equal(w.fault.code, FAULT_NONE);
}

/* Nothing that was opened for the join goes inside, by either name. */
static void what_the_target_has_is_closed(void **state)
{
	static const char *const lines[] = { "uenter -p 42", "nsenter -p -t 42",
					     "uenter -p --preserve-fds=9 42" };
	static struct walk w;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		walk_prepare(&w, AS_1000 "mnt=A pid=A", lines[i]);
		assert_int_equal(join_all(&w.join, &w.fault), 0);
		assert_true(w.target.proc < 0 && w.target.pidfd < 0);
		assert_true(w.target.ns[NS_PID] < 0 && w.target.users[1] < 0);
		scratch_done(&w.proc);
	}
}

/* Each call fails in turn, and none comes after it. */
static void the_walk_stops_where_a_call_fails(void **state)
{
	const struct row *row = *state;
	static struct walk w;
	char want[RENDER_MAX];
	unsigned int calls, code;
	const char *last;

	walk_prepare(&w, row->facts, row->line);
	walk_do(&w);
	calls = w.kernel.calls;
	for (unsigned int at = 1; at <= calls; at++) {
		walk_prepare(&w, row->facts, row->line);
		w.kernel.fail_at = at;
		w.kernel.error = -EIO;
		walk_do(&w);
		assert_int_equal(w.result, -EIO);
		/* a directory is somebody's word: that is said otherwise */
		last = strstr(w.kernel.log.buf, "chdir(fetched)");
		code = last && !strchr(last, ' ') ? FAULT_BAD_FILE
						  : FAULT_SYSTEM;
		assert_int_equal(w.fault.code, code);
		assert_int_equal(w.fault.error, -EIO);
		assert_true(*w.fault.what);
		assert_int_equal(w.kernel.calls, at);
		snprintf(want, sizeof(want), "%s", row->want);
		want[w.kernel.log.length] = '\0';
		expect_text(w.kernel.log.buf, want);
	}
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "what the target has is closed",
		  what_the_target_has_is_closed, NULL);
	table_add(&table, "everything, each call failing in turn",
		  the_walk_stops_where_a_call_fails, &rows[1]);
	table_add(&table, "ids and capabilities, each call failing in turn",
		  the_walk_stops_where_a_call_fails, &rows[9]);
	table_add(&table, "two deep, each call failing in turn",
		  the_walk_stops_where_a_call_fails, &rows[3]);
	table_add(&table, "a root, each call failing in turn",
		  the_walk_stops_where_a_call_fails, &rows[13]);
	return table_run("join", &table);
}
