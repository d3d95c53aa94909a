/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What was measured of this machine and this caller, as plain data. */
#ifndef DOCTOR_FACTS_H
#define DOCTOR_FACTS_H

#include "base/fault.h"
#include "kernel/nstype.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What uenter uses where it is there: a system call, or an ioctl(2). */
enum doctor_feature {
	FEATURE_PIDFD_OPEN,
	FEATURE_PIDFD_INODE,
	FEATURE_PIDFD_NAMESPACE,
	FEATURE_GET_USERNS,
	FEATURE_OWNER_UID,
	FEATURE_CLOSE_RANGE,
	FEATURE_OPENAT2,
	FEATURE_OPEN_TREE,
	FEATURE_MOUNT_SETATTR,
	FEATURE_LANDLOCK,
	FEATURE_COUNT
};

#define DOCTOR_VERSION(major, minor) ((unsigned int)(major) << 16 | (minor))

/* A number that a file of /proc/sys or /sys holds: sysctl(8). */
enum doctor_switch {
	SWITCH_MAX_USER,     /* user.max_user_namespaces */
	SWITCH_DEBIAN_CLONE, /* kernel.unprivileged_userns_clone */
	SWITCH_APPARMOR,     /* kernel.apparmor_restrict_unprivileged_userns */
	SWITCH_PTRACE_SCOPE, /* kernel.yama.ptrace_scope */
	SWITCH_SELINUX,	     /* /sys/fs/selinux/enforce: 1 enforcing */
	SWITCH_COUNT
};

/* The caller's lines of subuid(5) or subgid(5). */
struct doctor_subids {
	int error;	/* negative errno: the file cannot be read */
	uint64_t count; /* ids in all */
	uint64_t first; /* of the first line */
	uint64_t free;	/* the lowest from 100000 on, behind all lines */
};

/* newuidmap(1) or newgidmap(1). */
struct doctor_helper {
	char path[128]; /* escaped; "" where it is not found */
	bool is_setuid; /* root's */
	bool has_caps;	/* of the file: capabilities(7) */
	bool is_nosuid; /* its mount gives neither */
};

#define DOCTOR_ENGINES 24
#define DOCTOR_SOCKETS 3

struct doctor_socket {
	char path[112]; /* escaped */
	int error;	/* negative errno, or 0: it answers */
};

struct doctor_engine {
	const char *name;
	unsigned int by_files; /* containers that its files tell of */
	unsigned int by_other; /* that a socket or a monitor tells of */
	unsigned int roots;    /* of all those, root's */
	bool has_own;	       /* namespaces of its own: @NAME */
	unsigned int socket_count;
	struct doctor_socket sockets[DOCTOR_SOCKETS];
	struct fault trouble; /* the first, or FAULT_NONE */
};

struct doctor_facts {
	char release[65];	    /* escaped */
	unsigned int version;	    /* DOCTOR_VERSION */
	int feature[FEATURE_COUNT]; /* >= 0: there; or a negative errno */
	bool has_type[NS_COUNT];
	int filter[NS_COUNT];	     /* negative errno of setns(2), or 0 */
	int64_t value[SWITCH_COUNT]; /* or a negative errno */

	uid_t uid;
	char name[33];	 /* by passwd(5), or "" */
	uint64_t caps;	 /* effective */
	bool is_initial; /* the user namespace is the host's */
	bool has_proc;	 /* proc(5) is mounted at /proc */
	bool is_own_proc;
	unsigned int seccomp; /* 0 off, 1 strict, 2 filter; else not told */
	bool no_new_privs;
	bool has_apparmor;
	char context[128];    /* SELinux's or AppArmor's, escaped, or "" */
	unsigned int hidepid; /* as a number: proc(5) */

	struct doctor_subids subuids, subgids;
	struct doctor_helper uid_helper, gid_helper;
	unsigned int engine_count;
	struct doctor_engine engines[DOCTOR_ENGINES];
};

#endif
