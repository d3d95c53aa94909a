/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Podman, without a daemon or its program: by containers/storage's files. */
#include "config.h"
#include "base/cleanup.h"
#include "engine/compose.h"
#include "engine/container.h"
#include "engine/endpoint.h"
#include "engine/json.h"
#include "engine/libpod.h"
#include "engine/monitor.h"
#include "engine/oci.h"
#include "engine/own.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "engine/storage.h"
#include "kernel/procfs.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* --rm ones may be in the second: they need not survive a reboot. */
static const char *const indexes[] = { "containers.json",
				       "volatile-containers.json" };

/* Its storage drivers: a folder of containers each. */
static const char *const drivers[] = { "overlay", "vfs", "btrfs", "zfs" };

struct walk {
	const struct engine *engine;
	const char *graph_root;
	const char *project; /* of Compose */
	const char *driver;
	engine_visit *visit;
	void *context;
};

static bool visit_item(struct json_object *item, void *context)
{
	const struct walk *walk = context;
	struct container c = { .engine = walk->engine };
	const char *id = json_string(item, "id");

	if (!id || !state_is_component(id))
		return false;
	snprintf(c.id, sizeof(c.id), "%s", id);
	container_set_name(&c, json_string(json_item(json_at(item, "names"), 0),
					   ""));
	snprintf(c.place, sizeof(c.place), "%s", walk->driver);
	/* labels are in Podman's database alone */
	compose_by_name(walk->project, &c);
	return walk->visit(&c, walk->context);
}

/* Returns 1 where a visit ended it, 0, or a negative errno. */
static int list_index(struct walk *walk, int dir, const char *driver,
		      const char *index, struct fault *f)
{
	char path[192];
	int r;

	snprintf(path, sizeof(path), "%s-containers/%s", driver, index);
	walk->driver = driver;
	r = json_file_each(dir, walk->graph_root, path, visit_item, walk, f);
	return r == -ENOENT ? 0 : r;
}

static int podman_list(const struct engine *engine, const struct places *places,
		       engine_visit *visit, void *context, struct fault *f)
{
	struct storage storage;
	char project[COMPOSE_PROJECT_SIZE], socket[PATH_MAX];
	struct walk walk = { engine, storage.graph_root, project, NULL, visit,
			     context };
	cleanup_close int dir = -EBADF;
	int r = endpoint_podman(places, socket, f);

	/* the other machine is meant then, not what is here by that name */
	if (r < 0)
		return r;
	storage_init(places, &storage);
	compose_project(project);
	dir = state_open_dir(storage.graph_root, f);
	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	for (size_t d = 0; d < ARRAY_SIZE(drivers); d++) {
		for (size_t i = 0; i < ARRAY_SIZE(indexes) && r == 0; i++)
			r = list_index(&walk, dir, drivers[d], indexes[i], f);
	}
	return r;
}

/*
 * conmon, which watches over it, wrote both files. Without a runtime's word
 * its being the parent is the proof.
 */
static bool is_there(pid_t pid)
{
	cleanup_close int proc = procfs_open(pid);

	return proc >= 0;
}

static int locate_by_pidfile(const struct storage *storage, struct container *c,
			     struct fault *f)
{
	cleanup_close int dir = state_open_dir(storage->run_root, f);
	char path[sizeof(c->place) + sizeof(c->id) + 48];
	int r;

	if (dir < 0)
		return dir;
	snprintf(path, sizeof(path), "%s-containers/%s/userdata/pidfile",
		 c->place, c->id);
	r = state_read_pid(dir, storage->run_root, path, &c->pid, f);
	if (r < 0)
		return r;
	c->state = CONTAINER_RUNNING;
	snprintf(path, sizeof(path), "%s-containers/%s/userdata/conmon.pid",
		 c->place, c->id);
	r = state_read_pid(dir, storage->run_root, path, &c->monitor, f);
	/* the files stay when both have ended */
	return r == 0 && !is_there(c->monitor) ? -ENOENT : r;
}

/*
 * The database has the state, in a format of its own; but what the runtime
 * was told is written when a container is first started, and stays.
 */
static enum container_state stopped_state(const struct storage *storage,
					  const struct container *c)
{
	char path[PATH_MAX + sizeof(c->place) + sizeof(c->id) + 48];

	snprintf(path, sizeof(path), "%s/%s-containers/%s/userdata/config.json",
		 storage->graph_root, c->place, c->id);
	return access(path, F_OK) == 0 ? CONTAINER_EXITED : CONTAINER_CREATED;
}

static int podman_locate(const struct places *places, struct container *c,
			 struct fault *f)
{
	struct storage storage;
	int r = oci_locate_below(places, c, f);

	if (r == -ENOENT) {
		storage_init(places, &storage);
		r = locate_by_pidfile(&storage, c, f);
	}
	/* what is left goes only with conmon's cleanup, a process of its own */
	if (r == 0 && c->state == CONTAINER_RUNNING && c->pid > 0 &&
	    !is_there(c->pid)) {
		c->state = CONTAINER_EXITED;
		return 0;
	}
	if (r == -ENOENT && f->code == FAULT_NONE)
		r = monitor_locate(c);
	if (r == -ENOENT && f->code == FAULT_NONE) {
		c->state = stopped_state(&storage, c);
		return 0;
	}
	return r;
}

const struct engine engine_podman = {
	.name = "podman",
	.list = podman_list,
	.locate = podman_locate,
	.own = own_podman,
	.published = libpod_published,
	.start = "podman start",
	.unpause = "podman unpause",
	.exec = "podman exec",
	.show = "podman ps -a",
};
