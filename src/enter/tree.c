/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The target's files at a directory of the caller's, for --host-tools.
 *
 * The tree is copied from the target's mount namespace by its root directory
 * that was opened before, with all that is mounted below. No path is looked up
 * there. Before it is attached, set-user-ID bits and devices in it cease to
 * count, and symbolic links in it to be followed: where its root is not "/",
 * an absolute one leads into the caller's own files, and so does each magic
 * link below its /proc, past all these restrictions. And it is made private, or
 * what the target mounts there later would come along without them.
 */
#include "config.h"
#include "base/cleanup.h"
#include "enter/join.h"
#include "enter/view.h"
#include "plan/view.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

int view_tree(struct join *j, struct fault *f)
{
	int fd = j->sys->clone_tree(j->sys->self, j->target->ns[NS_MNT],
				    j->view.root);

	close_fd(&j->view.root);
	j->view.tree = fd;
	if (fd >= 0)
		return 0;
	return view_failed(j, fd, "copy the tree of its files",
			   fd == -EINVAL
				   ? "its root is in no mount of its mount "
				     "namespace any more"
			   : fd == -ENOSYS ? "open_tree(2) is of Linux 5.2"
					   : NULL,
			   f);
}

static bool is_root_of(const struct view *v, const struct statx *st)
{
	return st->stx_ino == v->inode && st->stx_dev_major == v->major &&
	       st->stx_dev_minor == v->minor;
}

static bool is_same(const struct statx *a, const struct statx *b)
{
	return a->stx_ino == b->stx_ino &&
	       a->stx_dev_major == b->stx_dev_major &&
	       a->stx_dev_minor == b->stx_dev_minor;
}

static int look(int fd, struct statx *ret)
{
	int flags = AT_EMPTY_PATH | AT_STATX_DONT_SYNC;

	return statx(fd, "", flags, STATX_INO, ret) < 0 ? -errno : 0;
}

/* There it would be covered by the fresh ones. */
static bool is_to_be_covered(int dir)
{
	struct statfs fs;

	return fstatfs(dir, &fs) == 0 &&
	       (fs.f_type == SYSFS_MAGIC || fs.f_type == PROC_SUPER_MAGIC);
}

/*
 * -EXDEV where @dir lies in the directory that the tree begins with. The "/"
 * of here is none: a target that has the same has its files beside ours.
 */
static int check_outside(const struct view *v, int dir)
{
	cleanup_close int fd = fcntl(dir, F_DUPFD_CLOEXEC, 3);
	struct statx here, above;
	int r = fd < 0 ? -errno : look(fd, &here);

	while (r == 0) {
		int up = openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);

		if (up < 0)
			return -errno;
		close_fd(&fd);
		fd = up;
		r = look(fd, &above);
		if (r == 0 && is_same(&here, &above))
			return 0;
		if (r == 0 && is_root_of(v, &here))
			return -EXDEV;
		here = above;
	}
	return r;
}

static const char *why_not_attached(int error)
{
	switch (error) {
	case -EXDEV:
		return "it lies inside of the target's files, which would be "
		       "put into themselves";
	case -EOPNOTSUPP:
		return "it lies in /proc or /sys, which is mounted anew";
	case -EINVAL:
		return "it is in no mount of yours; or the kernel is older "
		       "than Linux 5.14, and cannot keep links from being "
		       "followed";
	case -ENOSYS:
		return "mount_setattr(2) is of Linux 5.12";
	default:
		return NULL;
	}
}

static int attach(struct join *j, const char *path)
{
	cleanup_close int dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int r = dir < 0 ? -errno : check_outside(&j->view, dir);

	if (r == 0 && is_to_be_covered(dir))
		r = -EOPNOTSUPP;
	if (r == 0)
		r = j->sys->attach_tree(j->sys->self, j->view.tree, dir,
					j->req->tools.follow);
	close_fd(&j->view.tree);
	return r;
}

int view_attach(struct join *j, struct fault *f)
{
	char path[PATH_MAX], shown[256], what[320];
	int r = attach(j, view_dir(j->req, path));

	if (r >= 0)
		return 0;
	snprintf(what, sizeof(what), "put the target's files at %s",
		 escape(shown, sizeof(shown), path));
	view_failed(j, r, what, why_not_attached(r), f);
	if (r == -EXDEV || r == -EOPNOTSUPP)
		fault_hint(f, "mktemp -d   # a directory outside of them; "
			      "then --host-tools=DIR");
	return r;
}

int view_proc(struct join *j, struct fault *f)
{
	int r = j->sys->mount_proc(j->sys->self);

	if (r >= 0)
		return 0;
	view_failed(j, r, "mount a /proc of its processes",
		    r == -ENOMEM ? "the first process of its pid namespace has "
				   "ended (pid_namespaces(7))"
		    : r == -EPERM
			    ? "no fresh one is to be had where a part of "
			      "this one is covered, as in most containers "
			      "(mount_namespaces(7))"
			    : NULL,
		    f);
	request_hint_but(j->req, j->plan->joins, NS_PID, f);
	return r;
}

void view_tell(const struct join *j)
{
	const char *text = j->req->target.text, *program = j->req->program;
	char dir[PATH_MAX], where[256], shown[64];

	escape(where, sizeof(where), view_dir(j->req, dir));
	escape(shown, sizeof(shown), text ? text : "the target");
	if (j->plan->own_pids[0])
		notice(program,
		       "pids and /proc are your own, those of %s are in "
		       "%s/proc: in its pid namespace it could reach your "
		       "files: %s (--expose-host)",
		       shown, where, j->plan->own_pids);
	if (j->req->command)
		return;
	notice(program,
	       "host tools: the files of %s are at %s, and links in "
	       "it are %s",
	       shown, where,
	       j->req->tools.follow ? "followed, into your own files too"
				    : "not followed");
}
