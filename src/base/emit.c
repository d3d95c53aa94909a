/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON, written as it comes: for few values, without a library. */
#include "config.h"
#include "base/emit.h"
#include "base/errname.h"
#include "base/utf8.h"

#include <inttypes.h>

static void begin(struct emitter *e, const char *key)
{
	if (e->comma)
		fputc(',', e->to);
	e->comma = true;
	if (key)
		fprintf(e->to, "\"%s\":", key);
}

/* One character, or one byte where there is none. Returns how many bytes. */
static size_t put(FILE *to, const char *at)
{
	unsigned char c = (unsigned char)*at;
	size_t length = utf8_length(at);

	if (length == 0)
		fprintf(to, "\\\\x%02x", c);
	else if (c == '"' || c == '\\')
		fprintf(to, "\\%c", c);
	else if (c < 0x20)
		fprintf(to, "\\u%04x", c);
	else
		fwrite(at, 1, length, to);
	return length ? length : 1;
}

void emit_text(struct emitter *e, const char *key, const char *text)
{
	if (!text) {
		emit_null(e, key);
		return;
	}
	begin(e, key);
	fputc('"', e->to);
	while (*text)
		text += put(e->to, text);
	fputc('"', e->to);
}

void emit_number(struct emitter *e, const char *key, uint64_t number)
{
	begin(e, key);
	fprintf(e->to, "%" PRIu64, number);
}

void emit_flag(struct emitter *e, const char *key, bool flag)
{
	begin(e, key);
	fputs(flag ? "true" : "false", e->to);
}

void emit_null(struct emitter *e, const char *key)
{
	begin(e, key);
	fputs("null", e->to);
}

void emit_error(struct emitter *e, const char *key, int error)
{
	if (error == 0) {
		emit_null(e, key);
		return;
	}
	emit_open(e, key, '{');
	emit_text(e, "name", errname(-error));
	emit_number(e, "number", (uint64_t)-error);
	emit_close(e, '}');
}

void emit_open(struct emitter *e, const char *key, char bracket)
{
	begin(e, key);
	fputc(bracket, e->to);
	e->comma = false;
}

void emit_close(struct emitter *e, char bracket)
{
	fputc(bracket, e->to);
	e->comma = true;
}
