/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Responses of HTTP/1.1, however they arrive. */
#include "config.h"
#include "engine/reply.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>

#define OK "HTTP/1.1 200 OK\r\n"
#define CHUNKED OK "Transfer-Encoding: chunked\r\n\r\n"

/* What is left unsaid at the end of the connection is "cut". */
static const struct row {
	const char *name, *text, *want;
} rows[] = {
	{ "as many bytes as are said", OK "Content-Length: 2\r\n\r\n[]",
	  "200 []" },
	{ "what follows them is not of it", OK "Content-Length: 2\r\n\r\n[]XX",
	  "200 []" },
	{ "an empty body", OK "Content-Length: 0\r\n\r\n", "200 " },
	{ "the end of the connection ends it", OK "\r\nabc", "200 abc" },
	{ "so it does without a body", OK "\r\n", "200 " },
	{ "chunks are put together", CHUNKED "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
	  "200 abcde" },
	{ "a chunk of more than nine bytes",
	  CHUNKED "1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n",
	  "200 abcdefghijklmnopqrstuvwxyz" },
	{ "hexadecimal of either case",
	  CHUNKED "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n",
	  "200 01234567890123456789" },
	{ "extensions of a chunk are passed over",
	  CHUNKED "1;a=b\r\nx\r\n0 ;c\r\n\r\n", "200 x" },
	{ "trailers are passed over",
	  CHUNKED "1\r\nx\r\n0\r\nDate: now\r\n\r\n", "200 x" },
	{ "no chunk at all", CHUNKED "0\r\n\r\n", "200 " },
	{ "a body may look like a chunk", CHUNKED "5\r\n0\r\n\r\n\r\n0\r\n\r\n",
	  "200 0\r\n\r\n" },
	{ "names of headers in any case", OK "cOnTeNt-LeNgTh:1\r\n\r\nx",
	  "200 x" },
	{ "blanks around a value", OK "Content-Length: \t 1 \r\n\r\nx",
	  "200 x" },
	{ "the coding in any case",
	  OK "Transfer-Encoding: Chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "200 x" },
	{ "lines that end with LF alone",
	  "HTTP/1.1 200 OK\nContent-Length: 1\n\nx", "200 x" },
	{ "HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nx", "200 x" },
	{ "no reason", "HTTP/1.1 200\r\n\r\nx", "200 x" },
	{ "an empty reason", "HTTP/1.1 200 \r\n\r\nx", "200 x" },
	{ "another status",
	  "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}", "404 {}" },
	{ "no content", "HTTP/1.1 204 No Content\r\n\r\n", "204 " },
	{ "an interim reply before the real one",
	  "HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 1\r\n\r\nx",
	  "200 x" },
	{ "other headers",
	  OK "Api-Version: 1.41\r\nX:\r\nContent-Length: 1\r\n\r\nx", "200 x" },
	{ "a header whose name begins so",
	  OK "Content-Length-X: 9\r\nContent-Length: 1\r\n\r\nx", "200 x" },

	{ "nothing", "", "malformed" },
	{ "half a status line", "HTTP/1.1 20", "malformed" },
	{ "no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "malformed" },
	{ "another protocol's name", "HTTQ/1.1 200 OK\r\n\r\n", "malformed" },
	{ "HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", "malformed" },
	{ "a status of two digits", "HTTP/1.1 20 OK\r\n\r\n", "malformed" },
	{ "a status of four", "HTTP/1.1 2000 OK\r\n\r\n", "malformed" },
	{ "a status of letters", "HTTP/1.1 abc OK\r\n\r\n", "malformed" },
	{ "a status below 100", "HTTP/1.1 099 OK\r\n\r\n", "malformed" },
	{ "a status above 599", "HTTP/1.1 600 OK\r\n\r\n", "malformed" },
	{ "headers that do not end", OK "Content-Length: 1\r\n", "malformed" },
	{ "a header without a colon", OK "Content-Length\r\n\r\n",
	  "malformed" },
	{ "a header that goes on", OK "X: a\r\n b: c\r\n\r\n", "malformed" },
	{ "fewer bytes than are said", OK "Content-Length: 3\r\n\r\nab",
	  "malformed" },
	{ "a length that is none", OK "Content-Length: x\r\n\r\n",
	  "malformed" },
	{ "an empty length", OK "Content-Length:\r\n\r\n", "malformed" },
	{ "a negative length", OK "Content-Length: -1\r\n\r\n", "malformed" },
	{ "a length with a sign", OK "Content-Length: +1\r\n\r\nx",
	  "malformed" },
	{ "two lengths", OK "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
	  "malformed" },
	{ "a list of lengths", OK "Content-Length: 1, 1\r\n\r\nx",
	  "malformed" },
	{ "a length and chunks",
	  OK "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	  "malformed" },
	{ "chunks twice",
	  OK "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
	  "malformed" },
	{ "another coding", OK "Transfer-Encoding: gzip\r\n\r\nx",
	  "malformed" },
	{ "an interim reply alone", "HTTP/1.1 100 Continue\r\n\r\n",
	  "malformed" },
	{ "an interim reply with a length",
	  "HTTP/1.1 100 Continue\r\nContent-Length: 1\r\n\r\n" OK "\r\n",
	  "malformed" },
	{ "a chunk without a size", CHUNKED "\r\nx\r\n", "malformed" },
	{ "a size that is none", CHUNKED "x\r\n", "malformed" },
	{ "a size with 0x", CHUNKED "0x1\r\nx\r\n", "malformed" },
	{ "a chunk that is longer than its size", CHUNKED "1\r\nxy\r\n",
	  "malformed" },
	{ "half a chunk", CHUNKED "5\r\nabc", "malformed" },
	{ "no last chunk", CHUNKED "1\r\nx\r\n", "malformed" },
	{ "no end of the trailers", CHUNKED "0\r\n", "malformed" },

	{ "4 GB", OK "Content-Length: 4294967296\r\n\r\n", "too large" },
	{ "more than any number",
	  OK "Content-Length: 99999999999999999999999\r\n\r\n", "too large" },
	{ "a chunk of more than is allowed", CHUNKED "800001\r\n",
	  "too large" },
	{ "a chunk of more than any number", CHUNKED "fffffffffffffffff\r\n",
	  "too large" },
	{ "chunks of more in all", CHUNKED "1\r\nx\r\n800000\r\n",
	  "too large" },
};

/* @step bytes at a time, each in memory of just that size. */
static void feed(const char *text, size_t length, size_t step, char *got,
		 size_t size)
{
	struct reply r = REPLY_INIT;
	int end = 0;

	r.text = malloc(1);
	while (end == 0 && r.have <= length) {
		size_t n = length - r.have < step ? length - r.have : step;

		r.text = realloc(r.text, r.have + n + 1);
		memcpy(r.text + r.have, text + r.have, n);
		r.text = realloc(r.text, r.have + n > 0 ? r.have + n : 1);
		r.have += n;
		end = reply_read(&r, n == 0);
	}
	if (end == 1)
		snprintf(got, size, "%d %.*s", r.status, (int)r.length,
			 r.text + r.body);
	else
		snprintf(got, size, "%s",
			 end == -EPROTO	 ? "malformed"
			 : end == -EFBIG ? "too large"
					 : "?");
	free(r.text);
}

static void check(void **state)
{
	const struct row *row = *state;
	size_t length = strlen(row->text);
	char got[256];

	for (size_t step = 1; step <= length + 1; step++) {
		feed(row->text, length, step, got, sizeof(got));
		expect_text(got, row->want);
	}
}

/* A text of @count times @part behind @start. */
static void expect_repeated(const char *start, const char *part, size_t count,
			    const char *want)
{
	size_t n = strlen(part), length = strlen(start);
	char *text = malloc(length + n * count + 1);
	char got[64];

	strcpy(text, start);
	for (size_t i = 0; i < count; i++, length += n)
		strcpy(text + length, part);
	feed(text, length, 65536, got, sizeof(got));
	free(text);
	expect_text(got, want);
}

static void a_line_without_an_end(void **state)
{
	(void)state;
	expect_repeated("", "x", REPLY_LINE_MAX + 2, "too large");
	expect_repeated(CHUNKED, "0", REPLY_LINE_MAX + 2, "too large");
}

static void headers_without_an_end(void **state)
{
	(void)state;
	expect_repeated(OK, "X: y\r\n", REPLY_HEAD_MAX / 6 + 1, "too large");
}

static void a_body_until_the_end(void **state)
{
	(void)state;
	expect_repeated(OK "\r\n", "12345678", REPLY_BODY_MAX / 8 + 1,
			"too large");
}

static void interim_replies_without_an_end(void **state)
{
	(void)state;
	expect_repeated("", "HTTP/1.1 100 C\r\n\r\n", REPLY_HEAD_MAX,
			"too large");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "a line without an end", a_line_without_an_end, NULL);
	table_add(&table, "headers without an end", headers_without_an_end,
		  NULL);
	table_add(&table, "more than is allowed until the end",
		  a_body_until_the_end, NULL);
	table_add(&table, "interim replies without an end",
		  interim_replies_without_an_end, NULL);
	return table_run("reply", &table);
}
