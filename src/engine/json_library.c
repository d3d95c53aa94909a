/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* json-c itself: loaded where it is wanted, and only then. */
#include "config.h"
#include "engine/json_library.h"
#include "base/cleanup.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#ifndef UENTER_STATIC
#include <dlfcn.h>
#endif

#ifdef UENTER_STATIC
#define DIRECT(name) .name = (name),

const struct json_library json_library = { JSON_CALLS(DIRECT) };

int json_library_load(struct fault *f)
{
	(void)f;
	return 0;
}
#else
#define NAME(name) #name,

struct json_library json_library;
static bool is_loaded;

static const char *const names[] = { JSON_CALLS(NAME) };

_Static_assert(sizeof(json_library) == sizeof(names), "a pointer for each");

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

/*
 * By its path, as it was when this was built, the search in ld.so.cache is
 * saved, a quarter of the time; unless somebody wants another one.
 */
static void *open_library(void)
{
	void *handle = NULL;

	if (!getenv("LD_LIBRARY_PATH"))
		handle = dlopen(JSON_C_FILE, RTLD_NOW | RTLD_LOCAL);
	return handle ? handle : dlopen(JSON_C_SONAME, RTLD_NOW | RTLD_LOCAL);
}

int json_library_load(struct fault *f)
{
	void *handle;

	if (is_loaded)
		return 0;
	handle = open_library();
	if (!handle)
		return missing(f);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		void *call = dlsym(handle, names[i]);

		if (!call)
			return missing(f);
		memcpy((char *)&json_library + i * sizeof(call), &call,
		       sizeof(call));
	}
	is_loaded = true;
	return 0;
}
#endif
