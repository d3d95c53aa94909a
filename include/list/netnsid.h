/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The id that a network namespace has for another: rtnetlink, RTM_GETNSID. */
#ifndef LIST_NETNSID_H
#define LIST_NETNSID_H

#include "list/text.h"

/*
 * Appends the id that the caller's network namespace has for the one of @fd,
 * "unassigned" where it has none, nothing where the kernel does not tell.
 * @netlink is a socket of netnsid_open().
 */
void netnsid_add(struct text *to, int netlink, int fd);

/* Returns a descriptor, which the caller owns, or a negative errno. */
int netnsid_open(void);

#endif
