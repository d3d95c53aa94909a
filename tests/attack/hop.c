/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * hop SPIN: the one process of a new pid namespace that has CAP_SYS_PTRACE is
 * never found where it was: it forks, and ends, for ever, SPIN turns of a loop
 * after it began. Prints the pid of the first process there, which has not.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "cut.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void hop(long turns)
{
	for (;;) {
		for (volatile long i = 0; i < turns; i++)
			;
		if (fork() > 0)
			_exit(0);
	}
}

int main(int argc, char **argv)
{
	pid_t first = fork();

	if (first > 0) {
		printf("%d\n", (int)first);
		fflush(stdout);
		waitpid(first, NULL, 0);
		return 0;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	/* nobody waits for the many that end */
	signal(SIGCHLD, SIG_IGN);
	if (fork() == 0)
		hop(argc > 1 ? atol(argv[1]) : 0);
	if (!cut_ptrace())
		return 1;
	for (;;)
		pause();
}
