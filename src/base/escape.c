/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of others made fit to print, and words made fit to paste. */
#include "config.h"
#include "base/escape.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char hex[] = "0123456789abcdef";

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f;
}

const char *escape(char *buf, size_t size, const char *text)
{
	size_t n = 0;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		size_t need = is_plain(c) ? 1 : 4;

		if (n + need >= size)
			break;
		if (is_plain(c)) {
			buf[n++] = (char)c;
			continue;
		}
		buf[n++] = '\\';
		buf[n++] = 'x';
		buf[n++] = hex[c >> 4];
		buf[n++] = hex[c & 15];
	}
	if (size)
		buf[n] = '\0';
	return buf;
}

static void add(struct line *l, const char *text, size_t length)
{
	if (l->cut || length >= sizeof(l->text) - l->length - 4) {
		if (!l->cut)
			memcpy(l->text + l->length, "...", 4);
		l->cut = true;
		return;
	}
	memcpy(l->text + l->length, text, length);
	l->length += length;
	l->text[l->length] = '\0';
}

/* Words of these alone mean themselves to every shell. */
static bool is_bare(const char *word)
{
	return *word && !word[strspn(word, "abcdefghijklmnopqrstuvwxyz"
					   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					   "0123456789%+,-./:=@_")];
}

static bool has_control(const char *word)
{
	for (; *word; word++) {
		if (!is_plain((unsigned char)*word))
			return true;
	}
	return false;
}

/* In $'...' a byte can be named, so that the line stays printable. */
static void add_ansi_quoted(struct line *l, const char *word)
{
	add(l, "$'", 2);
	for (; *word; word++) {
		unsigned char c = (unsigned char)*word;
		char named[] = { '\\', 'x', hex[c >> 4], hex[c & 15] };

		if (!is_plain(c) || c == '\'' || c == '\\')
			add(l, named, sizeof(named));
		else
			add(l, word, 1);
	}
	add(l, "'", 1);
}

static void add_quoted(struct line *l, const char *word)
{
	add(l, "'", 1);
	for (; *word; word++) {
		if (*word == '\'')
			add(l, "'\\''", 4);
		else
			add(l, word, 1);
	}
	add(l, "'", 1);
}

void line_word(struct line *l, const char *word)
{
	if (l->length)
		add(l, " ", 1);
	if (is_bare(word))
		add(l, word, strlen(word));
	else if (has_control(word))
		add_ansi_quoted(l, word);
	else
		add_quoted(l, word);
}

void line_format(struct line *l, const char *format, ...)
{
	char word[sizeof(l->text)];
	va_list ap;
	int length;

	va_start(ap, format);
	length = vsnprintf(word, sizeof(word), format, ap);
	va_end(ap);
	line_word(l, word);
	/* a part of a word would be another word */
	if (length >= (int)sizeof(word))
		add(l, word, sizeof(word));
}

void line_words(struct line *l, char *const *words)
{
	for (; words && *words; words++)
		line_word(l, *words);
}
