/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of passwd(5), read from text: no NSS, no file opened. */
#include "config.h"
#include "base/passwd.h"
#include "base/parse.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { FIELD_NAME, FIELD_UID = 2, FIELD_SHELL = 6, FIELD_COUNT };

struct span {
	const char *text;
	size_t length;
};

/* Splits one line at its colons; false where there are not seven fields. */
static bool split(struct span line, struct span fields[FIELD_COUNT])
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		const char *colon = memchr(line.text, ':', line.length);
		size_t length = colon ? (size_t)(colon - line.text)
				      : line.length;

		if (!colon && i != FIELD_SHELL)
			return false;
		fields[i] = (struct span){ line.text, length };
		if (colon) {
			line.text = colon + 1;
			line.length -= length + 1;
		}
	}
	return true;
}

static bool copy(char *to, size_t size, struct span from)
{
	if (from.length >= size)
		return false;
	memcpy(to, from.text, from.length);
	to[from.length] = '\0';
	return true;
}

static bool matches(const struct span fields[FIELD_COUNT], uint32_t uid)
{
	uint64_t value;

	return parse_digits(fields[FIELD_UID].text, fields[FIELD_UID].length,
			    UINT32_MAX, &value) == 0 &&
	       value == uid;
}

int passwd_by_uid(const char *text, uint32_t uid, struct passwd_entry *ret)
{
	struct passwd_entry entry;
	struct span fields[FIELD_COUNT];

	while (*text) {
		size_t length = strcspn(text, "\n");

		if (split((struct span){ text, length }, fields) &&
		    matches(fields, uid)) {
			if (!copy(entry.name, sizeof(entry.name),
				  fields[FIELD_NAME]) ||
			    !copy(entry.shell, sizeof(entry.shell),
				  fields[FIELD_SHELL]))
				return -ENOENT;
			*ret = entry;
			return 0;
		}
		text += length + (text[length] == '\n');
	}
	return -ENOENT;
}
