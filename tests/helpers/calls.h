/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The system calls that tests name, and their numbers. */
#ifndef TESTS_CALLS_H
#define TESTS_CALLS_H

#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>

static const struct call {
	const char *name;
	int number;
} calls[] = {
	{ "capget", SYS_capget },
	{ "capset", SYS_capset },
	{ "chroot", SYS_chroot },
	{ "clone3", SYS_clone3 },
	{ "close_range", SYS_close_range },
	{ "execve", SYS_execve },
	{ "fchdir", SYS_fchdir },
	{ "ioctl", SYS_ioctl },
	{ "keyctl", SYS_keyctl },
	{ "landlock_add_rule", 445 }, /* newer than some libcs */
	{ "landlock_create_ruleset", 444 },
	{ "landlock_restrict_self", 446 },
	{ "memfd_create", SYS_memfd_create },
	{ "mount", SYS_mount },
	{ "mount_setattr", 442 },
	{ "move_mount", SYS_move_mount },
	{ "open_tree", SYS_open_tree },
	{ "openat", SYS_openat },
	{ "openat2", SYS_openat2 },
	{ "pidfd_open", SYS_pidfd_open },
	{ "prctl", SYS_prctl },
	{ "setgroups", SYS_setgroups },
	{ "setns", SYS_setns },
	{ "setresgid", SYS_setresgid },
	{ "setresuid", SYS_setresuid },
	{ "umount2", SYS_umount2 },
	{ "unshare", SYS_unshare },
};

/* The number of the call whose name is the first @length bytes of @name, or
 * -1 where the table has none. */
static inline int call_number(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (strncmp(calls[i].name, name, length) == 0 &&
		    !calls[i].name[length])
			return calls[i].number;
	}
	return -1;
}

#endif
