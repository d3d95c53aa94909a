/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What holder does to itself: user namespaces, mounts, a socket. */
#ifndef TESTS_SANDBOX_H
#define TESTS_SANDBOX_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Every failure ends the holder: a half-made sandbox proves nothing. */
static inline void check(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(1);
}

/* Ends with its parent; a change of ids clears that: prctl(2). */
static inline void end_with_parent(void)
{
	check(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0, "PDEATHSIG");
}

static inline void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	check(fd >= 0, path);
	check(write(fd, text, strlen(text)) == (ssize_t)strlen(text), path);
	close(fd);
}

/* A map of one id, the only one that may be written without capabilities. */
static inline void map_one(const char *inside, uid_t uid, gid_t gid)
{
	char text[64];

	write_file("/proc/self/setgroups", "deny");
	snprintf(text, sizeof(text), "%s %u 1", inside, (unsigned int)gid);
	write_file("/proc/self/gid_map", text);
	snprintf(text, sizeof(text), "%s %u 1", inside, (unsigned int)uid);
	write_file("/proc/self/uid_map", text);
}

static inline void enter_user(const char *inside)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();

	check(unshare(CLONE_NEWUSER) == 0, "user");
	if (strcmp(inside, "none") != 0)
		map_one(inside, uid, gid);
}

static inline void become(uid_t id, bool groups)
{
	if (groups)
		check(setgroups(0, NULL) == 0, "setgroups");
	check(setresgid(id, id, id) == 0, "setresgid");
	check(setresuid(id, id, id) == 0, "setresuid");
	check(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0, "dumpable");
	end_with_parent();
}

/* "0:100:5,9:200:1" as /proc/PID/uid_map wants it: lines of numbers. */
static inline void write_maps(pid_t pid, const char *extents)
{
	char path[48], text[4096];

	snprintf(text, sizeof(text), "%s\n", extents);
	for (char *at = text; *at; at++) {
		if (*at == ':')
			*at = ' ';
		if (*at == ',')
			*at = '\n';
	}
	snprintf(path, sizeof(path), "/proc/%d/gid_map", (int)pid);
	write_file(path, text);
	snprintf(path, sizeof(path), "/proc/%d/uid_map", (int)pid);
	write_file(path, text);
}

/* The writer stays behind with the rights that newuidmap would have. */
static inline void enter_mapped_user(const char *value)
{
	char *extents, byte = 0;
	uid_t uid = (uid_t)strtoul(value, &extents, 10);
	pid_t self = getpid(), writer;
	int made[2], status;

	check(pipe2(made, O_CLOEXEC) == 0, "pipe");
	writer = fork();
	check(writer >= 0, "fork");
	if (writer == 0) {
		check(read(made[0], &byte, 1) == 1, "user namespace");
		write_maps(self, extents + 1);
		_exit(0);
	}
	become(uid, true);
	check(unshare(CLONE_NEWUSER) == 0, "user");
	check(write(made[1], &byte, 1) == 1, "pipe");
	check(waitpid(writer, &status, 0) == writer && status == 0, "map");
	close(made[0]);
	close(made[1]);
}

static inline void unshare_mounts(void)
{
	check(unshare(CLONE_NEWNS) == 0, "mnt");
	check(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "/");
}

static inline void pivot(const char *dir)
{
	check(mount(dir, dir, NULL, MS_BIND | MS_REC, NULL) == 0, dir);
	check(chdir(dir) == 0, dir);
	check(syscall(SYS_pivot_root, ".", ".") == 0, "pivot_root");
	check(umount2(".", MNT_DETACH) == 0, "the old root");
	check(chdir("/") == 0, "/");
}

/* On loopback of the present network namespace; never closed. */
static inline void listen_at(unsigned short port)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	check(fd >= 0, "socket");
	check(ioctl(fd, SIOCSIFFLAGS, &lo) == 0, "lo");
	check(bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0, "bind");
	check(listen(fd, 8) == 0, "listen");
}

static inline void run_shell(const char *command)
{
	pid_t child = fork();
	int status;

	check(child >= 0, "fork");
	if (child == 0) {
		/* standard output is for the one line alone */
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	check(waitpid(child, &status, 0) == child, "waitpid");
	if (status != 0) {
		fprintf(stderr, "holder: failed: %s\n", command);
		exit(1);
	}
}

#endif
