/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A response of HTTP/1.1, told from its bytes; no I/O. */
#include "config.h"
#include "engine/reply.h"
#include "base/parse.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

struct text {
	const char *start;
	size_t length;
};

/*
 * Takes one line, without its end. A lone LF ends one too (RFC 9112, 2.2).
 * Returns 1, or 0 where it is not complete, or -EFBIG.
 */
static int take_line(struct reply *r, struct text *ret)
{
	const char *start = r->text + r->at, *end = NULL;
	size_t left = r->have - r->at;

	if (left)
		end = memchr(start, '\n', left);
	if (!end)
		return left > REPLY_LINE_MAX ? -EFBIG : 0;
	ret->start = start;
	ret->length = (size_t)(end - start);
	if (ret->length > REPLY_LINE_MAX)
		return -EFBIG;
	r->at += ret->length + 1;
	if (ret->length && end[-1] == '\r')
		ret->length--;
	return 1;
}

/* "HTTP/1.1 200 OK" */
static int read_status(struct reply *r)
{
	static const char version[] = "HTTP/1.";
	const size_t n = sizeof(version) - 1;
	struct text line;
	uint64_t status;
	int got = take_line(r, &line);

	if (got <= 0)
		return got;
	if (line.length < n + 5 || memcmp(line.start, version, n) != 0 ||
	    line.start[n + 1] != ' ' ||
	    parse_digits(line.start + n + 2, 3, 599, &status) < 0 ||
	    status < 100 || (line.length > n + 5 && line.start[n + 5] != ' '))
		return -EPROTO;
	r->status = (int)status;
	r->phase = REPLY_HEADER;
	return 1;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The value of the header @name, where this line is one; else false. */
static bool header_value(const struct text *line, const char *name,
			 struct text *ret)
{
	size_t n = strlen(name);
	const char *end = line->start + line->length;
	const char *start = line->start + n + 1;

	if (line->length <= n || line->start[n] != ':' ||
	    strncasecmp(line->start, name, n) != 0)
		return false;
	while (start < end && is_blank(*start))
		start++;
	while (end > start && is_blank(end[-1]))
		end--;
	ret->start = start;
	ret->length = (size_t)(end - start);
	return true;
}

static int take_length(struct reply *r, const struct text *value)
{
	uint64_t length;
	int error = parse_digits(value->start, value->length, REPLY_BODY_MAX,
				 &length);

	if (error < 0)
		return error == -ERANGE ? -EFBIG : -EPROTO;
	if (r->has_length)
		return -EPROTO;
	r->has_length = true;
	r->left = length;
	return 1;
}

static int take_coding(struct reply *r, const struct text *value)
{
	static const char chunked[] = "chunked";

	if (r->is_chunked || value->length != sizeof(chunked) - 1 ||
	    strncasecmp(value->start, chunked, value->length) != 0)
		return -EPROTO;
	r->is_chunked = true;
	return 1;
}

/* The empty line: how does the body come? */
static int end_header(struct reply *r)
{
	r->body = r->at;
	if (r->status < 200) {
		/* an interim one: the real one follows */
		if (r->is_chunked || r->has_length)
			return -EPROTO;
		r->phase = REPLY_STATUS;
	} else if (r->is_chunked && r->has_length) {
		return -EPROTO;
	} else if (r->status == 204 || r->status == 304) {
		r->phase = REPLY_DONE;
	} else if (r->is_chunked) {
		r->phase = REPLY_CHUNK_SIZE;
	} else {
		r->phase = r->has_length ? REPLY_BODY : REPLY_BODY_END;
	}
	return 1;
}

static int read_header(struct reply *r)
{
	struct text line, value;
	int got = take_line(r, &line);

	if (got <= 0)
		return got;
	if (r->at > REPLY_HEAD_MAX)
		return -EFBIG;
	if (line.length == 0)
		return end_header(r);
	if (header_value(&line, "Content-Length", &value))
		return take_length(r, &value);
	if (header_value(&line, "Transfer-Encoding", &value))
		return take_coding(r, &value);
	/* a name goes up to its colon, and a line that starts with a blank
	 * would go on with the one before */
	return memchr(line.start, ':', line.length) && !is_blank(*line.start)
		       ? 1
		       : -EPROTO;
}

/* Moves what is there of the body, up to r->left, to its end. */
static void take_data(struct reply *r)
{
	size_t n = r->have - r->at;

	if (n > r->left)
		n = (size_t)r->left;
	memmove(r->text + r->body + r->length, r->text + r->at, n);
	r->at += n;
	r->length += n;
	r->left -= n;
}

static int read_body(struct reply *r)
{
	if (r->have > r->at)
		take_data(r);
	if (r->left)
		return 0;
	r->phase = REPLY_DONE;
	return 1;
}

static int read_body_end(struct reply *r)
{
	r->length += r->have - r->at;
	r->at = r->have;
	return r->length > REPLY_BODY_MAX ? -EFBIG : 0;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* "1f4", and what stands behind a ';' or blanks is of no concern. */
static int read_chunk_size(struct reply *r)
{
	struct text line;
	uint64_t size = 0;
	size_t i = 0;
	int got = take_line(r, &line);

	if (got <= 0)
		return got;
	for (; i < line.length && hex_digit(line.start[i]) >= 0; i++) {
		size = size * 16 + (uint64_t)hex_digit(line.start[i]);
		if (size + r->length > REPLY_BODY_MAX)
			return -EFBIG;
	}
	if (i == 0 || (i < line.length && line.start[i] != ';' &&
		       !is_blank(line.start[i])))
		return -EPROTO;
	r->left = size;
	r->phase = size ? REPLY_CHUNK : REPLY_TRAILER;
	return 1;
}

static int read_chunk(struct reply *r)
{
	if (r->have > r->at)
		take_data(r);
	if (r->left)
		return 0;
	r->phase = REPLY_CHUNK_CRLF;
	return 1;
}

static int read_chunk_crlf(struct reply *r)
{
	struct text line;
	int got = take_line(r, &line);

	if (got <= 0)
		return got;
	r->phase = REPLY_CHUNK_SIZE;
	return line.length == 0 ? 1 : -EPROTO;
}

static int read_trailer(struct reply *r)
{
	struct text line;
	int got = take_line(r, &line);

	if (got > 0 && line.length == 0)
		r->phase = REPLY_DONE;
	return got;
}

/* Each returns 1 to go on, 0 where bytes are missing, or a negative errno. */
static int (*const readers[])(struct reply *r) = {
	[REPLY_STATUS] = read_status,
	[REPLY_HEADER] = read_header,
	[REPLY_BODY] = read_body,
	[REPLY_BODY_END] = read_body_end,
	[REPLY_CHUNK_SIZE] = read_chunk_size,
	[REPLY_CHUNK] = read_chunk,
	[REPLY_CHUNK_CRLF] = read_chunk_crlf,
	[REPLY_TRAILER] = read_trailer,
};

int reply_read(struct reply *r, bool is_end)
{
	int got = 1;

	while (r->phase != REPLY_DONE && got > 0)
		got = readers[r->phase](r);
	if (got != 0 || !is_end)
		return got < 0 ? got : r->phase == REPLY_DONE;
	if (r->phase != REPLY_BODY_END)
		return -EPROTO;
	r->phase = REPLY_DONE;
	return 1;
}
