/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names that Compose gives to services. */
#include "config.h"
#include "engine/compose.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LABEL(name) "com.docker.compose." name

/* Compose looks for its file in the directory, then in those above it. */
static bool is_at_or_below(const char *path, const char *dir)
{
	size_t length = strlen(dir);

	return *dir == '/' && strncmp(path, dir, length) == 0 &&
	       (path[length] == '\0' || path[length] == '/' || length == 1);
}

static bool is_of_project(struct json_object *labels)
{
	const char *wanted = getenv("COMPOSE_PROJECT_NAME");
	const char *project = json_member(labels, LABEL("project"));
	const char *dir = json_member(labels, LABEL("project.working_dir"));
	char cwd[PATH_MAX];

	if (wanted && *wanted)
		return project && strcmp(project, wanted) == 0;
	return dir && getcwd(cwd, sizeof(cwd)) && is_at_or_below(cwd, dir);
}

void compose_service(struct json_object *labels, struct container *c)
{
	const char *service = json_member(labels, LABEL("service"));

	if (!service || strlen(service) >= sizeof(c->service))
		return;
	snprintf(c->service, sizeof(c->service), "%s", service);
	c->in_project = is_of_project(labels);
}
