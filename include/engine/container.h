/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A container or sandbox as an engine tells of it. */
#ifndef ENGINE_CONTAINER_H
#define ENGINE_CONTAINER_H

#include "engine/engine.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum container_state {
	CONTAINER_UNKNOWN, /* list() did not need to look: locate() tells */
	CONTAINER_CREATED,
	CONTAINER_RUNNING,
	CONTAINER_PAUSED,
	CONTAINER_EXITED,
};

/* "running"; never NULL. */
const char *container_state_name(enum container_state state);

/*
 * Text is as the engine has it: it is to be escaped when printed. Nothing in
 * it is owned.
 */
struct container {
	const struct engine *engine;
	char id[129];	/* "" where the engine gives none */
	char name[256]; /* "" where it has none of its own */
	/* A second name: of Compose, within a project; of what is inside. */
	char service[128];
	bool in_project; /* it counts here: it is no other directory's */
	char place[128]; /* for the engine itself: where it was found */
	enum container_state state;
	/* Its first process, and one of two proofs that it is no other: */
	pid_t pid;
	uint64_t started; /* in clock ticks since boot, as proc(5) has it */
	pid_t monitor;	  /* its parent, whom its engine made watch over it */
	bool by_monitor;  /* found by that alone: no file tells of it */
	/*
	 * A network that no process needs to live in: a file in the mount
	 * namespace of that process, which takes the place of its own; or "".
	 */
	char net_file[256];
	bool is_roots; /* of an engine that root runs */
};

/*
 * Sets the name, as its engine has it; "" for NULL, and for one that is longer
 * than a TARGET can be: it is known by its id then.
 */
void container_set_name(struct container *c, const char *name);

/* ENGINE:NAME, or with its id where it has no name. Escaped; returns @buf. */
#define CONTAINER_TITLE_SIZE 320
const char *container_title(const struct container *c, char *buf);

/* The same as a TARGET that means it, not escaped; @ENGINE for that itself. */
const char *container_target(const struct container *c, char *buf);

#endif
