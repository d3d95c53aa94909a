/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a process's own file below /proc, bounded in size and in time. */
#include "config.h"
#include "enter/untrusted.h"
#include "base/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* It calls the kernel, and nothing else. */
#define STACK_SIZE 16384

struct reading {
	int proc;
	const char *name;
	char *buf;
	size_t size;
	ssize_t result;
};

static ssize_t read_whole(const struct reading *reading)
{
	cleanup_close int fd =
		openat(reading->proc, reading->name, O_RDONLY | O_CLOEXEC);
	size_t length = 0;

	if (fd < 0)
		return -errno;
	while (length < reading->size) {
		ssize_t n =
			read(fd, reading->buf + length, reading->size - length);

		if (n <= 0)
			return n < 0 ? -errno : (ssize_t)length;
		length += (size_t)n;
	}
	return -EFBIG;
}

/*
 * The caller's dispositions and mask were copied, not shared (clone(2)): these
 * are the child's alone, whatever the caller ignores or blocks.
 */
static void set_alarm(void)
{
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigaction(SIGALRM, &by_default, NULL);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	alarm(UNTRUSTED_SECONDS);
}

static int child(void *arg)
{
	struct reading *reading = arg;

	set_alarm();
	reading->result = read_whole(reading);
	_exit(0);
}

/* No signal tells of its end: one that is ignored would reap it. */
static ssize_t wait_for(pid_t pid, const struct reading *reading)
{
	int status;

	while (waitpid(pid, &status, __WALL) < 0) {
		if (errno != EINTR)
			return -errno;
	}
	if (WIFEXITED(status))
		return reading->result;
	return WTERMSIG(status) == SIGALRM ? -ETIMEDOUT : -EIO;
}

ssize_t untrusted_read_proc(int proc, const char *name, char *buf, size_t size)
{
	struct reading reading = {
		.proc = proc,
		.name = name,
		.size = size,
		.result = -EIO,
	};
	char stack[STACK_SIZE] __attribute__((aligned(16)));
	pid_t pid;

	reading.buf = buf;
	pid = clone(child, stack + sizeof(stack), CLONE_VM | CLONE_VFORK,
		    &reading);
	return pid < 0 ? -errno : wait_for(pid, &reading);
}
