/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A namespace by the id that the kernel gave it. */
#include "config.h"
#include "plan/nsid.h"
#include "base/cleanup.h"
#include "kernel/nsfs.h"
#include "kernel/pidfd.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

struct search {
	enum ns_type type;
	uint64_t id;
	int found;
};

static int open_of(int procfs, pid_t pid, enum ns_type type)
{
	cleanup_close int pidfd = pidfd_open_process(pid);
	int fd = pidfd < 0 ? pidfd : pidfd_namespace(pidfd, type, false);
	char path[48];

	/* the kernel says no; anything else is an older one, or a filter */
	if (fd >= 0 || fd == -EACCES || fd == -ESRCH)
		return fd;
	snprintf(path, sizeof(path), "%d/%s", (int)pid, ns_infos[type].path);
	fd = openat(procfs, path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static bool has_id(int procfs, pid_t pid, void *context)
{
	struct search *search = context;
	cleanup_close int fd = open_of(procfs, pid, search->type);
	uint64_t id;

	if (fd < 0 || nsfs_unique_id(fd, &id) < 0 || id != search->id)
		return false;
	search->found = take_fd(&fd);
	return true;
}

/* Whether this kernel tells ids at all. */
static int check_kernel(enum ns_type type)
{
	char path[48];
	cleanup_close int fd = -EBADF;
	uint64_t id;

	snprintf(path, sizeof(path), "/proc/self/%s", ns_infos[type].path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : nsfs_unique_id(fd, &id);
}

int nsid_open(enum ns_type type, uint64_t id)
{
	struct search search = { .type = type, .id = id, .found = -EBADF };
	int fd = nsfs_open_id(id), r;

	if (fd >= 0)
		return fd;
	/*
	 * EPERM: it wants capabilities over the host. ESTALE: before 6.19
	 * the handle had to have the inode as well, which is not known here.
	 * Where a process lives in it, that one will do.
	 */
	r = check_kernel(type);
	if (r == 0)
		r = scan_processes(has_id, &search);
	if (r < 0)
		return r;
	return r == 1 ? search.found : -ESTALE;
}
