/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crun and runc themselves: containers started by hand, with a bundle. */
#include "config.h"
#include "engine/oci.h"
#include "engine/rows.h"

#include <errno.h>

/* Podman's and the others' are there too: those know them better, by name. */
static const char *runtime_root(const struct places *places,
				const struct engine *engine, char *buf)
{
	return places_path(buf, places->uid == 0 ? "/run" : places->runtime,
			   engine->name);
}

static int runtime_list(const struct engine *engine,
			const struct places *places, engine_visit *visit,
			void *context, struct fault *f)
{
	char root[PATH_MAX];

	return oci_list(engine, runtime_root(places, engine, root), "", visit,
			context, f);
}

static int runtime_locate(const struct places *places, struct container *c,
			  struct fault *f)
{
	char root[PATH_MAX];

	return oci_locate(runtime_root(places, c->engine, root), c, f);
}

const struct engine engine_crun = {
	.name = "crun",
	.list = runtime_list,
	.locate = runtime_locate,
	.start = "crun start",
	.unpause = "crun resume",
	.exec = "crun exec",
	.show = "crun list",
};

const struct engine engine_runc = {
	.name = "runc",
	.list = runtime_list,
	.locate = runtime_locate,
	.start = "runc start",
	.unpause = "runc resume",
	.exec = "runc exec",
	.show = "runc list",
};
