/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading what the target controls: bounded in size and in time. */
#include "config.h"
#include "enter/untrusted.h"
#include "base/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef int open_function(int dirfd, const char *path);

static int open_plain(int dirfd, const char *path)
{
	int fd = openat(dirfd, path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static int open_inside(int dirfd, const char *path)
{
	const struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	cleanup_close int fd =
		(int)syscall(SYS_openat2, dirfd, path, &how, sizeof(how));
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return -errno;
	return S_ISREG(st.st_mode) ? take_fd(&fd) : -EINVAL;
}

/* The child's whole life. Its exit status is the errno, which is small. */
static int copy_to(int to, open_function *open_it, int dirfd, const char *path,
		   size_t limit)
{
	int from = open_it(dirfd, path);
	char buf[4096];
	size_t done = 0;

	if (from < 0)
		return -from;
	while (done <= limit) {
		ssize_t n = read(from, buf, sizeof(buf));

		if (n <= 0)
			return n < 0 ? errno : 0;
		if (write(to, buf, (size_t)n) != n)
			return EPIPE;
		done += (size_t)n;
	}
	return EFBIG;
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Up to the end of the pipe, the size, or the time. */
static ssize_t gather(int from, char *buf, size_t size)
{
	long deadline = now_ms() + UNTRUSTED_SECONDS * 1000;
	size_t length = 0;

	for (;;) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		long left = deadline - now_ms();
		ssize_t n;

		if (left <= 0)
			return -ETIMEDOUT;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(from, buf + length, size - length);
		if (n < 0)
			return -errno;
		if (n == 0)
			return (ssize_t)length;
		length += (size_t)n;
		if (length == size)
			return -EFBIG;
	}
}

/* A child that even KILL does not end is left to init. */
static int end_child(pid_t child, bool in_time)
{
	int status = 0, options = in_time ? 0 : WNOHANG;

	if (!in_time)
		kill(child, SIGKILL);
	while (waitpid(child, &status, options) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? -WEXITSTATUS(status) : -EIO;
}

static ssize_t read_by_child(open_function *open_it, int dirfd,
			     const char *path, char *buf, size_t size)
{
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	cleanup_close int from = -EBADF, to = -EBADF;
	struct sigaction before;
	int ends[2], r;
	ssize_t n;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	from = ends[0];
	to = ends[1];
	/* where the caller ignores it, no child could be waited for */
	sigaction(SIGCHLD, &by_default, &before);
	child = fork();
	if (child == 0) {
		/* with the reader gone, a write is to fail, not to kill */
		signal(SIGPIPE, SIG_IGN);
		_exit(copy_to(to, open_it, dirfd, path, size));
	}
	close_fd(&to);
	n = child < 0 ? -errno : gather(from, buf, size);
	r = child < 0 ? 0 : end_child(child, n >= 0);
	sigaction(SIGCHLD, &before, NULL);
	return n < 0 ? n : r < 0 ? r : n;
}

ssize_t untrusted_read_proc(int proc, const char *name, char *buf, size_t size)
{
	return read_by_child(open_plain, proc, name, buf, size);
}

ssize_t untrusted_read_file(int root, const char *path, char *buf, size_t size)
{
	ssize_t n = read_by_child(open_inside, root, path, buf, size);

	if (n < 0)
		return n;
	buf[n] = '\0'; /* a file as large as the buffer is -EFBIG */
	return n;
}
