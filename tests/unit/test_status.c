/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a process says of itself, which may be anything it likes. */
#include "config.h"
#include "kernel/procfs.h"
#include "scratch.h"

#include <errno.h>
#include <inttypes.h>

#define TAIL                                                     \
	"CapInh:\t0000000000000000\nCapPrm:\t000001ffffffffff\n" \
	"CapEff:\t00000000000000c0\nCapBnd:\t00000000a80425fb\n" \
	"CapAmb:\t0000000000000000\n"
#define IDS "Uid:\t1\t1000\t3\t4\nGid:\t5\t1001\t7\t8\n"
#define HEAD(name, state) "Name:\t" name "\nUmask:\t0022\nState:\t" state "\n"
#define PIDS "Tgid:\t42\nNgid:\t0\nPid:\t42\nPPid:\t7\nTracerPid:\t9\n"
#define CAPS ", caps 1ffffffffff c0 a80425fb"

static const struct row {
	const char *name, *status, *want;
} rows[] = {
	{ "a plain process",
	  HEAD("sleep", "S (sleeping)") PIDS IDS "NSpid:\t42\n" TAIL,
	  "sleep S 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	{ "a zombie", HEAD("x", "Z (zombie)") PIDS IDS "NSpid:\t42\n" TAIL,
	  "x Z 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	{ "two pid namespaces deep",
	  HEAD("x", "S") PIDS IDS "NSpid:\t42\t5\t1\n" TAIL,
	  "x S 42 of 7, uid 1000 gid 1001, 3 deep, 1 inside" CAPS },
	{ "a kernel without NSpid", HEAD("x", "S") PIDS IDS TAIL,
	  "x S 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	{ "no new privileges", HEAD("x", "S") PIDS IDS TAIL "NoNewPrivs:\t1\n",
	  "x S 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS
	  ", no new privileges" },
	{ "new privileges", HEAD("x", "S") PIDS IDS TAIL "NoNewPrivs:\t0\n",
	  "x S 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	{ "control bytes in a name are named",
	  HEAD("a\x1b[2Jb", "S") PIDS IDS TAIL,
	  "a\\x1b[2Jb S 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	/* the kernel writes a line end in a name as \n, two bytes */
	{ "a name that looks like a line is one",
	  HEAD("a\\nUid:\\t0", "S") PIDS IDS TAIL,
	  "a\\nUid:\\t0 S 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	{ "an empty name", HEAD("", "S") PIDS IDS TAIL,
	  " S 42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	{ "a long name is cut",
	  HEAD("0123456789012345678901234567890123456789012345678901234567890"
	       "123456789",
	       "S") PIDS IDS TAIL,
	  "012345678901234567890123456789012345678901234567890123456789012 S "
	  "42 of 7, uid 1000 gid 1001, 1 deep, 42 inside" CAPS },
	{ "a line is missing", HEAD("x", "S") PIDS TAIL, "incomplete" },
	{ "all are missing", "", "incomplete" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct proc_status st;
	struct scratch s;
	char got[256] = "incomplete";
	int r;

	scratch_make(&s);
	scratch_put(&s, "status", row->status);
	r = procfs_status(s.dir, &st);
	scratch_done(&s);
	if (r == 0)
		snprintf(got, sizeof(got),
			 "%s %c %d of %d, uid %u gid %u, %u deep, %d inside, "
			 "caps %" PRIx64 " %" PRIx64 " %" PRIx64 "%s",
			 st.name, st.state, (int)st.pid, (int)st.ppid, st.uid,
			 st.gid, st.depth, (int)st.inner_pid, st.cap_permitted,
			 st.cap_effective, st.cap_bounding,
			 st.no_new_privs ? ", no new privileges" : "");
	else
		assert_int_equal(r, -EPROTO);
	expect_text(got, row->want);
}

static void a_process_that_is_gone_has_none(void **state)
{
	struct proc_status st;
	struct scratch s;

	(void)state;
	scratch_make(&s);
	assert_int_equal(procfs_status(s.dir, &st), -ENOENT);
	scratch_done(&s);
}

static void what_does_not_fit_is_cut(void **state)
{
	struct scratch s;
	char buf[8];

	(void)state;
	scratch_make(&s);
	scratch_put(&s, "status", "0123456789");
	memset(buf, '#', sizeof(buf));
	assert_int_equal(procfs_read(s.dir, "status", buf, 6), 5);
	assert_string_equal(buf, "01234");
	assert_int_equal(buf[6], '#');
	assert_int_equal(procfs_read(s.dir, "none", buf, 6), -ENOENT);
	scratch_done(&s);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "a process that is gone has none",
		  a_process_that_is_gone_has_none, NULL);
	table_add(&table, "what does not fit is cut", what_does_not_fit_is_cut,
		  NULL);
	return table_run("status", &table);
}
