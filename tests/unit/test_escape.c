/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of others made fit to print, and words made fit to paste. */
#include "config.h"
#include "base/escape.h"
#include "words.h"

static const struct row {
	const char *name, *text;
	size_t size;
	const char *want;
} escapes[] = {
	{ "plain text stays", "a b~!'\"\\", 64, "a b~!'\"\\" },
	{ "no text stays none", "", 64, "" },
	{ "an escape sequence is disarmed", "\x1b[31m", 64, "\\x1b[31m" },
	{ "line end, tab and bell are named", "\n\t\a", 64, "\\x0a\\x09\\x07" },
	{ "DEL is named", "\x7f", 64, "\\x7f" },
	{ "bytes above 126 are named", "\xc3\xa9\x9b", 64, "\\xc3\\xa9\\x9b" },
	{ "the last that fits is kept", "abc", 4, "abc" },
	{ "what does not fit is cut", "abcd", 4, "abc" },
	{ "a named byte is not cut in half", "ab\n", 6, "ab" },
	{ "a named byte that fits is kept", "ab\n", 7, "ab\\x0a" },
	{ "room for the end alone", "abc", 1, "" },
};

static void check_escape(void **state)
{
	const struct row *row = *state;
	char buf[64];

	memset(buf, '#', sizeof(buf));
	assert_ptr_equal(escape(buf, row->size, row->text), buf);
	expect_text(buf, row->want);
	/* nothing is written behind the size */
	for (size_t i = row->size; i < sizeof(buf); i++)
		assert_int_equal(buf[i], '#');
}

static void no_room_at_all(void **state)
{
	char byte = '#';

	(void)state;
	escape(&byte, 0, "abc");
	assert_int_equal(byte, '#');
}

static const struct row words[] = {
	{ "a bare word needs no quotes", "-n=/run/netns/x:1@2,3%4+5_6", 0,
	  "-n=/run/netns/x:1@2,3%4+5_6" },
	{ "an empty word is quoted", "", 0, "''" },
	{ "a space is quoted", "a b", 0, "'a b'" },
	{ "what a shell expands is quoted", "$HOME *?[a]~`x`", 0,
	  "'$HOME *?[a]~`x`'" },
	{ "what a shell divides by is quoted", "a;b|c&d>e<f(g)", 0,
	  "'a;b|c&d>e<f(g)'" },
	{ "a comment sign is quoted", "#1002", 0, "'#1002'" },
	{ "a quote ends the quotes and comes back", "it's", 0, "'it'\\''s'" },
	{ "a backslash stays in quotes", "a\\b", 0, "'a\\b'" },
	{ "a line end is named", "a\nb", 0, "$'a\\x0ab'" },
	{ "an escape byte is named", "\x1b[0m", 0, "$'\\x1b[0m'" },
	{ "beside a named byte, quote and backslash are too", "\t'\\", 0,
	  "$'\\x09\\x27\\x5c'" },
	{ "letters beyond ASCII are named", "\xc3\xa9", 0, "$'\\xc3\\xa9'" },
};

/* A shell has to make the same word of it again. */
static void check_word(void **state)
{
	const struct row *row = *state;
	struct line l = LINE_INIT;
	struct words w;
	char **argv;

	line_word(&l, row->text);
	expect_text(l.text, row->want);
	argv = words_split(&w, l.text);
	expect_text(argv[0], row->text);
	assert_null(argv[1]);
}

static void every_byte_comes_back(void **state)
{
	(void)state;
	for (int c = 1; c < 256; c++) {
		const char word[] = { 'a', (char)c, 'f', '\0' };
		struct line l = LINE_INIT;
		struct words w;

		line_word(&l, word);
		for (size_t i = 0; i < l.length; i++)
			assert_in_range(l.text[i], 0x20, 0x7e);
		expect_text(words_split(&w, l.text)[0], word);
	}
}

static void words_are_divided_by_spaces(void **state)
{
	char *const rest[] = { (char[]){ "sh" }, (char[]){ "-c" },
			       (char[]){ "ls /" }, NULL };
	struct line l = LINE_INIT;

	(void)state;
	line_word(&l, "uenter");
	line_format(&l, "-%c=%s", 'n', "a b");
	line_words(&l, rest);
	line_words(&l, NULL);
	expect_text(l.text, "uenter '-n=a b' sh -c 'ls /'");
	assert_int_equal(l.length, strlen(l.text));
	assert_false(l.cut);
}

static void a_long_line_is_cut_and_marked(void **state)
{
	struct line l = LINE_INIT;
	size_t length;

	(void)state;
	for (int i = 0; i < 300; i++)
		line_word(&l, "seven77");
	assert_true(l.cut);
	length = strlen(l.text);
	assert_true(length < sizeof(l.text));
	assert_string_equal(l.text + length - 3, "...");
	line_word(&l, "x");
	assert_int_equal(strlen(l.text), length);
}

/* One byte a call, as quoting does it, must not run past the end either. */
static void a_long_quoted_word_is_cut_and_marked(void **state)
{
	char word[2000];
	struct line l = LINE_INIT;

	(void)state;
	memset(word, '\'', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	line_word(&l, word);
	assert_true(l.cut);
	assert_true(strlen(l.text) < sizeof(l.text));
	assert_string_equal(l.text + strlen(l.text) - 3, "...");
}

/* A path may be 4095 bytes long; a shorter one is another file. */
static void a_long_formatted_word_is_never_cut_in_silence(void **state)
{
	char path[600];
	struct line l = LINE_INIT;

	(void)state;
	memset(path, 'p', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	line_format(&l, "-n=%s", path);
	if (!l.cut)
		expect_text(l.text + strlen("-n="), path);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, escapes, check_escape);
	table_add(&table, "no room at all is left alone", no_room_at_all, NULL);
	TABLE_ROWS(&table, words, check_word);
	table_add(&table, "every byte comes back from its quotes",
		  every_byte_comes_back, NULL);
	table_add(&table, "words are divided by spaces",
		  words_are_divided_by_spaces, NULL);
	table_add(&table, "a long line is cut and marked",
		  a_long_line_is_cut_and_marked, NULL);
	table_add(&table, "a long quoted word is cut and marked",
		  a_long_quoted_word_is_cut_and_marked, NULL);
	table_add(&table, "a long formatted word is never cut in silence",
		  a_long_formatted_word_is_never_cut_in_silence, NULL);
	return table_run("escape", &table);
}
