/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * probe [WHAT...]: the command that is run inside; says in one line a WHAT
 * where, as whom and with what it finds itself.
 *
 *	id	uid, gid, number of groups, effective set
 *	bounds	the bounding set
 *	ns	the inodes of the namespaces, as /proc/self/ns has them
 *	fds	the descriptors that are open
 *	env=NAME	the value, or nothing
 *	key=NAME	whether request_key(2) finds a key of that name
 *	cat=FILE	its first line
 *	write=FILE	whether it opens for writing, or why not
 *	name	the last part of argv[0], and the host name
 *	wait	"up", and then until the end of standard input
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FDS = 1000 };

static void say_bounds(void)
{
	unsigned long long mask = 0;

	for (unsigned long cap = 0; cap < 64; cap++) {
		if (prctl(PR_CAPBSET_READ, cap, 0, 0, 0) == 1)
			mask |= 1ULL << cap;
	}
	printf("bounds: %llx\n", mask);
}

static void say_id(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2] = { { 0 } };

	syscall(SYS_capget, &head, data);
	printf("id: uid %u %u gid %u %u groups %d caps %08x%08x\n", getuid(),
	       geteuid(), getgid(), getegid(), getgroups(0, NULL),
	       data[1].effective, data[0].effective);
}

static void say_ns(void)
{
	static const char *const names[] = { "user", "cgroup", "ipc", "uts",
					     "net",  "time",   "pid", "mnt" };
	char path[32], link[64];

	printf("ns:");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ssize_t n;

		snprintf(path, sizeof(path), "/proc/self/ns/%s", names[i]);
		n = readlink(path, link, sizeof(link) - 1);
		link[n < 0 ? 0 : n] = '\0';
		printf(" %s", link);
	}
	putchar('\n');
}

/* One call: tests that make the Nth of a kind fail mean uenter's. */
static void say_fds(void)
{
	struct pollfd fds[FDS];

	for (int fd = 0; fd < FDS; fd++)
		fds[fd] = (struct pollfd){ .fd = fd };
	poll(fds, FDS, 0);
	printf("fds:");
	for (int fd = 0; fd < FDS; fd++) {
		if (!(fds[fd].revents & POLLNVAL))
			printf(" %d", fd);
	}
	putchar('\n');
}

static void say_key(const char *name)
{
	long key = syscall(SYS_request_key, "user", name, NULL, 0);

	printf("key: %s\n", key < 0 ? strerror(errno) : "found");
}

static void say_line(const char *path)
{
	char line[256] = "";
	FILE *f = fopen(path, "r");

	if (f && fgets(line, sizeof(line), f))
		line[strcspn(line, "\n")] = '\0';
	printf("cat: %s\n", line);
	if (f)
		fclose(f);
}

static void say_write(const char *path)
{
	int fd = open(path, O_WRONLY);

	printf("write: %s\n", fd < 0 ? strerror(errno) : "opened");
	if (fd >= 0)
		close(fd);
}

static void say_name(const char *program)
{
	const char *slash = strrchr(program, '/');
	char host[64] = "";

	gethostname(host, sizeof(host) - 1);
	printf("name: %s on %s\n", slash ? slash + 1 : program, host);
}

static void wait_for_end(void)
{
	char buf[64];

	puts("up");
	fflush(stdout);
	while (read(STDIN_FILENO, buf, sizeof(buf)) > 0)
		;
}

static void say(const char *what, const char *program)
{
	if (strcmp(what, "id") == 0)
		say_id();
	else if (strcmp(what, "bounds") == 0)
		say_bounds();
	else if (strcmp(what, "ns") == 0)
		say_ns();
	else if (strcmp(what, "fds") == 0)
		say_fds();
	else if (strncmp(what, "env=", 4) == 0)
		printf("env: %s\n", getenv(what + 4) ? getenv(what + 4) : "");
	else if (strncmp(what, "key=", 4) == 0)
		say_key(what + 4);
	else if (strncmp(what, "cat=", 4) == 0)
		say_line(what + 4);
	else if (strncmp(what, "write=", 6) == 0)
		say_write(what + 6);
	else if (strcmp(what, "wait") == 0)
		wait_for_end();
	else
		say_name(program);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		say("name", argv[0]);
	for (int i = 1; i < argc; i++)
		say(argv[i], argv[0]);
	return fflush(stdout) == 0 ? 0 : 1;
}
