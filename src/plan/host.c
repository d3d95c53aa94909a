/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller's own file system has. */
#include "config.h"
#include "plan/host.h"

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

		if (length && length + strlen(command) + 2 < sizeof(file)) {
			memcpy(file, path, length);
			file[length] = '/';
			strcpy(file + length + 1, command);
			if (access(file, X_OK) == 0)
				return true;
		}
		path += length + (path[length] == ':');
	}
	return false;
}
