/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is this process still the container's? */
#ifndef ENGINE_PROOF_H
#define ENGINE_PROOF_H

#include "engine/container.h"

#include <stdbool.h>

/*
 * Checks that the process whose /proc/PID is the directory @proc is the one
 * that its engine means by @c. To be asked while a pidfd is held: a pid in a
 * file may have been given to another process since.
 * The proof is the start time that the runtime wrote down; where there is
 * none, that its parent is c->monitor, and that one a real monitor.
 * Returns 0; -ESRCH with the fault set where it is another one.
 */
int proof_check(int proc, const struct container *c, struct fault *f);

/*
 * Whether @pid is a program of the machine's, in the caller's own pid
 * namespace: executed from a file of root's, or among the caller's own files
 * (its mount namespace). Nothing in a container can be that, whatever it
 * calls itself: what runs there shares neither, and a container given the
 * host's pid namespace executes files of its own.
 */
bool proof_is_real_monitor(pid_t pid);

/* Whether the cgroup of that process is frozen (cgroups(7)): paused. */
bool proof_is_frozen(int proc);

#endif
