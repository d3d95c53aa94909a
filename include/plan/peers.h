/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Processes beside the target: who could reach us, who will do instead. */
#ifndef PLAN_PEERS_H
#define PLAN_PEERS_H

#include "plan/facts.h"

/*
 * Looks through all processes, thread by thread, for those of the target's
 * pid namespace, or of one around it up to the caller's own, that have, or by
 * their bounding set could get, CAP_SYS_PTRACE: by it a command that stands
 * there with them can be seized (ptrace(2)), and its files be read through
 * /proc/N/root. What cannot be looked into counts as one that has it.
 */
void peers_reach(const struct target *t, const struct facts *facts,
		 struct reach_fact *ret);

/*
 * Where the kernel does not show the namespaces of @t: a process of the
 * same network namespace, by the inode that each has for net/dev, whose
 * namespaces it does show. Returns its pid, or 0.
 */
pid_t peers_find(const struct target *t);

/*
 * Reads the maps of the user namespace facts.users[@user] from any process
 * in it. Returns 0, or -ENOENT where none is to be seen.
 */
int peers_maps(const struct facts *facts, int user, struct idmaps *ret);

/* Whether /proc/PID says it is of a container, and its id. */
void peers_container(int proc, struct facts *facts);

/*
 * The names of the uids that may be printed: the caller's, the target's,
 * those of the owners. From /etc/passwd: NSS is not asked.
 */
void peers_names(struct facts *facts);

#endif
