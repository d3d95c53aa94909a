/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A walk over the processes that /proc shows. */
#include "config.h"
#include "kernel/scan.h"
#include "base/cleanup.h"
#include "base/parse.h"
#include "kernel/nsfs.h"
#include "kernel/pidfd.h"
#include "kernel/procfs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int scan_names(int at, const char *name, scan_visit_name *visit, void *context)
{
	cleanup_close int fd =
		openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* readdir(3) would have 32 KiB of the heap for it, and two calls more */
	char entries[4096] __attribute__((aligned(8)));
	ssize_t n;

	if (fd < 0)
		return -errno;
	while ((n = getdents64(fd, entries, sizeof(entries))) > 0) {
		const struct dirent64 *entry;

		for (ssize_t i = 0; i < n; i += entry->d_reclen) {
			entry = (const void *)(entries + i);
			if (visit(fd, entry->d_name, context))
				return 1;
		}
	}
	return n < 0 ? -errno : 0;
}

struct numbers {
	scan_visit *visit;
	void *context;
};

static bool visit_number(int dir, const char *name, void *context)
{
	const struct numbers *numbers = context;
	uint64_t pid;

	return parse_number(name, INT32_MAX, &pid) == 0 &&
	       numbers->visit(dir, (pid_t)pid, numbers->context);
}

int scan_directory(int at, const char *name, scan_visit *visit, void *context)
{
	struct numbers numbers = { visit, context };

	return scan_names(at, name, visit_number, &numbers);
}

int scan_processes(scan_visit *visit, void *context)
{
	return scan_directory(AT_FDCWD, "/proc", visit, context);
}

struct children {
	struct numbers of;
	int procfs, error;
};

/* "4711 4712 ": of each of them, what was cut short has no space behind it. */
static bool visit_line(const struct children *children, const char *line)
{
	for (size_t digits; *line; line += digits + 1) {
		uint64_t pid;

		digits = strspn(line, "0123456789");
		if (line[digits] != ' ' ||
		    parse_digits(line, digits, INT32_MAX, &pid) < 0)
			return false;
		if (children->of.visit(children->procfs, (pid_t)pid,
				       children->of.context))
			return true;
	}
	return false;
}

static bool visit_thread(int tasks, pid_t tid, void *context)
{
	struct children *children = context;
	char path[32], line[4096];
	ssize_t n;

	snprintf(path, sizeof(path), "%d/children", (int)tid);
	n = procfs_read(tasks, path, line, sizeof(line));
	if (n < 0)
		children->error = (int)n;
	return n > 0 && visit_line(children, line);
}

int scan_children(pid_t pid, scan_visit *visit, void *context)
{
	cleanup_close int procfs = open("/proc", O_PATH | O_CLOEXEC);
	struct children children = { .of = { visit, context },
				     .procfs = procfs };
	char path[32];
	int r;

	if (procfs < 0)
		return -errno;
	snprintf(path, sizeof(path), "%d/task", (int)pid);
	r = scan_directory(procfs, path, visit_thread, &children);
	return r == 0 ? children.error : r;
}

static int by_pidfd(pid_t pid, enum ns_type type, uint64_t *ret)
{
	cleanup_close int pidfd = pidfd_open_process(pid);
	cleanup_close int fd = -EBADF;
	struct ns_id id;
	int r;

	if (pidfd < 0)
		return pidfd;
	fd = pidfd_namespace(pidfd, type, false);
	r = fd < 0 ? fd : nsfs_id(fd, &id);
	if (r == 0)
		*ret = id.ino;
	return r;
}

int scan_link(int procfs, pid_t pid, enum ns_type type, uint64_t *ret)
{
	char path[48], link[64];
	const char *open_bracket;
	ssize_t n;

	snprintf(path, sizeof(path), "%d/%s", (int)pid, ns_infos[type].path);
	n = readlinkat(procfs, path, link, sizeof(link) - 1);
	if (n < 0)
		return -errno;
	link[n] = '\0';
	open_bracket = strchr(link, '[');
	if (!open_bracket)
		return -EPROTO;
	*ret = strtoull(open_bracket + 1, NULL, 10);
	return 0;
}

int scan_namespace(int procfs, pid_t pid, enum ns_type type, uint64_t *ret)
{
	int r = by_pidfd(pid, type, ret);

	/* ENOTTY: an older kernel; ENOSYS, EPERM: one, or a filter */
	if (r == -ENOTTY || r == -ENOSYS || r == -EPERM || r == -EINVAL)
		r = scan_link(procfs, pid, type, ret);
	return r;
}
