/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A process by descriptor: it never comes to mean another one. */
#include "config.h"
#include "kernel/pidfd.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef PID_FS_MAGIC
#define PID_FS_MAGIC 0x50494446 /* linux/magic.h, 6.9 */
#endif

int pidfd_open_process(pid_t pid)
{
	long fd = syscall(SYS_pidfd_open, pid, 0);

	return fd < 0 ? -errno : (int)fd;
}

bool pidfd_is_alive(int pidfd)
{
	struct pollfd p = { .fd = pidfd, .events = POLLIN };
	int r;

	do
		r = poll(&p, 1, 0);
	while (r < 0 && errno == EINTR);
	return r == 0;
}

int pidfd_inode(int pidfd, uint64_t *ret)
{
	struct statfs fs;
	struct stat st;

	if (fstatfs(pidfd, &fs) < 0 || fstat(pidfd, &st) < 0)
		return -errno;
	if (fs.f_type != PID_FS_MAGIC)
		return -EOPNOTSUPP;
	*ret = st.st_ino;
	return 0;
}

int pidfd_namespace(int pidfd, enum ns_type type, bool children)
{
	const struct ns_info *info = &ns_infos[type];
	unsigned int number = children ? info->pidfd_children_request
				       : info->pidfd_request;
	int fd = ioctl(pidfd, _IO(0xff, number), 0);

	return fd < 0 ? -errno : fd;
}
