/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller's own file system has. */
#include "config.h"
#include "plan/host.h"
#include "plan/view.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

/* Linux 5.8; without it the kernel is too old for what comes as well. */
#ifndef STATX_ATTR_MOUNT_ROOT
#define STATX_ATTR_MOUNT_ROOT 0x00002000
#endif

int host_directory(const struct request *req, bool *ret_is_mount)
{
	char path[PATH_MAX];
	struct statx st;

	if (statx(AT_FDCWD, view_dir(req, path), 0, STATX_TYPE, &st) < 0)
		return -errno;
	if (!S_ISDIR(st.stx_mode))
		return -ENOTDIR;
	*ret_is_mount = st.stx_attributes & STATX_ATTR_MOUNT_ROOT;
	return 0;
}
