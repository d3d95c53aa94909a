/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON, written as it comes: for few values, without a library. */
#ifndef BASE_EMIT_H
#define BASE_EMIT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/*
 * In one line, without a space. Allocates nothing and opens nothing, so that
 * it may be used inside the target's root. Whether all was written is the
 * stream's to say (ferror(3)).
 */
struct emitter {
	FILE *to;
	bool comma; /* something stands before, on this level */
};

/*
 * Each writes one value: in an object with its @key, in an array with NULL.
 * Keys are the program's own words, and are not escaped.
 *
 * Text is anybody's. The JSON is valid UTF-8 whatever is in it, and acts on
 * no terminal: bytes that are no UTF-8, DEL and U+0080 to U+009F become \xNN
 * (four characters, as in what is printed in words), what is below 0x20 the
 * \u00NN of JSON. NULL is null.
 */
void emit_text(struct emitter *e, const char *key, const char *text);
void emit_number(struct emitter *e, const char *key, uint64_t number);
void emit_flag(struct emitter *e, const char *key, bool flag);
void emit_null(struct emitter *e, const char *key);

/* {"name":"EPERM","number":1} of a negative errno; null for 0. */
void emit_error(struct emitter *e, const char *key, int error);

/* Starts an object, with '{', or an array, with '['. */
void emit_open(struct emitter *e, const char *key, char bracket);

/* Ends it, with '}' or ']'. */
void emit_close(struct emitter *e, char bracket);

#endif
