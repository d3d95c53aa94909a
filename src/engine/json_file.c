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

struct file {
	char *text; /* owned */
	size_t length;
	char shown[SHOWN_SIZE];
};

static void file_done(struct file *file)
{
	state_free_text(&file->text);
}

#define cleanup_file __attribute__((cleanup(file_done)))

/* At most @most bytes of it; returns as state_read_head(). */
static int read_file(int dir, const char *shown, const char *path, size_t most,
		     struct file *ret, struct fault *f)
{
	ret->text = NULL;
	snprintf(ret->shown, sizeof(ret->shown), "%s/%s", shown, path);
	return state_read_head(dir, shown, path, most, &ret->text, &ret->length,
			       f);
}

int json_file(int dir, const char *shown, const char *path, const char *rest,
	      struct json_object **ret, struct fault *f)
{
	cleanup_file struct file file;
	int r = read_file(dir, shown, path, rest ? HEAD : STATE_FILE_MAX, &file,
			  f);

	*ret = NULL;
	if (r < 0)
		return r;
	if (rest)
		file.length = json_cut(file.text, file.length, rest);
	/* what was not cut can go on behind the head */
	if (rest && file.length == HEAD)
		return json_file(dir, shown, path, NULL, ret, f);
	return json_parse(file.text, file.length, file.shown, ret, f);
}

int json_file_of(int dir, const char *shown, const char *path,
		 const char *const names[], struct json_object **ret,
		 struct fault *f)
{
	cleanup_file struct file file;
	int r = read_file(dir, shown, path, STATE_FILE_MAX, &file, f);

	*ret = NULL;
	if (r < 0)
		return r;
	file.length = json_keep(file.text, file.length, names);
	return json_parse(file.text, file.length, file.shown, ret, f);
}

int json_file_each(int dir, const char *shown, const char *path,
		   json_visit *visit, void *context, struct fault *f)
{
	cleanup_file struct file file;
	int r = read_file(dir, shown, path, STATE_FILE_MAX, &file, f);

	return r < 0 ? r
		     : json_each(file.text, file.length, file.shown, visit,
				 context, f);
}
