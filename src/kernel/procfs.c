/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What /proc/PID tells, through a descriptor of that directory. */
#include "config.h"
#include "kernel/procfs.h"
#include "base/cleanup.h"
#include "base/escape.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

int procfs_open(pid_t pid)
{
	char path[32];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d", (int)pid);
	fd = open(path, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

ssize_t procfs_read(int dirfd, const char *name, char *buf, size_t size)
{
	cleanup_close int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC);
	size_t length = 0;

	if (fd < 0)
		return -errno;
	while (length < size - 1) {
		ssize_t n = read(fd, buf + length, size - 1 - length);

		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		length += (size_t)n;
	}
	buf[length] = '\0';
	return (ssize_t)length;
}

/* The value behind "NAME:\t" at the beginning of a line, or NULL. */
static const char *field(const char *text, const char *name)
{
	size_t length = strlen(name);

	while (text) {
		if (strncmp(text, name, length) == 0 && text[length] == ':')
			return text + length + 1 +
			       strspn(text + length + 1, " \t");
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return NULL;
}

/* The @index-th number of a line, counted from 0. */
static uint32_t number(const char *value, int index)
{
	char *end;

	for (; index > 0; index--) {
		value += strcspn(value, "\t\n");
		value += *value == '\t';
	}
	return (uint32_t)strtoul(value, &end, 10);
}

static unsigned int count_numbers(const char *value)
{
	unsigned int count = 1;

	for (; *value && *value != '\n'; value++)
		count += *value == '\t';
	return count;
}

static void copy_name(struct proc_status *to, const char *value)
{
	char raw[64];
	size_t length = strcspn(value, "\n");

	if (length >= sizeof(raw))
		length = sizeof(raw) - 1;
	memcpy(raw, value, length);
	raw[length] = '\0';
	escape(to->name, sizeof(to->name), raw);
}

/* What all kernels have there; NSpid came with 4.1, NoNewPrivs 4.10. */
enum {
	F_NAME,
	F_STATE,
	F_PPID,
	F_UID,
	F_GID,
	F_PID,
	F_PRM,
	F_EFF,
	F_BND,
	F_COUNT
};

static const char *const field_names[F_COUNT] = {
	[F_NAME] = "Name",  [F_STATE] = "State", [F_PPID] = "PPid",
	[F_UID] = "Uid",    [F_GID] = "Gid",	 [F_PID] = "Pid",
	[F_PRM] = "CapPrm", [F_EFF] = "CapEff",	 [F_BND] = "CapBnd",
};

int procfs_status(int dirfd, struct proc_status *ret)
{
	char text[4096];
	const char *v[F_COUNT], *nspid, *no_new_privs, *seccomp;
	ssize_t n = procfs_read(dirfd, "status", text, sizeof(text));

	if (n < 0)
		return (int)n;
	for (int i = 0; i < F_COUNT; i++) {
		v[i] = field(text, field_names[i]);
		if (!v[i])
			return -EPROTO;
	}
	nspid = field(text, "NSpid");
	if (!nspid)
		nspid = v[F_PID];
	no_new_privs = field(text, "NoNewPrivs");
	ret->no_new_privs = no_new_privs && *no_new_privs == '1';
	seccomp = field(text, "Seccomp");
	ret->seccomp = seccomp ? number(seccomp, 0) : UINT32_MAX;
	copy_name(ret, v[F_NAME]);
	ret->state = *v[F_STATE];
	ret->ppid = (pid_t)number(v[F_PPID], 0);
	ret->uid = number(v[F_UID], 1);
	ret->gid = number(v[F_GID], 1);
	ret->depth = count_numbers(nspid);
	ret->pid = (pid_t)number(v[F_PID], 0);
	ret->inner_pid = (pid_t)number(nspid, (int)ret->depth - 1);
	ret->cap_permitted = strtoull(v[F_PRM], NULL, 16);
	ret->cap_effective = strtoull(v[F_EFF], NULL, 16);
	ret->cap_bounding = strtoull(v[F_BND], NULL, 16);
	return 0;
}

bool procfs_program(int dirfd, char *buf, size_t size)
{
	static const char deleted[] = " (deleted)";
	const char *slash;
	char path[PATH_MAX];
	ssize_t n = readlinkat(dirfd, "exe", path, sizeof(path) - 1);

	if (n < 0)
		return false;
	path[n] = '\0';
	n -= (ssize_t)strlen(deleted);
	if (n > 0 && strcmp(path + n, deleted) == 0)
		path[n] = '\0';
	slash = strrchr(path, '/');
	return slash && (size_t)snprintf(buf, size, "%s", slash + 1) < size;
}

int procfs_start_time(int dirfd, uint64_t *ret)
{
	char text[1024];
	ssize_t n = procfs_read(dirfd, "stat", text, sizeof(text));
	const char *at;

	if (n < 0)
		return (int)n;
	/* the second field is a name, which may hold anything, ")" too */
	at = strrchr(text, ')');
	for (int field = 2; at && field < 22; field++)
		at = strchr(at + 1, ' ');
	if (!at)
		return -EPROTO;
	*ret = strtoull(at + 1, NULL, 10);
	return 0;
}

int procfs_idmap(int dirfd, const char *name, struct idmap *ret)
{
	char text[IDMAP_EXTENTS * 36];
	ssize_t n = procfs_read(dirfd, name, text, sizeof(text));
	char *at = text;

	if (n < 0)
		return (int)n;
	ret->count = 0;
	while (*at && ret->count < IDMAP_EXTENTS) {
		struct idmap_extent *e = &ret->extents[ret->count++];

		e->inside = (uint32_t)strtoul(at, &at, 10);
		e->outside = (uint32_t)strtoul(at, &at, 10);
		e->count = (uint32_t)strtoul(at, &at, 10);
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return 0;
}

bool idmap_equal(const struct idmap *a, const struct idmap *b)
{
	return a->count == b->count &&
	       memcmp(a->extents, b->extents,
		      a->count * sizeof(a->extents[0])) == 0;
}

uint32_t idmap_to_inside(const struct idmap *map, uint32_t id)
{
	for (unsigned int i = 0; i < map->count; i++) {
		const struct idmap_extent *e = &map->extents[i];

		/* an extent that the reader cannot see starts at -1 */
		if (e->outside != ID_UNMAPPED && id >= e->outside &&
		    id - e->outside < e->count)
			return e->inside + (id - e->outside);
	}
	return ID_UNMAPPED;
}

uint32_t idmap_to_outside(const struct idmap *map, uint32_t id)
{
	for (unsigned int i = 0; i < map->count; i++) {
		const struct idmap_extent *e = &map->extents[i];

		if (id >= e->inside && id - e->inside < e->count)
			return e->outside == ID_UNMAPPED
				       ? ID_UNMAPPED
				       : e->outside + (id - e->inside);
	}
	return ID_UNMAPPED;
}

int procfs_idmaps(int dirfd, bool gids, struct idmaps *ret)
{
	char text[16];
	int r = procfs_idmap(dirfd, "uid_map", &ret->uid);

	ret->gid.count = 0;
	ret->denies_setgroups = false;
	if (r < 0 || !gids)
		return r;
	r = procfs_idmap(dirfd, "gid_map", &ret->gid);
	if (r < 0)
		return r;
	/* kernels before 3.19 have no such file, and allow it */
	ret->denies_setgroups =
		procfs_read(dirfd, "setgroups", text, sizeof(text)) >= 4 &&
		strncmp(text, "deny", 4) == 0;
	return 0;
}

int procfs_pid_of(int pidfd, pid_t *ret)
{
	char path[48], text[512];
	const char *value;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", pidfd);
	n = procfs_read(AT_FDCWD, path, text, sizeof(text));
	if (n < 0)
		return (int)n;
	value = field(text, "Pid");
	if (!value)
		return -EPROTO;
	*ret = (pid_t)strtol(value, NULL, 10);
	return 0;
}

bool procfs_is_own(void)
{
	struct proc_status status;
	cleanup_close int fd = open("/proc/self", O_DIRECTORY | O_CLOEXEC);

	/* one number: this /proc and the process are of one pid namespace */
	return fd >= 0 && procfs_status(fd, &status) == 0 &&
	       status.depth == 1 && status.pid == getpid();
}

bool procfs_is_there(void)
{
	struct statfs fs;

	return statfs("/proc", &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC;
}
