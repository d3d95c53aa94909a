/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What was found out, as plain data: all that the planner goes by. */
#ifndef PLAN_FACTS_H
#define PLAN_FACTS_H

#include "kernel/nsfs.h"
#include "kernel/nstype.h"
#include "kernel/procfs.h"
#include "plan/target.h"

#include <stdbool.h>
#include <stdint.h>

/* Index of a user namespace in facts.users, or one of these. */
#define USERNS_OWN 0	    /* the caller's */
#define USERNS_OUTSIDE (-1) /* not below the caller's: EPERM */
#define USERNS_UNKNOWN (-2) /* the kernel does not know the question */

struct userns_fact {
	struct ns_id id;
	int parent;	 /* index, USERNS_OUTSIDE or _UNKNOWN */
	uid_t owner;	 /* seen from the caller's user namespace */
	int owner_error; /* negative errno where that is not known */
};

struct ns_fact {
	bool exists; /* this kernel has the type */
	bool seen;   /* it was looked at; else the rest is void */
	int error;   /* negative errno: it could not be opened */
	struct ns_id self, there;
	bool shared;	   /* it is the caller's own */
	bool for_children; /* taken from ns/..._for_children */
	int owner;	   /* user namespace that owns it */
};

struct caller_fact {
	uid_t uid; /* effective, as all the kernel asks for */
	gid_t gid;
	uint64_t caps; /* effective set in the own user namespace */
	int filter;    /* error by which setns(2) is filtered, or 0 */
	bool initial;  /* the own one is the host's */
};

/* Names of uids, for what is printed; from /etc/passwd alone. */
#define NAMES_MAX 8
struct name_fact {
	uid_t uid;
	char name[33];
};

/* Processes of the joined pid namespace that have CAP_SYS_PTRACE. */
#define REACH_MAX 8
struct reach_fact {
	bool seen;
	bool is_full;	    /* there may be more than are named here */
	pid_t hidden;	    /* one that cannot be looked into, or 0 */
	unsigned int count; /* one for each user namespace */
	struct {
		uint64_t user; /* inode of its user namespace */
		pid_t pid;
	} by[REACH_MAX];
};

struct facts {
	struct caller_fact caller;
	bool has_target; /* else there are only FILEs */
	bool has_status;
	struct proc_status status;
	struct ns_fact ns[NS_COUNT];
	unsigned int user_count;
	struct userns_fact users[USERNS_MAX];
	bool has_maps; /* of the target's user namespace */
	struct idmaps maps;
	/*
	 * For --explain alone, of the outermost user namespace on the way to
	 * the target's, where that is another one: from a process in it.
	 */
	int top; /* its index, or USERNS_UNKNOWN */
	struct idmaps top_maps;
	bool has_terminal; /* a controlling one; looked at where it matters */
	struct reach_fact reach;
	pid_t peer;	    /* of the same namespaces, and readable, or 0 */
	bool is_container;  /* told by its cgroup or its pid numbers */
	char container[65]; /* its id by its cgroup, or "" */
	unsigned int name_count;
	struct name_fact names[NAMES_MAX];
	int landlock;	 /* its ABI, or a negative errno; where it matters */
	int tools_error; /* of the directory of --host-tools: cannot be had */
	bool tools_is_mount;
	bool on_host; /* the command is found in the caller's PATH */
};

/*
 * The outermost user namespace below the caller's own on the chain from
 * @user upwards; USERNS_OWN for that itself; USERNS_OUTSIDE where the chain
 * does not lead to it; USERNS_UNKNOWN likewise.
 */
int facts_top(const struct facts *facts, int user);

/* "uid 1000 (ann)", or without a name. Written to @buf; returns it. */
const char *facts_who(const struct facts *facts, uid_t uid, char *buf,
		      size_t size);

/*
 * Whether all in the target's user namespace can be the caller's uid anyway:
 * who shares the files and has that gains nothing by reaching a command.
 */
bool facts_is_same_user(const struct facts *facts);

/* Whether @user is @ancestor or below it. */
bool facts_is_within(const struct facts *facts, int user, int ancestor);

#endif
