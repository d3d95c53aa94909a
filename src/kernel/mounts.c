/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is changed in a mount namespace of one's own. */
#include "config.h"
#include "kernel/mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define INERT (MS_NOSUID | MS_NODEV | MS_NOEXEC)

int mounts_slave(void)
{
	int r = mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL);

	return r < 0 ? -errno : 0;
}

int mounts_fresh(const char *type, const char *dir)
{
	int r = mount(type, dir, type, INERT, NULL);

	/* the new one may allow no more than the one that is there */
	if (r < 0 && errno == EPERM)
		r = mount(type, dir, type, INERT | MS_RDONLY, NULL);
	return r < 0 ? -errno : 0;
}

/*
 * In a process of its own, which shares all but its place: the mount
 * namespace that it joins, the ids that it takes. This one waits meanwhile.
 */
static int run_beside(int (*run)(void *), void *context)
{
	char stack[16384] __attribute__((aligned(16)));
	pid_t pid = clone(run, stack + sizeof(stack),
			  CLONE_VM | CLONE_VFORK | CLONE_FILES, context);

	if (pid < 0)
		return -errno;
	while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
		;
	return 0;
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
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	umask(0);
	c->error = make_files(c);
	_exit(0);
}

int mounts_cover(const struct cover *covers, size_t count)
{
	struct covering c = { covers, count, 0 };
	int r = run_beside(make_files_beside, &c);
	char made[32];

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
