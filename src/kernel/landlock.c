/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Landlock: a process gives up its writes for good. */
#include "config.h"
#include "kernel/landlock.h"
#include "base/cleanup.h"

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * By the numbers of the kernel: <linux/landlock.h> of a machine to build on
 * may be older than the kernel to run on (scopes came with Linux 6.12).
 */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

#define CREATE_RULESET_VERSION (1U << 0)
#define RULE_PATH_BENEATH 1

struct ruleset_attr {
	uint64_t handled_access_fs, handled_access_net, scoped;
};

struct path_beneath_attr {
	uint64_t allowed_access;
	int32_t parent_fd;
} __attribute__((packed));

#define FS_WRITE_FILE (UINT64_C(1) << 1)
#define FS_REMOVE_DIR (UINT64_C(1) << 4)
#define FS_REFER (UINT64_C(1) << 13)
#define FS_TRUNCATE (UINT64_C(1) << 14)
#define FS_IOCTL_DEV (UINT64_C(1) << 15)

/* 4 to 12: to remove a directory or a file, and to make each kind of file. */
#define FS_NAMES (FS_REFER - FS_REMOVE_DIR)
#define FS_WRITES \
	(FS_WRITE_FILE | FS_NAMES | FS_REFER | FS_TRUNCATE | FS_IOCTL_DEV)

#define SCOPE_ABSTRACT_UNIX_SOCKET (UINT64_C(1) << 0)
#define SCOPE_SIGNAL (UINT64_C(1) << 1)

int landlock_abi(void)
{
	long r = syscall(SYS_landlock_create_ruleset, NULL, 0,
			 CREATE_RULESET_VERSION);

	return r < 0 ? -errno : (int)r;
}

static int allow(int ruleset, int fd)
{
	const struct path_beneath_attr rule = {
		.allowed_access = FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV,
		.parent_fd = fd,
	};

	if (syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule,
		    0) == 0)
		return 0;
	/* EBADFD: of a file system that has no paths, and so no rules */
	return errno == EBADFD ? 0 : -errno;
}

int landlock_deny_writes(const int *except, size_t count)
{
	const struct ruleset_attr attr = {
		.handled_access_fs = FS_WRITES,
		.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL,
	};
	cleanup_close int ruleset = (int)syscall(SYS_landlock_create_ruleset,
						 &attr, sizeof(attr), 0);
	int r = 0;

	if (ruleset < 0)
		return -errno;
	for (size_t i = 0; i < count && r == 0; i++)
		r = allow(ruleset, except[i]);
	if (r == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		r = -errno;
	return r;
}
