/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A sandbox like a container's, with a listener on port 80: for the demo. */
#define _GNU_SOURCE

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAMESPACES                                                   \
	(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWNS | \
	 CLONE_NEWUTS | CLONE_NEWIPC)

static void die(const char *what)
{
	fprintf(stderr, "demo-listener: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		die(path);
	close(fd);
}

/* The one map that needs no helper: the caller becomes root inside. */
static void map_to_root(uid_t uid, gid_t gid)
{
	char map[64];

	write_file("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "0 %u 1\n", uid);
	write_file("/proc/self/uid_map", map);
	snprintf(map, sizeof(map), "0 %u 1\n", gid);
	write_file("/proc/self/gid_map", map);
}

static void loopback_up(int sock)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };

	if (ioctl(sock, SIOCSIFFLAGS, &lo) < 0)
		die("lo");
}

static void listen_on(uint16_t port)
{
	struct sockaddr_in any = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
	};
	int sock = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (sock < 0)
		die("socket");
	loopback_up(sock);
	if (bind(sock, (struct sockaddr *)&any, sizeof(any)) < 0 ||
	    listen(sock, 16) < 0)
		die("port 80");
}

/* Process 1 of the sandbox: it stays until its standard input ends. */
static void inside(int ready)
{
	char c;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		die("sandbox");
	/* in a container that covers parts of /proc this is refused: no harm */
	(void)mount("proc", "/proc", "proc", 0, NULL);
	if (sethostname("demo", 4) < 0)
		die("sethostname");
	listen_on(80);
	if (write(ready, "r", 1) != 1)
		die("ready");
	while (read(STDIN_FILENO, &c, 1) > 0)
		;
	exit(0);
}

int main(void)
{
	uid_t uid = getuid();
	gid_t gid = getgid();
	int ready[2];
	pid_t pid;
	char c;

	if (unshare(NAMESPACES) < 0)
		die("user namespaces");
	map_to_root(uid, gid);
	if (pipe(ready) < 0)
		die("pipe");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0)
		inside(ready[1]);
	close(ready[1]);
	if (read(ready[0], &c, 1) != 1)
		return 1;
	printf("%d\n", (int)pid);
	fclose(stdout);
	return waitpid(pid, NULL, 0) == pid ? 0 : 1;
}
