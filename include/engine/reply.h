/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A response of HTTP/1.1, told from its bytes; no I/O. */
#ifndef ENGINE_REPLY_H
#define ENGINE_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As long as a body may be, and the headers in all, and a line of them. */
#define REPLY_BODY_MAX ((size_t)8 * 1024 * 1024)
#define REPLY_HEAD_MAX ((size_t)64 * 1024)
#define REPLY_LINE_MAX ((size_t)8 * 1024)
/* Chunks cost a few bytes each, and trailers: all that is received. */
#define REPLY_ALL_MAX (2 * REPLY_BODY_MAX + REPLY_HEAD_MAX)

/* What is read next. */
enum reply_phase {
	REPLY_STATUS,
	REPLY_HEADER,
	REPLY_BODY,	  /* as many bytes as Content-Length says */
	REPLY_BODY_END,	  /* until the end of the connection */
	REPLY_CHUNK_SIZE, /* the line before a chunk */
	REPLY_CHUNK,
	REPLY_CHUNK_CRLF,
	REPLY_TRAILER,
	REPLY_DONE,
};

/*
 * The bytes stand at @text, which is the caller's: it may move between two
 * calls. A body that comes in chunks is put together where it stands.
 */
struct reply {
	char *text;
	size_t have; /* received so far */
	size_t at;   /* and understood */
	enum reply_phase phase;
	int status; /* 200 */
	bool is_chunked, has_length;
	uint64_t left;	     /* of the body, or of this chunk */
	size_t body, length; /* where it starts, and how much of it is there */
};

#define REPLY_INIT                     \
	{                              \
		.phase = REPLY_STATUS, \
	}

/*
 * Reads on, as far as it goes: text and have say what was received, is_end
 * that nothing will follow. RFC 9112, of which only this is understood:
 * Content-Length, the transfer coding "chunked", or neither; both at once
 * are refused, as two lengths are.
 * Returns 1 where the reply is complete, 0 where more has to come; -EPROTO
 * where it is no such reply or ends in the middle, -EFBIG where it is larger
 * than the above allows.
 */
int reply_read(struct reply *r, bool is_end);

#endif
