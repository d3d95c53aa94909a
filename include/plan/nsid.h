/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A namespace by the id that the kernel gave it. */
#ifndef PLAN_NSID_H
#define PLAN_NSID_H

#include "kernel/nstype.h"

#include <stdint.h>

/*
 * The namespace with the id @id (ioctl_nsfs(2), NS_GET_ID): by its file
 * handle where that is allowed, else that of a process of @type which the
 * caller may look into.
 * Returns a descriptor, O_CLOEXEC, which the caller owns and which by handle
 * may be of another type; -ESTALE where there is none, -ENOTTY where the
 * kernel has no ids (before Linux 6.18).
 */
int nsid_open(enum ns_type type, uint64_t id);

#endif
