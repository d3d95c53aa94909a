/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the kernel does not even show: whose it is, and what would help. */
#include "config.h"
#include "plan/refuse.h"
#include "refusals.h"

#define NAMES "name=0:root name=1000:ann name=1002:bob "
#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct refusal_row rows[] = {
	{ "another user's process", NAMES "net!EACCES target=1002:1002",
	  "uenter -n 42 ss", "not-owner", "process 42 (sleep)",
	  "owned by uid 1002 (bob), and you are uid 1000 (ann)|"
	  "user_namespaces(7)",
	  "sudo -u '#1002' uenter -n 42 ss" },
	{ "EPERM is said like EACCES", NAMES "net!EPERM target=1002:1002",
	  "uenter -n 42", "not-owner", "process 42 (sleep)", "uid 1002 (bob)",
	  "sudo -u '#1002' uenter -n 42" },
	{ "another user's container: its owner by the map",
	  NAMES "user!EACCES net!EACCES target=100033:100033 "
		"map=0:1002:1+1:100000:65536",
	  "uenter -n 42", "not-owner", "process 42 (sleep)",
	  "owned by uid 1002 (bob)", "sudo -u '#1002' uenter -n 42" },
	{ "another user's, seen by root without capabilities",
	  NAMES "uid=0 gid=0 net!EACCES target=1002:1002", "uenter -n 42",
	  "not-owner", "process 42 (sleep)",
	  "owned by uid 1002 (bob), and you are uid 0 (root)",
	  "sudo -u '#1002' uenter -n 42" },
	{ "root's process", NAMES "net!EACCES target=0:0", "uenter -n 42 ss",
	  "root-owned", "process 42 (sleep)",
	  "it is root's: its namespaces are owned by the host's user "
	  "namespace, or by one that root owns|you, uid 1000 (ann), have no "
	  "capability|cap_sys_admin",
	  "sudo uenter -n 42 ss" },
	{ "root's container, by its id",
	  NAMES "net!EACCES target=0:0 container=" ID, "uenter -n 42 ss",
	  "root-owned", "process 42 (sleep)", "it is root's container: ",
	  "sudo uenter -n 42 ss   # or, by its engine: docker exec "
	  "0123456789ab ss" },
	{ "root's container, for a shell",
	  NAMES "net!EACCES target=0:0 container=" ID, "uenter -n 42",
	  "root-owned", "process 42 (sleep)", "it is root's container: ",
	  "sudo uenter -n 42   # or, by its engine: docker exec "
	  "0123456789ab sh" },
	{ "root's container without an id",
	  NAMES "net!EACCES target=0:0 container", "uenter -n 42 ss",
	  "root-owned", "process 42 (sleep)",
	  "it is root's container: ", "sudo uenter -n 42 ss" },
	{ "a user of root's container",
	  NAMES "net!EACCES target=1000:1000 "
		"map=0:0:4294967295",
	  "uenter -n 42", "root-owned", "process 42 (sleep)", "it is root's",
	  "sudo uenter -n 42" },
	/* one's own */
	{ "one's own, with another gid", NAMES "net!EACCES target=1000:27",
	  "uenter -n 42", "not-owner", "process 42 (sleep)",
	  "runs with gid 27 and you with gid 1000|ptrace(2)",
	  "sudo uenter -n 42" },
	{ "one's own, not dumpable", NAMES "net!EACCES target=1000:1000",
	  "uenter -n 42 ss", "non-dumpable", "process 42 (sleep)",
	  "it is yours (uid 1000 (ann)), but non-dumpable|prctl(2)",
	  "sudo uenter -n 42 ss" },
	{ "one's own, not dumpable, and another will do",
	  NAMES "net!EACCES target=1000:1000 peer=55", "uenter -n 42 ss",
	  "non-dumpable", "process 42 (sleep)", "non-dumpable",
	  "uenter -n 55 ss" },
	{ "another will do for -t too",
	  NAMES "net!EACCES target=1000:1000 peer=55", "uenter -n -t 42 ss",
	  "non-dumpable", "process 42 (sleep)", "non-dumpable",
	  "uenter -n -t 55 ss" },
	{ "root's own, not dumpable",
	  "uid=0 gid=0 " NAMES "net!EACCES target=0:0", "uenter -n 42",
	  "non-dumpable", "process 42 (sleep)", "it is yours (uid 0 (root))",
	  "sudo uenter -n 42" },
	/* from inside another user namespace */
	{ "a sibling: its ids have no number here",
	  NAMES "inside uid=0 user!EACCES net!EACCES target=65534:65534 "
		"map=0:4294967295:1",
	  "uenter -n 42 ss", "sibling-userns", "process 42 (sleep)",
	  "its user namespace is not below yours (4026531837)|setns(2)",
	  "exit   # out of this user namespace (podman unshare or the like), "
	  "then: uenter -n 42 ss" },
	{ "beside the caller: capabilities would reach all below",
	  NAMES "inside uid=0 gid=0 caps=sys_ptrace net!EACCES target=0:0 "
		"map=0:1000:1",
	  "uenter -n 42", "sibling-userns", "process 42 (sleep)",
	  "its user namespace is not below yours",
	  "exit   # out of this user namespace (podman unshare or the like), "
	  "then: uenter -n 42" },
	{ "without them it may be below, and another's",
	  NAMES "inside net!EACCES target=1002:1002 map=0:1002:1",
	  "uenter -n 42", "not-owner", "process 42 (sleep)",
	  "owned by uid 1002 (bob)", "sudo -u '#1002' uenter -n 42" },
	{ "the host's own capabilities say nothing of a sibling",
	  NAMES "caps=sys_ptrace net!EACCES target=1002:1002 map=0:1002:1",
	  "uenter -n 42", "not-owner", "process 42 (sleep)",
	  "owned by uid 1002 (bob)", "sudo -u '#1002' uenter -n 42" },
	{ "EPERM is told from another error", NAMES "net!EPERM target=0:0",
	  "uenter -n 42", "root-owned", "process 42 (sleep)",
	  "it is root's: ", "sudo uenter -n 42" },
	/* gone, or something else */
	{ "it has no such namespace any more", "net!ENOENT target=1000:1000",
	  "uenter -n 42", "gone", "the net namespace of 42", "it has ended",
	  "lsns -o TYPE,PID,USER,COMMAND   # what is there" },
	{ "it ended meanwhile", "mnt!ESRCH", "uenter -m 42", "gone",
	  "the mnt namespace of 42", "it has ended",
	  "lsns -o TYPE,PID,USER,COMMAND   # what is there" },
	{ "another error is said as it is", "net!EIO target=1000:1000",
	  "uenter -n 42", "system", "the net namespace of 42",
	  "Input/output error", "" },
	{ "nothing else is known of it", "net!EACCES", "uenter -n 42", "system",
	  "the net namespace of 42", "Permission denied", "" },
};

/* These two have no line of their own to paste. */
static void check(void **state)
{
	const struct refusal_row *row = *state;
	struct fault f = FAULT_INIT;

	if (*row->hint) {
		refusal_check(state);
		return;
	}
	assert_true(refusal_of(row->facts, row->line, &f) < 0);
	expect_text(fault_code_name(f.code), row->code);
	expect_text(f.what, row->what);
	expect_mentions(f.why, row->why);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	return table_run("refuse: access", &table);
}
