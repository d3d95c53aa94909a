/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What processes use: by their cgroup, else each by itself. */
#ifndef LIST_USAGE_H
#define LIST_USAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct usage {
	uint64_t cpu_ms; /* since they started */
	uint64_t bytes;	 /* of memory */
	uint64_t pids;
};

/*
 * Of the cgroup (version 2) that the process @pid is in. Returns 0; -ENOENT
 * where there is none, or it is the caller's own as well and tells nothing
 * of it alone; or another negative errno.
 */
int usage_of_cgroup(pid_t pid, struct usage *ret);

/* Adds those of one process; one that ended adds nothing. */
void usage_add_process(pid_t pid, struct usage *sum);

#endif
