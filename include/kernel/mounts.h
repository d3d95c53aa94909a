/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is changed in a mount namespace of one's own. */
#ifndef KERNEL_MOUNTS_H
#define KERNEL_MOUNTS_H

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
 * was made before a failure ends with that namespace.
 */

/*
 * Nothing that is mounted here from now on is seen elsewhere. What is
 * unmounted elsewhere goes here too, so that this namespace keeps nothing
 * busy (mount_namespaces(7), MS_SLAVE).
 */
int mounts_slave(void);

/*
 * A fresh file system of @type, "sysfs" or "proc", at @dir: of the network
 * that this process is in, of the pid namespace that its children will be in.
 * Read-only where the one that is there cannot be written to. EPERM: what is
 * there does not show all (mount_namespaces(7), "fully visible").
 */
int mounts_fresh(const char *type, const char *dir);

/*
 * The texts, as read-only files, over the files of @covers; each of those has
 * to be there. @count is COVERS_MAX at most. EOVERFLOW: the user namespace
 * has no id for who would own them.
 */
int mounts_cover(const struct cover *covers, size_t count);

#endif
