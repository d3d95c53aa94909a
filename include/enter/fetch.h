/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is wanted of the target's /proc entries. */
#ifndef ENTER_FETCH_H
#define ENTER_FETCH_H

#include "enter/join.h"

/*
 * Opens the root and the directory of the target into @j->target and reads
 * its environment into @j->env, as far as the plan wants them: through the
 * descriptor of /proc/PID, after the user namespace was joined, because of
 * a process with another uid the kernel shows them only then (ptrace(2),
 * PTRACE_MODE_READ_FSCREDS).
 * An environment that cannot be read is a failure only where it was asked
 * for; else a notice is printed and the command gets an empty one.
 * Returns 0, or a negative errno with the fault set.
 */
int fetch(struct join *j, struct fault *f);

#endif
