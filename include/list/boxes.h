/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Containers and sandboxes: the sets of namespaces that there are. */
#ifndef LIST_BOXES_H
#define LIST_BOXES_H

#include "engine/find.h"
#include "list/census.h"

struct box {
	char title[CONTAINER_TITLE_SIZE];  /* a TARGET of uenter; escaped */
	const struct container *container; /* NULL: a sandbox, of no engine */
	enum container_state state;
	pid_t pid;	  /* its first process, or 0 */
	uint32_t process; /* that one's index in the census, or none */
};

struct boxes {
	const struct census *census;
	uint32_t self; /* index of this process, or CENSUS_NONE */
	struct container_list list;
	struct box *items;
	size_t count, room;
	bool is_short; /* there was no memory for more */
};

/*
 * The containers that engines know, running or not, and then, in the order of
 * their pids, what else has a user, pid or network namespace of its own: a row
 * for each set of namespaces, called by its lowest PID. Daemons are not asked.
 * Returns 0, or a negative errno with the fault set. What an engine could not
 * tell is in ret->list.trouble.
 */
int boxes_find(const struct census *c, struct boxes *ret, struct fault *f);

/* Whether the namespace of @type of @process is not the caller's. */
bool boxes_is_private(const struct boxes *b, uint32_t process,
		      enum ns_type type);

/*
 * Whether @process belongs to the box with the first process @first: is of
 * its pid namespace where that is private, else of all its namespaces.
 */
bool boxes_holds(const struct boxes *b, uint32_t first, uint32_t process);

void boxes_done(struct boxes *b);

#endif
