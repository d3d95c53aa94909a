/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * bare PID FLAGS [COMMAND...]: a joiner without care, as a control.
 *
 * Joins by setns(pidfd, FLAGS), FLAGS in hexadecimal, then has libcap-ng read
 * the capabilities from whatever /proc is there, says whether cap_sys_admin is
 * in the bounding set; or runs COMMAND in place of that.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <cap-ng.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int pidfd;

	if (argc < 3)
		return 2;
	pidfd = (int)syscall(SYS_pidfd_open, atoi(argv[1]), 0);
	if (pidfd < 0 || setns(pidfd, (int)strtol(argv[2], NULL, 16)) < 0) {
		perror("bare");
		return 1;
	}
	if (argc > 3) {
		execv(argv[3], argv + 3);
		perror(argv[3]);
		return 127;
	}
	capng_get_caps_process();
	puts(capng_have_capability(CAPNG_BOUNDING_SET, CAP_SYS_ADMIN)
		     ? "has cap_sys_admin"
		     : "lacks cap_sys_admin");
	return 0;
}
