/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON in an engine's file. */
#include "config.h"
#include "engine/json.h"
#include "engine/state.h"

#include <stdio.h>

/* What stands in front of @rest fits in here, of files that are cut. */
#define HEAD 4096

/* How a fault calls the file: what is longer has no room there. */
#define SHOWN_SIZE 512

static const char *shown_path(char buf[SHOWN_SIZE], const char *dir,
			      const char *path)
{
	snprintf(buf, SHOWN_SIZE, "%s/%s", dir, path);
	return buf;
}

int json_file(int dir, const char *shown, const char *path, const char *rest,
	      struct json_object **ret, struct fault *f)
{
	cleanup_text char *text = NULL;
	char full[SHOWN_SIZE];
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
	return json_parse(text, kept, shown_path(full, shown, path), ret, f);
}

int json_file_of(int dir, const char *shown, const char *path,
		 const char *const names[], struct json_object **ret,
		 struct fault *f)
{
	cleanup_text char *text = NULL;
	char full[SHOWN_SIZE];
	size_t length;
	int r = state_read(dir, shown, path, &text, &length, f);

	*ret = NULL;
	if (r < 0)
		return r;
	length = json_keep(text, length, names);
	return json_parse(text, length, shown_path(full, shown, path), ret, f);
}

int json_file_each(int dir, const char *shown, const char *path,
		   json_visit *visit, void *context, struct fault *f)
{
	cleanup_text char *text = NULL;
	char full[SHOWN_SIZE];
	size_t length;
	int r = state_read(dir, shown, path, &text, &length, f);

	if (r < 0)
		return r;
	return json_each(text, length, shown_path(full, shown, path), visit,
			 context, f);
}
