/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Docker, by the files that its daemon keeps of each container. */
#include "config.h"
#include "base/cleanup.h"
#include "engine/compose.h"
#include "engine/container.h"
#include "engine/daemon.h"
#include "engine/endpoint.h"
#include "engine/inspect.h"
#include "engine/json.h"
#include "engine/own.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/scan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A file of dockerd's own, with all that `docker inspect` shows. */
#define CONFIG "config.v2.json"

static enum container_state state_of(struct json_object *json)
{
	if (json_is_true(json, "State.Paused"))
		return CONTAINER_PAUSED;
	if (json_is_true(json, "State.Running"))
		return CONTAINER_RUNNING;
	return json_is_true(json, "HasBeenStartedBefore") ? CONTAINER_EXITED
							  : CONTAINER_CREATED;
}

/* Returns 0; -ENOENT without a fault where it is gone; or with the fault. */
static int read_config(int dir, const char *shown, struct container *c,
		       struct fault *f)
{
	static const char *const members[] = { "Name", "State", "Config",
					       "HasBeenStartedBefore", NULL };
	cleanup_json struct json_object *json = NULL;
	char path[sizeof(c->id) + 32];
	const char *name;
	int r;

	snprintf(path, sizeof(path), "%s/%s", c->id, CONFIG);
	r = json_file_of(dir, shown, path, members, &json, f);
	if (r < 0)
		return r;
	name = json_string(json, "Name");
	container_set_name(c, name && *name == '/' ? name + 1 : name);
	c->state = state_of(json);
	c->pid = json_pid(json, "State.Pid");
	compose_service(json_at(json, "Config.Labels"), c);
	return 0;
}

struct walk {
	const struct engine *engine;
	const char *root;
	engine_visit *visit;
	void *context;
	struct fault *trouble; /* of the first that could not be read */
};

static bool visit_entry(int dir, const char *name, void *context)
{
	struct walk *walk = context;
	struct container c = { .engine = walk->engine };
	struct fault f = FAULT_INIT;

	if (!state_is_component(name) || strlen(name) >= sizeof(c.id))
		return false;
	snprintf(c.id, sizeof(c.id), "%s", name);
	if (read_config(dir, walk->root, &c, &f) < 0) {
		if (walk->trouble->code == FAULT_NONE)
			*walk->trouble = f;
		return false;
	}
	return walk->visit(&c, walk->context);
}

/* The directory that has one for each; called @root, of PATH_MAX bytes. */
static int open_containers(const struct places *places, char *root,
			   struct fault *f)
{
	static const char below[] = "/containers";
	size_t length;

	daemon_root(places, DAEMON_DATA, root);
	length = strlen(root);
	if (length == 0 || length + sizeof(below) > PATH_MAX)
		return -ENOENT;
	memcpy(root + length, below, sizeof(below));
	return state_open_dir(root, f);
}

static int docker_list(const struct engine *engine, const struct places *places,
		       engine_visit *visit, void *context, struct fault *f)
{
	char path[PATH_MAX]; /* the daemon's socket, then the directory */
	struct walk walk = { engine, path, visit, context, f };
	struct fault ignored;
	cleanup_close int dir = -EBADF;
	int r;

	/* the other machine is meant then, not what is here by that name */
	if (endpoint_docker(places, path, f) == -EREMOTE)
		return -EREMOTE;
	dir = open_containers(places, path,
			      f->code == FAULT_NONE ? f : &ignored);
	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : f->error;
	r = scan_names(dir, ".", visit_entry, &walk);
	return r == 0 && f->code != FAULT_NONE ? f->error : r;
}

/*
 * The daemon's own file has the pid; the runtime's has the start time, which
 * says whether that is still the process.
 */
static int docker_locate(const struct places *places, struct container *c,
			 struct fault *f)
{
	int r;

	if (c->state != CONTAINER_RUNNING)
		return 0;
	r = daemon_locate(places, c, f);
	if (r == -ENOENT && f->code == FAULT_NONE) {
		/* the daemon was killed before it could write that down */
		c->state = CONTAINER_EXITED;
		return 0;
	}
	return r;
}

static int docker_own(const struct places *places, struct container *ret,
		      struct fault *f)
{
	return own_rootlesskit(places, "dockerd-rootless", "docker.pid", ret,
			       f);
}

static void docker_published(const struct places *places,
			     const struct container *c, struct published *ports,
			     size_t count)
{
	cleanup_json struct json_object *json = NULL;
	cleanup_close int dir = -EBADF;
	char root[PATH_MAX], path[sizeof(c->id) + 32];
	struct fault ignored = FAULT_INIT;

	dir = open_containers(places, root, &ignored);
	snprintf(path, sizeof(path), "%s/%s", c->id, CONFIG);
	if (dir >= 0 && json_file(dir, root, path, NULL, &json, &ignored) == 0)
		inspect_published(json, ports, count);
}

const struct engine engine_docker = {
	.name = "docker",
	.list = docker_list,
	.locate = docker_locate,
	.own = docker_own,
	.published = docker_published,
	.start = "docker start",
	.unpause = "docker unpause",
	.exec = "docker exec",
	.show = "docker ps -a",
};
