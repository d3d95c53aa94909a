/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemon an engine's own program would ask. */
#include "config.h"
#include "engine/endpoint.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "base/frame.h"
#include "engine/json.h"
#include "engine/state.h"
#include "kernel/scan.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum endpoint_kind endpoint_parse(const char *url, const char **ret_path)
{
	static const char unix_scheme[] = "unix://", separator[] = "://";
	static const char *const others[] = { "ssh", "tcp", "http", "https" };
	const char *end = strstr(url, separator);
	size_t n = end ? (size_t)(end - url) : 0;

	if (!*url)
		return ENDPOINT_UNSAID;
	if (!end)
		return *url == '/' ? ENDPOINT_UNKNOWN : ENDPOINT_ELSEWHERE;
	if (strncmp(url, unix_scheme, sizeof(unix_scheme) - 1) == 0) {
		*ret_path = end + sizeof(separator) - 1;
		return **ret_path == '/' ? ENDPOINT_SOCKET : ENDPOINT_UNKNOWN;
	}
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		if (strlen(others[i]) == n && strncmp(url, others[i], n) == 0)
			return ENDPOINT_ELSEWHERE;
	}
	return ENDPOINT_UNKNOWN;
}

/* Who said so: "DOCKER_HOST", and the line that takes it back. */
struct choice {
	const char *engine, *by, *undo;
};

static int refuse_remote(const struct choice *choice, const char *url,
			 bool is_elsewhere, struct fault *f)
{
	char shown[256];

	escape(shown, sizeof(shown), url);
	fault_set(f, FAULT_REMOTE_ENGINE, -EREMOTE, "%s", choice->engine);
	fault_why(f,
		  is_elsewhere
			  ? "it is on another machine (%s%s): its pids mean "
			    "nothing here"
			  : "it is not reached by a Unix socket of this "
			    "machine (%s%s): its pids may mean nothing here",
		  choice->by, shown);
	fault_hint(f, "%s   # then %s of this machine is looked at",
		   choice->undo, choice->engine);
	return -EREMOTE;
}

static int choose(const struct choice *choice, const char *url, char *ret_path,
		  struct fault *f)
{
	const char *path = "";
	enum endpoint_kind kind = endpoint_parse(url, &path);

	if (kind == ENDPOINT_ELSEWHERE || kind == ENDPOINT_UNKNOWN ||
	    strlen(path) >= PATH_MAX)
		return refuse_remote(choice, url, kind == ENDPOINT_ELSEWHERE,
				     f);
	memcpy(ret_path, path, strlen(path) + 1);
	return 0;
}

/* The variable where it says something, else "". */
static const char *said(const char *variable)
{
	const char *value = getenv(variable);

	return value ? value : "";
}

/*
 * Reads the file @name of @dir, which need not be there.
 * Returns 0, with *@ret NULL where it is not; or with the fault set.
 */
static int read_json(int dir, const char *shown, const char *name,
		     struct json_object **ret, struct fault *f)
{
	int r = json_file(dir, shown, name, NULL, ret, f);

	return r == -ENOENT ? 0 : r;
}

/* ---- Docker ---------------------------------------------------------------*/

/* Below contexts/meta: a folder for each, named by a hash of its name. */
struct context_walk {
	const char *shown, *wanted;
	char *host; /* of PATH_MAX bytes */
	struct fault *f;
};

static bool visit_context(int dir, const char *name, void *context)
{
	cleanup_json struct json_object *json = NULL;
	struct context_walk *walk = context;
	char path[192];
	const char *called, *host;

	if (!state_is_component(name))
		return false;
	snprintf(path, sizeof(path), "%s/meta.json", name);
	if (read_json(dir, walk->shown, path, &json, walk->f) < 0)
		return true;
	called = json_string(json, "Name");
	if (!called || strcmp(called, walk->wanted) != 0)
		return false;
	host = json_string(json, "Endpoints.docker.Host");
	snprintf(walk->host, PATH_MAX, "%s", host ? host : "");
	return true;
}

/* Where there is no context of that name, nothing was said. */
static int context_host(const char *config, const char *wanted, char *host,
			struct fault *f)
{
	char meta[PATH_MAX];
	struct context_walk walk = { meta, wanted, host, f };
	cleanup_close int dir = -EBADF;

	*host = '\0';
	dir = state_open_dir(places_path(meta, config, "contexts/meta"), f);
	if (dir >= 0)
		scan_names(dir, ".", visit_context, &walk);
	return f->code == FAULT_NONE ? 0 : f->error;
}

static int current_context(const char *config, char ret[256], struct fault *f)
{
	cleanup_json struct json_object *json = NULL;
	cleanup_close int dir = state_open_dir(config, f);
	const char *current;
	int r = 0;

	*ret = '\0';
	if (dir >= 0)
		r = read_json(dir, config, "config.json", &json, f);
	current = json_string(json, "currentContext");
	if (current)
		snprintf(ret, 256, "%s", current);
	return dir < 0 && f->code != FAULT_NONE ? dir : r;
}

static own_frame int by_context(const char *config, const char *name,
				const char *by, char *ret_path, struct fault *f)
{
	char host[PATH_MAX], shown[128], said_by[256];
	struct choice choice = { "Docker", said_by,
				 "export DOCKER_CONTEXT=default" };
	int r = context_host(config, name, host, f);

	if (r < 0)
		return r;
	snprintf(said_by, sizeof(said_by), "%s '%s' is ", by,
		 escape(shown, sizeof(shown), name));
	return choose(&choice, host, ret_path, f);
}

static bool is_default(const char *context)
{
	return !*context || strcmp(context, "default") == 0;
}

int endpoint_docker(const struct places *places, char *ret_path,
		    struct fault *f)
{
	static const struct choice by_host = { "Docker", "DOCKER_HOST=",
					       "unset DOCKER_HOST" };
	char config[PATH_MAX], current[256];
	const char *host = said("DOCKER_HOST");
	const char *context = said("DOCKER_CONTEXT"), *by = "the context";
	int r = 0;

	*ret_path = '\0';
	if (*host)
		return choose(&by_host, host, ret_path, f);
	places_path(config, places->home, ".docker");
	if (*said("DOCKER_CONFIG"))
		snprintf(config, sizeof(config), "%s", said("DOCKER_CONFIG"));
	if (!*context) {
		by = "the current context";
		context = current;
		r = current_context(config, current, f);
	}
	if (r < 0 || is_default(context))
		return r;
	return by_context(config, context, by, ret_path, f);
}

/* ---- Podman ---------------------------------------------------------------*/

/*
 * What `podman system connection` wrote down. Where that cannot be found, the
 * name stands for itself: no socket of this machine, as far as is known.
 */
static int by_connection(const struct places *places, const char *name,
			 char *ret_path, struct fault *f)
{
	static const struct choice choice = { "Podman", "CONTAINER_CONNECTION=",
					      "unset CONTAINER_CONNECTION" };
	cleanup_json struct json_object *json = NULL;
	cleanup_close int dir = -EBADF;
	char shown[PATH_MAX], path[PATH_MAX];
	const char *uri = NULL;
	int r = 0;

	places_path(shown, places->config, "containers");
	dir = state_open_dir(shown, f);
	if (dir >= 0)
		r = read_json(dir, shown, "podman-connections.json", &json, f);
	if (r < 0)
		return r;
	if (snprintf(path, sizeof(path), "Connection.Connections.%s.URI",
		     name) < (int)sizeof(path))
		uri = json_string(json, path);
	return choose(&choice, uri ? uri : name, ret_path, f);
}

int endpoint_podman(const struct places *places, char *ret_path,
		    struct fault *f)
{
	static const struct choice by_host = { "Podman", "CONTAINER_HOST=",
					       "unset CONTAINER_HOST" };
	const char *host = said("CONTAINER_HOST");
	const char *connection = said("CONTAINER_CONNECTION");

	*ret_path = '\0';
	if (*host)
		return choose(&by_host, host, ret_path, f);
	return *connection ? by_connection(places, connection, ret_path, f) : 0;
}
