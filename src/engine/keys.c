/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files of lines KEY=VALUE, as several engines write them. */
#include "config.h"
#include "engine/keys.h"

#include <string.h>

#define BLANKS " \t\r"

static size_t without_blanks(const char *text, size_t length)
{
	while (length && strchr(BLANKS, text[length - 1]))
		length--;
	return length;
}

/* What stands behind "KEY =" at @line, or NULL. */
static const char *value_of(const char *line, const char *key)
{
	size_t length = strlen(key);

	if (strncmp(line, key, length) != 0)
		return NULL;
	line += length;
	line += strspn(line, BLANKS);
	if (*line != '=')
		return NULL;
	return line + 1 + strspn(line + 1, BLANKS);
}

static bool copy(char *buf, size_t size, const char *value)
{
	size_t length = without_blanks(value, strcspn(value, "\n"));

	if (length == 0 || length >= size)
		return false;
	memcpy(buf, value, length);
	buf[length] = '\0';
	return true;
}

bool keys_value(const char *text, const char *group, const char *key, char *buf,
		size_t size)
{
	bool is_inside = !group;

	*buf = '\0';
	for (const char *line = text; *line; line += *line == '\n') {
		const char *value;

		line += strspn(line, BLANKS);
		if (*line == '[' && group)
			is_inside = strncmp(line, group, strlen(group)) == 0;
		value = is_inside ? value_of(line, key) : NULL;
		if (value)
			return copy(buf, size, value);
		line += strcspn(line, "\n");
	}
	return false;
}

void keys_unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (text[0] == '\\' && text[1] == '\\')
			text++;
		*to++ = *text;
	}
	*to = '\0';
}
