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

/*
 * The project of the caller's directory, as Compose calls it where nothing
 * else is said: COMPOSE_PROJECT_NAME, else by the name of the directory with
 * the Compose file, the caller's or one above it. "" where there is none.
 */
#define COMPOSE_PROJECT_SIZE 256
void compose_project(char project[COMPOSE_PROJECT_SIZE]);

/*
 * The same as compose_service() where labels cannot be had: by the name that
 * Compose gives, PROJECT_SERVICE_1 or PROJECT-SERVICE-1. Pure.
 */
void compose_by_name(const char *project, struct container *c);

#endif
