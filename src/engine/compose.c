/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names that Compose gives to services. */
#include "config.h"
#include "engine/compose.h"
#include "base/cleanup.h"
#include "engine/places.h"

#include <ctype.h>
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

/* docker compose and podman-compose each look for these, and more. */
static bool has_compose_file(const char *dir)
{
	static const char *const names[] = {
		"compose.yaml",	       "compose.yml",
		"docker-compose.yaml", "docker-compose.yml",
		"podman-compose.yaml", "podman-compose.yml",
	};
	char path[PATH_MAX];

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (*places_path(path, dir, names[i]) &&
		    access(path, F_OK) == 0)
			return true;
	}
	return false;
}

/* Small letters, digits, - and _ are kept, the rest is left out. */
static void project_name(const char *text, char project[COMPOSE_PROJECT_SIZE])
{
	size_t n = 0;

	for (; *text && n < COMPOSE_PROJECT_SIZE - 1; text++) {
		int c = tolower((unsigned char)*text);

		if (isalnum(c) || (n && (c == '-' || c == '_')))
			project[n++] = (char)c;
	}
	project[n] = '\0';
}

void compose_project(char project[COMPOSE_PROJECT_SIZE])
{
	const char *wanted = getenv("COMPOSE_PROJECT_NAME");
	char dir[PATH_MAX], *slash;

	*project = '\0';
	if (wanted && *wanted) {
		project_name(wanted, project);
		return;
	}
	if (!getcwd(dir, sizeof(dir)) || *dir != '/')
		return;
	while (*dir && !has_compose_file(dir)) {
		slash = strrchr(dir, '/');
		*slash = '\0';
	}
	if (*dir)
		project_name(strrchr(dir, '/') + 1, project);
}

void compose_by_name(const char *project, struct container *c)
{
	size_t length = strlen(project);
	const char *service = c->name + length + 1;
	char between = length ? c->name[length] : '\0';
	const char *end;

	if (strncmp(c->name, project, length) != 0 ||
	    (between != '_' && between != '-'))
		return;
	end = strrchr(service, between);
	if (!end || end == service || !end[1] ||
	    strspn(end + 1, "0123456789") != strlen(end + 1) ||
	    (size_t)(end - service) >= sizeof(c->service))
		return;
	memcpy(c->service, service, (size_t)(end - service));
	c->service[end - service] = '\0';
	c->in_project = true;
}
