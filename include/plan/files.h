/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The FILEs and directories that the caller names. */
#ifndef PLAN_FILES_H
#define PLAN_FILES_H

#include "plan/request.h"
#include "plan/target.h"

/*
 * Opens the FILE of each type that has one into @t->ns, and the DIRs of -r
 * and -w into @t->root and @t->cwd: in the caller's file system, before
 * anything is joined, O_CLOEXEC.
 * Returns 0, or a negative errno with the fault set: which is missing, not
 * readable, no namespace, of which real type, no directory.
 */
int files_open(const struct request *req, struct target *t, struct fault *f);

/*
 * Whether all that --preserve-fds names is open. If not, what is opened next
 * would take such a number, and be kept in its place.
 * Returns 0, or -EBADF with the fault set.
 */
int files_check_kept(const struct request *req, struct fault *f);

/*
 * Makes the network of @t the one that is bound to the file @path in the
 * mount namespace of its process. No link there leads out of its root, and no
 * magic one is followed (openat2(2), Linux 5.6).
 * Returns 0; -ENOENT without a fault where it is none; or a negative errno
 * with the fault set.
 */
int files_open_net(struct target *t, const char *path, struct fault *f);

#endif
