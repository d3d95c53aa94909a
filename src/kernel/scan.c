/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A walk over the processes that /proc shows. */
#include "config.h"
#include "kernel/scan.h"
#include "base/parse.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void close_dir(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

int scan_processes(scan_visit *visit, void *context)
{
	__attribute__((cleanup(close_dir))) DIR *dir = opendir("/proc");
	const struct dirent *entry;
	uint64_t pid;

	if (!dir)
		return -errno;
	while ((entry = readdir(dir))) {
		if (parse_number(entry->d_name, INT32_MAX, &pid) < 0)
			continue;
		if (visit(dirfd(dir), (pid_t)pid, context))
			return 1;
	}
	return 0;
}

int scan_namespace(int procfs, pid_t pid, enum ns_type type, uint64_t *ret)
{
	char path[48], link[64];
	const char *open_bracket;
	ssize_t n;

	snprintf(path, sizeof(path), "%d/%s", (int)pid, ns_infos[type].path);
	n = readlinkat(procfs, path, link, sizeof(link) - 1);
	if (n < 0)
		return -errno;
	link[n] = '\0';
	open_bracket = strchr(link, '[');
	if (!open_bracket)
		return -EPROTO;
	*ret = strtoull(open_bracket + 1, NULL, 10);
	return 0;
}
