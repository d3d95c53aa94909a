/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON, by json-c: values, and what is in them. */
#include "config.h"
#include "engine/json.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "engine/json_library.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define lib json_library

static int malformed(const char *shown, const char *why, struct fault *f)
{
	struct line l = LINE_INIT;
	char text[384];

	line_word(&l, "head");
	line_word(&l, "-c300");
	line_word(&l, escape(text, sizeof(text), shown));
	fault_set(f, FAULT_BAD_STATE, -EPROTO, "%s", text);
	fault_why(f, "it is no JSON that can be read: %s", why);
	if (*shown == '/')
		fault_hint(f, "%s   # or give the target as a PID", l.text);
	return -EPROTO;
}

/* What stands for the value, where it was read and is none to look into. */
static const char *parse_error(enum json_tokener_error error)
{
	if (error == json_tokener_continue ||
	    error == json_tokener_error_parse_eof)
		return "it ends in the middle";
	/* json-c has no object for it */
	if (error == json_tokener_success)
		return "it is null";
	return lib.json_tokener_error_desc(error);
}

/* A tokener for such a text, or NULL with the fault set and *@ret_error. */
static struct json_tokener *tokener_for(const char *text, size_t length,
					const char *shown, int flags,
					int *ret_error, struct fault *f)
{
	struct json_tokener *tokener = NULL;
	int r = json_library_load(f);

	if (r == 0 && length >= INT_MAX)
		r = malformed(shown, "too long", f);
	/* which the tokener would take for the end */
	else if (r == 0 && memchr(text, '\0', length))
		r = malformed(shown, "there is a NUL byte in it", f);
	if (r == 0) {
		tokener = lib.json_tokener_new_ex(JSON_DEPTH);
		if (tokener)
			lib.json_tokener_set_flags(tokener, flags);
		else
			r = fault_set(f, FAULT_SYSTEM, -ENOMEM, "%s", shown);
	}
	*ret_error = r;
	return tokener;
}

int json_parse(const char *text, size_t length, const char *shown,
	       struct json_object **ret, struct fault *f)
{
	int r;
	/* or it would pass over what follows the value */
	struct json_tokener *tokener =
		tokener_for(text, length, shown, JSON_TOKENER_STRICT, &r, f);
	struct json_object *value;
	enum json_tokener_error error;

	if (!tokener)
		return r;
	/* the NUL at its end says that nothing follows */
	value = lib.json_tokener_parse_ex(tokener, text, (int)length + 1);
	error = lib.json_tokener_get_error(tokener);
	lib.json_tokener_free(tokener);
	if (error == json_tokener_success && value) {
		*ret = value;
		return 0;
	}
	lib.json_object_put(value);
	return malformed(shown, parse_error(error), f);
}

static const char *skip_space(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

struct walk {
	struct json_tokener *tokener;
	const char *at, *end;
	json_visit *visit;
	void *context;
};

/*
 * One item, and the space behind it. Returns what is wrong with it, or NULL
 * with *@ret_ended, whether its visit was the last.
 */
static const char *walk_item(struct walk *walk, bool *ret_ended)
{
	cleanup_json struct json_object *item = lib.json_tokener_parse_ex(
		walk->tokener, walk->at, (int)(walk->end - walk->at) + 1);
	enum json_tokener_error error =
		lib.json_tokener_get_error(walk->tokener);

	if (error != json_tokener_success)
		return parse_error(error);
	walk->at = skip_space(walk->at +
			      lib.json_tokener_get_parse_end(walk->tokener));
	*ret_ended = walk->visit(item, walk->context);
	return NULL;
}

/* All of them. Returns likewise. */
static const char *walk_array(struct walk *walk, bool *ret_ended)
{
	const char *wrong;

	if (!*walk->at)
		return "it ends in the middle";
	if (*walk->at++ != '[')
		return "it is no array";
	walk->at = skip_space(walk->at);
	wrong = *walk->at == ']' ? NULL : walk_item(walk, ret_ended);
	while (!wrong && !*ret_ended && *walk->at == ',') {
		walk->at++;
		wrong = walk_item(walk, ret_ended);
	}
	if (wrong || *ret_ended)
		return wrong;
	if (*walk->at != ']')
		return *walk->at ? "no comma is behind an item"
				 : "it ends in the middle";
	return *skip_space(walk->at + 1) ? "something follows the array" : NULL;
}

int json_each(const char *text, size_t length, const char *shown,
	      json_visit *visit, void *context, struct fault *f)
{
	struct walk walk = { NULL, skip_space(text), text + length, visit,
			     context };
	bool has_ended = false;
	const char *wrong;
	int r;

	walk.tokener = tokener_for(
		text, length, shown,
		JSON_TOKENER_STRICT | JSON_TOKENER_ALLOW_TRAILING_CHARS, &r, f);
	if (!walk.tokener)
		return r;
	wrong = walk_array(&walk, &has_ended);
	lib.json_tokener_free(walk.tokener);
	return wrong ? malformed(shown, wrong, f) : has_ended;
}

void json_done(struct json_object **value)
{
	if (*value)
		lib.json_object_put(*value);
	*value = NULL;
}

static struct json_object *get(struct json_object *value, const char *name)
{
	struct json_object *found = NULL;

	if (!value || !lib.json_object_is_type(value, json_type_object))
		return NULL;
	lib.json_object_object_get_ex(value, name, &found);
	return found;
}

struct json_object *json_at(struct json_object *value, const char *path)
{
	char name[64];

	while (value && *path) {
		size_t length = strcspn(path, ".");

		if (length >= sizeof(name))
			return NULL;
		memcpy(name, path, length);
		name[length] = '\0';
		value = get(value, name);
		path += length + (path[length] == '.');
	}
	return value;
}

static const char *as_string(struct json_object *value)
{
	const char *text;

	if (!value || !lib.json_object_is_type(value, json_type_string))
		return NULL;
	text = lib.json_object_get_string(value);
	if (!text || strlen(text) >= PATH_MAX)
		return NULL;
	/* "web\u0000x" is not "web" */
	return strlen(text) == (size_t)lib.json_object_get_string_len(value)
		       ? text
		       : NULL;
}

const char *json_string(struct json_object *value, const char *path)
{
	return as_string(json_at(value, path));
}

const char *json_member(struct json_object *value, const char *name)
{
	return as_string(get(value, name));
}

uint64_t json_number(struct json_object *value, const char *path)
{
	int64_t number;

	value = json_at(value, path);
	if (!value || !lib.json_object_is_type(value, json_type_int))
		return 0;
	number = lib.json_object_get_int64(value);
	return number < 0 ? 0 : (uint64_t)number;
}

pid_t json_pid(struct json_object *value, const char *path)
{
	uint64_t number = json_number(value, path);

	/* cut to its lower half it would be another process's */
	return number <= INT32_MAX ? (pid_t)number : 0;
}

bool json_is_true(struct json_object *value, const char *path)
{
	value = json_at(value, path);
	return value && lib.json_object_is_type(value, json_type_boolean) &&
	       lib.json_object_get_boolean(value);
}

size_t json_count(struct json_object *value)
{
	if (!value || !lib.json_object_is_type(value, json_type_array))
		return 0;
	return lib.json_object_array_length(value);
}

struct json_object *json_item(struct json_object *value, size_t index)
{
	return index < json_count(value)
		       ? lib.json_object_array_get_idx(value, index)
		       : NULL;
}
