/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* json-c itself: loaded where it is wanted, and only then. */
#ifndef ENGINE_JSON_LIBRARY_H
#define ENGINE_JSON_LIBRARY_H

#include "base/fault.h"

#include <json-c/json.h>

/* The functions that are used: the one list of them. */
#define JSON_CALLS(call)                                                         \
	call(json_tokener_new_ex) call(json_tokener_set_flags) call(             \
		json_tokener_parse_ex) call(json_tokener_get_error)              \
		call(json_tokener_get_parse_end) call(json_tokener_free) call(   \
			json_tokener_error_desc) call(json_object_object_get_ex) \
			call(json_object_is_type) call(json_object_get_string)   \
				call(json_object_get_string_len) call(           \
					json_object_get_int64)                   \
					call(json_object_get_boolean) call(      \
						json_object_array_length)        \
						call(json_object_array_get_idx)  \
							call(json_object_put)

#define JSON_MEMBER(name) __typeof__ (&(name))(name);

struct json_library {
	JSON_CALLS(JSON_MEMBER)
};

/* Its functions: once it is loaded. */
#ifdef UENTER_STATIC
extern const struct json_library json_library;
#else
extern struct json_library json_library;
#endif

/*
 * Loads it, the first time, and it stays (dlopen(3)): a plain PID entry does
 * without, and pays nothing. Not to be called once a namespace was joined.
 * Returns 0, or -ELIBACC with the fault set.
 */
int json_library_load(struct fault *f);

#endif
