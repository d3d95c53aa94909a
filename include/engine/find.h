/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a name to a container, over all engines. */
#ifndef ENGINE_FIND_H
#define ENGINE_FIND_H

#include "engine/container.h"

/* As large as a message can name. */
#define FIND_MAX 8

/* How well a name fits: the greatest wins, and has to be one alone. */
enum fit { FIT_NOT, FIT_PREFIX, FIT_ID, FIT_SERVICE, FIT_NAME };

/*
 * Whether @word means @c: its name, its Compose service, its id, or the first
 * four characters or more of that. Pure.
 */
enum fit find_fit(const struct container *c, const char *word);

struct find {
	enum fit fit;
	unsigned int count; /* of those that fit so; may exceed FIND_MAX */
	struct container found[FIND_MAX];
	/* the first trouble that an engine had, and which; or FAULT_NONE */
	struct fault trouble;
};

/*
 * Asks each engine, or those called @engine (NULL: all), for @word. A
 * container that two of them know, which is one id or one monitor, is the
 * first's.
 * Cannot fail: what went wrong is in ret->trouble.
 */
void find_container(const struct places *places, const char *engine,
		    const char *word, struct find *ret);

/* The same over the engines of @table, which ends with NULL. */
void find_among(const struct engine *const *table, const struct places *places,
		const char *engine, const char *word, struct find *ret);

/* All there are, by title; growing; to be handed to find_list_done(). */
struct container_list {
	struct container *items;
	size_t count, room;
	bool is_short; /* there was no memory for more */
	struct fault trouble;
};

/* Returns 0 or -ENOMEM; trouble of single engines is in ret->trouble. */
int find_all(const struct places *places, const char *engine,
	     struct container_list *ret);

/*
 * Adds what @engine alone tells of and @list does not have yet, in no order.
 * @list starts as all zero. Trouble goes to @trouble, where that has none.
 * Returns 0 or -ENOMEM.
 */
int find_more(const struct engine *engine, const struct places *places,
	      struct container_list *list, struct fault *trouble);

void find_list_done(struct container_list *list);

#endif
