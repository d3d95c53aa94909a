/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nerdctl: the names that it gives to containerd's containers. */
#include "config.h"
#include "base/cleanup.h"
#include "engine/containerd.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/scan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/*
 * DATA/ADDRHASH/names/NAMESPACE/NAME holds an id. ADDRHASH is made from the
 * address of the containerd: all there are are looked through.
 */
struct walk {
	const struct engine *engine;
	int dir;	   /* DATA, */
	const char *data;  /* which is called so */
	const char *hash;  /* the one looked through */
	const char *place; /* and the namespace */
	engine_visit *visit;
	void *context;
	struct fault *trouble; /* of the first that could not be read */
};

/* The content of the file is an id, with or without a newline. */
static int read_id(const struct walk *walk, struct container *c,
		   struct fault *f)
{
	char path[sizeof(c->place) + sizeof(c->name) + 160];
	cleanup_text char *text = NULL;
	size_t length;
	int r;

	snprintf(path, sizeof(path), "%s/names/%s/%s", walk->hash, walk->place,
		 c->name);
	r = state_read(walk->dir, walk->data, path, &text, &length, f);
	if (r < 0)
		return r;
	text[strcspn(text, "\n")] = '\0';
	if (!state_is_component(text) || strlen(text) >= sizeof(c->id))
		return -ENOENT;
	snprintf(c->id, sizeof(c->id), "%s", text);
	return 0;
}

static bool visit_name(int dir, const char *name, void *context)
{
	const struct walk *walk = context;
	struct container c = { .engine = walk->engine };
	struct fault f = FAULT_INIT;

	(void)dir;
	if (!state_is_component(name))
		return false;
	snprintf(c.name, sizeof(c.name), "%s", name);
	snprintf(c.place, sizeof(c.place), "%s", walk->place);
	if (read_id(walk, &c, &f) < 0) {
		if (walk->trouble->code == FAULT_NONE)
			*walk->trouble = f;
		return false;
	}
	return walk->visit(&c, walk->context);
}

static bool visit_namespace(int dir, const char *name, void *context)
{
	struct walk walk = *(const struct walk *)context;

	if (!state_is_component(name) ||
	    strlen(name) >= sizeof(((struct container *)0)->place))
		return false;
	walk.place = name;
	return scan_names(dir, name, visit_name, &walk) == 1;
}

static bool visit_hash(int dir, const char *name, void *context)
{
	struct walk walk = *(const struct walk *)context;
	char names[160];

	if (!state_is_component(name))
		return false;
	walk.hash = name;
	snprintf(names, sizeof(names), "%s/names", name);
	return scan_names(dir, names, visit_namespace, &walk) == 1;
}

static int nerdctl_list(const struct engine *engine,
			const struct places *places, engine_visit *visit,
			void *context, struct fault *f)
{
	char data[PATH_MAX];
	struct walk walk = {
		.engine = engine,
		.data = places_path(
			data, places->uid == 0 ? "/var/lib" : places->data,
			"nerdctl"),
		.visit = visit,
		.context = context,
		.trouble = f,
	};
	cleanup_close int dir = state_open_dir(data, f);
	int r;

	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	walk.dir = dir;
	r = scan_names(dir, ".", visit_hash, &walk);
	return r == 0 && f->code != FAULT_NONE ? f->error : r;
}

const struct engine engine_nerdctl = {
	.name = "nerdctl",
	.list = nerdctl_list,
	.locate = containerd_locate,
	.own = containerd_own,
	.start = "nerdctl start",
	.unpause = "nerdctl unpause",
	.exec = "nerdctl exec",
	.show = "nerdctl ps -a",
};
