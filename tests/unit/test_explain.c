/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan in words, as --explain prints it. */
#include "config.h"
#include "plan/explain.h"
#include "render.h"

#define HEAD                                                                 \
	"type    inode       state    joined    owner (user namespace, uid)" \
	"       needs\n"

static void explain(const char *sentence, const char *line, char *got,
		    size_t size)
{
	static struct facts facts;
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;
	struct plan plan;
	FILE *to = fmemopen(got, size, "w");
	int r;

	facts_from(&facts, sentence);
	request_from(&req, &w, line);
	r = plan_make(&req, &facts, &plan, &f);
	explain_print(&req, &facts, r < 0 ? NULL : &plan, &f, to);
	fclose(to);
}

static void a_plan_reads_as_a_whole(void **state)
{
	char got[4096] = "";

	(void)state;
	explain("A:1000 user=A net=A mnt=A pid=own map=0:1000:1 deny "
		"name=1000:ann target=1000:1000 time=absent",
		"uenter --explain -U -n 42 ss", got, sizeof(got));
	expect_text(
		got,
		"target: process 42 (sleep), uid 1000 (ann)\n"
		"caller: uid 1000 (ann), user namespace 4026531837\n" HEAD
		"user    4026533000  differs  step 2    uid 1000 (ann)        "
		"            cap_sys_admin\n"
		"cgroup  4026531835  shared   -         your user namespace   "
		"            -\n"
		"ipc     4026531836  shared   -         your user namespace   "
		"            -\n"
		"uts     4026531837  shared   -         your user namespace   "
		"            -\n"
		"net     4026533004  differs  step 4    4026532001, uid 1000 "
		"(ann)        cap_sys_admin\n"
		"time    -           absent   -         your user namespace   "
		"            cap_sys_admin\n"
		"pid     4026533006  differs  -         your user namespace   "
		"            cap_sys_admin\n"
		"mnt     4026533007  differs  -         4026532001, uid 1000 "
		"(ann)        cap_sys_chroot,cap_sys_admin\n"
		"order:\n"
		"   1. become undumpable\n"
		"   2. join user 4026532001\n"
		"   3. verify cap_sys_admin\n"
		"   4. join net\n"
		"   5. execute the command\n"
		"runs as: uid 0, gid 0 there (here uid 1000, gid 1000), groups "
		"kept\n"
		"capabilities: all there, by uid 0\n"
		"verdict: would enter\n");
}

static void a_refusal_has_no_order(void **state)
{
	char got[4096] = "";

	(void)state;
	explain("net=outside user!EACCES", "uenter --explain -n 42", got,
		sizeof(got));
	expect_mentions(got, "target: 42\n|caller: uid 1000, user namespace|"
			     "user    -           hidden   -         |"
			     "net     4026533004  differs  -         a user "
			     "namespace not below yours|"
			     "verdict: would be refused (sibling-userns)\n");
	assert_null(strstr(got, "order:"));
	assert_null(strstr(got, "runs as:"));
}

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	{ "the target by FILEs alone", "uid=0 caps=all net=own",
	  "uenter --explain -n=/x ls", "target: namespaces by file\n" },
	{ "an unknown owner", "A:1000<unknown user=A net=unknown",
	  "uenter --explain -n 42",
	  "net     4026533004  differs  step 5    unknown" },
	{ "an unknown owner's uid", "A:? user=A net=A",
	  "uenter --explain -n 42", "4026532001, uid unknown" },
	{ "the fork is said", "A:1000 user=A pid=A mnt=A map=0:1000:1",
	  "uenter --explain 42", "fork, and execute the command\n" },
	{ "all joins of a deep one",
	  "A:1000 B:1000<A user=B net=A map=1000:1000:1",
	  "uenter --explain -U -n 42",
	  "   2. join user 4026532001\n|   4. join net\n|"
	  "   5. join user 4026532002\n|user    4026533000  differs  step 5" },
	{ "every other step", "A:1000 user=A mnt=A pid=A map=0:100000:9",
	  "uenter --explain -r -w -S 5 --caps=all 42",
	  "read what is wanted of /proc/PID\n|leave the session keyring\n|"
	  "change the root\n|change the directory\n|"
	  "set groups, gid and uid\n|set the capabilities\n|"
	  "close descriptors above 2\n|"
	  "verify cap_setgid,cap_setuid,cap_sys_chroot,cap_sys_admin\n" },
	{ "those that are asked for",
	  "A:1000 user=A mnt=A net=unknown map=0:1000:1 deny terminal",
	  "uenter --explain -c -Z -N 3 -m -W 42",
	  "join the cgroups\n|ask for the security context\n|"
	  "open a terminal of its own\n|take the network of the socket\n|"
	  "change the directory, inside\n|fork, and execute the command\n|"
	  "verify cap_net_admin,cap_sys_chroot,cap_sys_admin\n" },
	{ "a name: its id is not known yet", "A:1000 user=A net=A map=0:1000:1",
	  "uenter --explain -n -S ann 42",
	  "read what is wanted of /proc/PID\n|read the id maps\n|"
	  "runs as: the ids that uenter finds" },
	{ "ids that are not known yet", "A:1000 user=A net=A",
	  "uenter --explain -n 42",
	  "read the id maps\n|runs as: the ids that uenter finds mapped "
	  "there\n|verdict: would enter\n" },
	{ "ids that are set", "A:1000 user=A mnt=A map=0:100000:65536",
	  "uenter --explain -m 42",
	  "runs as: uid 0, gid 0 there (here uid 100000, gid 100000), groups "
	  "dropped\n" },
	{ "ids at home", "uid=0 gid=0 caps=all net=own",
	  "uenter --explain -n 42",
	  "runs as: uid 0, gid 0 (here uid 0, gid 0), groups kept\n|"
	  "capabilities: the caller's\n" },
	{ "ambient capabilities", "A:1000 user=A net=A map=1000:1000:1",
	  "uenter --explain -n 42",
	  "capabilities: all there, as ambient ones\n" },
	{ "no capabilities", "A:1000 user=A net=A map=0:1000:1",
	  "uenter --explain -n --caps=none 42", "capabilities: none\n" },
	{ "none by exec at an uid asked for",
	  "A:1000 user=A net=A map=0:1000:9", "uenter --explain -n -S 5 42",
	  "capabilities: none\n" },
	{ "read-only", "A:1000 user=A mnt=A map=0:1000:1 deny",
	  "uenter --explain --read-only 42",
	  "copy the mounts, read-only\n|deny what would write around them\n|"
	  "capabilities: cap_dac_read_search alone\n|"
	  "verify cap_setpcap,cap_sys_chroot,cap_sys_admin\n" },
	{ "names", "A:1000 user=A mnt=A net=A map=0:1000:1 deny",
	  "uenter --explain -n --resolv 42",
	  "verify cap_sys_admin\n|join net\n|copy the own mounts\n|put its "
	  "name resolution files in place\n|mount a /sys of its network\n" },
	{ "host tools", "A:1000 user=A mnt=A net=A pid=A map=0:1000:1 deny",
	  "uenter --explain --host-tools 42",
	  "verify cap_sys_chroot,cap_sys_admin\n|take its files as a tree\n|"
	  "copy the own mounts\n|put that tree at its directory\n|put its "
	  "name resolution files in place\n|mount a /sys of its network\n|"
	  "mount a /proc of its processes\n" },
	{ "host tools, among our own pids",
	  "A:1000 user=A mnt=A pid=A map=0:1000:1 deny tracer=A:77",
	  "uenter --explain --host-tools 42",
	  "pids: your own: process 77 there may have cap_sys_ptrace\n|verdict: "
	  "would enter\n" },
	{ "the target's capabilities",
	  "A:1000 user=A net=A map=0:1000:1 target=1000:1000 bounding=a8",
	  "uenter --explain -n --caps=target 42",
	  "capabilities: those of the target (00000000000000a8)\n" },
	{ "each refusal by its word", "A:0 user=A net=A",
	  "uenter --explain -n 42",
	  "verdict: would be refused (root-owned)\n" },
};

static void check(void **state)
{
	const struct row *row = *state;
	char got[8192] = "";

	explain(row->facts, row->line, got, sizeof(got));
	expect_mentions(got, row->want);
}

/* The target's own text reaches a terminal here. */
static void control_bytes_are_named(void **state)
{
	char got[4096] = "";

	(void)state;
	explain("A:1000 user=A net=A", "uenter --explain -n $'w\\x1b[2Jeb'",
		got, sizeof(got));
	assert_null(strchr(got, '\x1b'));
	expect_mentions(got, "target: w\\x1b[2Jeb\n");
}

static void a_name_stands_before_its_process(void **state)
{
	char got[4096] = "";

	(void)state;
	explain("A:1000 user=A net=A map=0:1000:1 deny target=1000:1000",
		"uenter --explain -n docker:web ss", got, sizeof(got));
	expect_mentions(got, "target: docker:web, process 42 (sleep), uid");
}

int main(void)
{
	static struct table table;

	table_add(&table, "a name stands before its process",
		  a_name_stands_before_its_process, NULL);
	table_add(&table, "a plan reads as a whole", a_plan_reads_as_a_whole,
		  NULL);
	table_add(&table, "a refusal has no order", a_refusal_has_no_order,
		  NULL);
	TABLE_ROWS(&table, rows, check);
	table_add(&table, "control bytes are named", control_bytes_are_named,
		  NULL);
	return table_run("explain", &table);
}
