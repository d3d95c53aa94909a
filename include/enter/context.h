/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The security context of the target: SELinux, AppArmor. */
#ifndef ENTER_CONTEXT_H
#define ENTER_CONTEXT_H

#include "enter/join.h"

/*
 * Asks for the next exec to be in the context of the target: a write to
 * /proc/self/attr/exec, or attr/apparmor/exec (proc_pid_attr(5)). Both
 * libraries do no more, so none is needed. To be called before this process
 * becomes undumpable, because its /proc files are root's from then on.
 * Where neither module is active there is no context to follow: 0.
 * Returns 0, or a negative errno with the fault set.
 */
int context_follow(struct join *j, struct fault *f);

/* The module that was asked, or NULL, and the words that it was given. */
struct context_tried {
	const char *module;
	char text[544];
};

/*
 * The same with the file system below @root, for the process whose
 * directory of /proc is @proc. Returns 0 or the last module's errno.
 */
int context_copy(int root, int proc, struct context_tried *ret);

#endif
