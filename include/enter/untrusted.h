/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading what the target controls: bounded in size and in time. */
#ifndef ENTER_UNTRUSTED_H
#define ENTER_UNTRUSTED_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define UNTRUSTED_SECONDS 2

/*
 * Memory and files of the target may be backed by a file system that it
 * serves itself (FUSE): a read then never ends, and no signal but KILL ends
 * it. So a child of this process reads, into a pipe, and is killed when its
 * time is up.
 */

/*
 * Reads the file @name below /proc/PID, @proc being that directory: one that
 * the kernel makes of the process itself. All that it may wait for are the
 * process's locks, which a fatal signal ends, so that child shares this
 * process's memory (vfork(2)), at a quarter of the cost.
 * At most @size bytes; what is there beyond them is -EFBIG.
 * Returns the length, or a negative errno; -ETIMEDOUT after
 * UNTRUSTED_SECONDS.
 */
ssize_t untrusted_read_proc(int proc, const char *name, char *buf, size_t size);

/*
 * Reads the regular file @path below the directory @root, which path stands
 * for: links, and .. at the top, stay inside, and magic links are not
 * followed (openat2(2), Linux 5.6: -ENOSYS before).
 * Adds a NUL. Returns as the above; -EINVAL where it is no regular file.
 */
ssize_t untrusted_read_file(int root, const char *path, char *buf, size_t size);

/*
 * Opens @path below @root likewise, with the open(2) flags @flags and
 * O_CLOEXEC. Returns the descriptor, which the caller owns, or a negative
 * errno. What it is of has to be looked at: it can be anything.
 */
int untrusted_open(int root, const char *path, int flags);

/*
 * True where openat2(2) is refused whatever is asked of it: on a kernel before
 * Linux 5.6, or by a seccomp filter. Nothing below a root can be opened then.
 */
bool untrusted_is_refused(void);

/* Says so as the reason of @f, where it is the case. */
void untrusted_why(struct fault *f);

#endif
