/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A process by descriptor: it never comes to mean another one. */
#ifndef KERNEL_PIDFD_H
#define KERNEL_PIDFD_H

#include "kernel/nstype.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * pidfd_open(2), Linux 5.3: a descriptor, O_CLOEXEC, which the caller owns.
 * -ESRCH where there is no such process, -EINVAL where @pid is a thread
 * that leads no process, -ENOSYS on an older kernel.
 */
int pidfd_open_process(pid_t pid);

/*
 * Whether it has not ended: a pidfd is readable from the moment that it is
 * a zombie, where signal 0 would still succeed.
 */
bool pidfd_is_alive(int pidfd);

/*
 * Its inode in pidfs, unique for the uptime (Linux 6.9).
 * -EOPNOTSUPP where pidfds still share one anonymous inode.
 */
int pidfd_inode(int pidfd, uint64_t *ret);

/*
 * A descriptor, O_CLOEXEC, which the caller owns, of the namespace of @type
 * (PIDFD_GET_NET_NAMESPACE and so on, Linux 6.11), or (@children) of the one
 * that children of the process will be in. -EACCES where ptrace(2),
 * PTRACE_MODE_READ_FSCREDS, is denied; -ENOTTY or -EINVAL on an older kernel.
 * Unlike a link of /proc/PID/ns, it does not wait for an execve(2).
 */
int pidfd_namespace(int pidfd, enum ns_type type, bool children);

#endif
