/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* nsid FILE: the id of that namespace; fails where the kernel tells none. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>

/* NS_GET_ID of linux/nsfs.h: Linux 6.18, and not yet in most headers. */
#define GET_ID _IOR(0xb7, 13, uint64_t)

int main(int argc, char **argv)
{
	int fd = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	uint64_t id;

	if (fd < 0 || ioctl(fd, GET_ID, &id) < 0) {
		perror("nsid");
		return 1;
	}
	printf("%ju\n", (uintmax_t)id);
	return 0;
}
