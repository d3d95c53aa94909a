/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The namespaces that rootless engines make for themselves: @ENGINE. */
#ifndef ENGINE_OWN_H
#define ENGINE_OWN_H

#include "engine/container.h"
#include "engine/storage.h"

/*
 * engine.own of what runs below rootlesskit: its child, by the child_pid of
 * its state directory. That is @state_dir, below XDG_RUNTIME_DIR; where it is
 * not there and @pid_file is, the one which the daemon with that pid has in
 * its environment (Debian's dockerd-rootless.sh makes a temporary one).
 * @pid_file may be NULL.
 * The proof is that its parent is a rootlesskit, executing the same file.
 */
int own_rootlesskit(const struct places *places, const char *state_dir,
		    const char *pid_file, struct container *ret,
		    struct fault *f);

/*
 * engine.own of Podman: its pause process, which holds its user and mount
 * namespace, with the network that its bridges are in. No process has to live
 * in that: it is a file, bound in that mount namespace alone.
 */
int own_podman(const struct places *places, struct container *ret,
	       struct fault *f);

#endif
