/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the runtimes below the engines, crun and runc, wrote of a container. */
#ifndef ENGINE_OCI_H
#define ENGINE_OCI_H

#include "engine/container.h"

/*
 * Fills pid and started of @c from what a runtime wrote below the directory
 * @root (which holds a folder an id): runc's ID/state.json, crun's ID/status.
 * Returns 0; -ENOENT without a fault where neither is there; or a negative
 * errno with the fault set.
 */
int oci_locate(const char *root, struct container *c, struct fault *f);

/* The same where crun and runc keep it, if nobody says otherwise. */
int oci_locate_below(const struct places *places, struct container *c,
		     struct fault *f);

#endif
