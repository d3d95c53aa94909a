/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The user namespaces of a request, as one tree with the caller's on top. */
#ifndef PLAN_USERS_H
#define PLAN_USERS_H

#include "plan/facts.h"

/*
 * Takes @fd, of a user namespace, into @facts->users and @t->users, with
 * its parents up to the caller's own; one that is there already is not
 * taken twice. @fd is consumed in each case.
 * Returns its index, or a negative errno (-E2BIG where there is no room).
 */
int users_add(struct facts *facts, struct target *t, int fd);

/*
 * The owner of the namespace behind @fd, taken in likewise.
 * Returns its index, USERNS_OUTSIDE or USERNS_UNKNOWN.
 */
int users_add_owner(struct facts *facts, struct target *t, int fd);

#endif
