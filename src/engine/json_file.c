/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON in an engine's file. */
#include "config.h"
#include "engine/json.h"
#include "engine/places.h"
#include "engine/state.h"

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

size_t json_cut(char *text, size_t length, const char *name)
{
	const char *end = text + length;
	int depth = 0;

	for (const char *at = text; at < end; at++) {
		if (*at == '"')
			at = skip_string(at + 1, end);
		else if (*at == '{' || *at == '[')
			depth++;
		else if (*at == '}' || *at == ']')
			depth--;
		else if (*at == ',' && depth == 1 && is_member(at, end, name)) {
			length = (size_t)(at - text) + 1;
			memcpy(text + length - 1, "}", 2);
			break;
		}
	}
	return length;
}

/* What stands in front of @rest fits in here, of files that are cut. */
#define HEAD 4096

int json_file(int dir, const char *shown, const char *path, const char *rest,
	      struct json_object **ret, struct fault *f)
{
	cleanup_text char *text = NULL;
	char full[PATH_MAX];
	size_t length, kept;
	int r = state_read_head(dir, shown, path, rest ? HEAD : STATE_FILE_MAX,
				&text, &length, f);

	*ret = NULL;
	if (r < 0)
		return r;
	kept = rest ? json_cut(text, length, rest) : length;
	/* what was not cut can go on behind the head */
	if (rest && kept == HEAD)
		return json_file(dir, shown, path, NULL, ret, f);
	return json_parse(text, kept, places_path(full, shown, path), ret, f);
}

int json_file_each(int dir, const char *shown, const char *path,
		   json_visit *visit, void *context, struct fault *f)
{
	cleanup_text char *text = NULL;
	char full[PATH_MAX];
	size_t length;
	int r = state_read(dir, shown, path, &text, &length, f);

	if (r < 0)
		return r;
	return json_each(text, length, places_path(full, shown, path), visit,
			 context, f);
}
