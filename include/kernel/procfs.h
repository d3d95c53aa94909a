/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What /proc/PID tells, through a descriptor of that directory. */
#ifndef KERNEL_PROCFS_H
#define KERNEL_PROCFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Opens /proc/PID as a directory, O_CLOEXEC. The descriptor stays with that
 * process: when it is gone, reads answer ESRCH even if its pid is in use
 * again (proc(5)).
 * Returns the descriptor or a negative errno; -ENOENT where there is no
 * such process.
 */
int procfs_open(pid_t pid);

/*
 * Reads the file @name below @dirfd into @buf of @size bytes, as text: what
 * does not fit is cut, and a NUL is added.
 * Returns the length or a negative errno.
 */
ssize_t procfs_read(int dirfd, const char *name, char *buf, size_t size);

/* A process's own word for what it is: proc_pid_status(5). */
struct proc_status {
	char name[64]; /* escaped: safe to print */
	char state;    /* 'Z' for a zombie */
	pid_t ppid;
	uid_t uid; /* effective, as the reader's namespace has it */
	gid_t gid;
	unsigned int depth; /* pid namespaces it has a number in */
	pid_t pid;	    /* in the pid namespace of this /proc */
	pid_t inner_pid;    /* in its own */
	uint64_t cap_permitted;
	uint64_t cap_effective;
	uint64_t cap_bounding;
	bool no_new_privs;    /* exec gives it no capability that it lacks */
	unsigned int seccomp; /* 0: off, 1: strict, 2: filter; else not told */
};

/* Returns 0 or a negative errno; -EPROTO where a line is missing. */
int procfs_status(int dirfd, struct proc_status *ret);

/*
 * When it started, in clock ticks since boot: the 22nd field of
 * proc_pid_stat(5), which runtimes write down to know a process again.
 * Returns 0 or a negative errno; -EPROTO where the line has fewer.
 */
int procfs_start_time(int dirfd, uint64_t *ret);

/*
 * The last part of the name of the file that it executes, also where a newer
 * one has been put in its place. To be had where the kernel lets the caller
 * look (ptrace(2)). Returns whether it was, and fits.
 */
bool procfs_program(int dirfd, char *buf, size_t size);

/* user_namespaces(7): ids @inside to inside + count - 1 are @outside to... */
struct idmap_extent {
	uint32_t inside, outside, count;
};

#define IDMAP_EXTENTS 340 /* the kernel's own limit, since 4.15 */
#define ID_UNMAPPED UINT32_MAX

struct idmap {
	unsigned int count;
	struct idmap_extent extents[IDMAP_EXTENTS];
};

/*
 * Reads @name, uid_map or gid_map. The outside column is in the ids of the
 * user namespace of the one who opens the file, however deep the process is;
 * where that is the process's own namespace, in the ids of its parent.
 * Returns 0 or a negative errno.
 */
int procfs_idmap(int dirfd, const char *name, struct idmap *ret);

bool idmap_equal(const struct idmap *a, const struct idmap *b);

/* The other side of @id, or ID_UNMAPPED. */
uint32_t idmap_to_inside(const struct idmap *map, uint32_t id);
uint32_t idmap_to_outside(const struct idmap *map, uint32_t id);

/* Both maps of a process, and what its setgroups file says. */
struct idmaps {
	struct idmap uid, gid;
	bool denies_setgroups; /* setgroups(2) is EPERM there for good */
};

/*
 * Without @gids only the uid map is read, and the rest is left empty.
 * Returns 0 or a negative errno.
 */
int procfs_idmaps(int dirfd, bool gids, struct idmaps *ret);

/*
 * The pid that this /proc gives to the process of @pidfd: proc(5), fdinfo.
 * It differs from the caller's number for it where /proc is of another pid
 * namespace. Returns the pid; 0 or -1 where that /proc has none for it, or
 * it ended; -EPROTO where there is no such line; else a negative errno.
 */
int procfs_pid_of(int pidfd, pid_t *ret);

/* Whether /proc shows the pid namespace this process is in. */
bool procfs_is_own(void);

/* Whether proc(5) is mounted at /proc, whichever pid namespace it shows. */
bool procfs_is_there(void);

#endif
