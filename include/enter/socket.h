/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The network namespace of a socket of the target. */
#ifndef ENTER_SOCKET_H
#define ENTER_SOCKET_H

#include "enter/join.h"

/*
 * -N FD: takes a copy of that descriptor of the target by pidfd_getfd(2)
 * (Linux 5.6; PTRACE_MODE_ATTACH over the target), and by SIOCGSKNS
 * (cap_net_admin over its network) the namespace into @j->target->ns: both
 * rights are there only once the user namespace was joined.
 * Returns 0, or a negative errno with the fault set.
 */
int socket_namespace(struct join *j, struct fault *f);

#endif
