/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the runtimes below the engines, crun and runc, wrote of a container. */
#ifndef ENGINE_OCI_H
#define ENGINE_OCI_H

#include "engine/container.h"

#include <stdbool.h>

/* Whether an engine made up @id: 64 digits. One that a person chose is a name. */
bool oci_is_made_up(const char *id);

/*
 * Calls @visit for each container that a runtime keeps below the directory
 * @root, a folder an id, as one of @engine's at @place. An id that
 * was not made up is its name too.
 * Returns 0, also where there is no such directory, 1 where a visit ended it,
 * or a negative errno with the fault set.
 */
int oci_list(const struct engine *engine, const char *root, const char *place,
	     engine_visit *visit, void *context, struct fault *f);

/*
 * Fills state, pid and started of @c from what a runtime wrote below the directory
 * @root (which holds a folder an id): runc's ID/state.json, crun's ID/status.
 * Returns 0; -ENOENT without a fault where neither is there; or a negative
 * errno with the fault set.
 */
int oci_locate(const char *root, struct container *c, struct fault *f);

/* The same where crun and runc keep it, if nobody says otherwise. */
int oci_locate_below(const struct places *places, struct container *c,
		     struct fault *f);

#endif
