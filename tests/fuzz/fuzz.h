/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the harnesses of libFuzzer share. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "base/cleanup.h"
#include "base/fault.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* abort(3) is what libFuzzer reports; assert(3) could be compiled away. */
#define CHECK(claim)                                                     \
	do {                                                             \
		if (!(claim)) {                                          \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, \
				__LINE__, #claim);                       \
			abort();                                         \
		}                                                        \
	} while (0)

/* As text of its exact size, so that ASan sees the byte behind it. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	CHECK(text);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

static inline bool fuzz_is_printable(const char *text)
{
	for (; *text; text++) {
		if (*text < 0x20 || *text > 0x7e)
			return false;
	}
	return true;
}

/* What is printed of a fault has no control byte; and there is a fault. */
static inline void fuzz_check_fault(const struct fault *f)
{
	CHECK(f->code != FAULT_NONE);
	CHECK(f->what[0] && fuzz_is_printable(f->what));
	CHECK(fuzz_is_printable(f->why) && fuzz_is_printable(f->hint));
}

/* The directory for files, of this run alone. */
static inline const char *fuzz_dir(void)
{
	const char *path = getenv("FUZZ_DIR");

	CHECK(path && *path == '/');
	return path;
}

/* Writes FUZZ_DIR/@path; its directories are made where @make. */
static inline void fuzz_put(const char *path, bool make, const uint8_t *data,
			    size_t size)
{
	char full[4096], *slash;
	cleanup_close int fd = -EBADF;

	snprintf(full, sizeof(full), "%s/%s", fuzz_dir(), path);
	slash = full + strlen(fuzz_dir());
	while (make && (slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		mkdir(full, 0700);
		*slash = '/';
	}
	fd = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size);
}

#endif
