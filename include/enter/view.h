/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What of the target is put among the caller's own files. */
#ifndef ENTER_VIEW_H
#define ENTER_VIEW_H

#include "base/fault.h"

#include <stddef.h>

struct join;

/* As the target has them; in the order of view.c's table. */
#define VIEW_FILES 2

struct view_file {
	char *text; /* owned; NULL where the target has no such file */
	size_t length;
};

struct view {
	struct view_file files[VIEW_FILES];
};

/*
 * Each returns 0, or a negative errno with the fault set. They come in this
 * order, by the steps of the plan; all that they change is a private copy of
 * the caller's mounts, which ends with its last process.
 */

/*
 * A part of STEP_FETCH: reads the name resolution files through /proc/PID/root.
 * Each has to be a regular file, of VIEW_FILE_MAX bytes at most, read within
 * UNTRUSTED_SECONDS, and is found without leaving that root; or be absent.
 */
#define VIEW_FILE_MAX (1 << 20)
int view_fetch(struct join *j, struct fault *f);

/* STEP_PRIVATE: the copy, in which all that follows is done. */
int view_private(struct join *j, struct fault *f);

/*
 * STEP_NAMES: what was read, in place of the files of the same names here,
 * which have to be there. What is absent in the target is empty here.
 */
int view_names(struct join *j, struct fault *f);

/* STEP_SYS: a /sys of the network that this process is in. */
int view_sys(struct join *j, struct fault *f);

/*
 * Where the command ended by the wait status @status, which says that a name
 * was not found, and names are asked of others here than in the target: points
 * at --resolv.
 */
void view_tell_names(const struct join *j, int status);

#endif
