/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Maps of ids: read from text, and followed both ways. */
#include "config.h"
#include "kernel/procfs.h"
#include "scratch.h"

#include <errno.h>

#define ONE "         0       1000          1\n"
#define RANGE "         1     100000      65536\n"
#define WHOLE "         0          0 4294967295\n"
/* what a reader sees of an extent that its user namespace does not have */
#define UNSEEN "         0 4294967295          1\n"

static const struct row {
	const char *name, *map;
	uint32_t id;
	const char *want;
} rows[] = {
	{ "the one id of a one-id map", ONE, 1000,
	  "inside 0, outside unmapped" },
	{ "the id inside a one-id map", ONE, 0,
	  "inside unmapped, outside "
	  "1000" },
	{ "an id that a one-id map has not", ONE, 1001,
	  "inside unmapped, outside unmapped" },
	{ "the first of a range", ONE RANGE, 100000,
	  "inside 1, outside unmapped" },
	{ "the last of a range", ONE RANGE, 165535,
	  "inside 65536, outside unmapped" },
	{ "one past the range", ONE RANGE, 165536,
	  "inside unmapped, outside unmapped" },
	{ "one before the range", ONE RANGE, 99999,
	  "inside unmapped, outside unmapped" },
	{ "the first of a range, from inside", ONE RANGE, 1,
	  "inside unmapped, outside 100000" },
	{ "the last of a range, from inside", ONE RANGE, 65536,
	  "inside unmapped, outside 165535" },
	{ "one past the range, from inside", ONE RANGE, 65537,
	  "inside unmapped, outside unmapped" },
	{ "an empty map has nobody", "", 0,
	  "inside unmapped, outside unmapped" },
	{ "the host's map is each its own", WHOLE, 4294967294,
	  "inside 4294967294, outside 4294967294" },
	{ "the host's map has no -1", WHOLE, 4294967295,
	  "inside unmapped, outside unmapped" },
	{ "an unseen extent leads nowhere", UNSEEN, 0,
	  "inside unmapped, outside unmapped" },
	{ "an unseen extent is not reached by -1", UNSEEN, 4294967295,
	  "inside unmapped, outside unmapped" },
	{ "behind an unseen extent others count", UNSEEN "1 100000 10\n",
	  100003, "inside 4, outside unmapped" },
	{ "a map without its last line end", "0 1000 1\n1 7 1", 7,
	  "inside 1, outside unmapped" },
};

static void read_map(const char *text, struct idmap *map)
{
	struct scratch s;

	scratch_make(&s);
	scratch_put(&s, "uid_map", text);
	assert_int_equal(procfs_idmap(s.dir, "uid_map", map), 0);
	scratch_done(&s);
}

static void print_id(char *to, size_t size, uint32_t id)
{
	if (id == ID_UNMAPPED)
		snprintf(to, size, "unmapped");
	else
		snprintf(to, size, "%u", id);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct idmap map;
	char inside[16], outside[16], got[64];

	read_map(row->map, &map);
	print_id(inside, sizeof(inside), idmap_to_inside(&map, row->id));
	print_id(outside, sizeof(outside), idmap_to_outside(&map, row->id));
	snprintf(got, sizeof(got), "inside %s, outside %s", inside, outside);
	expect_text(got, row->want);
}

static void the_longest_map_is_read_whole(void **state)
{
	static char text[IDMAP_EXTENTS * 40];
	struct idmap map;
	size_t n = 0;

	(void)state;
	for (unsigned int i = 0; i < IDMAP_EXTENTS; i++)
		n += (size_t)sprintf(text + n, "%10u %10u          1\n",
				     4000000000U + i, 4100000000U + i);
	read_map(text, &map);
	assert_int_equal(map.count, IDMAP_EXTENTS);
	assert_int_equal(idmap_to_inside(&map, 4100000339U), 4000000339U);
}

static void a_map_that_is_too_long_is_cut(void **state)
{
	static char text[3 * IDMAP_EXTENTS * 8];
	struct idmap map;
	size_t n = 0;

	(void)state;
	for (unsigned int i = 0; i < 2 * IDMAP_EXTENTS; i++)
		n += (size_t)sprintf(text + n, "%u %u 1\n", i, i);
	read_map(text, &map);
	assert_int_equal(map.count, IDMAP_EXTENTS);
}

static void both_maps_and_the_word_on_groups(void **state)
{
	struct scratch s;
	struct idmaps maps;

	(void)state;
	scratch_make(&s);
	assert_int_equal(procfs_idmaps(s.dir, true, &maps), -ENOENT);
	scratch_put(&s, "uid_map", ONE);
	assert_int_equal(procfs_idmaps(s.dir, true, &maps), -ENOENT);
	scratch_put(&s, "gid_map", ONE RANGE);
	assert_int_equal(procfs_idmaps(s.dir, true, &maps), 0);
	/* no such file: a kernel that allows it */
	assert_false(maps.denies_setgroups);
	assert_int_equal(maps.uid.count, 1);
	assert_int_equal(maps.gid.count, 2);
	scratch_put(&s, "setgroups", "deny\n");
	assert_int_equal(procfs_idmaps(s.dir, true, &maps), 0);
	assert_true(maps.denies_setgroups);
	scratch_put(&s, "setgroups", "allow\n");
	assert_int_equal(procfs_idmaps(s.dir, true, &maps), 0);
	assert_false(maps.denies_setgroups);
	scratch_done(&s);
}

static void without_gids_only_the_uid_map_is_read(void **state)
{
	struct scratch s;
	struct idmaps maps;

	(void)state;
	scratch_make(&s);
	memset(&maps, 0xff, sizeof(maps));
	scratch_put(&s, "uid_map", ONE);
	assert_int_equal(procfs_idmaps(s.dir, false, &maps), 0);
	assert_int_equal(maps.uid.count, 1);
	assert_int_equal(maps.gid.count, 0);
	assert_false(maps.denies_setgroups);
	scratch_done(&s);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "the longest map is read whole",
		  the_longest_map_is_read_whole, NULL);
	table_add(&table, "a map that is too long is cut",
		  a_map_that_is_too_long_is_cut, NULL);
	table_add(&table, "both maps, and the word on groups",
		  both_maps_and_the_word_on_groups, NULL);
	table_add(&table, "without gids only the uid map is read",
		  without_gids_only_the_uid_map_is_read, NULL);
	return table_run("idmap", &table);
}
