/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where daemons listen that may know of containers. */
#include "config.h"
#include "engine/sockets.h"
#include "engine/endpoint.h"
#include "engine/rows.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* One socket may have two names: /run/docker.sock, /var/run/docker.sock. */
static bool is_there(const struct sockets *s, const struct stat *wanted)
{
	struct stat st;

	for (unsigned int i = 0; i < s->count; i++) {
		if (stat(s->path[i], &st) == 0 && st.st_dev == wanted->st_dev &&
		    st.st_ino == wanted->st_ino)
			return true;
	}
	return false;
}

static void add(struct sockets *s, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && !is_there(s, &st))
		memcpy(s->path[s->count++], path, strlen(path) + 1);
}

int sockets_docker(const struct places *places, struct sockets *ret,
		   struct fault *f)
{
	char path[PATH_MAX];
	int r = endpoint_docker(places, path, f);

	add(ret, path);
	add(ret, places_path(path, places->runtime, "docker.sock"));
	add(ret, "/var/run/docker.sock");
	return r;
}

int sockets_podman(const struct places *places, struct sockets *ret,
		   struct fault *f)
{
	char path[PATH_MAX];
	int r = endpoint_podman(places, path, f);

	add(ret, path);
	return r;
}

unsigned int api_sockets(const struct engine *engine,
			 const struct places *places,
			 char paths[API_SOCKETS][PATH_MAX])
{
	struct sockets s = { .count = 0 };
	struct fault ignored = FAULT_INIT;
	int r = engine == &engine_docker_api
			? sockets_docker(places, &s, &ignored)
			: sockets_podman(places, &s, &ignored);

	if (r == -EREMOTE)
		return 0;
	memcpy(paths, s.path, sizeof(s.path));
	return s.count;
}
