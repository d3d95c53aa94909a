/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be seen and still not be joined: thing, owner, rule, next step. */
#include "config.h"
#include "plan/refuse.h"
#include "refusals.h"

#define ANN "name=0:root name=1000:ann name=1002:bob "
#define ROOT "uid=0 gid=0 caps=sys_chroot " ANN
#define CI "uid=0 gid=0 inside " ANN

static const struct refusal_row rows[] = {
	{ "nothing differs", "", "uenter 42 ps", "nothing-to-enter",
	  "target 42",
	  "nothing to enter|shares every namespace with you|"
	  "stale pid",
	  "ps -o pid,user,lstart,args -p 42   # what it is" },
	{ "nothing differs from a pinned one", "", "uenter 42:7",
	  "nothing-to-enter", "target 42:7", "nothing to enter",
	  "ps -o pid,user,lstart,args -p 42   # what it is" },
	{ "nothing differs from one by inode", "", "uenter ns:4026531837",
	  "nothing-to-enter", "target ns:4026531837", "nothing to enter",
	  "lsns -o NS,TYPE,PID,USER,COMMAND   # the others" },
	{ "a type that the kernel has not", "A:1000 user=A net=A time=absent",
	  "uenter -n -T 42 ss", "no-such-namespace", "-T",
	  "this kernel has no time namespaces|/proc/self/ns/time",
	  "uenter -n 42 ss" },
	/* beside and above */
	{ "outside the tree, for a caller of the host's", ANN "net=outside",
	  "uenter -n 42 ss", "sibling-userns", "the net namespace of 42",
	  "owned by a user namespace that is not below yours (4026531837)|"
	  "a sibling or an ancestor|setns(2)",
	  "sudo uenter -n 42 ss" },
	{ "outside the tree, for a caller of a container's", CI "net=outside",
	  "uenter -n 42 ss", "sibling-userns", "the net namespace of 42",
	  "not below yours (4026531837)",
	  "exit   # out of this user namespace (podman unshare or the like), "
	  "then: uenter -n 42 ss" },
	{ "a user namespace outside the tree", CI "A:1000<outside user=A",
	  "uenter -U 42", "sibling-userns", "the user namespace of 42",
	  "it is a user namespace that is not below yours",
	  "exit   # out of this user namespace (podman unshare or the like), "
	  "then: uenter -U 42" },
	{ "outside the tree by FILE: named by its path", "net=outside",
	  "uenter -n=/run/x ss", "sibling-userns",
	  "the net namespace of /run/x", "it is owned by a user namespace",
	  "sudo uenter -n=/run/x ss" },
	/* another owner */
	{ "another uid's", ANN "A:1002 user=A net=A", "uenter -n 42 ss",
	  "not-owner", "user namespace 4026532001",
	  "owned by uid 1002 (bob), and you are uid 1000 (ann)|"
	  "user_namespaces(7)",
	  "sudo -u '#1002' uenter -n 42 ss" },
	{ "root's", ANN "A:0 user=A net=A", "uenter -n 42 ss", "root-owned",
	  "user namespace 4026532001",
	  "owned by uid 0 (root), and you are uid 1000 (ann)",
	  "sudo uenter -n 42 ss" },
	{ "an uid without a name", "A:1002 user=A net=A", "uenter -n 42",
	  "not-owner", "user namespace 4026532001",
	  "owned by uid 1002, and you are uid 1000",
	  "sudo -u '#1002' uenter -n 42" },
	/* the caller's own */
	{ "the caller's own, and the rest would do",
	  ANN "A:1000 user=A mnt=own net=A", "uenter -a 42 id", "own-namespace",
	  "the mnt namespace of 42",
	  "owned by your own user namespace (4026531837)|uid 1000 (ann), "
	  "lack cap_sys_chroot|setns(2)",
	  "uenter -U -n 42 id" },
	{ "several of the caller's own are all left out",
	  ANN "A:1000 user=A mnt=own uts=own pid=own net=A", "uenter -a 42",
	  "own-namespace", "the uts namespace of 42", "lack cap_sys_admin",
	  "uenter -U -n 42" },
	{ "the caller's own alone", ANN "net=own", "uenter -n 42 ss",
	  "own-namespace", "the net namespace of 42",
	  "your own user namespace|lack cap_sys_admin",
	  "sudo uenter -n 42 ss" },
	{ "the caller's own by FILE", ANN "net=own", "uenter -n=/run/netns/x",
	  "own-namespace", "the net namespace of /run/netns/x",
	  "your own user namespace", "sudo uenter -n=/run/netns/x" },
	{ "root without the capability names it", ROOT "net=own",
	  "uenter -n 42 ss", "lacks-capability", "the net namespace of 42",
	  "uid 0 (root), lack cap_sys_admin there",
	  "grep CapEff /proc/self/status   # the container that you are in "
	  "needs --cap-add=cap_sys_admin" },
	{ "root with sys_admin alone lacks the other for mnt",
	  "uid=0 gid=0 caps=sys_admin " ANN "mnt=own", "uenter -m 42",
	  "lacks-capability", "the mnt namespace of 42",
	  "lack cap_sys_chroot there",
	  "grep CapEff /proc/self/status   # the container that you are in "
	  "needs --cap-add=cap_sys_chroot" },
	{ "root without it, and the rest would do",
	  ROOT "A:0 user=A net=A uts=own", "uenter -a 42", "lacks-capability",
	  "the uts namespace of 42", "lack cap_sys_admin", "uenter -U -n 42" },
	/* beside each other */
	{ "two trees", "A:1000 B:1000 user=A net=A mnt=B", "uenter -n -m 42 ls",
	  "sibling-userns", "the mnt namespace",
	  "another user namespace beside that of the others|for good",
	  "uenter -n 42 ls" },
	{ "two trees by FILEs", "A:1000 B:1000 net=A mnt=B",
	  "uenter -n=/x -m=/y ls", "sibling-userns", "the mnt namespace",
	  "beside that of the others", "uenter -n=/x ls" },
	/* exposure */
	{ "reachable files",
	  "A:1000 user=A map=0:1000:1 mnt=A pid=A "
	  "tracer=A:77",
	  "uenter -p 42 ps", "exposes-host", "-p without -m",
	  "process 77 there may have cap_sys_ptrace|/proc/N/root|ptrace(2)",
	  "uenter -p -m 42 ps   # or all: -a; or, if you trust it: uenter -p "
	  "--expose-host 42 ps" },
	{ "reachable files, where there are no others",
	  "A:1000 user=A map=0:100000:9 pid=A tracer=A:77", "uenter -p 42 ps",
	  "exposes-host", "-p without -m", "process 77 there",
	  "uenter -p --expose-host 42 ps" },
	/* capabilities at home */
	{ "an uid at home, where -U would help", "A:1000 user=A map=0:1000:1",
	  "uenter -n -S 5 42 id", "lacks-capability", "another uid (-S)",
	  "it needs cap_setuid|your own user namespace|capabilities(7)",
	  "uenter -n -S 5 -U 42 id" },
	{ "a root at home, where -U is no help", "", "uenter -n -r 42",
	  "lacks-capability", "changing the root (-r)", "cap_sys_chroot",
	  "sudo uenter -n -r 42" },
	{ "a gid at home, where -U was given", "", "uenter -U -G 5 42",
	  "lacks-capability", "another gid (-G)", "it needs cap_setgid",
	  "sudo uenter -U -G 5 42" },
	{ "an uid at home, with FILEs alone", "", "uenter -n=/x -S 5 id",
	  "lacks-capability", "another uid (-S)", "it needs cap_setuid",
	  "sudo uenter -n=/x -S 5 id" },
	/* a container's default profile */
	{ "a filter that says EPERM", "A:1000 user=A net=A filter=EPERM",
	  "uenter -n 42 ss", "filtered", "join the net namespace",
	  "setns(2) is refused by a seccomp filter (EPERM)|default profile",
	  "grep Seccomp /proc/self/status   # 2 is a filter; the container "
	  "that you are in needs a profile that allows setns: --security-opt "
	  "seccomp=FILE" },
	{ "a filter that says ENOSYS", "A:1000 user=A net=A filter=ENOSYS",
	  "uenter -U 42 ss", "filtered", "join the user namespace",
	  "seccomp filter (ENOSYS)",
	  "grep Seccomp /proc/self/status   # 2 is a filter; the container "
	  "that you are in needs a profile that allows setns: --security-opt "
	  "seccomp=FILE" },
	/* by the other name: the line is one of that */
	{ "nsenter: the caller's own, and the rest would do",
	  ANN "A:1000 user=A mnt=own net=A", "nsenter -a -t 42 id",
	  "own-namespace", "the mnt namespace of 42", "lack cap_sys_chroot",
	  "nsenter -U -n -t 42 id" },
	{ "nsenter: another uid's", ANN "A:1002 user=A net=A",
	  "/usr/bin/nsenter -t 42 -n ss", "not-owner",
	  "user namespace 4026532001", "owned by uid 1002 (bob)",
	  "sudo -u '#1002' nsenter -n -t 42 ss" },
	{ "nsenter: an uid at home, where -U would help",
	  "A:1000 user=A map=0:1000:1", "nsenter -n -S 5 -t 42 id",
	  "lacks-capability", "another uid (-S)", "it needs cap_setuid",
	  "nsenter -n -S 5 -U -t 42 id" },
	{ "nsenter: a dashed command keeps its --", ANN "net=own",
	  "nsenter -n -t 42 -- -x", "own-namespace", "the net namespace of 42",
	  "lack cap_sys_admin", "sudo nsenter -n -t 42 -- -x" },
	/* ids */
	{ "an uid that is not mapped", "A:1000 user=A net=A map=7:1000:1",
	  "uenter -n -S 5 42 id", "unmapped", "uid 5",
	  "it is not mapped|the map has 7|"
	  "user_namespaces(7)",
	  "uenter -n -S 7 42 id" },
	{ "a gid that is not mapped", "A:1000 user=A net=A map=7:1000:1",
	  "uenter -n -G 5 -S 7 42 id", "unmapped", "gid 5", "the map has 7",
	  "uenter -n -S 7 -G 7 42 id" },
	{ "an uid with an empty map", "A:1000 user=A net=A map=none",
	  "uenter -n -S 5 42 id", "unmapped", "uid 5", "the map is empty",
	  "uenter -n 42 id" },
};

/* What was left out leaves nothing: not "nothing named", which is all. */
static void a_hint_never_asks_for_more(void **state)
{
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;

	(void)state;
	assert_true(refusal_of("A:1000 user=A net=A mnt=A time=absent",
			       "uenter -T 42 ls", &f) < 0);
	if (strncmp(f.hint, "uenter", 6) != 0)
		return;
	request_from(&req, &w, f.hint);
	if (!req.named)
		fail_msg("'%s' enters all that differ", f.hint);
}

/* The longest of everything: cut where it must be, and said to be. */
static void the_longest_messages_fit(void **state)
{
	static const char *const facts[] = {
		"net=outside",
		"inside net=outside",
		"net=own",
		"A:1002 user=A net=A",
		"A:1000 B:1000 user=A uts=A net=B",
		"A:1000 user=A mnt=A pid=A net=A tracer=A:7",
	};
	char line[1900] = "uenter -U -n -u -p -t 42 ";
	struct fault f;

	(void)state;
	for (size_t n = strlen(line); n < 1800; n++)
		line[n] = n % 40 ? 'x' : ' ';
	for (size_t i = 0; i < ARRAY_SIZE(facts); i++) {
		f = (struct fault)FAULT_INIT;
		assert_true(refusal_of(facts[i], line, &f) < 0);
		assert_true(strlen(f.why) < sizeof(f.why) - 1);
		/* a line that lost its end must not look whole */
		if (!strstr(f.hint, "..."))
			fail_msg("%s: cut in silence: %s", facts[i], f.hint);
	}
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, refusal_check);
	table_add(&table, "a hint never asks for more",
		  a_hint_never_asks_for_more, NULL);
	table_add(&table, "the longest messages fit, or are marked",
		  the_longest_messages_fit, NULL);
	return table_run("refuse", &table);
}
