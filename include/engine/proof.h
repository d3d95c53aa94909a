/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is this process still the container's? */
#ifndef ENGINE_PROOF_H
#define ENGINE_PROOF_H

#include "engine/container.h"
#include "kernel/nstype.h"

#include <stdbool.h>

/*
 * Checks that the process whose /proc/PID is the directory @proc is the one
 * that its engine means by @c. To be asked while a pidfd is held: a pid in a
 * file may have been given to another process since.
 * The proof is the start time that the runtime wrote down; where there is
 * none, that its parent is c->monitor, and that one a real monitor. An engine
 * may have its own (engine/engine.h).
 * Returns 0; -ESRCH with the fault set where it is another one, or nothing
 * tells.
 */
int proof_check(int proc, const struct container *c, struct fault *f);

/* The second of these proofs: NULL, or why @monitor is not its monitor. */
const char *proof_doubt_monitor(int proc, pid_t monitor);

/*
 * Whether @pid is in the caller's own pid namespace and executes a file of
 * root's: a process in a container can take any name, and can do neither.
 */
bool proof_is_real_monitor(pid_t pid);

/*
 * Whether @pid is no container's: in the caller's own pid namespace, and among
 * the caller's own files or executing one of root's. For engines that are
 * installed in a home.
 */
bool proof_is_outside(pid_t pid);

/* Whether the caller is in that namespace of @pid: false where not told. */
bool proof_is_in_own(pid_t pid, enum ns_type type);

/* Whether the cgroup of that process is frozen (cgroups(7)): paused. */
bool proof_is_frozen(int proc);

#endif
