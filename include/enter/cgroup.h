/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cgroups of the target, v1, v2 or both. */
#ifndef ENTER_CGROUP_H
#define ENTER_CGROUP_H

#include "enter/join.h"

/*
 * Moves this process into the cgroups of the target, one write to
 * cgroup.procs for each hierarchy (cgroups(7)). To be called while the
 * caller's /sys/fs/cgroup is still in sight. Nothing is created.
 * An unprivileged caller may move only within what was delegated to it; so
 * without --join-cgroup=require a failure is told by one notice, and is
 * none. Returns 0, or a negative errno with the fault set.
 */
int cgroup_join(struct join *j, struct fault *f);

#endif
