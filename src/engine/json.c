/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON, by json-c; loaded where it is wanted, and only then. */
#include "config.h"
#include "engine/json.h"
#include "base/cleanup.h"
#include "base/escape.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include <json-c/json.h>
#ifndef UENTER_STATIC
#include <dlfcn.h>
#endif

/* The functions that are used: the one list of them. */
#define JSON_CALLS(call)                                                     \
	call(json_tokener_new_ex) call(json_tokener_set_flags) call(         \
		json_tokener_parse_ex) call(json_tokener_get_error)          \
		call(json_tokener_free) call(json_tokener_error_desc) call(  \
			json_object_object_get_ex) call(json_object_is_type) \
			call(json_object_get_string) call(                   \
				json_object_get_string_len)                  \
				call(json_object_get_int64) call(            \
					json_object_get_boolean)             \
					call(json_object_array_length) call( \
						json_object_array_get_idx)   \
						call(json_object_put)

#define MEMBER(name) __typeof__ (&(name))(name);
#define DIRECT(name) .name = (name),
#define NAME(name) #name,

struct calls {
	JSON_CALLS(MEMBER)
};

#ifdef UENTER_STATIC
static const struct calls lib = { JSON_CALLS(DIRECT) };

static int load(struct fault *f)
{
	(void)f;
	return 0;
}
#else
/* Filled once, at the first use; the library then stays. */
static union {
	struct calls by_name;
	void *by_index[sizeof(struct calls) / sizeof(void *)];
} loaded;
static bool is_loaded;

#define lib loaded.by_name

static const char *const names[] = { JSON_CALLS(NAME) };

_Static_assert(sizeof(loaded) == sizeof(names), "a pointer for each name");

static int missing(struct fault *f)
{
	const char *why = dlerror();

	fault_set(f, FAULT_NO_LIBRARY, -ELIBACC, JSON_C_SONAME);
	fault_why(f,
		  "containers are found by name with json-c, and it "
		  "cannot be loaded: %s",
		  why ? why : "?");
	fault_hint(f, "apt-get install libjson-c5   # or dnf, apk, pacman: "
		      "json-c; or give the target as a PID");
	return -ELIBACC;
}

static int load(struct fault *f)
{
	void *handle;

	if (is_loaded)
		return 0;
	handle = dlopen(JSON_C_SONAME, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		return missing(f);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		loaded.by_index[i] = dlsym(handle, names[i]);
		if (!loaded.by_index[i])
			return missing(f);
	}
	is_loaded = true;
	return 0;
}
#endif

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

int json_parse(const char *text, size_t length, const char *shown,
	       struct json_object **ret, struct fault *f)
{
	struct json_tokener *tokener;
	struct json_object *value;
	enum json_tokener_error error;
	int r = load(f);

	if (r < 0)
		return r;
	if (length >= INT_MAX)
		return malformed(shown, "too long", f);
	/* which the tokener would take for the end */
	if (memchr(text, '\0', length))
		return malformed(shown, "there is a NUL byte in it", f);
	tokener = lib.json_tokener_new_ex(JSON_DEPTH);
	if (!tokener)
		return fault_set(f, FAULT_SYSTEM, -ENOMEM, "%s", shown);
	/* or it would pass over what follows the value */
	lib.json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
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
