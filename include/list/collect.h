/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The listening sockets of a target, from inside its network namespace. */
#ifndef LIST_COLLECT_H
#define LIST_COLLECT_H

#include "base/fault.h"
#include "list/sockets.h"
#include "plan/target.h"

struct collect {
	const char *title; /* as the caller called it */
	bool unix_too;
	const pid_t *pids; /* who may hold them */
	size_t count;
};

/*
 * Those of the network namespace of @t, whose descriptors are used up. A
 * child joins it, as an entry does, and asks there; in the caller's own
 * nothing has to be joined. Where it may not be joined, /proc/PID/net tells,
 * but not who holds them: ret_why then says why (else its code is FAULT_NONE).
 * Returns 0, or a negative errno with the fault set.
 */
int collect(struct target *t, const struct collect *how, struct listeners *ret,
	    struct fault *ret_why, struct fault *f);

#endif
