/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What processes use: by their cgroup, else each by itself. */
#include "config.h"
#include "list/usage.h"
#include "base/cleanup.h"
#include "kernel/procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The path behind "0::" in /proc/PID/cgroup: cgroups(7), version 2. */
static int cgroup_path(int proc, char *buf, size_t size)
{
	char text[8192];
	const char *line;
	ssize_t n = procfs_read(proc, "cgroup", text, sizeof(text));

	if (n < 0)
		return (int)n;
	for (line = text; strncmp(line, "0::/", 4) != 0; line++) {
		line = strchr(line, '\n');
		if (!line)
			return -ENOENT;
	}
	snprintf(buf, size, "%.*s", (int)strcspn(line, "\n") - 3, line + 3);
	return 0;
}

/* The number behind @key, or at the beginning where that is NULL. */
static int read_number(int dir, const char *name, const char *key,
		       uint64_t *ret)
{
	char text[1024];
	const char *at = text;
	ssize_t n = procfs_read(dir, name, text, sizeof(text));

	if (n < 0)
		return (int)n;
	if (key) {
		at = strstr(text, key);
		if (!at)
			return -EPROTO;
		at += strlen(key);
	}
	*ret = strtoull(at, NULL, 10);
	return 0;
}

static int open_cgroup(pid_t pid)
{
	cleanup_close int proc = procfs_open(pid);
	char path[PATH_MAX], own[PATH_MAX], full[PATH_MAX + 32];
	cleanup_close int self = procfs_open(getpid());
	int fd, r = proc < 0 ? proc : cgroup_path(proc, path, sizeof(path));

	if (r < 0)
		return r;
	if (strcmp(path, "/") == 0 || strstr(path, "/../") ||
	    (self >= 0 && cgroup_path(self, own, sizeof(own)) == 0 &&
	     strcmp(path, own) == 0))
		return -ENOENT;
	snprintf(full, sizeof(full), "/sys/fs/cgroup%s", path);
	fd = open(full, O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int usage_of_cgroup(pid_t pid, struct usage *ret)
{
	cleanup_close int dir = open_cgroup(pid);
	struct usage usage;
	int r = dir < 0 ? dir : 0;

	if (r == 0)
		r = read_number(dir, "cpu.stat", "usage_usec ", &usage.cpu_ms);
	if (r == 0)
		r = read_number(dir, "memory.current", NULL, &usage.bytes);
	if (r == 0)
		r = read_number(dir, "pids.current", NULL, &usage.pids);
	if (r < 0)
		return r;
	usage.cpu_ms /= 1000;
	*ret = usage;
	return 0;
}

/* The 14th and 15th field of proc_pid_stat(5), in clock ticks. */
static uint64_t ticks_of(const char *text)
{
	/* the second field is a name, which may hold anything, ")" too */
	const char *at = strrchr(text, ')');
	char *end;
	uint64_t user;

	for (int field = 2; at && field < 14; field++)
		at = strchr(at + 1, ' ');
	if (!at)
		return 0;
	user = strtoull(at, &end, 10);
	return user + strtoull(end, NULL, 10);
}

void usage_add_process(pid_t pid, struct usage *sum)
{
	cleanup_close int proc = procfs_open(pid);
	char text[1024];
	const char *resident;

	if (proc < 0 || procfs_read(proc, "stat", text, sizeof(text)) < 0)
		return;
	sum->pids++;
	sum->cpu_ms += ticks_of(text) * 1000 / (uint64_t)sysconf(_SC_CLK_TCK);
	if (procfs_read(proc, "statm", text, sizeof(text)) < 0)
		return;
	resident = strchr(text, ' ');
	if (resident)
		sum->bytes += strtoull(resident, NULL, 10) *
			      (uint64_t)sysconf(_SC_PAGESIZE);
}
