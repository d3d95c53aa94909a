/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * orphan N COMMAND...: kills it at the moment when it has made its Nth child.
 *
 * The child, held by ptrace(2) before its first instruction, goes on once its
 * parent is gone: a race that is always lost. Ends when the child has, with
 * 0 where there was one, with 2 where it made fewer.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(char **argv)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
			execvp(argv[0], argv);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child ||
	    !WIFSTOPPED(status))
		return -1;
	ptrace(PTRACE_SETOPTIONS, child, NULL,
	       (void *)(PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
			PTRACE_O_TRACECLONE));
	return child;
}

/* The others go on untraced: by themselves they are no matter here. */
static void let_go(pid_t pid)
{
	int status;

	waitpid(pid, &status, __WALL);
	ptrace(PTRACE_DETACH, pid, NULL, NULL);
}

/* Up to its Nth fork: the child's pid, or -1. */
static pid_t grandchild(pid_t child, int n)
{
	int status, deliver = 0;
	unsigned long pid;

	for (;;) {
		ptrace(PTRACE_CONT, child, NULL, (void *)(long)deliver);
		if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
			return -1;
		if (status >> 16) {
			ptrace(PTRACE_GETEVENTMSG, child, NULL, &pid);
			if (--n == 0)
				return (pid_t)pid;
			let_go((pid_t)pid);
			deliver = 0;
			continue;
		}
		deliver = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
	}
}

int main(int argc, char **argv)
{
	pid_t child, made;
	int status;

	/* the orphan becomes ours: so its end is seen */
	if (argc < 3 || prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0)
		return 2;
	child = start(argv + 2);
	made = child < 0 ? -1 : grandchild(child, atoi(argv[1]));
	if (made < 0) {
		fprintf(stderr, "orphan: no child was made\n");
		return 2;
	}
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	let_go(made);
	while (wait(&status) >= 0 || errno == EINTR)
		;
	return 0;
}
