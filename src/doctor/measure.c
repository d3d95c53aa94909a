/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the kernel answers when it is asked. */
#include "config.h"
#include "doctor/measure.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "base/parse.h"
#include "kernel/landlock.h"
#include "kernel/nsfs.h"
#include "kernel/pidfd.h"
#include "kernel/procfs.h"
#include "kernel/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

/* Newer than some libcs; all machines but alpha have one number for each. */
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

static int has_pidfd_open(void)
{
	cleanup_close int fd = pidfd_open_process(getpid());

	return fd < 0 ? fd : 0;
}

static int has_pidfd_inode(void)
{
	cleanup_close int fd = pidfd_open_process(getpid());
	uint64_t inode;

	return fd < 0 ? fd : pidfd_inode(fd, &inode);
}

static int has_pidfd_namespace(void)
{
	cleanup_close int pidfd = pidfd_open_process(getpid());
	cleanup_close int fd = -EBADF;

	if (pidfd < 0)
		return pidfd;
	fd = pidfd_namespace(pidfd, NS_NET, false);
	return fd < 0 ? fd : 0;
}

static int open_own(enum ns_type type)
{
	char path[48];
	int fd;

	snprintf(path, sizeof(path), "/proc/self/%s", ns_infos[type].path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* One answer will do: those that are owned from outside say EPERM. */
static int has_get_userns(void)
{
	int r = -ENOENT;

	for (int t = NS_USER + 1; t < NS_COUNT; t++) {
		cleanup_close int fd = open_own((enum ns_type)t);
		cleanup_close int owner = -EBADF;

		if (fd < 0)
			continue;
		owner = nsfs_owner(fd);
		if (owner >= 0)
			return 0;
		r = owner;
	}
	return r;
}

static int has_owner_uid(void)
{
	cleanup_close int fd = open_own(NS_USER);
	uid_t uid;

	return fd < 0 ? fd : nsfs_owner_uid(fd, &uid);
}

/* Of the last possible number: there is nothing to close. */
static int has_close_range(void)
{
	return syscall(SYS_close_range, UINT_MAX, UINT_MAX, 0) < 0 ? -errno : 0;
}

static int has_openat2(void)
{
	const struct open_how how = { .flags = O_PATH | O_CLOEXEC,
				      .resolve = RESOLVE_NO_MAGICLINKS };
	cleanup_close int fd =
		(int)syscall(SYS_openat2, AT_FDCWD, "/", &how, sizeof(how));

	return fd < 0 ? -errno : 0;
}

/* With a flag that no version has: EINVAL, before it looks at a file. */
static int has_open_tree(void)
{
	if (syscall(SYS_open_tree, -1, "", ~0U) < 0 && errno != EINVAL)
		return -errno;
	return 0;
}

/* Of a size that no version has: EINVAL, before it looks at a mount. */
static int has_mount_setattr(void)
{
	if (syscall(SYS_mount_setattr, -1, "", 0, NULL, 0) < 0 &&
	    errno != EINVAL)
		return -errno;
	return 0;
}

static int (*const features[FEATURE_COUNT])(void) = {
	[FEATURE_PIDFD_OPEN] = has_pidfd_open,
	[FEATURE_PIDFD_INODE] = has_pidfd_inode,
	[FEATURE_PIDFD_NAMESPACE] = has_pidfd_namespace,
	[FEATURE_GET_USERNS] = has_get_userns,
	[FEATURE_OWNER_UID] = has_owner_uid,
	[FEATURE_CLOSE_RANGE] = has_close_range,
	[FEATURE_OPENAT2] = has_openat2,
	[FEATURE_OPEN_TREE] = has_open_tree,
	[FEATURE_MOUNT_SETATTR] = has_mount_setattr,
	[FEATURE_LANDLOCK] = landlock_abi,
};

static const char *const switches[SWITCH_COUNT] = {
	[SWITCH_MAX_USER] = "/proc/sys/user/max_user_namespaces",
	[SWITCH_DEBIAN_CLONE] = "/proc/sys/kernel/unprivileged_userns_clone",
	[SWITCH_APPARMOR] =
		"/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
	[SWITCH_PTRACE_SCOPE] = "/proc/sys/kernel/yama/ptrace_scope",
	[SWITCH_SELINUX] = "/sys/fs/selinux/enforce",
};

static int64_t read_switch(const char *path)
{
	char text[32];
	ssize_t n = procfs_read(AT_FDCWD, path, text, sizeof(text));
	uint64_t value;

	if (n < 0)
		return n;
	/* not sscanf(3): it would be 80 KB of the one static file */
	if (parse_digits(text, strcspn(text, "\n"), INT32_MAX, &value) < 0)
		return -EPROTO;
	return (int64_t)value;
}

void measure_kernel(struct doctor_facts *ret)
{
	struct utsname uts;

	if (uname(&uts) == 0) {
		escape(ret->release, sizeof(ret->release), uts.release);
		ret->version = version_parse(uts.release);
	}
	for (int i = 0; i < FEATURE_COUNT; i++)
		ret->feature[i] = features[i]();
	for (int t = 0; t < NS_COUNT; t++) {
		cleanup_close int fd = open_own((enum ns_type)t);

		ret->has_type[t] = fd >= 0;
		ret->filter[t] = sys_setns_filter(ns_infos[t].flag);
	}
	for (int i = 0; i < SWITCH_COUNT; i++)
		ret->value[i] = read_switch(switches[i]);
}

void doctor_measure(struct doctor_facts *ret)
{
	*ret = (struct doctor_facts){ .uid = geteuid() };
	measure_kernel(ret);
	measure_caller(ret);
	measure_subids(ret);
	measure_engines(ret);
}
