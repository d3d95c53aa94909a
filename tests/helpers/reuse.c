/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * reuse ID PID: as root, has two processes of user ID take turns at one pid.
 *
 * Both live in one user namespace, which ID owns, and each in net and uts
 * namespaces of its own. A line `right` or `wrong` ends the one that is there
 * and makes that one, under that host name; the answer is the inode of its
 * pidfd and the names of the two namespaces. Ends with its input.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "sandbox.h"

#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/stat.h>

static unsigned long id;

static void say_up(int to)
{
	check(write(to, "", 1) == 1, "pipe");
	for (;;)
		pause();
}

/* In the user namespace that all of them share. */
static void live(int owner, const char *name, int to)
{
	end_with_parent();
	become((uid_t)id, true);
	if (owner < 0) {
		enter_user("0");
		say_up(to);
	}
	check(setns(owner, CLONE_NEWUSER) == 0, "setns");
	check(unshare(CLONE_NEWNET | CLONE_NEWUTS) == 0, "unshare");
	check(sethostname(name, strlen(name)) == 0, "sethostname");
	say_up(to);
}

/* Returns once it stands where it should. */
static pid_t make(pid_t wanted, int owner, const char *name)
{
	struct clone_args args = {
		.exit_signal = SIGCHLD,
		.set_tid = wanted ? (uintptr_t)&wanted : 0,
		.set_tid_size = wanted ? 1 : 0,
	};
	pid_t child;
	int up[2];
	char byte;

	check(pipe2(up, O_CLOEXEC) == 0, "pipe");
	child = (pid_t)syscall(SYS_clone3, &args, sizeof(args));
	check(child >= 0, "clone3");
	if (child == 0)
		live(owner, name, up[1]);
	close(up[1]);
	check(read(up[0], &byte, 1) == 1, "child");
	close(up[0]);
	return child;
}

static void say(pid_t pid)
{
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	char path[48], net[48] = "", uts[48] = "";
	struct stat st;

	check(fd >= 0 && fstat(fd, &st) == 0, "pidfd");
	close(fd);
	snprintf(path, sizeof(path), "/proc/%d/ns/net", (int)pid);
	check(readlink(path, net, sizeof(net) - 1) > 0, path);
	snprintf(path, sizeof(path), "/proc/%d/ns/uts", (int)pid);
	check(readlink(path, uts, sizeof(uts) - 1) > 0, path);
	printf("%ju %s %s\n", (uintmax_t)st.st_ino, uts, net);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	pid_t wanted, current = 0;
	char path[48], line[32];
	int owner;

	if (argc < 3)
		return 2;
	end_with_parent();
	id = strtoul(argv[1], NULL, 10);
	wanted = (pid_t)strtol(argv[2], NULL, 10);
	snprintf(path, sizeof(path), "/proc/%d/ns/user", (int)make(0, -1, ""));
	owner = open(path, O_RDONLY | O_CLOEXEC);
	check(owner >= 0, path);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		if (current) {
			kill(current, SIGKILL);
			waitpid(current, NULL, 0);
		}
		current = make(wanted, owner, line);
		say(current);
	}
	return 0;
}
