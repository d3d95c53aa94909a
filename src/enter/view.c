/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What of the target is put among the caller's own files.
 *
 * Theory of operation. The caller's mounts are copied by unshare(2), which
 * the joined user namespace gives the right to: all are locked together in
 * the copy, so nothing that is covered here comes to light again by it, but
 * new ones may be put on top (mount_namespaces(7)).
 *
 * The target's files are read, and what was read is shown, not the files
 * themselves. A bind mount of those would follow what the target writes
 * later, and all that a file can be: a file system of the target's own that
 * never answers, a file that grows while it is parsed, and every program of
 * the host that looks up a name would read from it. What is shown here was
 * bounded in size and time when it was read, is the same for every reader,
 * and cannot be written to. That it does not change while the command runs
 * is the price.
 */
#include "config.h"
#include "enter/view.h"
#include "base/cleanup.h"
#include "base/frame.h"
#include "enter/join.h"
#include "enter/untrusted.h"
#include "plan/view.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RESOLV "/etc/resolv.conf"

static const struct {
	const char *path;
	bool names; /* else it is of --host-tools alone, and may be absent */
} files[VIEW_FILES] = {
	{ RESOLV, true },
	{ "/etc/hosts", true },
	{ "/etc/hostname", false },
};

/*
 * Those who would answer for the host's own network, over a socket that no
 * network namespace parts from it: libc asks them first, and goes by the
 * files where there are none (nscd(8), nss-resolve(8)).
 */
static const char *const answering[] = {
	"/run/nscd/socket",
	"/run/systemd/resolve/io.systemd.Resolve",
};

_Static_assert(VIEW_FILES + ARRAY_SIZE(answering) <= COVERS_MAX,
	       "room for all that is covered");

int view_failed(const struct join *j, int error, const char *what,
		const char *why, struct fault *f)
{
	struct request without = *j->req;

	fault_set(f, FAULT_VIEW, error, "%s", what);
	if (why)
		fault_why(f, "%s: %s", strerror(-error), why);
	view_drop(&without);
	request_hint(&without, NULL, NULL, false, f);
	return error;
}

static const char *why_unread(int error)
{
	switch (error) {
	case -EINVAL:
	case -ENXIO:
		return "it is no regular file";
	case -EFBIG:
		return "it is larger than 1 MiB";
	case -ELOOP:
		return "it leads in a circle, or through a link of /proc";
	case -ETIMEDOUT:
		return "its file system does not answer";
	default:
		return NULL;
	}
}

static int unread(const struct join *j, const char *path, int error,
		  struct fault *f)
{
	char what[64];

	snprintf(what, sizeof(what), "%s of the target", path);
	view_failed(j, error, what, why_unread(error), f);
	untrusted_why(f);
	return error;
}

static int read_one(int root, const char *path, struct view_file *file)
{
	char *text = malloc(VIEW_FILE_MAX + 1);
	ssize_t n;

	if (!text)
		return -ENOMEM;
	n = untrusted_read_file(root, path, text, VIEW_FILE_MAX + 1);
	if (n < 0) {
		free(text);
		return (int)n;
	}
	file->text = text;
	file->length = (size_t)n;
	return 0;
}

static int read_files(struct join *j, struct fault *f)
{
	for (size_t i = 0; i < VIEW_FILES; i++) {
		int r = 0;

		if (files[i].names || j->req->tools.dir)
			r = read_one(j->view.root, files[i].path + 1,
				     &j->view.files[i]);
		/* then it is absent for the target's own programs too */
		if (r < 0 && r != -ENOENT)
			return unread(j, files[i].path, r, f);
	}
	return 0;
}

/*
 * Which directory the root is; without asking its file system, which may
 * never answer.
 */
static int look_at_root(struct join *j, struct fault *f)
{
	struct view *v = &j->view;
	struct statx st;

	v->root = openat(j->target->proc, "root",
			 O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (v->root < 0 ||
	    statx(v->root, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC,
		  STATX_INO | STATX_NLINK, &st) < 0)
		return view_failed(j, -errno, "the root of the target", NULL,
				   f);
	if (st.stx_nlink == 0)
		return view_failed(j, -ENOENT, "the root of the target",
				   "the directory was removed", f);
	v->major = st.stx_dev_major;
	v->minor = st.stx_dev_minor;
	v->inode = st.stx_ino;
	return 0;
}

int view_fetch(struct join *j, struct fault *f)
{
	int r = look_at_root(j, f);

	if (r == 0)
		r = read_files(j, f);
	/* what the tree is taken by */
	if (r < 0 || !j->req->tools.dir)
		close_fd(&j->view.root);
	return r;
}

int view_private(struct join *j, struct fault *f)
{
	const struct sys *sys = j->sys;
	int r = sys->copy_mounts(sys->self);

	if (r < 0)
		return view_failed(j, r, "copy the own mounts",
				   r == -ENOSPC
					   ? "the limit of "
					     "/proc/sys/user/max_mnt_namespaces"
					   : "unshare(2)",
				   f);
	r = sys->slave_mounts(sys->self);
	if (r < 0)
		return view_failed(
			j, r, "make the copy of the mounts private",
			r == -EINVAL ? "the root is no mount: a chroot?" : NULL,
			f);
	return 0;
}

static int not_there(const struct join *j, const char *path, int error,
		     struct fault *f)
{
	char what[64];

	snprintf(what, sizeof(what), "%s of your own", path);
	return view_failed(j, error, what,
			   "the target's is put in its place, and nothing is "
			   "created here",
			   f);
}

/* Of the files that were read; and of here, what is in their way. */
static int add_files(const struct join *j, struct cover *covers, size_t *count,
		     struct fault *f)
{
	for (size_t i = 0; i < VIEW_FILES; i++) {
		const struct view_file *file = &j->view.files[i];

		if (!files[i].names && !j->req->tools.dir)
			continue;
		if (access(files[i].path, F_OK) == 0)
			covers[(*count)++] = (struct cover){ files[i].path,
							     file->text,
							     file->length };
		else if (files[i].names)
			return not_there(j, files[i].path, -errno, f);
	}
	for (size_t i = 0; i < ARRAY_SIZE(answering); i++) {
		if (access(answering[i], F_OK) == 0)
			covers[(*count)++] =
				(struct cover){ answering[i], NULL, 0 };
	}
	return 0;
}

int view_names(struct join *j, struct fault *f)
{
	struct cover covers[COVERS_MAX];
	size_t count = 0;
	int r = add_files(j, covers, &count, f);

	if (r < 0)
		return r;
	r = j->sys->cover_files(j->sys->self, covers, count);
	for (size_t i = 0; i < VIEW_FILES; i++) {
		free(j->view.files[i].text);
		j->view.files[i] = (struct view_file){ .text = NULL };
	}
	if (r < 0)
		return view_failed(j, r,
				   "put the name resolution files in place",
				   r == -EOVERFLOW
					   ? "no id that this process has is "
					     "mapped there"
					   : NULL,
				   f);
	return 0;
}

int view_sys(struct join *j, struct fault *f)
{
	int r = j->sys->mount_sys(j->sys->self);

	if (r < 0)
		return view_failed(
			j, r, "mount a /sys of its network",
			r == -EPERM ? "no fresh one is to be had where "
				      "a part of this one is covered, as "
				      "in most containers "
				      "(mount_namespaces(7))"
				    : NULL,
			f);
	return 0;
}

/* Of the target, and of here; neither is there without the other. */
static bool asks_others(const struct join *j)
{
	cleanup_close int there = openat(j->target->proc, "root",
					 O_PATH | O_DIRECTORY | O_CLOEXEC);
	cleanup_close int here = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	char theirs[4096], ours[4096];
	ssize_t n;

	if (there < 0 || here < 0)
		return false;
	n = untrusted_read_file(there, &RESOLV[1], theirs, sizeof(theirs));
	if (n < 0)
		return false;
	if (untrusted_read_file(here, &RESOLV[1], ours, sizeof(ours)) != n)
		return true;
	return memcmp(theirs, ours, (size_t)n) != 0;
}

static own_frame void tell_names(const struct join *j)
{
	struct request resolving = *j->req;
	struct line l = LINE_INIT;

	if (!asks_others(j))
		return;
	resolving.resolv = true;
	request_line(&resolving, NULL, NULL, false, &l);
	notice(j->req->program,
	       "hint: %s   # names were asked of your own " RESOLV
	       ", and the target has another one",
	       l.text);
}

void view_tell_names(const struct join *j, int status)
{
	if (j->plan->unresolved && WIFEXITED(status) &&
	    WEXITSTATUS(status) == j->plan->unresolved)
		tell_names(j);
}
