/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What Podman (its library is libpod) keeps of a container in its database. */
#ifndef ENGINE_LIBPOD_H
#define ENGINE_LIBPOD_H

#include "engine/container.h"
#include "engine/published.h"

/*
 * Fills in, for the @count ports @ports of @c, where they are published, as
 * engine.h has it: by the container's configuration, in bolt_state.db
 * (Podman up to 5) or db.sql (from 4.8 on) of containers/storage.
 */
void libpod_published(const struct places *places, const struct container *c,
		      struct published *ports, size_t count);

#endif
