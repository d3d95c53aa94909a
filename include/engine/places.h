/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the caller's engines keep what they know. */
#ifndef ENGINE_PLACES_H
#define ENGINE_PLACES_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

/*
 * Directories of the caller's, without a trailing slash; "" for one that is
 * not to be had. Environment variables are the caller's own word, and
 * believed as such; what lies below is not (engine/state.h).
 */
struct places {
	uid_t uid;	     /* effective: whose engines are asked */
	const char *home;    /* HOME */
	const char *config;  /* XDG_CONFIG_HOME, else HOME/.config */
	const char *data;    /* XDG_DATA_HOME, else HOME/.local/share */
	const char *runtime; /* XDG_RUNTIME_DIR, else /run/user/UID */
};

/*
 * Fills @ret from the environment; cannot fail. What it points to is the
 * process's own, and is there until the next call: which changes nothing
 * where the environment is the same.
 */
void places_init(struct places *ret);

/*
 * Writes DIR/REST to @buf, of PATH_MAX bytes; "" where DIR is "" or the whole
 * would not fit. Returns @buf.
 */
const char *places_path(char *buf, const char *dir, const char *rest);

/* The same for any @size; returns whether @buf is not "". */
bool places_join(char *buf, size_t size, const char *dir, const char *rest);

#endif
