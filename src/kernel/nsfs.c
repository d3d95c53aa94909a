/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What ioctl_ns(2) tells about a namespace behind a descriptor. */
#include "config.h"
#include "kernel/nsfs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <string.h>
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

/* A filter answers even for a descriptor that is none: the kernel, EBADF. */
static bool is_filtered(unsigned long request)
{
	return ioctl(-1, request) < 0 && errno != EBADF;
}

static int ask(int fd, unsigned long request)
{
	int r = ioctl(fd, request);

	if (r >= 0)
		return r;
	r = -errno;
	/* EPERM means "outside of your tree", if it is the kernel's */
	return r == -EPERM && is_filtered(request) ? -ENOTTY : r;
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

/* linux/nsfs.h of 6.18 and linux/exportfs.h: not yet in most headers. */
#define NSFS_ROOT (-10003)
#define NSFS_HANDLE_TYPE 0xf1

struct nsfs_handle {
	uint64_t id;
	uint32_t type, inode; /* 0: any */
};

/* Not in the headers of older kernels. */
#define GET_ID _IOR(NSIO, 13, uint64_t)
#define GET_MNTNS_ID _IOR(NSIO, 5, uint64_t)

int nsfs_unique_id(int fd, uint64_t *ret)
{
	uint64_t id;

	if (ioctl(fd, GET_ID, &id) < 0 && ioctl(fd, GET_MNTNS_ID, &id) < 0)
		return -errno;
	*ret = id;
	return 0;
}

int nsfs_open_id(uint64_t id)
{
	union {
		struct file_handle head;
		char room[sizeof(struct file_handle) +
			  sizeof(struct nsfs_handle)];
	} handle;
	const struct nsfs_handle wanted = { .id = id };
	int fd;

	memset(&handle, 0, sizeof(handle));
	handle.head.handle_bytes = sizeof(wanted);
	handle.head.handle_type = NSFS_HANDLE_TYPE;
	memcpy(handle.head.f_handle, &wanted, sizeof(wanted));
	fd = open_by_handle_at(NSFS_ROOT, &handle.head, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}
