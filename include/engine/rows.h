/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rows of the table of engines, each in a file of its own. */
#ifndef ENGINE_ROWS_H
#define ENGINE_ROWS_H

#include "engine/engine.h"

extern const struct engine engine_docker;
extern const struct engine engine_podman;
extern const struct engine engine_docker_api;
extern const struct engine engine_podman_api;
extern const struct engine engine_docker_roots;
extern const struct engine engine_podman_roots;
extern const struct engine engine_kubernetes;

#endif
