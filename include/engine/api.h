/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Docker's API, by which Podman answers too: what the daemon knows. */
#ifndef ENGINE_API_H
#define ENGINE_API_H

#include "engine/container.h"
#include "engine/json.h"

/*
 * Visits what the answer to GET /containers/json tells: an array of Id,
 * Names, State and Labels. What of it is no container is passed over. Each
 * is visited as a copy of @like, which says whose it is. Pure.
 * Returns 1 where a visit ended it, else 0.
 */
int api_visit(struct json_object *list, const struct container *like,
	      engine_visit *visit, void *context);

#define API_SOCKETS 3

/*
 * Those that @engine, one of the two that ask sockets, would ask: into @paths;
 * none where the daemon that was chosen is on another machine.
 * Returns how many.
 */
unsigned int api_sockets(const struct engine *engine,
			 const struct places *places,
			 char paths[API_SOCKETS][PATH_MAX]);

#endif
