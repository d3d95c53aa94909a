/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * depth PID: how many user namespaces PID stands below our own. lsns cannot
 * tell: those in between may have no process left in them.
 */
#include <fcntl.h>
#include <linux/nsfs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

int main(int argc, char **argv)
{
	struct stat own, st;
	char path[64];
	int fd, depth = 0;

	if (argc != 2 || stat("/proc/self/ns/user", &own) < 0)
		return 2;
	snprintf(path, sizeof(path), "/proc/%s/ns/user", argv[1]);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && fstat(fd, &st) == 0 && st.st_ino != own.st_ino) {
		depth++;
		fd = ioctl(fd, NS_GET_PARENT);
	}
	if (fd < 0) {
		perror(path);
		return 1;
	}
	printf("%d\n", depth);
	return 0;
}
