/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A walk over the processes that /proc shows. */
#ifndef KERNEL_SCAN_H
#define KERNEL_SCAN_H

#include "kernel/nstype.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Called once for each process; @procfs is a descriptor of /proc. The
 * process may have ended by then. Returns true to end the walk.
 */
typedef bool scan_visit(int procfs, pid_t pid, void *context);

/*
 * Walks in the order of /proc, lowest pid first.
 * Returns 1 where a visit ended it, 0 at the end, or a negative errno.
 */
int scan_processes(scan_visit *visit, void *context);

/*
 * Called for each entry of a directory, . and .. too; @dir is a descriptor of
 * it. Returns true to end the walk.
 */
typedef bool scan_visit_name(int dir, const char *name, void *context);

/* Over the entries of the directory @name below @at; returns as above. */
int scan_names(int at, const char *name, scan_visit_name *visit, void *context);

/* The same over the numbers in the directory @name below @at: task. */
int scan_directory(int at, const char *name, scan_visit *visit, void *context);

/*
 * Over the children of @pid, of all its threads, oldest first; what is left
 * of a child that ended was handed to the next parent above.
 * Returns as above; -ENOENT also where the kernel has no such list
 * (CONFIG_PROC_CHILDREN, Linux 4.2: distributions have it).
 */
int scan_children(pid_t pid, scan_visit *visit, void *context);

/*
 * The inode of the namespace of @pid. By the PIDFD_GET_*_NAMESPACE ioctls
 * (Linux 6.11) where they are there: newer kernels let who reads a link of
 * /proc/PID/ns wait for an execve(2) of that process, which can last as long
 * as the file system that it executes from likes. Else one readlinkat(2).
 * Returns 0 or a negative errno: -EACCES or -EPERM where the kernel does
 * not tell this caller (ptrace(2), PTRACE_MODE_READ_FSCREDS).
 */
int scan_namespace(int procfs, pid_t pid, enum ns_type type, uint64_t *ret);

/*
 * The same by the link alone, one readlinkat(2): two thirds of the cost, for
 * who looks at all processes and can be interrupted.
 */
int scan_link(int procfs, pid_t pid, enum ns_type type, uint64_t *ret);

#endif
