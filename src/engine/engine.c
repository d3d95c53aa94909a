/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The engines that containers are found with. */
#include "config.h"
#include "engine/engine.h"
#include "base/escape.h"
#include "engine/container.h"
#include "engine/monitor.h"
#include "engine/rows.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const struct engine *const engines[] = {
	&engine_docker,
	&engine_podman,
	&engine_nerdctl,
	&engine_containerd,
	&engine_crun,
	&engine_runc,
	&engine_lxc,
	&engine_flatpak,
	&engine_machine,
	&engine_apptainer,
	&engine_singularity,
	&engine_bwrap,
	&engine_docker_api,
	&engine_podman_api,
	/* and, by their monitors, those above */
	&engine_crio,
	&engine_docker_roots,
	&engine_podman_roots,
	&engine_kubernetes,
	NULL,
};

const struct engine *engine_by_name(const char *name)
{
	for (const struct engine *const *e = engines; *e; e++) {
		if (strcmp((*e)->name, name) == 0)
			return *e;
	}
	return NULL;
}

int engine_locate(const struct places *places, struct container *c,
		  struct fault *f)
{
	int r = c->by_monitor ? monitor_locate(c)
			      : c->engine->locate(places, c, f);

	if (r == -ENOENT && f->code == FAULT_NONE) {
		c->state = CONTAINER_EXITED;
		r = 0;
	}
	return r;
}

const char *container_state_name(enum container_state state)
{
	static const char *const names[] = {
		[CONTAINER_UNKNOWN] = "unknown",
		[CONTAINER_CREATED] = "created",
		[CONTAINER_RUNNING] = "running",
		[CONTAINER_PAUSED] = "paused",
		[CONTAINER_EXITED] = "exited",
	};

	return names[state];
}

void container_set_name(struct container *c, const char *name)
{
	/* cut, it could be another's */
	if (!name || strlen(name) >= sizeof(c->name))
		name = "";
	snprintf(c->name, sizeof(c->name), "%s", name);
}

const char *container_title(const struct container *c, char *buf)
{
	int n = snprintf(buf, CONTAINER_TITLE_SIZE, "%s:", c->engine->name);

	/* an id says enough by its first twelve, as engines print it */
	if (*c->name)
		escape(buf + n, CONTAINER_TITLE_SIZE - (size_t)n, c->name);
	else
		escape(buf + n, 13, c->id);
	return buf;
}

const char *container_target(const struct container *c, char *buf)
{
	const char *name = *c->name ? c->name : c->id;

	snprintf(buf, CONTAINER_TITLE_SIZE, "%s%s%s%s", *name ? "" : "@",
		 c->engine->name, *name ? ":" : "", name);
	return buf;
}
