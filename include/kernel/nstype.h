/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of namespace types: nothing else lists the eight. */
#ifndef KERNEL_NSTYPE_H
#define KERNEL_NSTYPE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * In the order they are joined: the user namespace gives the rights over
 * the others (setns(2), EPERM), and after the mount namespace nothing of
 * the caller's file system can be opened any more.
 */
enum ns_type {
	NS_USER,
	NS_CGROUP,
	NS_IPC,
	NS_UTS,
	NS_NET,
	NS_TIME,
	NS_PID,
	NS_MNT,
	NS_COUNT
};

struct ns_info {
	const char *name;   /* as in /proc/PID/ns: "net" */
	const char *option; /* long option of nsenter(1): "net" */
	const char *path;   /* "ns/net", below /proc/PID */
	/*
	 * Where children go if that is not where the process itself is:
	 * "ns/pid_for_children" after unshare(2) without a fork. NULL for
	 * types that take effect at once.
	 */
	const char *children_path;
	/* numbers of the ioctls of a pidfd for the two (Linux 6.11), or 0 */
	unsigned char pidfd_request, pidfd_children_request;
	int flag;    /* CLONE_NEWNET, the nstype of setns(2) */
	char letter; /* short option */
	/*
	 * Needed in the user namespace that owns it, and in one's own
	 * (setns(2)). For user: in the one that is joined.
	 */
	uint64_t caps_owner;
	uint64_t caps_own;
};

extern const struct ns_info ns_infos[NS_COUNT];

/* The type whose CLONE_NEW* is @flag, or NS_COUNT. */
enum ns_type ns_type_by_flag(int flag);

#endif
