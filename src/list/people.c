/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of uids, and what processes tell of themselves. */
#include "config.h"
#include "list/people.h"
#include "base/cleanup.h"
#include "kernel/procfs.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person {
	uid_t uid;
	char name[64]; /* "" for none */
};

/* By uid % SLOTS, the last that was asked for: few of them are at work. */
#define SLOTS 256
static struct person *people[SLOTS];

static const struct person *look_up(uid_t uid)
{
	struct person **slot = &people[uid % SLOTS];
	const struct passwd *entry;

	if (!*slot) {
		*slot = malloc(sizeof(**slot));
		if (!*slot)
			return NULL;
	} else if ((*slot)->uid == uid) {
		return *slot;
	}
	entry = getpwuid(uid);
	(*slot)->uid = uid;
	snprintf((*slot)->name, sizeof((*slot)->name), "%s",
		 entry ? entry->pw_name : "");
	return *slot;
}

void people_add_name(struct text *to, uid_t uid)
{
	const struct person *person = look_up(uid);

	if (person && *person->name)
		text_format(to, "%s", person->name);
	else
		text_format(to, "%u", (unsigned int)uid);
}

void people_add_both(struct text *to, uid_t uid)
{
	const struct person *person = look_up(uid);

	text_format(to, "%u", (unsigned int)uid);
	if (person && *person->name)
		text_format(to, "(%s)", person->name);
}

void people_add_inside(struct text *to, pid_t pid, uid_t uid)
{
	cleanup_close int proc = procfs_open(pid);
	static struct idmap map;
	uint32_t inside;

	if (proc < 0 || procfs_idmap(proc, "uid_map", &map) < 0)
		return;
	inside = idmap_to_inside(&map, uid);
	if (inside != ID_UNMAPPED)
		text_format(to, "%u", inside);
}

void people_done(void)
{
	for (int i = 0; i < SLOTS; i++) {
		free(people[i]);
		people[i] = NULL;
	}
}

static void trim(char *text, ssize_t length)
{
	while (length > 0 && (!text[length - 1] || text[length - 1] == '\n'))
		text[--length] = '\0';
	for (ssize_t i = 0; i < length; i++) {
		if (!text[i])
			text[i] = ' ';
	}
}

void process_add_command(struct text *to, int proc)
{
	char text[COMMAND_MAX];
	ssize_t length = procfs_read(proc, "cmdline", text, sizeof(text));

	if (length > 0)
		trim(text, length);
	/* kernel threads and zombies have no command line */
	if (length <= 0 || !*text) {
		length = procfs_read(proc, "comm", text, sizeof(text));
		if (length <= 0)
			return;
		trim(text, length);
	}
	text_add(to, text, strlen(text));
}

void people_add_command(struct text *to, pid_t pid)
{
	cleanup_close int proc = procfs_open(pid);

	if (proc >= 0)
		process_add_command(to, proc);
}
