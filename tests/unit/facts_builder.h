/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Facts from a sentence, so that a row can say what the world is like:
 *
 *   uid=1000 gid=1000	the caller, who is that if nothing is said
 *   caps=all		or caps=sys_admin+sys_chroot; none if not said
 *   inside		the caller's user namespace is not the host's
 *   A:1000 B:1000<A	user namespaces, in this order, and their owners;
 *			X:0<outside X:0<unknown A:? say what is not known
 *   net=B mnt=own	differs, and is owned by B, by the caller's; also
 *			=outside =unknown =shared =absent; shared if not said
 *   net!EACCES		could not be opened
 *   map=0:1000:1	inside, outside, count; + joins extents; map=none is
 *			an empty one; gmap= is of the gids alone
 *   topmap=A:0:1000:1	the same of A, a user namespace between
 *   deny terminal	setgroups is denied; there is a controlling terminal
 *   target=0:0 bounding=ff permitted=f	the target's ids, capabilities
 *   tracer=A:77	process 77, of A, has cap_sys_ptrace
 *   unscanned filter=EPERM	nobody looked for such; setns is filtered
 *   landlock=6		its version, or a negative errno; 6 if not said
 *   dir!ENOENT dir=mount	the directory of --host-tools
 *   peer=55 container container=ID name=1000:ann
 */
#ifndef TESTS_FACTS_BUILDER_H
#define TESTS_FACTS_BUILDER_H

#include "words.h"

#include "kernel/caps.h"
#include "plan/facts.h"

#include <errno.h>

#define OWN_INODE 4026531837
#define USER_INODE 4026532000  /* and its index: A is 4026532001 */
#define THERE_INODE 4026533000 /* and the type */

static inline uint64_t facts_cap(const char *name)
{
	char buf[CAPS_NAME_SIZE];

	for (unsigned int cap = 0; cap <= CAP_LAST_CAP; cap++) {
		if (strcmp(caps_name(cap, buf) + strlen("cap_"), name) == 0)
			return CAP_BIT(cap);
	}
	fail_msg("'%s' is no capability", name);
	return 0;
}

static inline uint64_t facts_caps(char *names)
{
	uint64_t caps = 0;

	if (strcmp(names, "all") == 0)
		return CAPS_EVERY;
	for (char *at = strtok(names, "+"); at; at = strtok(NULL, "+"))
		caps |= facts_cap(at);
	return caps;
}

static inline int facts_user_index(const char *name)
{
	if (name[0] >= 'A' && name[0] <= 'Z' && !name[1])
		return name[0] - 'A' + 1;
	if (strcmp(name, "own") == 0)
		return USERNS_OWN;
	if (strcmp(name, "outside") == 0)
		return USERNS_OUTSIDE;
	if (strcmp(name, "unknown") == 0)
		return USERNS_UNKNOWN;
	fail_msg("'%s' is no user namespace", name);
	return 0;
}

/* "B:1000<A" */
static inline void facts_take_user(struct facts *facts, char *word)
{
	char *parent = strchr(word, '<');
	char *owner = word + 2;
	struct userns_fact *u;
	int index;

	if (parent)
		*parent++ = '\0';
	word[1] = '\0';
	index = facts_user_index(word);
	if ((unsigned int)index >= facts->user_count)
		facts->user_count = (unsigned int)index + 1;
	u = &facts->users[index];
	u->id.ino = USER_INODE + (ino_t)index;
	u->parent = parent ? facts_user_index(parent) : USERNS_OWN;
	u->owner_error = *owner == '?' ? -EPERM : 0;
	u->owner = (uid_t)strtoul(owner, NULL, 10);
}

static inline int facts_errno(const char *name)
{
	static const char *const names[] = { "EACCES", "EPERM", "ENOENT",
					     "ESRCH",  "EIO",	"ENOSYS" };
	static const int numbers[] = {
		EACCES, EPERM, ENOENT, ESRCH, EIO, ENOSYS
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i], name) == 0)
			return -numbers[i];
	}
	fail_msg("'%s' is no errno", name);
	return 0;
}

/* "net=B", "net!EACCES"; false where @word is about something else. */
static inline bool facts_take_namespace(struct facts *facts, const char *word)
{
	size_t length = strcspn(word, "=!");
	const char *value = word + length + 1;
	struct ns_fact *ns = NULL;

	for (int t = 0; word[length] && t < NS_COUNT; t++) {
		if (strlen(ns_infos[t].name) == length &&
		    strncmp(ns_infos[t].name, word, length) == 0)
			ns = &facts->ns[t];
	}
	if (!ns)
		return false;
	if (word[length] == '!') {
		ns->error = facts_errno(value);
		ns->shared = false;
		ns->owner = USERNS_UNKNOWN;
	} else if (strcmp(value, "absent") == 0) {
		ns->exists = ns->shared = false;
	} else if (strcmp(value, "shared") != 0) {
		ns->shared = false;
		ns->there.ino = THERE_INODE + (ino_t)(ns - facts->ns);
		ns->owner = facts_user_index(value);
	}
	return true;
}

static inline void facts_take_map(struct idmap *map, const char *text)
{
	map->count = 0;
	while (strcmp(text, "none") != 0 && *text) {
		struct idmap_extent *e = &map->extents[map->count++];
		int used = 0;

		assert_int_equal(sscanf(text, "%u:%u:%u%n", &e->inside,
					&e->outside, &e->count, &used),
				 3);
		text += used + (text[used] == '+');
	}
}

static inline void facts_take_tracer(struct facts *facts, const char *value)
{
	char name[2] = { value[0], '\0' };
	struct reach_fact *reach = &facts->reach;

	reach->by[reach->count].user =
		USER_INODE + (uint64_t)facts_user_index(name);
	reach->by[reach->count++].pid = (pid_t)strtol(value + 2, NULL, 10);
}

static inline void facts_take_name(struct facts *facts, char *value)
{
	struct name_fact *name = &facts->names[facts->name_count++];
	char *text;

	name->uid = (uid_t)strtoul(value, &text, 10);
	snprintf(name->name, sizeof(name->name), "%s", text + 1);
}

static inline void facts_take_target(struct facts *facts, const char *value)
{
	assert_int_equal(sscanf(value, "%u:%u", &facts->status.uid,
				&facts->status.gid),
			 2);
	facts->has_status = true;
	facts->status.pid = 42;
	strcpy(facts->status.name, "sleep");
}

static inline bool facts_take_flag(struct facts *facts, const char *word)
{
	if (strcmp(word, "inside") == 0)
		facts->caller.initial = false;
	else if (strcmp(word, "deny") == 0)
		facts->maps.denies_setgroups = true;
	else if (strcmp(word, "unscanned") == 0)
		facts->reach.seen = false;
	else if (strcmp(word, "container") == 0)
		facts->is_container = true;
	else if (strcmp(word, "terminal") == 0)
		facts->has_terminal = true;
	else if (strcmp(word, "dir=mount") == 0)
		facts->tools_is_mount = true;
	else if (strncmp(word, "dir!", 4) == 0)
		facts->tools_error = facts_errno(word + 4);
	else
		return false;
	return true;
}

/* "uid=0" and the like, of the caller and the target. */
static inline bool facts_take_number(struct facts *facts, const char *word,
				     const char *value)
{
	unsigned long decimal = strtoul(value, NULL, 10);
	uint64_t hex = strtoull(value, NULL, 16);

	if (strncmp(word, "uid=", 4) == 0)
		facts->caller.uid = (uid_t)decimal;
	else if (strncmp(word, "gid=", 4) == 0)
		facts->caller.gid = (gid_t)decimal;
	else if (strncmp(word, "peer=", 5) == 0)
		facts->peer = (pid_t)decimal;
	else if (strncmp(word, "landlock=", 9) == 0)
		facts->landlock = (int)strtol(value, NULL, 10);
	else if (strncmp(word, "bounding=", 9) == 0)
		facts->status.cap_bounding = hex;
	else if (strncmp(word, "permitted=", 10) == 0)
		facts->status.cap_permitted = hex;
	else
		return false;
	return true;
}

static inline void facts_take_value(struct facts *facts, const char *word,
				    char *value)
{
	if (strncmp(word, "caps=", 5) == 0) {
		facts->caller.caps = facts_caps(value);
	} else if (strncmp(word, "map=", 4) == 0) {
		facts_take_map(&facts->maps.uid, value);
		facts->maps.gid = facts->maps.uid;
		facts->has_maps = true;
	} else if (strncmp(word, "gmap=", 5) == 0) {
		facts_take_map(&facts->maps.gid, value);
	} else if (strncmp(word, "topmap=", 7) == 0) {
		facts_take_map(&facts->top_maps.uid, value + 2);
		facts->top_maps.gid = facts->top_maps.uid;
		facts->top = value[0] - 'A' + 1;
	} else if (strncmp(word, "target=", 7) == 0) {
		facts_take_target(facts, value);
	} else if (strncmp(word, "filter=", 7) == 0) {
		facts->caller.filter = facts_errno(value);
	} else if (strncmp(word, "tracer=", 7) == 0) {
		facts_take_tracer(facts, value);
	} else if (strncmp(word, "name=", 5) == 0) {
		facts_take_name(facts, value);
	} else if (strncmp(word, "container=", 10) == 0) {
		facts->is_container = true;
		snprintf(facts->container, sizeof(facts->container), "%s",
			 value);
	} else {
		fail_msg("'%s' says nothing known", word);
	}
}

static inline void facts_take(struct facts *facts, char *word)
{
	char *value = strchr(word, '=');

	if (word[0] >= 'A' && word[0] <= 'Z' && word[1] == ':') {
		facts_take_user(facts, word);
		return;
	}
	if (facts_take_namespace(facts, word) || facts_take_flag(facts, word))
		return;
	if (!value)
		fail_msg("'%s' says nothing known", word);
	else if (!facts_take_number(facts, word, value + 1))
		facts_take_value(facts, word, value + 1);
}

/* All shared, an ordinary user outside of any container, no tracer. */
static inline void facts_default(struct facts *facts)
{
	memset(facts, 0, sizeof(*facts));
	facts->has_target = true;
	facts->caller.uid = facts->caller.gid = 1000;
	facts->caller.initial = true;
	facts->reach.seen = true;
	facts->landlock = 6;
	facts->top = USERNS_UNKNOWN;
	facts->user_count = 1;
	facts->users[USERNS_OWN].id.ino = OWN_INODE;
	facts->users[USERNS_OWN].parent = USERNS_UNKNOWN;
	facts->users[USERNS_OWN].owner_error = -EPERM;
	for (int t = 0; t < NS_COUNT; t++) {
		facts->ns[t].exists = facts->ns[t].seen = true;
		facts->ns[t].shared = true;
		facts->ns[t].owner = USERNS_OWN;
		facts->ns[t].self.ino = 4026531834 + (ino_t)t;
		facts->ns[t].there = facts->ns[t].self;
	}
}

static inline void facts_from(struct facts *facts, const char *sentence)
{
	struct words w;

	facts_default(facts);
	for (char **word = words_split(&w, sentence); *word; word++)
		facts_take(facts, *word);
}

#endif
