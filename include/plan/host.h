/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller's own file system has. */
#ifndef PLAN_HOST_H
#define PLAN_HOST_H

#include <stdbool.h>

/* Whether @command is found, as execvp(3) would, in the caller's PATH. */
bool host_has_command(const char *command);

#endif
