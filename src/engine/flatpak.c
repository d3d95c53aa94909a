/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Flatpak: a folder for each instance that runs, over bubblewrap. */
#include "config.h"
#include "base/cleanup.h"
#include "engine/bwrap.h"
#include "engine/json.h"
#include "engine/keys.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/scan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *instances(const struct places *places, char *buf)
{
	return places_path(buf, places->runtime, ".flatpak");
}

/* A number of 32 bits; what else stands beside is of applications. */
static bool is_instance(const char *name)
{
	return *name && strlen(name) <= 10 &&
	       strspn(name, "0123456789") == strlen(name);
}

/* The application, or the runtime where `flatpak run` was given only that. */
static void read_info(int dir, const char *shown, struct container *c,
		      struct fault *f)
{
	cleanup_text char *text = NULL;
	char path[sizeof(c->id) + 8];
	size_t length;

	snprintf(path, sizeof(path), "%s/info", c->id);
	if (state_read(dir, shown, path, &text, &length, f) < 0)
		return;
	if (!keys_value(text, "[Application]", "name", c->service,
			sizeof(c->service)))
		keys_value(text, "[Runtime]", "runtime", c->service,
			   sizeof(c->service));
	c->in_project = *c->service;
}

/* Of bwrap; where it is not there yet, the instance is being made. */
static void read_monitor(int dir, const char *shown, struct container *c,
			 struct fault *f)
{
	char path[sizeof(c->id) + 8];

	snprintf(path, sizeof(path), "%s/pid", c->id);
	state_read_pid(dir, shown, path, &c->monitor, f);
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

	if (!is_instance(name))
		return false;
	snprintf(c.id, sizeof(c.id), "%s", name);
	read_info(dir, walk->root, &c, &f);
	read_monitor(dir, walk->root, &c, &f);
	if (f.code != FAULT_NONE && walk->trouble->code == FAULT_NONE)
		*walk->trouble = f;
	return walk->visit(&c, walk->context);
}

static int flatpak_list(const struct engine *engine,
			const struct places *places, engine_visit *visit,
			void *context, struct fault *f)
{
	char root[PATH_MAX];
	struct walk walk = { engine, root, visit, context, f };
	cleanup_close int dir = -EBADF;
	int r;

	dir = state_open_dir(instances(places, root), f);
	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	r = scan_names(dir, ".", visit_entry, &walk);
	return r == 0 && f->code != FAULT_NONE ? f->error : r;
}

/* What bwrap was told to write once it had made the sandbox. */
static int read_child(int dir, const char *shown, struct container *c,
		      struct fault *f)
{
	cleanup_json struct json_object *json = NULL;
	cleanup_text char *text = NULL;
	char path[sizeof(c->id) + 24], full[PATH_MAX];
	size_t length;
	int r;

	snprintf(path, sizeof(path), "%s/bwrapinfo.json", c->id);
	r = state_read(dir, shown, path, &text, &length, f);
	if (r < 0 || length == 0)
		return r;
	r = json_parse(text, length, places_path(full, shown, path), &json, f);
	if (r == 0)
		c->pid = (pid_t)json_number(json, "child-pid");
	return r;
}

static int flatpak_locate(const struct places *places, struct container *c,
			  struct fault *f)
{
	cleanup_close int dir = -EBADF;
	char root[PATH_MAX];
	int r;

	dir = state_open_dir(instances(places, root), f);
	if (dir < 0)
		return dir == -ENOTDIR ? -ENOENT : dir;
	c->state = CONTAINER_CREATED;
	r = read_child(dir, root, c, f);
	if (r < 0)
		return r == -ENOENT && f->code == FAULT_NONE ? 0 : r;
	if (c->monitor > 0 && c->pid > 0) {
		c->state = CONTAINER_RUNNING;
		c->pid = bwrap_command(c->pid);
	}
	return 0;
}

const struct engine engine_flatpak = {
	.name = "flatpak",
	.list = flatpak_list,
	.locate = flatpak_locate,
	.doubt = bwrap_doubt,
	.show = "flatpak ps",
};
