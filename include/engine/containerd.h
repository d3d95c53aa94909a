/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* containerd's own files, which nerdctl goes by too. */
#ifndef ENGINE_CONTAINERD_H
#define ENGINE_CONTAINERD_H

#include "engine/container.h"

/*
 * engine.locate of what containerd runs: c->place is its namespace (which is
 * containerd's word for a set of names, and none of the kernel's).
 */
int containerd_locate(const struct places *places, struct container *c,
		      struct fault *f);

/* engine.own: what containerd-rootless.sh of nerdctl makes. */
int containerd_own(const struct places *places, struct container *ret,
		   struct fault *f);

#endif
