/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A view of the target's files that nothing can be written through. */
#ifndef ENTER_READONLY_H
#define ENTER_READONLY_H

#include "enter/join.h"

/*
 * STEP_VIEW: a private copy of the mount namespace that this process is in,
 * all of it read-only. Root and directory, which have to be set by then, are
 * those of the copy afterwards: a descriptor that was opened before leads to
 * the mounts as they were. The original is left as it is, and the copy ends
 * with its last process.
 * Returns 0, or a negative errno with the fault set.
 */
int readonly_view(struct join *j, struct fault *f);

/*
 * STEP_CONFINE: from here on neither this process nor its children get
 * around the view, nor change what is no file. The null, zero and full
 * devices and terminals stay writable.
 * Returns 0, or a negative errno with the fault set.
 */
int readonly_confine(struct join *j, struct fault *f);

#endif
