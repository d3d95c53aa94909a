/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What of the target is put among the caller's own files. */
#ifndef ENTER_VIEW_H
#define ENTER_VIEW_H

#include "base/fault.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

struct join;

/* As the target has them; in the order of view.c's table. */
#define VIEW_FILES 3

struct view_file {
	char *text; /* owned; NULL where the target has no such file */
	size_t length;
};

struct view {
	struct view_file files[VIEW_FILES];
	int root; /* of the target, or -EBADF */
	int tree; /* its files as a tree of its own, likewise */
	uint32_t major, minor;
	uint64_t inode; /* of that root */
};

#define VIEW_NONE                              \
	{                                      \
		.root = -EBADF, .tree = -EBADF \
	}

/*
 * Each returns 0, or a negative errno with the fault set. They come in this
 * order, by the steps of the plan; all that they change is a private copy of
 * the caller's mounts, which ends with its last process.
 */

/*
 * A part of STEP_FETCH: the root of the target; and reads the name resolution
 * files there. Each has to be a regular file, of VIEW_FILE_MAX bytes at most,
 * read within UNTRUSTED_SECONDS, and is found without leaving that root; or be
 * absent.
 */
#define VIEW_FILE_MAX (1 << 20)
int view_fetch(struct join *j, struct fault *f);

/* STEP_TREE: all that is mounted from that root on, attached nowhere yet. */
int view_tree(struct join *j, struct fault *f);

/* STEP_PRIVATE: the copy, in which all that follows is done. */
int view_private(struct join *j, struct fault *f);

/*
 * STEP_ATTACH: the tree at the directory of --host-tools, which has to lie
 * outside of what it shows.
 */
int view_attach(struct join *j, struct fault *f);

/*
 * STEP_NAMES: what was read, in place of the files of the same names here,
 * which have to be there. What is absent in the target is empty here.
 */
int view_names(struct join *j, struct fault *f);

/* STEP_SYS: a /sys of the network that this process is in. */
int view_sys(struct join *j, struct fault *f);

/*
 * STEP_PROC: a /proc of the pid namespace that the children will be in.
 * Nothing may read /proc/self from then on: this process is not in it.
 */
int view_proc(struct join *j, struct fault *f);

/* To who has a prompt, where what is; and to all, whose the pids are. */
void view_tell(const struct join *j);

/*
 * Where the command ended by the wait status @status, which says that a name
 * was not found, and names are asked of others here than in the target: points
 * at --resolv.
 */
void view_tell_names(const struct join *j, int status);

/*
 * Sets the fault for @what, with the errno @error and, where it is not NULL,
 * what that means here; the hint is the line without the option.
 * Returns @error.
 */
int view_failed(const struct join *j, int error, const char *what,
		const char *why, struct fault *f);

#endif
