/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thread without CAP_SYS_PTRACE, for good. */
#ifndef TESTS_CUT_H
#define TESTS_CUT_H

#include <linux/capability.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of this thread alone: the raw calls know no others. */
static inline bool cut_ptrace(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];
	unsigned int keep = ~(1U << CAP_SYS_PTRACE);

	if (prctl(PR_CAPBSET_DROP, CAP_SYS_PTRACE, 0, 0, 0) < 0 ||
	    syscall(SYS_capget, &head, data) < 0)
		return false;
	data[0].effective &= keep;
	data[0].permitted &= keep;
	data[0].inheritable &= keep;
	return syscall(SYS_capset, &head, data) == 0;
}

#endif
