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
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What the child is to do. */
struct work {
	int dirfd;
	const char *path;
	int flags;	/* of open(2) */
	bool is_inside; /* never out of the directory */
	bool is_file;	/* and nothing but a regular one */
	size_t limit;	/* bytes to copy */
	/* with its end of the connection; returns the exit status, an errno */
	int (*run)(const struct work *work, int to);
};

struct child {
	pid_t pid;
	int from; /* this end of the connection */
	struct sigaction before;
};

static int open_it(const struct work *work)
{
	/* openat2(2) refuses what O_PATH would ignore */
	int wary = (work->flags & O_PATH) ? 0 : O_NONBLOCK | O_NOCTTY;
	const struct open_how how = {
		.flags = (unsigned int)(work->flags | wary | O_CLOEXEC),
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	cleanup_close int fd = -EBADF;
	struct stat st;

	if (work->is_inside)
		fd = (int)syscall(SYS_openat2, work->dirfd, work->path, &how,
				  sizeof(how));
	else
		fd = openat(work->dirfd, work->path, work->flags | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0)
		return -errno;
	return S_ISREG(st.st_mode) || !work->is_file ? take_fd(&fd) : -EINVAL;
}

/* The kernel's own answer to a structure without a size is EINVAL. */
bool untrusted_is_refused(void)
{
	return syscall(SYS_openat2, AT_FDCWD, "/", NULL, 0) < 0 &&
	       errno != EINVAL;
}

void untrusted_why(struct fault *f)
{
	if (untrusted_is_refused())
		fault_why(f, "openat2(2), which keeps a path inside the "
			     "target, fails here: the kernel is older than "
			     "Linux 5.6, or a seccomp filter refuses it");
}

static int copy_content(const struct work *work, int to)
{
	int from = open_it(work);
	char buf[4096];
	size_t done = 0;

	if (from < 0)
		return -from;
	while (done <= work->limit) {
		ssize_t n = read(from, buf, sizeof(buf));

		if (n <= 0)
			return n < 0 ? errno : 0;
		if (write(to, buf, (size_t)n) != n)
			return EPIPE;
		done += (size_t)n;
	}
	return EFBIG;
}

/* Room for one descriptor, aligned as cmsg(3) asks for. */
union passing {
	struct cmsghdr align;
	char room[CMSG_SPACE(sizeof(int))];
};

/* unix(7), SCM_RIGHTS: the descriptor travels with one byte. */
static int send_descriptor(const struct work *work, int to)
{
	int fd = open_it(work);
	char byte = 0;
	struct iovec data = { &byte, 1 };
	union passing passing;
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = passing.room,
		.msg_controllen = sizeof(passing.room),
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	if (fd < 0)
		return -fd;
	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(head), &fd, sizeof(fd));
	return sendmsg(to, &message, 0) == 1 ? 0 : errno;
}

static int receive_descriptor(int from)
{
	char byte;
	struct iovec data = { &byte, 1 };
	union passing passing;
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = passing.room,
		.msg_controllen = sizeof(passing.room),
	};
	const struct cmsghdr *head;
	int fd;

	if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) < 0)
		return -errno;
	head = CMSG_FIRSTHDR(&message);
	if (!head || head->cmsg_type != SCM_RIGHTS ||
	    head->cmsg_len != CMSG_LEN(sizeof(fd)))
		return -ENODATA;
	memcpy(&fd, CMSG_DATA(head), sizeof(fd));
	return fd;
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until there is something to take, or the end; -ETIMEDOUT otherwise. */
static int wait_until(int from, long deadline)
{
	for (;;) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		long left = deadline - now_ms();

		if (left <= 0)
			return -ETIMEDOUT;
		if (poll(&p, 1, (int)left) > 0)
			return 0;
	}
}

static long deadline_ms(void)
{
	return now_ms() + UNTRUSTED_SECONDS * 1000;
}

/* Up to the end of the connection, the size, or the time. */
static ssize_t gather(int from, char *buf, size_t size)
{
	long deadline = deadline_ms();
	size_t length = 0;

	for (;;) {
		int r = wait_until(from, deadline);
		ssize_t n;

		if (r < 0)
			return r;
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

static int start(struct child *child, const struct work *work)
{
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return -errno;
	/* where the caller ignores it, no child could be waited for */
	sigaction(SIGCHLD, &by_default, &child->before);
	child->pid = fork();
	if (child->pid == 0) {
		/* with the reader gone, a write is to fail, not to kill */
		signal(SIGPIPE, SIG_IGN);
		_exit(work->run(work, ends[1]));
	}
	close(ends[1]);
	child->from = ends[0];
	if (child->pid < 0) {
		int error = -errno;

		sigaction(SIGCHLD, &child->before, NULL);
		close_fd(&child->from);
		return error;
	}
	return 0;
}

/*
 * Returns @result, or, where that is none, the errno of the child. A child
 * that even KILL does not end is left to init.
 */
static ssize_t end(struct child *child, ssize_t result)
{
	int status = 0, options = result == -ETIMEDOUT ? WNOHANG : 0;

	close_fd(&child->from);
	if (result < 0)
		kill(child->pid, SIGKILL);
	while (waitpid(child->pid, &status, options) < 0 && errno == EINTR)
		;
	sigaction(SIGCHLD, &child->before, NULL);
	if (result < 0 && result != -ENODATA)
		return result;
	if (!WIFEXITED(status))
		return -EIO;
	return WEXITSTATUS(status) ? -WEXITSTATUS(status) : result;
}

static ssize_t read_by_child(const struct work *work, char *buf, size_t size)
{
	struct child child;
	int r = start(&child, work);

	return r < 0 ? r : end(&child, gather(child.from, buf, size));
}

ssize_t untrusted_read_file(int root, const char *path, char *buf, size_t size)
{
	const struct work work = {
		.dirfd = root,
		.path = path,
		.flags = O_RDONLY,
		.is_inside = true,
		.is_file = true,
		.limit = size,
		.run = copy_content,
	};
	ssize_t n = read_by_child(&work, buf, size);

	if (n < 0)
		return n;
	buf[n] = '\0'; /* a file as large as the buffer is -EFBIG */
	return n;
}

int untrusted_open(int root, const char *path, int flags)
{
	const struct work work = {
		.dirfd = root,
		.path = path,
		.flags = flags,
		.is_inside = true,
		.run = send_descriptor,
	};
	struct child child;
	int fd, r = start(&child, &work);

	if (r < 0)
		return r;
	fd = wait_until(child.from, deadline_ms());
	if (fd == 0)
		fd = receive_descriptor(child.from);
	r = (int)end(&child, fd);
	if (r < 0)
		close_fd(&fd);
	return r;
}
