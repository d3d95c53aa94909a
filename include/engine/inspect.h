/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A container as `docker inspect` shows it, from a file or a daemon. */
#ifndef ENGINE_INSPECT_H
#define ENGINE_INSPECT_H

#include "engine/published.h"

struct json_object;

/* Fills in, for the @count ports @ports, what @json says of them. Pure. */
void inspect_published(struct json_object *json, struct published *ports,
		       size_t count);

#endif
