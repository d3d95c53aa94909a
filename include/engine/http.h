/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question to an engine's socket, and its answer. */
#ifndef ENGINE_HTTP_H
#define ENGINE_HTTP_H

#include "base/fault.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* All there is to wait for an answer, in milliseconds. */
#define HTTP_PATIENCE 2000

/* Milliseconds of CLOCK_MONOTONIC. */
int64_t http_now(void);

struct http_answer {
	char *text;	  /* received; owned: http_done() */
	const char *body; /* in it, NUL-terminated */
	size_t length;
	int status; /* 200 */
	uid_t peer; /* who listens there */
};

/*
 * Sends "GET @path" to the Unix socket @socket, and waits for the answer, no
 * longer than @patience milliseconds in all (connect, send, receive). Whoever
 * listens has to be the effective uid or root: unix(7), SO_PEERCRED.
 * Returns 0 with *@ret, which the caller hands to http_done(); or a negative
 * errno: without a fault for -ENOENT (no socket there) and -EACCES (it is
 * not for this caller), with it for all else: FAULT_NO_ANSWER where nobody
 * serves it or the time is over, FAULT_BAD_STATE for an answer not to be
 * believed.
 */
int http_get(const char *socket, const char *path, int patience,
	     struct http_answer *ret, struct fault *f);

void http_done(struct http_answer *answer);

#define cleanup_answer __attribute__((cleanup(http_done)))

#endif
