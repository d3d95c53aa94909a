/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which processes there are, and which namespaces they are in. */
#ifndef LIST_CENSUS_H
#define LIST_CENSUS_H

#include "base/fault.h"
#include "kernel/nstype.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define CENSUS_NONE UINT32_MAX

struct census_process {
	pid_t pid;
	uint32_t ns[NS_COUNT]; /* index of the namespace, or CENSUS_NONE */
};

struct census_ns {
	uint64_t ino;
	enum ns_type type;
	uint32_t processes;
	uint32_t first; /* index of the one with the lowest pid, or none */
	/* by census_relate(): indexes, or CENSUS_NONE */
	uint32_t owner, parent;
	uint64_t id;	 /* NS_GET_ID, or 0 */
	bool is_related; /* those were asked for */
	bool has_uid;
	uid_t uid;  /* whose user namespace it is */
	char *path; /* where it is mounted, lines of them; or NULL */
};

/* Why some could not be looked into. */
struct census_unseen {
	size_t refused; /* EACCES: another user's, or not dumpable */
	size_t other;	/* any other error than that they ended */
	int hidepid;	/* of /proc, 0 to 4 */
};

/* All arrays are owned, and grow; to be handed to census_done(). */
struct census {
	struct census_process *processes;
	size_t process_count, process_room;
	struct census_ns *namespaces;
	size_t ns_count, ns_room;
	uint32_t *slots; /* inode -> index + 1, open addressing */
	size_t slot_count;
	struct census_unseen unseen;
	bool wanted[NS_COUNT]; /* types that are looked at */
	bool is_short;	       /* there was no memory for more */
};

/*
 * One readlinkat(2) for each process and wanted type, each namespace found
 * by a hash of its inode: the cost is linear in the processes.
 * Returns 0, or a negative errno with the fault set.
 */
int census_take(struct census *c, const bool wanted[NS_COUNT], struct fault *f);

/* The namespace with that inode, or CENSUS_NONE. */
uint32_t census_find(const struct census *c, uint64_t ino);

/* The same; it is added, without processes, where it was not there. */
uint32_t census_add(struct census *c, uint64_t ino, enum ns_type type);

/* Index of the process with that pid, or CENSUS_NONE. */
uint32_t census_find_process(const struct census *c, pid_t pid);

/* Whether the process at @process is in the namespace at @ns. */
bool census_is_in(const struct census *c, uint32_t process, uint32_t ns);

/* Notes hidepid of the caller's /proc. */
void census_hidepid(struct census *c);

/* The last line of every listing: what it could not look into, and why. */
void census_tell(const struct census *c, const char *program);

void census_done(struct census *c);

#endif
