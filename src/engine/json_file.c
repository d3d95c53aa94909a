/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON in an engine's file. */
#include "config.h"
#include "engine/json.h"
#include "engine/places.h"
#include "engine/state.h"

int json_file(int dir, const char *shown, const char *path, const char *rest,
	      struct json_object **ret, struct fault *f)
{
	cleanup_text char *text = NULL;
	char full[PATH_MAX];
	size_t length;
	int r = state_read(dir, shown, path, &text, &length, f);

	*ret = NULL;
	if (r < 0)
		return r;
	if (rest)
		length = json_cut(text, length, rest);
	return json_parse(text, length, places_path(full, shown, path), ret, f);
}
