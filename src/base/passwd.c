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

/* The @index-th field of a line, whatever follows it. */
static bool field(struct span line, int index, struct span *ret)
{
	for (;; index--) {
		const char *colon = memchr(line.text, ':', line.length);
		size_t length = colon ? (size_t)(colon - line.text)
				      : line.length;

		if (index == 0) {
			*ret = (struct span){ line.text, length };
			return true;
		}
		if (!colon)
			return false;
		line.text = colon + 1;
		line.length -= length + 1;
	}
}

static bool is_text(struct span span, const char *text)
{
	return strlen(text) == span.length &&
	       memcmp(span.text, text, span.length) == 0;
}

int passwd_id_by_name(const char *text, const char *name, uint32_t *ret)
{
	while (*text) {
		struct span line = { text, strcspn(text, "\n") }, at;
		uint64_t id;

		if (field(line, FIELD_NAME, &at) && is_text(at, name) &&
		    field(line, FIELD_UID, &at) &&
		    parse_digits(at.text, at.length, UINT32_MAX - 1, &id) ==
			    0) {
			*ret = (uint32_t)id;
			return 0;
		}
		text += line.length + (text[line.length] == '\n');
	}
	return -ENOENT;
}
