/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* containerd, by the directories of the runtime below it. */
#include "config.h"
#include "engine/containerd.h"
#include "base/cleanup.h"
#include "engine/monitor.h"
#include "engine/oci.h"
#include "engine/own.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/scan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/*
 * One folder a namespace of containerd's, in it one an id. Rootless, the
 * directory is bound to /run/containerd of rootlesskit's mount namespace;
 * seen from here, it is still below XDG_RUNTIME_DIR.
 */
static const char *runtime_root(const struct places *places, char *buf)
{
	return places_path(buf, places->uid == 0 ? "/run" : places->runtime,
			   "containerd/runc");
}

struct walk {
	const struct engine *engine;
	const char *root;
	engine_visit *visit;
	void *context;
	struct fault *trouble;
};

static bool visit_namespace(int dir, const char *name, void *context)
{
	struct walk *walk = context;
	char path[PATH_MAX];

	(void)dir;
	if (!state_is_component(name) ||
	    strlen(name) >= sizeof(((struct container *)0)->place))
		return false;
	/* of the first that cannot be read the fault is kept */
	return oci_list(walk->engine, places_path(path, walk->root, name), name,
			walk->visit, walk->context, walk->trouble) == 1;
}

static int containerd_list(const struct engine *engine,
			   const struct places *places, engine_visit *visit,
			   void *context, struct fault *f)
{
	char root[PATH_MAX];
	struct walk walk = { engine, root, visit, context, f };
	cleanup_close int dir = state_open_dir(runtime_root(places, root), f);
	int r;

	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	r = scan_names(dir, ".", visit_namespace, &walk);
	return r == 0 && f->code != FAULT_NONE ? f->error : r;
}

int containerd_locate(const struct places *places, struct container *c,
		      struct fault *f)
{
	char root[PATH_MAX], path[PATH_MAX];
	int r;

	runtime_root(places, root);
	r = oci_locate(places_path(path, root, c->place), c, f);
	return r == -ENOENT && f->code == FAULT_NONE ? monitor_locate(c) : r;
}

int containerd_own(const struct places *places, struct container *ret,
		   struct fault *f)
{
	return own_rootlesskit(places, "containerd-rootless", NULL, ret, f);
}

const struct engine engine_containerd = {
	.name = "containerd",
	.list = containerd_list,
	.locate = containerd_locate,
	.own = containerd_own,
	.start = "uenter -mn @containerd ctr task start",
	.unpause = "uenter -mn @containerd ctr task resume",
	.exec = "uenter -mn @containerd ctr task exec --exec-id 1",
	.show = "uenter -mn @containerd ctr task list",
};
