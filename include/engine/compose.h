/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names that Compose gives to services. */
#ifndef ENGINE_COMPOSE_H
#define ENGINE_COMPOSE_H

#include "engine/container.h"
#include "engine/json.h"

/*
 * Fills service and in_project of @c from its labels: Docker's Compose and
 * podman-compose set the same. The project is that of COMPOSE_PROJECT_NAME,
 * else the one whose working directory is the caller's or above it.
 */
void compose_service(struct json_object *labels, struct container *c);

#endif
