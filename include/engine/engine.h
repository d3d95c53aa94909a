/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The engines that containers are found with: one table, a file each. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "base/fault.h"
#include "engine/places.h"

#include <stdbool.h>
#include <stddef.h>

struct container;
struct published;

/* Returns true to end the walk. @c is the engine's, and gone afterwards. */
typedef bool engine_visit(const struct container *c, void *context);

/*
 * All of it reads: files first, a socket where files do not tell. No program
 * of the engine's is run, and no daemon has to be there.
 */
struct engine {
	const char *name; /* what stands before the ':' of a TARGET */
	/*
	 * Calls @visit for each container that it knows, running or not, with
	 * id, name and service; with the state where that costs nothing.
	 * Returns 0, also where the engine is not here at all, or 1 where a
	 * visit ended it; else a negative errno with the fault set, once all
	 * that could be read was visited.
	 */
	int (*list)(const struct engine *engine, const struct places *places,
		    engine_visit *visit, void *context, struct fault *f);
	/*
	 * Fills state, pid and its proof of @c, which list() told.
	 * Returns 0, or a negative errno with the fault set: -ENOENT without
	 * one where it is gone meanwhile.
	 */
	int (*locate)(const struct places *places, struct container *c,
		      struct fault *f);
	/*
	 * The engine's own namespaces, @NAME: fills @ret as locate() does; NULL
	 * where it has none. Returns 0; -ENOENT without a fault where the
	 * engine does not run; or a negative errno with the fault set.
	 */
	int (*own)(const struct places *places, struct container *ret,
		   struct fault *f);
	/*
	 * Proof of its own where neither the start time nor the parent is one
	 * (engine/proof.h, which asks it): returns NULL, or why the process
	 * whose /proc/PID is @proc is another one, which is static text. NULL
	 * where it has none.
	 */
	const char *(*doubt)(int proc, const struct container *c);
	/*
	 * Fills in where the host publishes each of the @count ports @ports of
	 * @c (published_add()): once for all of them, because it may take a
	 * question to a daemon. NULL where neither files nor a daemon tell.
	 * Cannot fail: what is not told stays as it is.
	 */
	void (*published)(const struct places *places,
			  const struct container *c, struct published *ports,
			  size_t count);
	/* What a hint says before the name; NULL where there is none. */
	const char *start, *unpause, *exec, *show;
	/* Its program's option that names a daemon's socket, or NULL. */
	const char *at;
	/*
	 * Looks through all of /proc, or asks a daemon; may tell of other
	 * engines' containers too: asked only where no other knew it.
	 */
	bool scans;
};

/*
 * Asks the engine of @c for its process, or looks below the monitor that it was
 * found by. Returns 0, also where it does not run (c->state says so), or a
 * negative errno with the fault set.
 */
int engine_locate(const struct places *places, struct container *c,
		  struct fault *f);

/* In the order they are asked; the last has no name. */
extern const struct engine *const engines[];

/* The first of that name, or NULL. */
const struct engine *engine_by_name(const char *name);

#endif
