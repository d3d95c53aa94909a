/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The system calls that change what this process is, and nothing else. */
#include "config.h"
#include "kernel/sys.h"
#include "kernel/caps.h"
#include "kernel/filter.h"
#include "kernel/landlock.h"
#include "kernel/pidfd.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CAPS_WORDS 64

static int result(long r)
{
	return r < 0 ? -errno : 0;
}

static int real_setns(void *self, int fd, int flag)
{
	(void)self;
	return result(setns(fd, flag));
}

static int real_undumpable(void *self)
{
	(void)self;
	return result(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
}

static int real_caps(void *self, bool bare, uint64_t *ret)
{
	(void)self;
	return bare ? caps_effective_now(ret) : caps_effective(ret);
}

static int real_new_keyring(void *self)
{
	(void)self;
	return result(syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL));
}

static int real_enter_dir(void *self, int fd)
{
	(void)self;
	return result(fchdir(fd));
}

static int real_enter_root(void *self, int fd)
{
	int r = real_enter_dir(self, fd);

	return r < 0 ? r : result(chroot("."));
}

static int real_drop_groups(void *self)
{
	(void)self;
	return result(setgroups(0, NULL));
}

static int real_set_gid(void *self, gid_t gid)
{
	(void)self;
	return result(setresgid(gid, gid, gid));
}

static int real_set_uid(void *self, uid_t uid, bool keep_caps)
{
	(void)self;
	/* from 0 to another uid the kernel clears the sets otherwise */
	if (keep_caps && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0)
		return -errno;
	if (setresuid(uid, uid, uid) < 0)
		return -errno;
	/* what is kept is the permitted set: the effective one comes back */
	return keep_caps ? caps_limit(CAPS_EVERY) : 0;
}

static int real_raise_ambient(void *self)
{
	(void)self;
	return caps_raise_ambient();
}

/* EPERM without CAP_SETPCAP: capabilities(7), "bounding set". */
static int drop_bounding(uint64_t keep)
{
	for (unsigned int cap = 0; cap < CAPS_WORDS; cap++) {
		if (keep & CAP_BIT(cap))
			continue;
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) == 0)
			continue;
		/* EINVAL: past the last capability of this kernel */
		return errno == EINVAL ? 0 : -errno;
	}
	return 0;
}

static int real_limit_caps(void *self, uint64_t keep)
{
	int r = drop_bounding(keep);

	(void)self;
	/* in this order: the first needs CAP_SETPCAP */
	return r < 0 ? r : caps_limit(keep);
}

/*
 * For kernels before 5.9, and under filters: every number that a descriptor
 * can have. The limit of now says nothing of those opened under an earlier
 * one, and /proc/self/fd is the target's by the time this is called: so up
 * to the default of fs.nr_open, a million: 60 ms to a second, by machine.
 */
#define DESCRIPTORS_MAX (1U << 20)

static int close_each(unsigned int first, unsigned int last)
{
	for (unsigned int fd = first; fd <= last && fd < DESCRIPTORS_MAX; fd++)
		close((int)fd);
	return 0;
}

static int close_span(unsigned int first, unsigned int last)
{
	if (syscall(SYS_close_range, first, last, 0) == 0)
		return 0;
	return close_each(first, last);
}

/* The lowest of @kept from @first on; ~0 where there is none. */
static unsigned int next_kept(unsigned int first, const int *kept, size_t count)
{
	unsigned int next = ~0U;

	for (size_t i = 0; i < count; i++) {
		if (kept[i] >= (int)first && (unsigned int)kept[i] < next)
			next = (unsigned int)kept[i];
	}
	return next;
}

static int real_close_from(void *self, int lowest, const int *kept,
			   size_t count)
{
	unsigned int first = (unsigned int)lowest, next;
	int r = 0;

	(void)self;
	while (r == 0 && (next = next_kept(first, kept, count)) != ~0U) {
		r = next > first ? close_span(first, next - 1) : 0;
		first = next + 1;
	}
	return r < 0 ? r : close_span(first, ~0U);
}

static int real_copy_mounts(void *self)
{
	(void)self;
	return result(unshare(CLONE_NEWNS));
}

static int real_outer_root(void *self)
{
	int fd = pidfd_open_process(getpid()), r;

	(void)self;
	/* by the process itself: /proc/self may be the target's word */
	if (fd < 0)
		return fd;
	r = result(setns(fd, CLONE_NEWNS));
	close(fd);
	return r;
}

static int real_no_new_privs(void *self)
{
	(void)self;
	return result(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
}

static int real_deny_writes(void *self, const int *except, size_t count)
{
	(void)self;
	return landlock_deny_writes(except, count);
}

static int real_filter_writes(void *self)
{
	(void)self;
	return filter_writes();
}

const struct sys sys_real = {
	.self = NULL,
	.setns = real_setns,
	.undumpable = real_undumpable,
	.caps = real_caps,
	.new_keyring = real_new_keyring,
	.enter_root = real_enter_root,
	.enter_dir = real_enter_dir,
	.drop_groups = real_drop_groups,
	.set_gid = real_set_gid,
	.set_uid = real_set_uid,
	.raise_ambient = real_raise_ambient,
	.limit_caps = real_limit_caps,
	.copy_mounts = real_copy_mounts,
	.slave_mounts = mounts_slave,
	.cover_files = mounts_cover,
	.mount_sys = mounts_sys,
	.mount_proc = mounts_proc,
	.clone_tree = mounts_clone,
	.attach_tree = mounts_attach,
	.outer_root = real_outer_root,
	.read_only = mounts_read_only,
	.no_new_privs = real_no_new_privs,
	.deny_writes = real_deny_writes,
	.filter_writes = real_filter_writes,
	.close_from = real_close_from,
};

int sys_open_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		/* the lowest free number is @fd: those below it are open */
		if (open("/dev/null", O_RDWR) != fd)
			return errno ? -errno : -EBADF;
	}
	return 0;
}

int sys_setns_filter(int flag)
{
	if (setns(-1, flag) < 0 && errno != EBADF)
		return -errno;
	return 0;
}

bool sys_has_terminal(void)
{
	int fd;

	/* there may be no /dev/tty here, and one inside */
	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (isatty(fd))
			return true;
	}
	fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}
