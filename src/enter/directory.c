/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the command starts. */
#include "config.h"
#include "enter/directory.h"
#include "base/cleanup.h"
#include "enter/untrusted.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void hint_without(const struct join *j, struct fault *f)
{
	struct request without = *j->req;

	without.cwd.kind = DIR_UNSAID;
	without.inner_cwd = NULL;
	request_hint(&without, NULL, NULL, false, f);
}

static int failed(const struct join *j, const char *what, int error,
		  struct fault *f)
{
	char shown[256];

	fault_set(f, FAULT_BAD_FILE, error, "the directory %s",
		  escape(shown, sizeof(shown), what));
	hint_without(j, f);
	return error;
}

int directory_outer(struct join *j, struct fault *f)
{
	const char *what = j->req->cwd.kind == DIR_PATH ? j->req->cwd.path
							: "of the target";
	char path[PATH_MAX + 16];
	int r = j->sys->enter_dir(j->sys->self, j->target->cwd);

	if (r < 0)
		return failed(j, what, r, f);
	if (!j->plan->files_change)
		return 0;
	/* the system call: the library would not pass that word on */
	if (syscall(SYS_getcwd, path, sizeof(path)) < 0)
		return failed(j, what, -errno, f);
	if (path[0] == '/')
		return 0;
	failed(j, what, -EXDEV, f);
	fault_why(f, "it lies outside of the root that was joined, and "
		     "would lead back out of it");
	return -EXDEV;
}

/* Inside, by a child that has its time; of the caller's own, as ever. */
static int open_inner(const struct join *j)
{
	cleanup_close int root = -EBADF;
	int fd;

	if (!j->plan->files_change) {
		fd = open(j->req->inner_cwd, O_PATH | O_DIRECTORY | O_CLOEXEC);
		return fd < 0 ? -errno : fd;
	}
	root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return -errno;
	return untrusted_open(root, j->req->inner_cwd, O_PATH | O_DIRECTORY);
}

int directory_inner(struct join *j, struct fault *f)
{
	cleanup_close int fd = open_inner(j);
	int r = fd < 0 ? fd : j->sys->enter_dir(j->sys->self, fd);

	if (r >= 0)
		return 0;
	failed(j, j->req->inner_cwd, r, f);
	if (j->plan->files_change)
		untrusted_why(f);
	return r;
}
