/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where dockerd keeps its directories. */
#ifndef ENGINE_DAEMON_H
#define ENGINE_DAEMON_H

#include "engine/container.h"
#include "engine/places.h"

enum daemon_root {
	DAEMON_DATA, /* "data-root", what is kept: containers, images */
	DAEMON_EXEC, /* "exec-root", gone with a reboot: runtimes' states */
};

/*
 * Writes to @buf, of PATH_MAX bytes, that directory as daemon.json has it, in
 * /etc/docker, or in docker below the user's configuration where it runs
 * without root; else what is built in. What a command line said (dockerd
 * --data-root) is not looked for: the daemon's socket knows it. Cannot fail: a
 * file not to be believed says nothing.
 */
void daemon_root(const struct places *places, enum daemon_root which,
		 char *buf);

/* By the state of the runtime that dockerd uses; returns as oci_locate(). */
int daemon_locate(const struct places *places, struct container *c,
		  struct fault *f);

#endif
