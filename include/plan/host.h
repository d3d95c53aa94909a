/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller's own file system has. */
#ifndef PLAN_HOST_H
#define PLAN_HOST_H

#include "plan/request.h"

#include <stdbool.h>

/* Whether @command is found, as execvp(3) would, in the caller's PATH. */
bool host_has_command(const char *command);

/*
 * Looks at the directory of --host-tools. Returns 0, and whether something is
 * mounted there; or a negative errno, -ENOTDIR where it is none.
 */
int host_directory(const struct request *req, bool *ret_is_mount);

#endif
