/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Landlock: a process gives up its writes for good. */
#ifndef KERNEL_LANDLOCK_H
#define KERNEL_LANDLOCK_H

#include <stddef.h>

/* Scopes signals and abstract sockets: what a read-only entry needs. */
#define LANDLOCK_ABI_SCOPES 6

/*
 * The version of Landlock in this kernel (landlock(7): 6 is Linux 6.12), or
 * a negative errno: -ENOSYS where it was not built in, -EOPNOTSUPP where it
 * was switched off at boot. Changes nothing.
 */
int landlock_abi(void);

/*
 * From now on this process and its children write, truncate, make, remove
 * and rename nothing below any path, send no ioctl(2) to a device that they
 * open, and reach by ptrace(2), signals and abstract sockets none but each
 * other. So /proc/N/root, cwd, exe and fd of all others are closed to them.
 * The files behind the @count descriptors of @except may be written. Wants
 * PR_SET_NO_NEW_PRIVS first.
 * Returns 0 or a negative errno.
 */
int landlock_deny_writes(const int *except, size_t count);

#endif
