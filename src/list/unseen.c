/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a listing could not look into, and why. */
#include "config.h"
#include "list/census.h"
#include "list/text.h"
#include "kernel/procfs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* "ptraceable" is the fourth; 0 to 2 are spelled in words since Linux 5.8. */
static int hidepid_of(const char *value)
{
	static const char *const words[] = { "off", "noaccess", "invisible" };

	for (int i = 0; i < 3; i++) {
		if (strncmp(value, words[i], strlen(words[i])) == 0)
			return i;
	}
	return strncmp(value, "ptraceable", 10) == 0
		       ? 4
		       : (int)strtol(value, NULL, 10);
}

void census_hidepid(struct census *c)
{
	char text[65536], *line, *next;

	if (procfs_read(AT_FDCWD, "/proc/self/mounts", text, sizeof(text)) < 0)
		return;
	/* of several, one over the other, the last is seen */
	for (line = text; line && *line; line = next) {
		const char *option;

		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (!strstr(line, " /proc proc "))
			continue;
		option = strstr(line, "hidepid=");
		c->unseen.hidepid = option ? hidepid_of(option + 8) : 0;
	}
}

void census_tell(const struct census *c, const char *program)
{
	const struct census_unseen *u = &c->unseen;
	cleanup_growing struct text line = TEXT_INIT;

	if (u->refused)
		text_format(&line,
			    "%zu process%s could not be looked into: another "
			    "user's%s",
			    u->refused, u->refused == 1 ? "" : "es",
			    u->hidepid == 1
				    ? ", and /proc is mounted with hidepid"
				    : ", or kept closed by itself");
	if (u->other)
		text_format(&line, "%s%zu processes could not be read",
			    line.length ? "; " : "", u->other);
	if (u->hidepid > 1)
		text_format(&line,
			    "%sprocesses of other users are not shown at all: "
			    "/proc is mounted with hidepid=%d",
			    line.length ? "; " : "", u->hidepid);
	if (line.length)
		notice(program, "%s", line.bytes);
}
