/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the runtimes below the engines, crun and runc, wrote of a container. */
#include "config.h"
#include "engine/oci.h"
#include "base/cleanup.h"
#include "engine/json.h"
#include "engine/state.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct walk {
	const struct engine *engine;
	const char *place;
	engine_visit *visit;
	void *context;
};

/* 64 hexadecimal digits: Docker, Podman, nerdctl and CRI-O have names too. */
bool oci_is_made_up(const char *id)
{
	return strlen(id) == 64 && strspn(id, "0123456789abcdef") == 64;
}

static bool visit_entry(int dir, const char *name, void *context)
{
	const struct walk *walk = context;
	struct container c = { .engine = walk->engine };
	struct stat st;

	if (!state_is_component(name) || strlen(name) >= sizeof(c.id) ||
	    fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISDIR(st.st_mode))
		return false;
	snprintf(c.id, sizeof(c.id), "%s", name);
	if (!oci_is_made_up(name))
		snprintf(c.name, sizeof(c.name), "%s", name);
	snprintf(c.place, sizeof(c.place), "%s", walk->place);
	return walk->visit(&c, walk->context);
}

int oci_list(const struct engine *engine, const char *root, const char *place,
	     engine_visit *visit, void *context, struct fault *f)
{
	struct walk walk = { engine, place, visit, context };
	cleanup_close int dir = state_open_dir(root, f);

	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	return scan_names(dir, ".", visit_entry, &walk);
}

/*
 * Both have the start time from the 22nd field of proc_pid_stat(5). runc's has
 * the whole configuration behind that, of some 30 KiB.
 */
struct runtime {
	const char *file, *pid, *started, *rest;
};

static const struct runtime runtimes[] = {
	/* crun's */
	{ "status", "pid", "process-start-time", NULL },
	/* runc's */
	{ "state.json", "init_process_pid", "init_process_start", "config" },
};

/* "create" leaves a process that waits at this FIFO for "start". */
static bool is_waiting(int dir, const struct container *c)
{
	char path[sizeof(c->id) + 16];

	snprintf(path, sizeof(path), "%s/exec.fifo", c->id);
	return faccessat(dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static int read_one(int dir, const char *root, const struct runtime *runtime,
		    struct container *c, struct fault *f)
{
	cleanup_json struct json_object *json = NULL;
	char path[sizeof(c->id) + 16];
	int r;

	snprintf(path, sizeof(path), "%s/%s", c->id, runtime->file);
	r = json_file(dir, root, path, runtime->rest, &json, f);
	if (r < 0)
		return r;
	c->pid = json_pid(json, runtime->pid);
	c->started = json_number(json, runtime->started);
	c->state = is_waiting(dir, c) ? CONTAINER_CREATED : CONTAINER_RUNNING;
	return 0;
}

int oci_locate(const char *root, struct container *c, struct fault *f)
{
	cleanup_close int dir = state_open_dir(root, f);
	int r = -ENOENT;

	if (dir < 0)
		return dir == -ENOTDIR ? -ENOENT : dir;
	if (!state_is_component(c->id))
		return -ENOENT;
	for (size_t i = 0; i < ARRAY_SIZE(runtimes) && r == -ENOENT; i++)
		r = read_one(dir, root, &runtimes[i], c, f);
	return r;
}

int oci_locate_below(const struct places *places, struct container *c,
		     struct fault *f)
{
	static const char *const names[] = { "crun", "runc" };
	const char *run = places->uid == 0 ? "/run" : places->runtime;
	char root[PATH_MAX];
	int r = -ENOENT;

	for (size_t i = 0; i < ARRAY_SIZE(names) && r == -ENOENT; i++)
		r = oci_locate(places_path(root, run, names[i]), c, f);
	return r;
}
