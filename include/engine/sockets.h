/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where daemons listen that may know of containers. */
#ifndef ENGINE_SOCKETS_H
#define ENGINE_SOCKETS_H

#include "engine/api.h"
#include "engine/places.h"

struct sockets {
	unsigned int count;
	char path[API_SOCKETS][PATH_MAX];
};

/*
 * Adds to @ret, of Docker, the one that was chosen, the caller's, and root's.
 * Returns 0; or, with those that are there in @ret all the same, a negative
 * errno as endpoint_docker() does.
 */
int sockets_docker(const struct places *places, struct sockets *ret,
		   struct fault *f);

/*
 * The same of Podman: only one that was chosen. It may be systemd's, which
 * would start the service for the question, and files tell of all that is the
 * caller's.
 */
int sockets_podman(const struct places *places, struct sockets *ret,
		   struct fault *f);

#endif
