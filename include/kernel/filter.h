/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The system calls that a read-only command is refused. */
#ifndef KERNEL_FILTER_H
#define KERNEL_FILTER_H

/*
 * From now on this process and its children are refused, with EPERM, what
 * neither read-only mounts nor Landlock cover: Unix sockets but for connected
 * pairs, io_uring, System V IPC and message queues but for a look at them,
 * keys, limits and scheduling of other processes, user namespaces, setns(2),
 * file handles. Calls of another architecture (32-bit programs) are ENOSYS.
 * Wants PR_SET_NO_NEW_PRIVS first.
 * Returns 0 or a negative errno; -EOPNOTSUPP on an architecture that is not
 * known here.
 */
int filter_writes(void);

#endif
