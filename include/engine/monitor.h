/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The processes that engines leave to watch over a container. */
#ifndef ENGINE_MONITOR_H
#define ENGINE_MONITOR_H

#include "engine/container.h"

#include <stddef.h>

/* What a monitor's command line tells; the rest of it is of no use here. */
struct monitor {
	const char *engine; /* name of a row of engines[] */
	char id[sizeof(((struct container *)0)->id)];
	char name[sizeof(((struct container *)0)->name)];
	char place[sizeof(((struct container *)0)->place)];
};

/*
 * Reads the @length bytes at @args, words with a NUL behind each, as the
 * command line of @program: conmon (Podman, CRI-O) or containerd-shim-runc-v2
 * (Docker, nerdctl, ctr). Pure.
 * Returns whether it watches over a container, with *@ret filled: false for
 * any other program, for the conmon of an exec session, and where the id is
 * none.
 */
bool monitor_parse(const char *program, const char *args, size_t length,
		   struct monitor *ret);

/*
 * Fills state, pid and monitor of @c: the process below its monitor, which is
 * looked for by id where c->monitor is 0. In a pid namespace of its own that
 * is 1; where the container has another's, the child that came first.
 * Returns 0; -ENOENT without a fault where there is none; or a negative errno.
 */
int monitor_locate(struct container *c);

#endif
