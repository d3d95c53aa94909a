/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A database's file: one value of it. The first byte says of which kind, the
 * second the root of bbolt's, whose meta pages are made here: a checksum
 * would keep all that is tried out.
 */
#include "config.h"
#include "fuzz.h"
#include "engine/database.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE 512

static void put_meta(int fd, uint64_t root, uint64_t pages)
{
	struct {
		uint32_t magic, version, page_size, flags;
		uint64_t root, sequence, free_list, high_water, transaction;
		uint64_t checksum;
	} meta = { 0xED0CDAED, 2, PAGE, 0, root, 0, 0, pages, 1, 0 };
	unsigned char bytes[sizeof(meta)];

	memcpy(bytes, &meta, sizeof(meta));
	meta.checksum = 14695981039346656037U;
	for (size_t i = 0; i < sizeof(meta) - sizeof(meta.checksum); i++)
		meta.checksum = (meta.checksum ^ bytes[i]) * 1099511628211U;
	CHECK(pwrite(fd, &meta, sizeof(meta), 16) == (ssize_t)sizeof(meta));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const path[] = { "ctr", "a", "config", NULL };
	static const struct sqlite_cell cell = { "ContainerConfig", "a", 3 };
	cleanup_close int fd = memfd_create("database", MFD_CLOEXEC);
	bool is_bolt = size > 1 && data[0] & 1;
	off_t at = is_bolt ? (off_t)2 * PAGE : 0;
	char *text = NULL;
	size_t length = 0;
	int r;

	if (size < 2)
		return 0;
	CHECK(fd >= 0 &&
	      pwrite(fd, data + 2, size - 2, at) == (ssize_t)size - 2);
	if (is_bolt) {
		put_meta(fd, data[1], (size - 2 + PAGE - 1) / PAGE + 2);
		r = bolt_get(fd, path, &text, &length);
	} else {
		r = sqlite_get(fd, &cell, &text, &length);
	}
	CHECK(r == 0 || r == -ENOENT || r == -EPROTO || r == -ENOMEM);
	CHECK((r == 0) == (text != NULL));
	CHECK(r < 0 || text[length] == '\0');
	free(text);
	return 0;
}
