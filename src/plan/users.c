/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The user namespaces of a request, as one tree with the caller's on top. */
#include "config.h"
#include "plan/users.h"
#include "base/cleanup.h"

#include <errno.h>

static int find(const struct facts *facts, struct ns_id id)
{
	for (unsigned int i = 0; i < facts->user_count; i++) {
		if (ns_id_equal(facts->users[i].id, id))
			return (int)i;
	}
	return -ENOENT;
}

/* EPERM is the kernel's word for "not below the one you are in". */
static int unseen(int error)
{
	return error == -EPERM ? USERNS_OUTSIDE : USERNS_UNKNOWN;
}

/*
 * One of the chain, without its parent. @fd is consumed.
 * Returns its index; *@ret_known says whether it was there before.
 */
static int add_one(struct facts *facts, struct target *t, int fd,
		   bool *ret_known)
{
	cleanup_close int owned = fd;
	struct userns_fact *user;
	struct ns_id id;
	int r, index;

	r = nsfs_id(owned, &id);
	if (r < 0)
		return r;
	index = find(facts, id);
	*ret_known = index >= 0;
	if (index >= 0)
		return index;
	if (facts->user_count == USERNS_MAX)
		return -E2BIG;
	index = (int)facts->user_count++;
	user = &facts->users[index];
	user->id = id;
	user->parent = USERNS_UNKNOWN;
	user->owner_error = nsfs_owner_uid(owned, &user->owner);
	t->users[index] = take_fd(&owned);
	return index;
}

int users_add(struct facts *facts, struct target *t, int fd)
{
	int first = -1, child = -1;

	for (;;) {
		bool known = false;
		int index = add_one(facts, t, fd, &known);

		if (index < 0)
			return index;
		if (first < 0)
			first = index;
		if (child >= 0)
			facts->users[child].parent = index;
		if (known)
			return first;
		child = index;
		fd = nsfs_parent(t->users[index]);
		if (fd < 0) {
			facts->users[index].parent = unseen(fd);
			return first;
		}
	}
}

int users_add_owner(struct facts *facts, struct target *t, int fd)
{
	int owner = nsfs_owner(fd), index;

	if (owner < 0)
		return unseen(owner);
	index = users_add(facts, t, owner);
	return index < 0 ? USERNS_UNKNOWN : index;
}
