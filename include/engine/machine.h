/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What machined says of a machine, and the kernel with it. */
#ifndef ENGINE_MACHINE_H
#define ENGINE_MACHINE_H

#include <stdbool.h>

/*
 * Whether a process whose /proc/PID/cgroup is @cgroups is in the unit @unit
 * of systemd ("machine-web.scope"): one of the directories is called so. Pure.
 */
bool machine_is_in_unit(const char *cgroups, const char *unit);

#endif
