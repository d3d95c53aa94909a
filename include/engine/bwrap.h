/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands in a sandbox that bubblewrap made. */
#ifndef ENGINE_BWRAP_H
#define ENGINE_BWRAP_H

#include "engine/container.h"

/*
 * The process to enter of the sandbox whose first one is @child. With
 * --unshare-pid that one is still bwrap: a copy that reaps, and whose
 * environment is the one before --setenv and --clearenv. The command is then
 * its oldest child in the same namespaces, and meant; where there is none,
 * it is @child. Who is called bwrap inside gains nothing by it: what is found
 * is in that sandbox all the same.
 */
pid_t bwrap_command(pid_t child);

/*
 * The proof of a sandbox (engine/engine.h): the process is the child of the
 * bwrap c->monitor, or of that child.
 */
const char *bwrap_doubt(int proc, const struct container *c);

#endif
