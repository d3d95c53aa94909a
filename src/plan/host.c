/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller's own file system has. */
#include "config.h"
#include "plan/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool host_has_command(const char *command)
{
	const char *path = getenv("PATH");
	char file[512];

	if (strchr(command, '/'))
		return access(command, X_OK) == 0;
	while (path && *path) {
		size_t length = strcspn(path, ":");

		if (length &&
		    snprintf(file, sizeof(file), "%.*s/%s", (int)length, path,
			     command) < (int)sizeof(file) &&
		    access(file, X_OK) == 0)
			return true;
		path += length + (path[length] == ':');
	}
	return false;
}
