/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An engine's files: what may be read of them, and believed. */
#ifndef ENGINE_STATE_H
#define ENGINE_STATE_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>

#define STATE_FILE_MAX (1024 * 1024)

/*
 * Opens the directory @path as a base for what follows: O_CLOEXEC, owned by
 * the effective uid or root, and not writable by others, or all below could
 * be put there by them.
 * Returns the descriptor, which the caller owns, or a negative errno:
 * without a fault for -ENOENT and -ENOTDIR (that engine is not here), with it
 * for all else. "" is -ENOENT.
 */
int state_open_dir(const char *path, struct fault *f);

/*
 * Reads the file @path below the directory @dir, which is called @shown in
 * messages. No link leads out of @dir (openat2(2), RESOLVE_BENEATH, Linux
 * 5.6: refused by name before); it has to be regular, the effective uid's or
 * root's, not writable by others, and at most STATE_FILE_MAX bytes long. A
 * FIFO does not hang it.
 * Returns 0 with *@ret_text, NUL-terminated, which the caller frees; or a
 * negative errno: without a fault for -ENOENT, with it for all else.
 */
int state_read(int dir, const char *shown, const char *path, char **ret_text,
	       size_t *ret_length, struct fault *f);

/* The same, of its first @most bytes. */
int state_read_head(int dir, const char *shown, const char *path, size_t most,
		    char **ret_text, size_t *ret_length, struct fault *f);

/*
 * Opens it by the same rules, but of any size, to be read in part. Returns
 * the descriptor, which the caller owns, or a negative errno as above.
 */
int state_open_file(int dir, const char *shown, const char *path,
		    struct fault *f);

/*
 * As state_read(), of a whole file that holds one decimal number from 1 to
 * INT_MAX.
 */
int state_read_pid(int dir, const char *shown, const char *path, int *ret,
		   struct fault *f);

/*
 * Whether @id may become a component of a path: letters, digits, and _.-+ in
 * the middle, at most 128 of them.
 */
bool state_is_component(const char *id);

/*
 * The same by another engine's alphabet: letters, digits and @also, at most
 * @max of them, and a letter or a digit first, so that no option, no hidden
 * file and no ".." is meant.
 */
bool state_is_made_of(const char *name, const char *also, size_t max);

/* Frees what *@text points to: for the attribute cleanup. */
void state_free_text(char **text);

#define cleanup_text __attribute__((cleanup(state_free_text)))

#endif
