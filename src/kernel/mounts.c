/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is changed in a mount namespace of one's own. */
#include "config.h"
#include "kernel/mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* As in linux/mount.h, which is at odds with <sys/mount.h> at some places. */
#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE 1
#define OPEN_TREE_CLOEXEC O_CLOEXEC
#endif
#ifndef MOVE_MOUNT_F_EMPTY_PATH
#define MOVE_MOUNT_F_EMPTY_PATH 0x00000004
#define MOVE_MOUNT_T_EMPTY_PATH 0x00000040
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

#define SETATTR_RDONLY 0x00000001
#define SETATTR_NOSUID 0x00000002
#define SETATTR_NODEV 0x00000004
#define SETATTR_NOSYMFOLLOW 0x00200000

struct setattr {
	uint64_t attr_set, attr_clr, propagation, userns_fd;
};

#define INERT (MS_NOSUID | MS_NODEV | MS_NOEXEC)

int mounts_slave(void *self)
{
	int r = mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL);

	(void)self;
	return r < 0 ? -errno : 0;
}

int mounts_read_only(void *self)
{
	const struct setattr attr = {
		.attr_set = SETATTR_RDONLY,
		.propagation = MS_PRIVATE,
	};

	(void)self;
	if (syscall(SYS_mount_setattr, AT_FDCWD, "/", AT_RECURSIVE, &attr,
		    sizeof(attr)) < 0)
		return -errno;
	return 0;
}

static int mount_fresh(const char *type, const char *dir)
{
	int r = mount(type, dir, type, INERT, NULL);

	/* the new one may allow no more than the one that is there */
	if (r < 0 && errno == EPERM)
		r = mount(type, dir, type, INERT | MS_RDONLY, NULL);
	return r < 0 ? -errno : 0;
}

/*
 * In a process of its own, which shares this one's memory and has a place of
 * its own: the namespace that it joins, the ids that it takes. This one waits
 * meanwhile.
 */
static int run_beside(int (*run)(void *), void *context, int shared)
{
	char stack[16384] __attribute__((aligned(16)));
	pid_t pid = clone(run, stack + sizeof(stack),
			  CLONE_VM | CLONE_VFORK | shared, context);

	if (pid < 0)
		return -errno;
	while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
		;
	return 0;
}

int mounts_sys(void *self)
{
	(void)self;
	return mount_fresh("sysfs", "/sys");
}

/*
 * What proc shows is the pid namespace of who mounts it: so it takes one who
 * is in it. The target may see that process, and is not to find a descriptor
 * there, though none can be taken from who is not dumpable.
 */
static int proc_beside(void *context)
{
	int *ret = context;

	syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
	*ret = mount_fresh("proc", "/proc");
	_exit(0);
}

int mounts_proc(void *self)
{
	/* what it stays where that process is killed */
	int error = -EINTR;
	int r = run_beside(proc_beside, &error, 0);

	(void)self;
	return r < 0 ? r : error;
}

/*
 * Where the files are written; what is there is covered for that long, and
 * every host has it.
 */
#define WORKSHOP "/sys"

struct covering {
	const struct cover *covers;
	size_t count;
	int error;
};

static const char *made_path(size_t i, char *buf, size_t size)
{
	snprintf(buf, size, WORKSHOP "/%zu", i);
	return buf;
}

static int write_file(size_t i, const struct cover *cover)
{
	char path[32];
	int fd = open(made_path(i, path, sizeof(path)),
		      O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
	ssize_t n = 0;
	int error;

	if (fd < 0)
		return -errno;
	for (size_t done = 0; n >= 0 && done < cover->length; done += (size_t)n)
		n = write(fd, cover->text + done, cover->length - done);
	error = n < 0 ? -errno : 0;
	close(fd);
	return error;
}

static int make_files(const struct covering *c)
{
	int r = mount("tmpfs", WORKSHOP, "tmpfs", INERT,
		      "mode=755,size=8m,nr_inodes=16");

	if (r < 0)
		return -errno;
	for (size_t i = 0; i < c->count && r == 0; i++)
		r = write_file(i, &c->covers[i]);
	/* before it is mounted elsewhere: the flags go along */
	if (r == 0 && mount(NULL, WORKSHOP, NULL,
			    MS_REMOUNT | MS_BIND | MS_RDONLY | INERT, NULL) < 0)
		r = -errno;
	return r;
}

/*
 * tmpfs refuses to hold what belongs to nobody in its user namespace, and the
 * caller may be nobody there: so root's, where there is one. By the system
 * calls: the library would want to tell its threads. The change makes the
 * process as dumpable as /proc/sys/fs/suid_dumpable says (prctl(2)).
 */
static int make_files_beside(void *context)
{
	struct covering *c = context;

	syscall(SYS_setresgid, 0, 0, 0);
	syscall(SYS_setresuid, 0, 0, 0);
	umask(0);
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		c->error = -errno;
	else
		c->error = make_files(c);
	_exit(0);
}

int mounts_cover(void *self, const struct cover *covers, size_t count)
{
	struct covering c = { covers, count, -EINTR };
	int r = run_beside(make_files_beside, &c, CLONE_FILES);
	char made[32];

	(void)self;
	if (r == 0)
		r = c.error;
	/* whatever is left then ends with the namespace */
	if (r < 0)
		return r;
	for (size_t i = 0; i < count; i++) {
		if (mount(made_path(i, made, sizeof(made)), covers[i].path,
			  NULL, MS_BIND, NULL) < 0)
			return -errno;
	}
	return umount2(WORKSHOP, MNT_DETACH) < 0 ? -errno : 0;
}

struct cloning {
	int mnt, root;
	int tree;
};

/* open_tree(2) copies what lies in the mount namespace of who asks. */
static int clone_beside(void *context)
{
	struct cloning *c = context;

	c->tree = setns(c->mnt, CLONE_NEWNS);
	if (c->tree == 0)
		c->tree = (int)syscall(SYS_open_tree, c->root, "",
				       OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC |
					       AT_EMPTY_PATH | AT_RECURSIVE);
	if (c->tree < 0)
		c->tree = -errno;
	_exit(0);
}

int mounts_clone(void *self, int mnt, int root)
{
	struct cloning c = { mnt, root, -EINTR };
	int r = run_beside(clone_beside, &c, CLONE_FILES);

	(void)self;
	return r < 0 ? r : c.tree;
}

int mounts_attach(void *self, int tree, int dir, bool follow)
{
	const struct setattr attr = {
		.attr_set = SETATTR_NOSUID | SETATTR_NODEV |
			    (follow ? 0 : SETATTR_NOSYMFOLLOW),
		.propagation = MS_PRIVATE,
	};

	(void)self;
	if (syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE,
		    &attr, sizeof(attr)) < 0)
		return -errno;
	if (syscall(SYS_move_mount, tree, "", dir, "",
		    MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) < 0)
		return -errno;
	return 0;
}
