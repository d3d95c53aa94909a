/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What was found out, as plain data: all that the planner goes by. */
#include "config.h"
#include "plan/facts.h"

#include <stdio.h>

int facts_top(const struct facts *facts, int user)
{
	if (user == USERNS_OWN)
		return USERNS_OWN;
	while (user > USERNS_OWN) {
		int parent = facts->users[user].parent;

		if (parent == USERNS_OWN)
			return user;
		user = parent;
	}
	return user;
}

bool facts_is_within(const struct facts *facts, int user, int ancestor)
{
	while (user > USERNS_OWN && user != ancestor)
		user = facts->users[user].parent;
	return user == ancestor;
}

const char *facts_who(const struct facts *facts, uid_t uid, char *buf,
		      size_t size)
{
	for (unsigned int i = 0; i < facts->name_count; i++) {
		if (facts->names[i].uid != uid)
			continue;
		snprintf(buf, size, "uid %u (%s)", (unsigned int)uid,
			 facts->names[i].name);
		return buf;
	}
	snprintf(buf, size, "uid %u", (unsigned int)uid);
	return buf;
}

bool facts_is_same_user(const struct facts *facts)
{
	const struct idmap *map = &facts->maps.uid;

	if (facts->ns[NS_USER].shared)
		return true;
	/* with an empty map, nobody there is anybody but its creator */
	return facts->has_maps &&
	       (map->count == 0 ||
		idmap_to_inside(map, facts->caller.uid) != ID_UNMAPPED);
}
