/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keyed NAME COMMAND...: with a key of that name in a session keyring. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <linux/keyctl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0 ||
	    syscall(SYS_add_key, "user", argv[1], "told", 4,
		    KEY_SPEC_SESSION_KEYRING) < 0) {
		perror("keyed");
		return 2;
	}
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
