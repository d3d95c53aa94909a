/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which container a namespace is of. */
#ifndef LIST_LABELS_H
#define LIST_LABELS_H

#include "engine/find.h"
#include "list/census.h"
#include "list/text.h"

/* By the index of the namespace in the census: ENGINE:NAME, a comma between. */
struct labels {
	const struct census *census;
	struct text *of;
	size_t count;
};

/*
 * Asks the engines, and looks where the process of each container is. What
 * is the caller's own too is of none.
 * Returns 0, or -ENOMEM; trouble of single engines is a notice of @program.
 */
int labels_make(const struct census *c, const char *program,
		struct labels *ret);

void labels_add(struct text *to, const struct labels *l, uint64_t ino);

void labels_done(struct labels *l);

/*
 * The first process of @c, proven to be it: its /proc/PID, which the caller
 * owns, or a negative errno. Fills state and pid of @c.
 */
int labels_locate(const struct places *places, struct container *c);

#endif
