/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of the eight agrees with itself and with the kernel's words. */
#include "config.h"
#include "kernel/nstype.h"
#include "kernel/caps.h"
#include "table.h"

#include <ctype.h>

/* From namespaces(7), ioctl_ns(2) and nsenter(1), not from the table. */
static const struct row {
	const char *name;
	enum ns_type type;
	char letter;
	int flag;
	const char *option;
} rows[] = {
	{ "user", NS_USER, 'U', 0x10000000, "user" },
	{ "cgroup", NS_CGROUP, 'C', 0x02000000, "cgroup" },
	{ "ipc", NS_IPC, 'i', 0x08000000, "ipc" },
	{ "uts", NS_UTS, 'u', 0x04000000, "uts" },
	{ "net", NS_NET, 'n', 0x40000000, "net" },
	{ "time", NS_TIME, 'T', 0x00000080, "time" },
	{ "pid", NS_PID, 'p', 0x20000000, "pid" },
	{ "mnt", NS_MNT, 'm', 0x00020000, "mount" },
};

static void check(void **state)
{
	const struct row *row = *state;
	const struct ns_info *info = &ns_infos[row->type];
	char path[32];

	expect_text(info->name, row->name);
	expect_text(info->option, row->option);
	snprintf(path, sizeof(path), "ns/%s", row->name);
	expect_text(info->path, path);
	assert_int_equal(info->letter, row->letter);
	assert_int_equal(info->flag, row->flag);
	assert_int_equal(ns_type_by_flag(row->flag), row->type);
}

static void every_type_has_a_row(void **state)
{
	(void)state;
	assert_int_equal(ARRAY_SIZE(rows), NS_COUNT);
	for (int t = 0; t < NS_COUNT; t++)
		assert_int_equal(rows[t].type, t);
}

static void no_two_share_a_letter_or_flag(void **state)
{
	(void)state;
	for (int a = 0; a < NS_COUNT; a++) {
		for (int b = 0; b < a; b++) {
			assert_int_not_equal(ns_infos[a].letter,
					     ns_infos[b].letter);
			assert_int_not_equal(ns_infos[a].flag,
					     ns_infos[b].flag);
		}
	}
}

static void an_unknown_flag_has_no_type(void **state)
{
	(void)state;
	assert_int_equal(ns_type_by_flag(0), NS_COUNT);
	assert_int_equal(ns_type_by_flag(0x10000000 | 0x40000000), NS_COUNT);
}

/* The user namespace gives the rights, mnt takes the paths away. */
static void user_is_first_and_mnt_last(void **state)
{
	(void)state;
	assert_int_equal(NS_USER, 0);
	assert_int_equal(NS_MNT, NS_COUNT - 1);
	/* pid before mnt: its fork comes after all */
	assert_int_equal(NS_PID, NS_COUNT - 2);
}

/* setns(2), "Details for specific namespace types" */
static void capabilities_are_those_of_setns(void **state)
{
	uint64_t admin = CAP_BIT(CAP_SYS_ADMIN);

	(void)state;
	for (int t = 0; t < NS_COUNT; t++) {
		uint64_t own = admin;

		if (t == NS_USER)
			own = 0;
		if (t == NS_MNT)
			own |= CAP_BIT(CAP_SYS_CHROOT);
		assert_int_equal(ns_infos[t].caps_owner, admin);
		assert_int_equal(ns_infos[t].caps_own, own);
	}
}

static void two_take_effect_in_children(void **state)
{
	(void)state;
	for (int t = 0; t < NS_COUNT; t++) {
		const char *path = ns_infos[t].children_path;

		if (t == NS_PID)
			expect_text(path, "ns/pid_for_children");
		else if (t == NS_TIME)
			expect_text(path, "ns/time_for_children");
		else
			assert_null(path);
	}
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "every type has a row", every_type_has_a_row, NULL);
	table_add(&table, "no two share a letter or a flag",
		  no_two_share_a_letter_or_flag, NULL);
	table_add(&table, "an unknown flag has no type",
		  an_unknown_flag_has_no_type, NULL);
	table_add(&table, "user is first, pid and mnt are last",
		  user_is_first_and_mnt_last, NULL);
	table_add(&table, "capabilities are those of setns(2)",
		  capabilities_are_those_of_setns, NULL);
	table_add(&table, "pid and time take effect in children",
		  two_take_effect_in_children, NULL);
	return table_run("nstype", &table);
}
