/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is changed in a mount namespace of one's own. */
#ifndef KERNEL_MOUNTS_H
#define KERNEL_MOUNTS_H

#include <stdbool.h>
#include <stddef.h>

/* A text, and the file in whose place it is to be read. */
struct cover {
	const char *path;
	const char *text;
	size_t length;
};

#define COVERS_MAX 8

/*
 * Each returns 0 or a negative errno, and is for a process that stands in a
 * mount namespace which it may change (CAP_SYS_ADMIN over its owner). What
 * was made before a failure ends with that namespace. They are members of
 * struct sys, whose @self they do not look at.
 */

/*
 * Nothing that is mounted here from now on is seen elsewhere. What is
 * unmounted elsewhere goes here too, so that this namespace keeps nothing
 * busy (mount_namespaces(7), MS_SLAVE).
 */
int mounts_slave(void *self);

/* All below "/" private, and MOUNT_ATTR_RDONLY (mount_setattr(2), 5.12). */
int mounts_read_only(void *self);

/*
 * A fresh /sys of the network that this process is in; a fresh /proc of the
 * pid namespace that its children will be in. Read-only where the one that is
 * there cannot be written to. EPERM: what is there does not show all
 * (mount_namespaces(7), "fully visible"). Of a /proc, ENOMEM: the pid
 * namespace has lost its first process, and takes no other.
 */
int mounts_sys(void *self);
int mounts_proc(void *self);

/*
 * The texts, as read-only files, over the files of @covers; each of those has
 * to be there. @count is COVERS_MAX at most. EOVERFLOW: the user namespace
 * has no id for who would own them.
 */
int mounts_cover(void *self, const struct cover *covers, size_t count);

/*
 * All that is mounted from the directory @root on, in the mount namespace
 * @mnt, as a tree of its own that is attached nowhere (open_tree(2), Linux
 * 5.2). Asks for CAP_SYS_ADMIN over that namespace and CAP_SYS_CHROOT; this
 * process does not join it. Returns a descriptor, which the caller owns.
 * EINVAL: @root is not of that namespace.
 */
int mounts_clone(void *self, int mnt, int root);

/*
 * That tree, on the directory @dir of here: no set-user-ID bit is honoured in
 * it and no device, no symbolic link followed, but with @follow, and nothing
 * that is mounted in the original later is seen (mount_setattr(2); Linux 5.14
 * for the links).
 */
int mounts_attach(void *self, int tree, int dir, bool follow);

#endif
