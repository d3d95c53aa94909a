/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * nsid FILE: the id by which open_by_handle_at(2) knows that namespace; fails
 * where that call does not open it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The handle of nsfs (Linux 6.18): id, type, inode. */
struct handle {
	struct file_handle head;
	unsigned char body[MAX_HANDLE_SZ];
};

int main(int argc, char **argv)
{
	struct handle handle = { .head.handle_bytes = MAX_HANDLE_SZ };
	int fd = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	uint64_t id;
	int mount;

	if (fd < 0 || name_to_handle_at(fd, "", &handle.head, &mount,
					AT_EMPTY_PATH) < 0) {
		perror("nsid");
		return 1;
	}
	memcpy(&id, handle.head.f_handle, sizeof(id));
	/* type and inode are known to none who has but the id: left out */
	memset(handle.head.f_handle + sizeof(id), 0,
	       handle.head.handle_bytes - sizeof(id));
	if (open_by_handle_at(fd, &handle.head, O_RDONLY | O_CLOEXEC) < 0) {
		perror("nsid");
		return 1;
	}
	printf("%ju\n", (uintmax_t)id);
	return 0;
}
