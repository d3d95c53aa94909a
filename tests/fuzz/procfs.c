/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files of /proc/PID, which a directory stands in for. */
#include "config.h"
#include "fuzz.h"
#include "kernel/procfs.h"

static int dir = -1;

static void check_map(void)
{
	struct idmap map;

	CHECK(procfs_idmap(dir, "uid_map", &map) == 0);
	CHECK(map.count <= IDMAP_EXTENTS);
	CHECK(idmap_equal(&map, &map));
	for (unsigned int i = 0; i < map.count; i++) {
		idmap_to_inside(&map, map.extents[i].outside);
		idmap_to_outside(&map, map.extents[i].inside);
	}
}

static void check_status(void)
{
	struct proc_status status;

	if (procfs_status(dir, &status) < 0)
		return;
	CHECK(memchr(status.name, '\0', sizeof(status.name)));
	CHECK(fuzz_is_printable(status.name));
	CHECK(status.depth > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "uid_map", "status", "stat" };
	uint64_t started;

	if (size == 0)
		return 0;
	if (dir < 0)
		dir = open(fuzz_dir(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fuzz_put(names[data[0] % 3], false, data + 1, size - 1);
	if (data[0] % 3 == 0)
		check_map();
	else if (data[0] % 3 == 1)
		check_status();
	else
		procfs_start_time(dir, &started);
	return 0;
}
