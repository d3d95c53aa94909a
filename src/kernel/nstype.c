/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of namespace types: nothing else lists the eight. */
#include "config.h"
#include "kernel/nstype.h"
#include "kernel/caps.h"

#include <sched.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080 /* Linux 5.6 */
#endif

#define ADMIN CAP_BIT(CAP_SYS_ADMIN)

/* The capabilities are those of setns(2), "Details for specific types". */
const struct ns_info ns_infos[NS_COUNT] = {
	[NS_USER] = { "user", "user", "ns/user", NULL, 9, 0, CLONE_NEWUSER, 'U',
		      ADMIN, 0 },
	[NS_CGROUP] = { "cgroup", "cgroup", "ns/cgroup", NULL, 1, 0,
			CLONE_NEWCGROUP, 'C', ADMIN, ADMIN },
	[NS_IPC] = { "ipc", "ipc", "ns/ipc", NULL, 2, 0, CLONE_NEWIPC, 'i',
		     ADMIN, ADMIN },
	[NS_UTS] = { "uts", "uts", "ns/uts", NULL, 10, 0, CLONE_NEWUTS, 'u',
		     ADMIN, ADMIN },
	[NS_NET] = { "net", "net", "ns/net", NULL, 4, 0, CLONE_NEWNET, 'n',
		     ADMIN, ADMIN },
	[NS_TIME] = { "time", "time", "ns/time", "ns/time_for_children", 7, 8,
		      CLONE_NEWTIME, 'T', ADMIN, ADMIN },
	[NS_PID] = { "pid", "pid", "ns/pid", "ns/pid_for_children", 5, 6,
		     CLONE_NEWPID, 'p', ADMIN, ADMIN },
	[NS_MNT] = { "mnt", "mount", "ns/mnt", NULL, 3, 0, CLONE_NEWNS, 'm',
		     ADMIN, ADMIN | CAP_BIT(CAP_SYS_CHROOT) },
};

enum ns_type ns_type_by_flag(int flag)
{
	int type = 0;

	while (type < NS_COUNT && ns_infos[type].flag != flag)
		type++;
	return (enum ns_type)type;
}
