/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What files say of subordinate ids, /proc's mount and the release. */
#include "config.h"
#include "doctor/measure.h"
#include "table.h"

#include <inttypes.h>

static const struct subids_row {
	const char *name, *text, *user;
	uid_t uid;
	const char *want; /* count, first, the lowest that is free */
} subids[] = {
	{ "no lines", "", "ann", 1000, "0 0 100000" },
	{ "a line by name", "ann:100000:65536\n", "ann", 1000,
	  "65536 100000 165536" },
	{ "a line by number", "1000:100000:65536\n", "ann", 1000,
	  "65536 100000 165536" },
	{ "a number is no name", "100:100000:65536\n", "100", 1000,
	  "0 0 165536" },
	{ "another's line keeps its ids", "bob:100000:65536\n", "ann", 1000,
	  "0 0 165536" },
	{ "a longer name is another's", "anne:1:2\n", "ann", 1000,
	  "0 0 100000" },
	{ "a shorter name is another's", "an:1:2\n", "ann", 1000,
	  "0 0 100000" },
	{ "several lines add up",
	  "ann:300000:10\nbob:100000:65536\nann:200000:5", "ann", 1000,
	  "15 300000 300010" },
	{ "a line without a count is passed over", "ann:100000\nann:5:1\n",
	  "ann", 1000, "1 5 100000" },
	{ "a line of words is passed over", "ann:many:ids\n", "ann", 1000,
	  "0 0 100000" },
	{ "a comment is passed over", "# ann:1:2\n", "ann", 1000,
	  "0 0 100000" },
	{ "who has no name has no lines by name", ":100000:65536\n", "", 1000,
	  "0 0 165536" },
	{ "numbers too large are passed over",
	  "ann:99999999999:1\nann:1:99999999999\n", "ann", 1000, "0 0 100000" },
	{ "the last ids there are", "bob:4294901760:65535\n", "ann", 1000,
	  "0 0 4294967295" },
};

static void check_subids(void **state)
{
	const struct subids_row *row = *state;
	struct doctor_subids ids;
	char got[80];

	subids_parse(row->text, row->user, row->uid, &ids);
	snprintf(got, sizeof(got), "%" PRIu64 " %" PRIu64 " %" PRIu64,
		 ids.count, ids.first, ids.free);
	expect_text(got, row->want);
}

#define MOUNT(where, options) \
	"23 30 0:22 / " where " rw,nosuid shared:14 - proc proc rw" options "\n"

static const struct hidepid_row {
	const char *name, *text;
	unsigned int want;
} hidepids[] = {
	{ "not said", MOUNT("/proc", ""), 0 },
	{ "a number", MOUNT("/proc", ",hidepid=2"), 2 },
	{ "a number before others", MOUNT("/proc", ",hidepid=1,gid=4"), 1 },
	{ "off", MOUNT("/proc", ",hidepid=off"), 0 },
	{ "noaccess", MOUNT("/proc", ",gid=4,hidepid=noaccess"), 1 },
	{ "invisible", MOUNT("/proc", ",hidepid=invisible"), 2 },
	{ "ptraceable", MOUNT("/proc", ",hidepid=ptraceable"), 4 },
	{ "a word of another kernel", MOUNT("/proc", ",hidepid=new"), 0 },
	{ "mounted elsewhere", MOUNT("/mnt/proc", ",hidepid=2"), 0 },
	{ "mounted below", MOUNT("/proc/x", ",hidepid=2"), 0 },
	{ "the last one lies on top",
	  MOUNT("/proc", ",hidepid=1") MOUNT("/proc", ",hidepid=2"), 2 },
	{ "which may show all", MOUNT("/proc", ",hidepid=2") MOUNT("/proc", ""),
	  0 },
	{ "no lines", "", 0 },
	{ "lines that end early", "23 30\n23 30 0:22 /\n\n", 0 },
};

static void check_hidepid(void **state)
{
	const struct hidepid_row *row = *state;

	assert_int_equal(hidepid_parse(row->text), row->want);
}

static const struct version_row {
	const char *name;
	unsigned int want;
} versions[] = {
	{ "6.1.0-13-amd64", DOCTOR_VERSION(6, 1) },
	{ "4.18.0-553.el8_10.x86_64", DOCTOR_VERSION(4, 18) },
	{ "5.10", DOCTOR_VERSION(5, 10) },
	{ "7.0-rc1", DOCTOR_VERSION(7, 0) },
	{ "", 0 },
	{ "six.one", 0 },
	{ "6", 0 },
	{ "99999.1", 0 },
	{ "6.99999", 0 },
};

static void check_version(void **state)
{
	const struct version_row *row = *state;

	assert_int_equal(version_parse(row->name), row->want);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, subids, check_subids);
	TABLE_ROWS(&table, hidepids, check_hidepid);
	TABLE_ROWS(&table, versions, check_version);
	return table_run("doctor: files", &table);
}
