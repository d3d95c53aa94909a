/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * conmon ...: looks like a container's monitor, by whatever command line it is
 * given: a child in a pid and network namespace of its own, with number 1
 * there. Says `ready PID CHILD`, by the numbers of the /proc it sees, and stays
 * until its standard input ends.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The number that this process has in /proc, whichever that is of. */
static const char *shown_pid(char *buf, size_t size)
{
	ssize_t n = readlink("/proc/self", buf, size - 1);

	buf[n < 0 ? 0 : n] = '\0';
	return buf;
}

int main(void)
{
	char own[32], child[32] = "";
	int ready[2];
	pid_t pid;

	if (pipe(ready) < 0 ||
	    unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET) < 0)
		return 1;
	pid = fork();
	if (pid < 0)
		return 1;
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		shown_pid(child, sizeof(child));
		if (write(ready[1], child, sizeof(child)) < 0)
			return 1;
		for (;;)
			pause();
	}
	if (read(ready[0], child, sizeof(child)) <= 0)
		return 1;
	printf("ready %s %s\n", shown_pid(own, sizeof(own)), child);
	fflush(stdout);
	while (read(STDIN_FILENO, own, sizeof(own)) > 0)
		;
	return 0;
}
