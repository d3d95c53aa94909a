/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Makes a crowd to list, prints a line, and keeps it until its input closes:
 *
 *	crowd processes COUNT NAMESPACES	so many, in so many namespaces
 *	crowd sockets LISTENING CONNECTED	so many TCP sockets on loopback
 *
 * Namespaces come eight a process; each has a user namespace of its own.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

enum { TYPES = 8, BACKLOG = 4096, WORKERS = 10, LISTENING_MAX = 1024 };

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(1);
}

static void hold(void)
{
	char byte;

	check(puts("ready") >= 0 && fflush(stdout) == 0, "standard output");
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
}

/* Ends with its parent: prctl(2). */
static void end_with_parent(void)
{
	check(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0, "prctl");
}

static void stay(int ready)
{
	end_with_parent();
	check(write(ready, "", 1) == 1, "pipe");
	for (;;)
		pause();
}

/*
 * @count of them in a set of namespaces of their own: one that makes it, and
 * the rest inside, of which the first is the init of the pid namespace.
 */
static void stay_apart(int ready, long count)
{
	pid_t child;

	end_with_parent();
	check(unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET |
		      CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP |
		      CLONE_NEWPID | CLONE_NEWTIME) == 0,
	      "unshare");
	for (long i = 1; i < count; i++) {
		child = fork();
		check(child >= 0, "fork");
		if (child == 0)
			stay(ready);
	}
	stay(ready);
}

/* Spread evenly over the sets; without any, all where they were started. */
static void make_processes(long count, long namespaces)
{
	long sets = namespaces / TYPES;
	long each = sets ? count / sets : 1;
	long forks = sets ? sets : count;
	int ready[2];
	char byte;

	check(pipe(ready) == 0, "pipe");
	for (long i = 0; i < forks; i++) {
		pid_t child = fork();

		check(child >= 0, "fork");
		if (child == 0 && sets)
			stay_apart(ready[1], each);
		if (child == 0)
			stay(ready[1]);
	}
	for (long i = 0; i < forks * each; i++)
		check(read(ready[0], &byte, 1) == 1, "pipe");
}

static int listen_on(struct sockaddr_in *at)
{
	socklen_t size = sizeof(*at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	check(fd >= 0, "socket");
	check(bind(fd, (struct sockaddr *)at, size) == 0, "bind");
	check(listen(fd, BACKLOG) == 0, "listen");
	check(getsockname(fd, (struct sockaddr *)at, &size) == 0, "name");
	return fd;
}

static struct addresses {
	struct sockaddr_in at[LISTENING_MAX];
	int fds[LISTENING_MAX];
	long count;
} all;

/* Two sockets a connection; of one address there are only 28,000 ports. */
static void connect_some(long pairs, int ready)
{
	for (long i = 0; i < pairs; i++) {
		long to = i % all.count;
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		check(fd >= 0, "socket");
		check(connect(fd, (struct sockaddr *)&all.at[to],
			      sizeof(all.at[to])) == 0,
		      "connect");
		/* another worker's, maybe: each takes as many as it makes */
		check(accept(all.fds[to], NULL, NULL) >= 0, "accept");
	}
	stay(ready);
}

/* Few processes may have all of them open: RLIMIT_NOFILE. */
static void make_sockets(long listening, long connected)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	long pairs = connected / 2 / WORKERS;
	int ready[2];
	char byte;

	all.count = listening;
	check(listening > 0 && listening <= LISTENING_MAX, "listening");
	check(pipe(ready) == 0, "pipe");
	for (long i = 0; i < listening; i++) {
		all.at[i].sin_family = AF_INET;
		all.at[i].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		all.fds[i] = listen_on(&all.at[i]);
		if (i == 0)
			check(ioctl(all.fds[0], SIOCSIFFLAGS, &lo) == 0, "lo");
	}
	for (int i = 0; i < WORKERS; i++) {
		pid_t child = fork();

		check(child >= 0, "fork");
		if (child == 0)
			connect_some(pairs, ready[1]);
	}
	for (int i = 0; i < WORKERS; i++)
		check(read(ready[0], &byte, 1) == 1, "pipe");
}

int main(int argc, char **argv)
{
	struct rlimit most;

	if (argc != 4)
		return 2;
	check(getrlimit(RLIMIT_NOFILE, &most) == 0, "limit");
	most.rlim_cur = most.rlim_max;
	check(setrlimit(RLIMIT_NOFILE, &most) == 0, "limit");
	if (strcmp(argv[1], "sockets") == 0)
		make_sockets(atol(argv[2]), atol(argv[3]));
	else
		make_processes(atol(argv[2]), atol(argv[3]));
	hold();
	return 0;
}
