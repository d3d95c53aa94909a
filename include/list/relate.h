/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What namespaces are to each other, and where they are mounted. */
#ifndef LIST_RELATE_H
#define LIST_RELATE_H

#include "list/census.h"

/*
 * Asks the kernel once for each namespace: which user namespace owns it, which
 * is its parent, its id. Those that come up and have no process are added.
 * What it does not tell stays CENSUS_NONE.
 */
void relate(struct census *c);

/*
 * Adds the namespaces that are mounted (nsfs, as `ip netns add` does), and
 * notes where: in the caller's own mount namespace, and with @all in every
 * other that can be looked into: then as a path below /proc/PID/root.
 */
void relate_mounts(struct census *c, bool all);

/* Opens a namespace of the census; a descriptor or a negative errno. */
int relate_open(const struct census *c, uint32_t index);

#endif
