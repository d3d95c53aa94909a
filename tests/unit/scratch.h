/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A directory that stands in for /proc/PID. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include "table.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

struct scratch {
	char path[32];
	int dir;
};

static inline void scratch_make(struct scratch *s)
{
	strcpy(s->path, "/tmp/uenter-test-XXXXXX");
	assert_non_null(mkdtemp(s->path));
	s->dir = open(s->path, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	assert_true(s->dir >= 0);
}

static inline void scratch_put(struct scratch *s, const char *name,
			       const char *text)
{
	int fd = openat(s->dir, name, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	size_t length = strlen(text);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, length), length);
	close(fd);
}

/* Removes what the tests put there, and nothing else. */
static inline void scratch_done(struct scratch *s)
{
	static const char *const files[] = { "uid_map", "gid_map", "setgroups",
					     "status" };
	static const char *const dirs[] = { "root", "cwd" };

	unlinkat(s->dir, "root/etc/resolv.conf", 0);
	unlinkat(s->dir, "root/etc", AT_REMOVEDIR);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		unlinkat(s->dir, files[i], 0);
	for (size_t i = 0; i < ARRAY_SIZE(dirs); i++)
		unlinkat(s->dir, dirs[i], AT_REMOVEDIR);
	close(s->dir);
	rmdir(s->path);
}

#endif
