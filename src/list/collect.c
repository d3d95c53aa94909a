/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The listening sockets of a target, from inside its network namespace. */
#include "config.h"
#include "list/collect.h"
#include "base/cleanup.h"
#include "enter/join.h"
#include "list/verdict.h"
#include "plan/detect.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child that takes longer is stuck in what the target serves itself. */
#define SECONDS 20

static int ask_kernel(const struct collect *how, struct listeners *l)
{
	cleanup_close int net = -EBADF;
	int r = sockets_by_diag(how->unix_too, l);

	/* ENOENT, EOPNOTSUPP: a kernel without the module; EPERM: a filter */
	if (r == -ENOMEM || r == 0)
		return r;
	net = open("/proc/self/net", O_DIRECTORY | O_CLOEXEC);
	return net < 0 ? r : sockets_by_proc(net, how->unix_too, l);
}

static int look_here(const struct collect *how, struct listeners *l)
{
	int r = ask_kernel(how, l);

	if (r == 0)
		sockets_find_holders(l, how->pids, how->count);
	return r;
}

static bool write_all(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length) {
		ssize_t n = write(fd, at, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		length -= (size_t)n;
	}
	return true;
}

/* What went wrong first, then the rows: nothing else is said to the parent. */
static void run_child(struct join *j, const struct collect *how, int to)
{
	struct listeners l = { .items = NULL };
	struct fault f = FAULT_INIT;
	int r = join_all(j, &f);

	if (r == 0) {
		r = look_here(how, &l);
		if (r < 0)
			fault_set(&f, FAULT_SYSTEM, r, "the sockets");
	}
	if (!write_all(to, &f, sizeof(f)) ||
	    !write_all(to, l.items, l.count * sizeof(*l.items)))
		_exit(1);
	_exit(0);
}

/* The length that was read; less than @size at the end, or when it is late. */
static size_t read_all(int fd, void *bytes, size_t size)
{
	struct pollfd poll_one = { .fd = fd, .events = POLLIN };
	size_t length = 0;

	while (length < size) {
		ssize_t n;

		if (poll(&poll_one, 1, SECONDS * 1000) <= 0)
			break;
		n = read(fd, (char *)bytes + length, size - length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		length += (size_t)n;
	}
	return length;
}

static int read_answer(int from, struct listeners *l, struct fault *f)
{
	struct listener item;
	struct fault said;

	if (read_all(from, &said, sizeof(said)) != sizeof(said))
		return fault_set(f, FAULT_SYSTEM, -EIO,
				 "the process that looks inside");
	if (said.code != FAULT_NONE) {
		*f = said;
		return said.error ? said.error : -EIO;
	}
	while (read_all(from, &item, sizeof(item)) == sizeof(item))
		listeners_add(l, &item);
	return l->is_short ? fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table")
			   : 0;
}

static int ask_child(struct join *j, const struct collect *how,
		     struct listeners *l, struct fault *f)
{
	cleanup_close int from = -EBADF, to = -EBADF;
	int ends[2], r, status;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return fault_set(f, FAULT_SYSTEM, -errno, "a pipe");
	from = ends[0];
	to = ends[1];
	child = fork();
	if (child == 0)
		run_child(j, how, to);
	if (child < 0)
		return fault_set(f, FAULT_SYSTEM, -errno, "a process");
	close_fd(&to);
	r = read_answer(from, l, f);
	/* it has ended, or is stuck: then no other signal ends it */
	kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (r == 0 && WIFEXITED(status) && WEXITSTATUS(status))
		r = fault_set(f, FAULT_SYSTEM, -EIO,
			      "the process that looks inside");
	return r;
}

static int look_from_outside(const struct target *t, const struct collect *how,
			     struct listeners *l, struct fault *f)
{
	cleanup_close int net = openat(t->proc, "net", O_DIRECTORY | O_CLOEXEC);
	int r = net < 0 ? -errno : sockets_by_proc(net, how->unix_too, l);

	return r < 0 ? fault_set(f, FAULT_SYSTEM, r, "/proc/%d/net",
				 (int)t->pid)
		     : 0;
}

int collect(struct target *t, const struct collect *how, struct listeners *ret,
	    struct fault *ret_why, struct fault *f)
{
	static struct facts facts;
	struct request req;
	struct env env = ENV_INIT;
	struct plan plan;
	struct join j = {
		.sys = &sys_real,
		.req = &req,
		.facts = &facts,
		.plan = &plan,
		.target = t,
		.env = &env,
		.terminal = TERMINAL_NONE,
		.self = -EBADF,
	};
	int r;

	facts = (struct facts){ .user_count = 0 };
	*ret_why = (struct fault)FAULT_INIT;
	verdict_request(&req);
	req.named = req.asked[NS_NET] = true;
	req.target.kind = SPEC_PID;
	req.target.pid = t->pid;
	req.target.text = how->title;
	r = detect(&req, t, &facts, ret_why);
	if (r == 0)
		r = plan_make(&req, &facts, &plan, ret_why);
	if (facts.ns[NS_NET].shared) {
		*ret_why = (struct fault)FAULT_INIT;
		r = look_here(how, ret);
		return r < 0 ? fault_set(f, FAULT_SYSTEM, r, "the sockets") : 0;
	}
	return r < 0 ? look_from_outside(t, how, ret, f)
		     : ask_child(&j, how, ret, f);
}
