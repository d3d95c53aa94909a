/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON, by json-c; loaded where it is wanted, and only then. */
#ifndef ENGINE_JSON_H
#define ENGINE_JSON_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* As deep as a value may nest: engines' files reach 12. */
#define JSON_DEPTH 64

struct json_object;

/*
 * Parses @length bytes at @text, which came from @shown, as one value with
 * nothing behind it.
 * The library is loaded by the first call (dlopen(3)): a plain PID entry does
 * without, and pays nothing. Not to be called once a namespace was joined.
 * Returns 0 with *@ret, which the caller hands to json_done(); or a negative
 * errno with the fault set: -EPROTO where it is no such text, -ELIBACC where
 * the library is not there.
 */
int json_parse(const char *text, size_t length, const char *shown,
	       struct json_object **ret, struct fault *f);

/* Looks at an item, which is NULL for null; returns true where that is all. */
typedef bool json_visit(struct json_object *item, void *context);

/*
 * The same for the items of an array, one after the other, each of which is
 * freed behind its visit: of a thousand no more than one is held.
 * Returns 0; 1 where a visit ended it, and nothing behind was looked at; or a
 * negative errno as json_parse() does, when those in front of what is wrong
 * have been visited.
 */
int json_each(const char *text, size_t length, const char *shown,
	      json_visit *visit, void *context, struct fault *f);

/* The same for the file @path below @dir, which is called @shown. */
int json_file_each(int dir, const char *shown, const char *path,
		   json_visit *visit, void *context, struct fault *f);

/*
 * Reads the file @path below @dir, which is called @shown (state_read()), and
 * parses it, without what stands from the member @rest on, which may be NULL
 * (json_cut()): where that is in the first page, no more is read.
 * Returns 0 with *@ret, or a negative errno as both do, with *@ret NULL.
 */
int json_file(int dir, const char *shown, const char *path, const char *rest,
	      struct json_object **ret, struct fault *f);

/* The same, of those members alone whose names are in @names (json_keep()). */
int json_file_of(int dir, const char *shown, const char *path,
		 const char *const names[], struct json_object **ret,
		 struct fault *f);

/*
 * Ends the object at @text, which has a NUL behind its @length, before its
 * member @name, so that what stands in front can be parsed without the rest:
 * in place, and only where @name is a member of the outermost object, with
 * which the text begins, and not its first. Pure.
 * Returns the length that is left: @length where there is no such member.
 */
size_t json_cut(char *text, size_t length, const char *name);

/*
 * Takes out of the object at @text, which has a NUL behind its @length, the
 * members whose names are none of @names, which ends with NULL: in place, by
 * strings and brackets alone. What is no whole object stays none, so that
 * json_parse() tells of it; what is wrong within a member that was taken out,
 * and where a comma stands too much beside one, is not noticed. Pure.
 * Returns the length that is left.
 */
size_t json_keep(char *text, size_t length, const char *const names[]);

/* Frees *@value and all below it. */
void json_done(struct json_object **value);

#define cleanup_json __attribute__((cleanup(json_done)))

/*
 * The member by that path: names with a '.' between ("State.Pid"). NULL where
 * there is none, or @value is NULL or no object. It belongs to @value.
 */
struct json_object *json_at(struct json_object *value, const char *path);

/*
 * The same as a string: NULL where it is none, is longer than 4095, or has a
 * NUL inside.
 */
const char *json_string(struct json_object *value, const char *path);

/* As a whole number: 0 where it is none, or negative. */
uint64_t json_number(struct json_object *value, const char *path);

/* As a pid: 0 where it is none, or larger than any. */
pid_t json_pid(struct json_object *value, const char *path);

/* As a boolean: false where it is none. */
bool json_is_true(struct json_object *value, const char *path);

/* Of an array: how many it has, 0 where it is none; and the @index-th. */
size_t json_count(struct json_object *value);
struct json_object *json_item(struct json_object *value, size_t index);

/* A member by a name that holds dots itself ("com.docker.compose.project"). */
const char *json_member(struct json_object *value, const char *name);

#endif
