/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What ioctl_ns(2) tells about a namespace behind a descriptor. */
#ifndef KERNEL_NSFS_H
#define KERNEL_NSFS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Which namespace: two descriptors are of the same one if both agree. */
struct ns_id {
	dev_t dev;
	ino_t ino;
};

bool ns_id_equal(struct ns_id a, struct ns_id b);

/*
 * The id of the namespace behind @fd, or behind @path below the directory
 * @dirfd (a link like ns/net is followed).
 * Returns 0 or a negative errno.
 */
int nsfs_id(int fd, struct ns_id *ret);
int nsfs_id_at(int dirfd, const char *path, struct ns_id *ret);

/*
 * NS_GET_USERNS and NS_GET_PARENT (Linux 4.9): a new descriptor, O_CLOEXEC,
 * which the caller owns, of the owning user namespace or of the parent.
 * -EPERM where that one is outside the caller's own tree, which is an
 * answer too; -ENOTTY where the kernel does not know the call.
 */
int nsfs_owner(int fd);
int nsfs_parent(int fd);

/* NS_GET_OWNER_UID (4.11) of a user namespace, as seen from the caller's. */
int nsfs_owner_uid(int fd, uid_t *ret);

/*
 * NS_GET_NSTYPE (4.11): the CLONE_NEW* flag.
 * -ENOTTY where @fd is no namespace at all.
 */
int nsfs_type(int fd);

/*
 * NS_GET_ID (Linux 6.18; NS_GET_MNTNS_ID of a mount namespace 6.11): unique
 * for the uptime, unlike the inode. -ENOTTY on an older kernel.
 */
int nsfs_unique_id(int fd, uint64_t *ret);

/*
 * The namespace with that id, by its file handle in nsfs. By the id alone
 * only from Linux 6.19 on (-ESTALE before), and it wants capabilities over
 * the host (-EPERM).
 * Returns a descriptor, O_CLOEXEC, or a negative errno.
 */
int nsfs_open_id(uint64_t id);

#endif
