/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Apptainer and Singularity: a file for each instance that was started. */
#include "config.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "engine/container.h"
#include "engine/json.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLACE_SIZE sizeof(((struct container *)NULL)->place)

/* Both names that it goes by; its folder is below the caller's home. */
static const struct product {
	const char *name, *variable, *config, *instances;
} products[] = {
	{ "apptainer", "APPTAINER_CONFIGDIR", ".apptainer", "instances/app" },
	{ "singularity", "SINGULARITY_CONFIGDIR", ".singularity",
	  "instances/sing" },
};

static const struct product *product_of(const struct engine *engine)
{
	const struct product *p = products;

	while (strcmp(p->name, engine->name) != 0)
		p++;
	return p;
}

/* Its own rule, but for a '.', '-' or '_' first. */
static bool is_name(const char *name)
{
	return state_is_made_of(name, "_.-", 128);
}

/*
 * Those of this machine: a home may be shared by several, and on another one
 * these pids mean nothing. "" where there is no such host name.
 */
static const char *instances(const struct places *places,
			     const struct engine *engine, char *buf)
{
	const struct product *product = product_of(engine);
	const char *own = getenv(product->variable);
	char host[65] = "", config[PATH_MAX], rest[128];

	*buf = '\0';
	if (gethostname(host, sizeof(host) - 1) < 0 || !is_name(host))
		return buf;
	if (!own || *own != '/')
		own = places_path(config, places->home, product->config);
	snprintf(rest, sizeof(rest), "%s/%s", product->instances, host);
	return places_path(buf, own, rest);
}

struct walk {
	const struct engine *engine;
	const char *user; /* whose folder is looked through */
	engine_visit *visit;
	void *context;
};

static bool visit_instance(int dir, const char *name, void *context)
{
	const struct walk *walk = context;
	struct container c = { .engine = walk->engine };

	(void)dir;
	if (!is_name(name))
		return false;
	snprintf(c.name, sizeof(c.name), "%s", name);
	snprintf(c.place, sizeof(c.place), "%s", walk->user);
	return walk->visit(&c, walk->context);
}

static bool visit_user(int dir, const char *name, void *context)
{
	struct walk *walk = context;

	walk->user = name;
	return is_name(name) && strlen(name) < PLACE_SIZE &&
	       scan_names(dir, name, visit_instance, walk) == 1;
}

static int apptainer_list(const struct engine *engine,
			  const struct places *places, engine_visit *visit,
			  void *context, struct fault *f)
{
	struct walk walk = { engine, "", visit, context };
	cleanup_close int dir = -EBADF;
	char root[PATH_MAX];

	dir = state_open_dir(instances(places, engine, root), f);
	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	return scan_names(dir, ".", visit_user, &walk);
}

/* With the set-user-ID helper, no user namespace is made. */
static int refuse_helper(const struct container *c, struct fault *f)
{
	struct line l = LINE_INIT;

	fault_set(f, FAULT_ROOT_OWNED, -EPERM, "%s:%s", c->engine->name,
		  c->name);
	fault_why(f, "it was started by a set-user-ID helper, so its "
		     "namespaces are root's user namespace's: only root can "
		     "enter them");
	line_format(&l, "instance://%s", c->name);
	fault_hint(f, "%s exec %s sh", c->engine->name, l.text);
	return -EPERM;
}

static int read_instance(struct json_object *json, const struct places *places,
			 struct container *c, struct fault *f)
{
	cleanup_close int monitor = -EBADF;

	c->pid = (pid_t)json_number(json, "pid");
	c->monitor = (pid_t)json_number(json, "ppid");
	monitor = procfs_open(c->monitor);
	/* the file stays until the next `instance list` where it was killed */
	c->state = monitor < 0 ? CONTAINER_EXITED : CONTAINER_RUNNING;
	if (monitor >= 0 && places->uid != 0 && !json_is_true(json, "userns"))
		return refuse_helper(c, f);
	return 0;
}

static int apptainer_locate(const struct places *places, struct container *c,
			    struct fault *f)
{
	cleanup_json struct json_object *json = NULL;
	cleanup_close int dir = -EBADF;
	char root[PATH_MAX], path[sizeof(c->place) + 2 * sizeof(c->name) + 8];
	int r;

	dir = state_open_dir(instances(places, c->engine, root), f);
	if (dir < 0)
		return dir == -ENOTDIR ? -ENOENT : dir;
	snprintf(path, sizeof(path), "%s/%s/%s.json", c->place, c->name,
		 c->name);
	r = json_file(dir, root, path, NULL, &json, f);
	return r < 0 ? r : read_instance(json, places, c, f);
}

const struct engine engine_apptainer = {
	.name = "apptainer",
	.list = apptainer_list,
	.locate = apptainer_locate,
	.show = "apptainer instance list",
};

const struct engine engine_singularity = {
	.name = "singularity",
	.list = apptainer_list,
	.locate = apptainer_locate,
	.show = "singularity instance list",
};
