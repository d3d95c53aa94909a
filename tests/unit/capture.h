/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is written to standard error, which is a file meanwhile. */
#ifndef TESTS_UNIT_CAPTURE_H
#define TESTS_UNIT_CAPTURE_H

#include "table.h"

#include <stdlib.h>
#include <unistd.h>

struct capture {
	int file, saved;
};

static inline struct capture capture_begin(void)
{
	char path[] = "/tmp/uenter-test-XXXXXX";
	struct capture c = { mkstemp(path), dup(STDERR_FILENO) };

	assert_true(c.file >= 0 && c.saved >= 0);
	unlink(path);
	dup2(c.file, STDERR_FILENO);
	return c;
}

/* Writes to @buf, of @size bytes, what came since, and a NUL. */
static inline void capture_end(struct capture *c, char *buf, size_t size)
{
	ssize_t n;

	dup2(c->saved, STDERR_FILENO);
	close(c->saved);
	n = pread(c->file, buf, size - 1, 0);
	close(c->file);
	assert_true(n >= 0);
	buf[n] = '\0';
}

#endif
