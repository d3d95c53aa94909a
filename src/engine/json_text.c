/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON as text: what need not be parsed is left out. */
#include "config.h"
#include "engine/json.h"

#include <string.h>

/* The quote that ends the string behind @at, or @end. */
static const char *skip_string(const char *at, const char *end)
{
	for (; at < end && *at != '"'; at++) {
		if (*at == '\\' && at + 1 < end)
			at++;
	}
	return at;
}

/* No space is between: engines write none. */
static bool is_member(const char *comma, const char *end, const char *name)
{
	size_t length = strlen(name);

	return (size_t)(end - comma) >= length + 4 && comma[1] == '"' &&
	       memcmp(comma + 2, name, length) == 0 &&
	       memcmp(comma + 2 + length, "\":", 2) == 0;
}

/* The ',' or the end of the object behind the member at @at, or @end. */
static const char *skip_member(const char *at, const char *end)
{
	int depth = 0;

	for (; at < end; at++) {
		if (*at == '"')
			at = skip_string(at + 1, end);
		else if (*at == '{' || *at == '[')
			depth++;
		else if (*at == '}' || *at == ']')
			depth--;
		if (at < end && (depth < 0 || (depth == 0 && *at == ',')))
			return at;
	}
	return end;
}

size_t json_cut(char *text, size_t length, const char *name)
{
	const char *end = text + length, *at = text;

	if (length == 0 || *text != '{')
		return length;
	while ((at = skip_member(at + 1, end)) < end && *at == ',') {
		if (is_member(at, end, name)) {
			length = (size_t)(at - text) + 1;
			memcpy(text + length - 1, "}", 2);
			break;
		}
	}
	return length;
}

/* Whether it is sure to be none of @names: what is not is parsed. */
static bool is_other(const char *comma, const char *end,
		     const char *const names[])
{
	if (end - comma < 2 || comma[1] != '"')
		return false;
	for (; *names; names++) {
		if (is_member(comma, end, *names))
			return false;
	}
	/* a name with an escape, or a space behind it, may be one of them */
	for (const char *at = comma + 2; at < end && *at != '\\'; at++) {
		if (*at == '"')
			return at + 1 < end && at[1] == ':';
	}
	return false;
}

size_t json_keep(char *text, size_t length, const char *const names[])
{
	const char *end = text + length, *at = text, *next;
	char *to = text;

	if (length == 0 || *text != '{')
		return length;
	do {
		next = skip_member(at + 1, end);
		/* what has no end is for the parser to say so */
		if (next == end)
			break;
		if (!is_other(at, next, names)) {
			memmove(to, at, (size_t)(next - at));
			*to = to == text ? '{' : ',';
			to += next - at;
		}
		at = next;
	} while (*at == ',');
	if (to == text)
		*to++ = '{';
	if (at == text)
		at++;
	length = (size_t)(to - text) + (size_t)(end - at);
	memmove(to, at, (size_t)(end - at) + 1);
	return length;
}
