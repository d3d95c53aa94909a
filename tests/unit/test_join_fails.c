/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The walk where something is missing or refused: what is said of it. */
#include "config.h"
#include "enter/join.h"
#include "walk.h"

#define MANY "A:1000 user=A map=0:1000:1+1:100000:65536 "
#define SUBID "A:1000 user=A map=0:100000:65536 "
#define AS_1000 "A:1000 user=A map=1000:1000:1 deny "

static const struct missing_row {
	const char *name, *facts, *line, *have, *want, *why;
} missing[] = {
	{ "sys_admin is missing for the network", MANY "net=A", "uenter -n 42",
	  "caps=sys_chroot", "cap_sys_admin", "the net needs it" },
	{ "sys_chroot is missing for the files", MANY "mnt=A net=A",
	  "uenter -n -m 42", "caps=sys_admin+setgid+setuid", "cap_sys_chroot",
	  "the mnt needs it" },
	{ "sys_chroot is missing for the root", MANY, "uenter -U -r 42",
	  "caps=setgid", "cap_sys_chroot", "the root needs it" },
	{ "setuid is missing for the ids", MANY "net=A", "uenter -n -S 5 42",
	  "caps=sys_admin+setgid", "cap_setuid", "the ids needs it" },
	{ "net_admin is missing for the socket", MANY "net=unknown",
	  "uenter -N 3 42", "caps=sys_admin", "cap_net_admin",
	  "the socket needs it" },
	{ "setpcap is missing for the capabilities", MANY "net=A",
	  "uenter -n --caps=none 42", "caps=sys_admin", "cap_setpcap",
	  "the capabilities needs it" },
	{ "setpcap is missing for a read-only entry", MANY "mnt=A",
	  "uenter --read-only 42", "caps=sys_admin+sys_chroot+setuid+setgid",
	  "cap_setpcap", "the capabilities needs it" },
	{ "the lowest of several is named", SUBID "mnt=A", "uenter -m 42",
	  "caps=chown", "cap_setgid", "the ids needs it" },
};

static void check_missing(void **state)
{
	const struct missing_row *row = *state;
	static struct facts have;
	static struct walk w;

	facts_from(&have, row->have);
	walk_prepare(&w, row->facts, row->line);
	w.kernel.caps = have.caller.caps;
	walk_do(&w);
	assert_int_equal(w.result, -EPERM);
	assert_int_equal(w.fault.code, FAULT_LACKS_CAPABILITY);
	expect_text(w.fault.what, row->want);
	expect_mentions(w.fault.why, row->why);
	expect_mentions(w.fault.hint, "uenter|--explain|42");
	/* nothing else was joined */
	expect_text(w.kernel.log.buf, "undumpable setns(user A) caps");
}

static const struct error_row {
	const char *name;
	unsigned int at;
	int error;
	const char *want;
} errors[] = {
	{ "a join of the user namespace", 2, -EINVAL,
	  "system: join the user namespace 4026532001" },
	{ "a join of the network", 4, -EINVAL,
	  "system: join the net namespace" },
	{ "a join of a process that is gone", 4, -ESRCH, "gone: process 42" },
	{ "a user join of a process that is gone", 2, -ESRCH,
	  "gone: process 42" },
	{ "the capabilities", 3, -EIO, "system: own capabilities" },
	{ "the flag", 1, -EIO, "system: become undumpable" },
};

static void check_error(void **state)
{
	const struct error_row *row = *state;
	static struct walk w;
	char got[FAULT_TEXT];

	walk_prepare(&w, MANY "net=A", "uenter -n 42");
	w.target.pid = 42;
	w.kernel.fail_at = row->at;
	w.kernel.error = row->error;
	walk_do(&w);
	assert_int_equal(w.result, row->error);
	snprintf(got, sizeof(got), "%s: %s", fault_code_name(w.fault.code),
		 w.fault.what);
	expect_text(got, row->want);
}

/* Whether this machine has a filter is not the test's to say. */
static void a_refused_join_asks_for_a_filter(void **state)
{
	static struct walk w;

	(void)state;
	walk_prepare(&w, MANY "net=A", "uenter -n 42");
	w.kernel.fail_at = 4;
	w.kernel.error = -EPERM;
	walk_do(&w);
	assert_int_equal(w.result, -EPERM);
	assert_int_equal(w.fault.code, sys_setns_filter(0) < 0 ? FAULT_FILTERED
							       : FAULT_SYSTEM);
	expect_text(w.fault.what, "join the net namespace");
}

/* The kernel itself never says so of a setns that it has. */
static void an_unknown_call_is_a_filter(void **state)
{
	static struct walk w;

	(void)state;
	walk_prepare(&w, MANY "net=A", "uenter -n 42");
	w.kernel.fail_at = 2;
	w.kernel.error = -ENOSYS;
	walk_do(&w);
	assert_int_equal(w.result, -ENOSYS);
	assert_int_equal(w.fault.code, FAULT_FILTERED);
	expect_text(w.fault.what, "join the user namespace 4026532001");
	expect_mentions(w.fault.why, "seccomp filter (ENOSYS)");
}

/* No keyrings in this kernel, or none for anybody: nothing to leave. */
static void a_keyring_that_cannot_be_is_no_failure(void **state)
{
	static const int harmless[] = { -ENOSYS, -EPERM };
	static struct walk w;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(harmless); i++) {
		walk_prepare(&w, AS_1000 "mnt=A", "uenter -m 42");
		w.kernel.fail_at = 4;
		w.kernel.error = harmless[i];
		walk_do(&w);
		assert_int_equal(w.result, 0);
		expect_text(w.kernel.log.buf,
			    "undumpable setns(user A) caps keyring setns(mnt) "
			    "ambient close(3)");
	}
}

static void ids_are_read_once_inside(void **state)
{
	static struct walk w;

	(void)state;
	walk_prepare(&w, "A:1000 user=A mnt=A", "uenter -m 42");
	scratch_put(&w.proc, "uid_map", "0 100000 10\n");
	scratch_put(&w.proc, "gid_map", "0 1000 1\n");
	scratch_put(&w.proc, "setgroups", "allow\n");
	walk_do(&w);
	assert_int_equal(w.result, 0);
	expect_text(w.kernel.log.buf,
		    "undumpable setns(user A) caps keyring setns(mnt) "
		    "no-groups uid(0) undumpable close(3)");
	assert_int_equal(w.join.ids.uid, 0);
	assert_int_equal(w.join.ids.outer_uid, 100000);
}

static void ids_that_cannot_be_are_refused_inside(void **state)
{
	static struct walk w;

	(void)state;
	walk_prepare(&w, "A:1000 user=A net=A pid=A", "uenter -n -S 70000 42");
	scratch_put(&w.proc, "uid_map", "0 100000 10\n");
	scratch_put(&w.proc, "gid_map", "0 1000 1\n");
	walk_do(&w);
	assert_int_equal(w.fault.code, FAULT_UNMAPPED);
	expect_text(w.kernel.log.buf, "undumpable setns(user A) caps");
}

static void maps_that_cannot_be_read_end_the_walk(void **state)
{
	static struct walk w;

	(void)state;
	walk_prepare(&w, "A:1000 user=A net=A", "uenter -n 42");
	walk_do(&w);
	assert_int_equal(w.result, -ENOENT);
	expect_text(w.fault.what, "/proc/self/uid_map");
	expect_text(w.kernel.log.buf, "undumpable setns(user A) caps");
}

static void a_root_that_cannot_be_fetched_ends_the_walk(void **state)
{
	static struct walk w;

	(void)state;
	walk_prepare(&w, AS_1000, "uenter -U -r -w 42");
	unlinkat(w.proc.dir, "cwd", AT_REMOVEDIR);
	walk_do(&w);
	assert_int_equal(w.result, -ENOENT);
	expect_text(w.fault.what, "the cwd of process 0");
	expect_text(w.kernel.log.buf, "undumpable setns(user A) caps");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, missing, check_missing);
	TABLE_ROWS(&table, errors, check_error);
	table_add(&table, "a refused join asks for a filter",
		  a_refused_join_asks_for_a_filter, NULL);
	table_add(&table, "an unknown call is a filter",
		  an_unknown_call_is_a_filter, NULL);
	table_add(&table, "a keyring that cannot be is no failure",
		  a_keyring_that_cannot_be_is_no_failure, NULL);
	table_add(&table, "ids are read once inside", ids_are_read_once_inside,
		  NULL);
	table_add(&table, "ids that cannot be are refused inside",
		  ids_that_cannot_be_are_refused_inside, NULL);
	table_add(&table, "maps that cannot be read end the walk",
		  maps_that_cannot_be_read_end_the_walk, NULL);
	table_add(&table, "a root that cannot be fetched ends the walk",
		  a_root_that_cannot_be_fetched_ends_the_walk, NULL);
	return table_run("join: fails", &table);
}
