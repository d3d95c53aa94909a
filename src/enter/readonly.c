/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A view of the target's files that nothing can be written through.
 *
 * Theory of operation. Three things together, none of them enough alone.
 *
 * 1. The mounts. unshare(2) copies those of the namespace that was joined,
 *    and moves this process's root and directory to the copies; then all are
 *    made private and read-only in one call. That refuses, by the kernel's
 *    own check before any write, chmod(2), setxattr(2), utimensat(2) and
 *    whatever else Landlock does not know. It does not refuse devices,
 *    sockets and FIFOs, and /proc/N/root of any process that is not in the
 *    copy leads to the mounts as they were.
 * 2. Landlock refuses to open for writing, whatever mount a path leads to,
 *    and to look by ptrace(2)'s rules at a process outside: so /proc/N/root,
 *    cwd, fd and mem of all others are closed.
 * 3. The capabilities but for CAP_DAC_READ_SEARCH are gone, for good: not in
 *    the bounding set, no_new_privs is set, and no user namespace can be
 *    made. So no mount is made or changed, no network configured. A filter
 *    refuses the calls that write without a path (filter.c).
 */
#include "config.h"
#include "enter/readonly.h"
#include "base/cleanup.h"
#include "enter/untrusted.h"
#include "kernel/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int failed(const struct join *j, int error, const char *what,
		  const char *why, struct fault *f)
{
	fault_set(f, FAULT_READ_ONLY, error, "%s", what);
	if (why)
		fault_why(f, "%s: %s", strerror(-error), why);
	request_hint(j->req, NULL, "--explain", false, f);
	return error;
}

static int open_here(const char *path)
{
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/*
 * Of a mount that is not among those of the copy, the kernel says so in front
 * of the path; and no call made here waits for the file system itself.
 */
static int check_within(void)
{
	char path[PATH_MAX + 16];

	if (syscall(SYS_getcwd, path, sizeof(path)) < 0)
		return -errno;
	return path[0] == '/' ? 0 : -EXDEV;
}

/* Where the root was changed, "/" names only what is below that. */
static int from_outer_root(struct join *j, struct fault *f)
{
	const struct sys *sys = j->sys;
	cleanup_close int root = open_here("/"), cwd = open_here(".");
	int r = root < 0 ? root : cwd < 0 ? cwd : sys->outer_root(sys->self);

	if (r < 0)
		return failed(j, r, "leave the changed root",
			      "all mounts can be made read-only from the outer "
			      "one alone, which takes pidfd_open(2), of Linux "
			      "5.3",
			      f);
	r = sys->read_only(sys->self);
	if (r >= 0)
		r = sys->enter_dir(sys->self, cwd);
	if (r >= 0)
		r = check_within();
	if (r >= 0)
		r = sys->enter_dir(sys->self, root);
	if (r >= 0)
		r = check_within();
	if (r >= 0)
		r = sys->enter_root(sys->self, root);
	return r < 0 ? r : sys->enter_dir(sys->self, cwd);
}

int readonly_view(struct join *j, struct fault *f)
{
	const struct sys *sys = j->sys;
	int r = sys->copy_mounts(sys->self);

	if (r < 0)
		return failed(j, r, "copy the mount namespace",
			      r == -ENOSPC ? "the limit of "
					     "/proc/sys/user/max_mnt_namespaces"
					   : "unshare(2)",
			      f);
	if (j->req->root.kind == DIR_UNSAID)
		r = sys->read_only(sys->self);
	else
		r = from_outer_root(j, f);
	if (r < 0 && f->code != FAULT_NONE)
		return r;
	if (r == -EXDEV)
		return failed(j, r, "the root, or the directory, of the target",
			      "it is not below the root of the mount "
			      "namespace, and would stay writable",
			      f);
	if (r < 0)
		return failed(j, r, "make the mounts read-only",
			      r == -ENOSYS ? "mount_setattr(2) is of Linux 5.12"
					   : NULL,
			      f);
	return 0;
}

/* What may be written: nothing that is kept anywhere. */
static const struct device {
	const char *path;
	unsigned int major, minor;
} devices[] = {
	{ "dev/null", 1, 3 },
	{ "dev/zero", 1, 5 },
	{ "dev/full", 1, 7 },
	{ "dev/tty", 5, 0 },
};

#define EXCEPTIONS (ARRAY_SIZE(devices) + 4)

struct exceptions {
	int fds[EXCEPTIONS];
	size_t count;
	size_t owned; /* the first so many */
};

/* What stands there is the target's word: it can be any file, or a link. */
static void add_device(struct exceptions *x, int root, const struct device *d)
{
	cleanup_close int fd = untrusted_open(root, d->path, O_PATH);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISCHR(st.st_mode) ||
	    st.st_rdev != makedev(d->major, d->minor))
		return;
	x->fds[x->count++] = take_fd(&fd);
}

/* Those that it will have: a name of them may be opened once more. */
static void add_terminals(struct exceptions *x, const struct join *j)
{
	if (j->terminal.slave >= 0)
		x->fds[x->count++] = j->terminal.slave;
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (!j->plan->session && isatty(fd))
			x->fds[x->count++] = fd;
	}
}

static int deny_writes(struct join *j)
{
	cleanup_close int root = open_here("/");
	struct exceptions x = { .count = 0 };
	int r = root;

	for (size_t i = 0; i < ARRAY_SIZE(devices) && root >= 0; i++)
		add_device(&x, root, &devices[i]);
	x.owned = x.count;
	add_terminals(&x, j);
	/* then not even /dev/null could be written, and nothing would say why */
	if (x.owned == 0 && untrusted_is_refused())
		r = -ENOSYS;
	if (r >= 0)
		r = j->sys->deny_writes(j->sys->self, x.fds, x.count);
	for (size_t i = 0; i < x.owned; i++)
		close_fd(&x.fds[i]);
	return r;
}

int readonly_confine(struct join *j, struct fault *f)
{
	const struct sys *sys = j->sys;
	int r = sys->no_new_privs(sys->self);

	if (r < 0)
		return failed(j, r, "set no_new_privs", NULL, f);
	if (j->req->read_only == READ_ONLY_FULL)
		r = deny_writes(j);
	if (r < 0) {
		failed(j, r, "deny every write",
		       r == -E2BIG ? "Landlock has no room for another layer "
				     "(landlock(7))"
				   : "Landlock",
		       f);
		untrusted_why(f);
		return r;
	}
	r = sys->filter_writes(sys->self);
	if (r < 0)
		return failed(j, r, "refuse calls that write",
			      "seccomp(2) filters are needed", f);
	return 0;
}
