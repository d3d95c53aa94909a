/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What files say of ids, of /proc's mount and of the release. */
#include "config.h"
#include "doctor/measure.h"
#include "base/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* useradd(8) hands out from here on: SUB_UID_MIN of login.defs(5). */
#define FIRST_FREE 100000

static bool is_callers(const char *line, size_t length, const char *name,
		       uid_t uid)
{
	uint64_t number;

	if (parse_digits(line, length, UINT32_MAX, &number) == 0)
		return number == uid;
	return *name && strlen(name) == length &&
	       strncmp(line, name, length) == 0;
}

/* "NAME:START:COUNT", up to the end of the line; else it is passed over. */
static void take_line(const char *line, const char *name, uid_t uid,
		      struct doctor_subids *ret)
{
	size_t owner = strcspn(line, ":\n"), start, count;
	uint64_t first, ids;
	const char *at = line + owner + 1;

	if (line[owner] != ':')
		return;
	start = strcspn(at, ":\n");
	if (at[start] != ':' || parse_digits(at, start, UINT32_MAX, &first) < 0)
		return;
	at += start + 1;
	count = strcspn(at, "\n");
	if (parse_digits(at, count, UINT32_MAX, &ids) < 0)
		return;
	if (first + ids > ret->free)
		ret->free = first + ids;
	if (!is_callers(line, owner, name, uid))
		return;
	if (!ret->count)
		ret->first = first;
	ret->count += ids;
}

void subids_parse(const char *text, const char *name, uid_t uid,
		  struct doctor_subids *ret)
{
	ret->count = ret->first = 0;
	ret->free = FIRST_FREE;
	while (text && *text) {
		take_line(text, name, uid, ret);
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
}

/* Of a line's super options: a number, or since 5.8 a word. */
static unsigned int hidepid_of(const char *line, size_t length)
{
	static const char *const words[] = { "off", "noaccess", "invisible", "",
					     "ptraceable" };
	static const char option[] = "hidepid=";

	for (size_t i = 0; i + sizeof(option) <= length; i++) {
		const char *value = line + i + sizeof(option) - 1;

		if (strncmp(line + i, option, sizeof(option) - 1) != 0)
			continue;
		if (*value >= '0' && *value <= '9')
			return (unsigned int)strtoul(value, NULL, 10);
		for (unsigned int w = 0; w < 5; w++) {
			if (*words[w] &&
			    strncmp(value, words[w], strlen(words[w])) == 0)
				return w;
		}
	}
	return 0;
}

unsigned int hidepid_parse(const char *mountinfo)
{
	unsigned int found = 0;

	for (const char *line = mountinfo; line && *line;) {
		size_t length = strcspn(line, "\n"), field = 0;
		const char *at = line;

		for (; field < 4 && at; field++) {
			at = memchr(at, ' ', length - (size_t)(at - line));
			at = at ? at + 1 : NULL;
		}
		/* the last one lies on top */
		if (at && strncmp(at, "/proc ", 6) == 0)
			found = hidepid_of(line, length);
		line += length + (line[length] == '\n');
	}
	return found;
}

unsigned int version_parse(const char *release)
{
	char *end;
	unsigned long major = strtoul(release, &end, 10), minor;

	if (end == release || *end != '.' || major > 1000)
		return 0;
	minor = strtoul(end + 1, NULL, 10);
	return minor > 1000 ? 0 : DOCTOR_VERSION(major, minor);
}
