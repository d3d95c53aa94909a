/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The least an entry can cost: pidfd_open, setns, execve.
 *
 *	bare PID COMMAND	of user and net
 *	bare -a PID COMMAND	of all but time: a pid namespace takes a child
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define REST                                                            \
	(CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET | \
	 CLONE_NEWPID | CLONE_NEWNS)

static int run_in_child(char **command)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execv(command[0], command);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return 125;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}

int main(int argc, char **argv)
{
	int is_all = argc > 1 && strcmp(argv[1], "-a") == 0;
	long fd;

	argc -= is_all;
	argv += is_all;
	fd = argc > 2 ? syscall(SYS_pidfd_open, atoi(argv[1]), 0) : -1;
	if (fd < 0)
		return 125;
	if (is_all && setns((int)fd, CLONE_NEWUSER) == 0 &&
	    setns((int)fd, REST) == 0)
		return run_in_child(argv + 2);
	if (is_all || setns((int)fd, CLONE_NEWUSER | CLONE_NEWNET) < 0)
		return 125;
	execv(argv[2], argv + 2);
	return 127;
}
