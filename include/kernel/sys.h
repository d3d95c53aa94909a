/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The system calls that change what this process is, and nothing else. */
#ifndef KERNEL_SYS_H
#define KERNEL_SYS_H

#include "kernel/mounts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Each returns >= 0 or a negative errno. @self is handed to every call: the
 * tests record there what was asked, and in which order.
 */
struct sys {
	void *self;
	/* setns(2): joins the namespace behind @fd, which must be of @flag */
	int (*setns)(void *self, int fd, int flag);
	/* prctl(2), PR_SET_DUMPABLE 0 */
	int (*undumpable)(void *self);
	/*
	 * The effective set: by libcap-ng, or (@bare) by capget(2) alone,
	 * which opens nothing.
	 */
	int (*caps)(void *self, bool bare, uint64_t *ret);
	/* keyctl(2), KEYCTL_JOIN_SESSION_KEYRING with no name */
	int (*new_keyring)(void *self);
	/* fchdir(2) and chroot(2) "." */
	int (*enter_root)(void *self, int fd);
	int (*enter_dir)(void *self, int fd);
	int (*drop_groups)(void *self);
	/* setresgid(2), setresuid(2), all three ids; permitted set kept */
	int (*set_gid)(void *self, gid_t gid);
	int (*set_uid)(void *self, uid_t uid, bool keep_caps);
	int (*raise_ambient)(void *self);
	/* prctl(2), PR_CAPBSET_DROP, and capset(2): all but @keep goes */
	int (*limit_caps)(void *self, uint64_t keep);
	/* unshare(2), CLONE_NEWNS: the root and the directory go along */
	int (*copy_mounts)(void *self);
	/* mounts.h */
	int (*slave_mounts)(void *self);
	int (*read_only)(void *self);
	int (*cover_files)(void *self, const struct cover *covers,
			   size_t count);
	int (*mount_sys)(void *self);
	int (*mount_proc)(void *self);
	int (*clone_tree)(void *self, int mnt, int root);
	int (*attach_tree)(void *self, int tree, int dir, bool follow);
	/* setns(2) into the mount namespace that it is in: its very root */
	int (*outer_root)(void *self);
	/* prctl(2), PR_SET_NO_NEW_PRIVS */
	int (*no_new_privs)(void *self);
	/* landlock.h; the @count files of @except may be written */
	int (*deny_writes)(void *self, const int *except, size_t count);
	/* filter.h */
	int (*filter_writes)(void *self);
	/* close_range(2) from @lowest on, but the @count of @kept, in any order */
	int (*close_from)(void *self, int lowest, const int *kept,
			  size_t count);
};

extern const struct sys sys_real;

/*
 * Sees to it that 0, 1 and 2 are open, on /dev/null where they were not:
 * else the next file opened would become the command's standard input.
 * Returns 0 or a negative errno.
 */
int sys_open_standard(void);

/* Whether one of 0, 1, 2 is a terminal, or there is a controlling one. */
bool sys_has_terminal(void);

/*
 * With which error a seccomp filter refuses setns(2) with @flag as its type
 * (0 is any), or 0: for a descriptor of -1 the kernel itself says EBADF.
 * Changes nothing.
 */
int sys_setns_filter(int flag);

#endif
