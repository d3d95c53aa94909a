/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A TARGET as it was written. */
#ifndef PLAN_SPEC_H
#define PLAN_SPEC_H

#include "base/fault.h"

#include <stdint.h>
#include <sys/types.h>

/* The kernel's PID_MAX_LIMIT: proc(5), /proc/sys/kernel/pid_max. */
#define SPEC_PID_MAX 4194304

/* Inodes of namespaces are 32 bits wide (proc_alloc_inum in the kernel). */
#define SPEC_INODE_MAX UINT32_MAX

enum spec_kind {
	SPEC_NONE, /* namespaces by FILE alone */
	SPEC_PID,
	SPEC_PID_INODE, /* pinned by the inode of its pidfd */
	SPEC_NS_INODE,	/* any process in that namespace */
	SPEC_NAME,	/* a container: left to the engines */
	SPEC_ENGINE,	/* the engine itself: @docker */
};

/* What engines take for a name is shorter. */
#define SPEC_NAME_SIZE 256
#define SPEC_ENGINE_SIZE 24

struct target_spec {
	enum spec_kind kind;
	const char *text; /* the caller's word, not owned */
	pid_t pid; /* of SPEC_NAME: as numbered inside, NAME/N; 0 for none */
	uint64_t inode;
	char engine[SPEC_ENGINE_SIZE]; /* "" for any */
	char name[SPEC_NAME_SIZE];
};

/*
 * Reads a TARGET. Digits are always a PID up to SPEC_PID_MAX, above that an
 * inode. What is neither is a SPEC_NAME: [ENGINE:]NAME[/N], or @ENGINE. Whether
 * there is such an engine is not asked here.
 * Returns 0 or -EINVAL with the fault set; *@ret is untouched then.
 */
int spec_parse(const char *text, struct target_spec *ret, struct fault *f);

#endif
