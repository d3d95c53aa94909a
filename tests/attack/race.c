/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * race PLACE HOW PID TRIES JOINER...: starts JOINER that often, while the
 * root of the sandbox in which PID lives attacks it in a tight loop.
 *
 * PLACE is `outside`: in the user namespace of PID, with the caller's /proc;
 * `newest`: the same, at whatever process is the newest, so that children of
 * JOINER are met; or `inside`: in the user, pid and mount namespace. HOW is
 * `seize`, or `open`, which takes what /proc/N and pidfd_getfd(2) give. What
 * succeeds once the command runs is no attack: a hit is counted only where
 * /proc/N/exe is still JOINER afterwards.
 * Prints `hits N seen N after N`: attacks that succeeded, joiners that were
 * met while they ran, and successes too late to count.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static struct shared {
	atomic_int pid;	  /* the joiner of now; 0: none; -1: it is over */
	atomic_int ready; /* the attacker stands where it should */
	atomic_uint hits, seen, after;
} * shared;

static struct stat joiner;

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "race: %s: %s\n", what, strerror(errno));
	exit(2);
}

static bool is_joiner_still(pid_t pid)
{
	struct stat st;
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/exe", (int)pid);
	return stat(path, &st) == 0 && st.st_ino == joiner.st_ino &&
	       st.st_dev == joiner.st_dev;
}

/* False once the command runs: there is nothing more to win then. */
static bool count(pid_t pid)
{
	bool in_time = is_joiner_still(pid);

	atomic_fetch_add(in_time ? &shared->hits : &shared->after, 1);
	return in_time;
}

/* Lets go of what it held: the joiner is to come to its end. */
static bool seize(pid_t pid)
{
	int status = 0;
	bool in_time;

	if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) < 0)
		return true;
	in_time = count(pid);
	ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
	while (waitpid(pid, &status, __WALL) < 0 && errno == EINTR)
		;
	if (WIFSTOPPED(status))
		ptrace(PTRACE_DETACH, pid, NULL, NULL);
	return in_time;
}

static bool open_one(pid_t pid, const char *name, int flags)
{
	char path[48], byte;
	bool got;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	fd = open(path, flags | O_CLOEXEC);
	if (fd < 0)
		return true;
	/* of an exec'ing process it opens, and there is nothing to read */
	got = flags != O_RDONLY || read(fd, &byte, 1) == 1;
	close(fd);
	return !got || count(pid);
}

static bool steal(pid_t pid)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	int stolen = -1;

	for (int fd = 0; pidfd >= 0 && fd < 12 && stolen < 0; fd++)
		stolen = (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0);
	if (pidfd >= 0)
		close(pidfd);
	if (stolen < 0)
		return true;
	close(stolen);
	return count(pid);
}

static bool take(pid_t pid)
{
	return open_one(pid, "environ", O_RDONLY) &&
	       open_one(pid, "root", O_PATH) && open_one(pid, "cwd", O_PATH) &&
	       open_one(pid, "mem", O_RDWR) && open_one(pid, "fd/3", O_PATH) &&
	       steal(pid);
}

/* The joiner that is there now; -1 when it is over. */
typedef pid_t find_function(void);

static pid_t find_outside(void)
{
	return atomic_load(&shared->pid);
}

/* Inside nobody else forks: there the newest process is the joiner's. */
static pid_t find_newest(void)
{
	static int fd = -1;
	char text[128];
	const char *last;
	ssize_t n;

	if (atomic_load(&shared->pid) < 0)
		return -1;
	if (fd < 0)
		fd = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
	n = pread(fd, text, sizeof(text) - 1, 0);
	check(n > 0, "/proc/loadavg");
	text[n] = '\0';
	last = strrchr(text, ' ');
	return last ? atoi(last) : 0;
}

static void attack_all(find_function *find, bool by_ptrace)
{
	pid_t pid, last = find == find_newest ? getpid() : 0;
	bool worth_it = false;

	while ((pid = find()) >= 0) {
		if (pid == 0)
			continue;
		if (pid != last) {
			atomic_fetch_add(&shared->seen, 1);
			worth_it = true;
		}
		last = pid;
		if (worth_it)
			worth_it = by_ptrace ? seize(pid) : take(pid);
	}
}

static void attack(const char *place, bool by_ptrace, pid_t target)
{
	bool inside = strcmp(place, "inside") == 0;
	int pidfd = (int)syscall(SYS_pidfd_open, target, 0);
	int flags = inside ? CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS
			   : CLONE_NEWUSER;

	check(pidfd >= 0 && setns(pidfd, flags) == 0, "attacker");
	if (inside && fork() != 0) {
		wait(NULL);
		_exit(0);
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	atomic_store(&shared->ready, 1);
	attack_all(strcmp(place, "outside") == 0 ? find_outside : find_newest,
		   by_ptrace);
	_exit(0);
}

/* The pid is made known before the joiner is let go. */
static void join_once(char **argv)
{
	int go[2], status;
	pid_t pid;
	char byte = 0;

	check(pipe2(go, O_CLOEXEC) == 0, "pipe");
	pid = fork();
	check(pid >= 0, "fork");
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		if (dup2(null, STDOUT_FILENO) == STDOUT_FILENO &&
		    read(go[0], &byte, 1) == 1)
			execv(argv[0], argv);
		_exit(127);
	}
	atomic_store(&shared->pid, pid);
	check(write(go[1], &byte, 1) == 1, "pipe");
	check(waitpid(pid, &status, 0) == pid, "joiner");
	atomic_store(&shared->pid, 0);
	close(go[0]);
	close(go[1]);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fprintf(stderr, "race: joiner: status %x\n", status);
}

int main(int argc, char **argv)
{
	pid_t attacker;

	if (argc < 6)
		return 2;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	check(shared != MAP_FAILED, "mmap");
	check(stat(argv[5], &joiner) == 0, argv[5]);
	attacker = fork();
	check(attacker >= 0, "fork");
	if (attacker == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		attack(argv[1], strcmp(argv[2], "seize") == 0, atoi(argv[3]));
	}
	while (!atomic_load(&shared->ready))
		check(waitpid(attacker, NULL, WNOHANG) == 0, "attacker");
	for (int i = 0; i < atoi(argv[4]); i++)
		join_once(argv + 5);
	atomic_store(&shared->pid, -1);
	waitpid(attacker, NULL, 0);
	printf("hits %u seen %u after %u\n", shared->hits, shared->seen,
	       shared->after);
	return 0;
}
