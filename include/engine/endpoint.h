/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemon an engine's own program would ask. */
#ifndef ENGINE_ENDPOINT_H
#define ENGINE_ENDPOINT_H

#include "base/fault.h"
#include "engine/places.h"

enum endpoint_kind {
	ENDPOINT_UNSAID,    /* nothing was: the engine's own default */
	ENDPOINT_SOCKET,    /* a Unix socket, on this machine therefore */
	ENDPOINT_ELSEWHERE, /* ssh, tcp: another machine, or one inside this */
	ENDPOINT_UNKNOWN,   /* nothing that leads to a socket of this machine */
};

/*
 * What an address is, as DOCKER_HOST and the contexts spell it. A host and a
 * port alone is tcp. *@ret_path becomes the path of a Unix socket, in @url.
 * Pure.
 */
enum endpoint_kind endpoint_parse(const char *url, const char **ret_path);

/*
 * Writes to @ret_path, of PATH_MAX bytes, the Unix socket that was chosen; ""
 * where nothing was said. For Docker by DOCKER_HOST, else the context of
 * DOCKER_CONTEXT or of config.json in DOCKER_CONFIG (~/.docker); for Podman
 * by CONTAINER_HOST or CONTAINER_CONNECTION.
 * Returns 0; or a negative errno with the fault set: -EREMOTE where it is no
 * socket of this machine (FAULT_REMOTE_ENGINE), else of a file that is not to
 * be believed.
 */
int endpoint_docker(const struct places *places, char *ret_path,
		    struct fault *f);
int endpoint_podman(const struct places *places, char *ret_path,
		    struct fault *f);

#endif
