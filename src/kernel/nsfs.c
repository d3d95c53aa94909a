/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What ioctl_ns(2) tells about a namespace behind a descriptor. */
#include "config.h"
#include "kernel/nsfs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

bool ns_id_equal(struct ns_id a, struct ns_id b)
{
	return a.ino == b.ino && a.dev == b.dev;
}

int nsfs_id(int fd, struct ns_id *ret)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -errno;
	*ret = (struct ns_id){ st.st_dev, st.st_ino };
	return 0;
}

int nsfs_id_at(int dirfd, const char *path, struct ns_id *ret)
{
	struct stat st;

	if (fstatat(dirfd, path, &st, 0) < 0)
		return -errno;
	*ret = (struct ns_id){ st.st_dev, st.st_ino };
	return 0;
}

static int ask(int fd, unsigned long request)
{
	int r = ioctl(fd, request);

	return r < 0 ? -errno : r;
}

int nsfs_owner(int fd)
{
	return ask(fd, NS_GET_USERNS);
}

int nsfs_parent(int fd)
{
	return ask(fd, NS_GET_PARENT);
}

int nsfs_type(int fd)
{
	return ask(fd, NS_GET_NSTYPE);
}

int nsfs_owner_uid(int fd, uid_t *ret)
{
	uid_t uid;

	if (ioctl(fd, NS_GET_OWNER_UID, &uid) < 0)
		return -errno;
	*ret = uid;
	return 0;
}
