/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON as others wrote it: what is read, and what is none. */
#include "config.h"
#include "engine/json.h"
#include "table.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

static const struct row {
	const char *name, *text, *path;
	const char *want; /* "string number pid is-true" of the member */
} rows[] = {
	{ "a string", "{\"a\":\"web\"}", "a", "web 0 0 no" },
	{ "a number", "{\"a\":4711}", "a", "- 4711 4711 no" },
	{ "true", "{\"a\":true}", "a", "- 0 0 yes" },
	{ "false", "{\"a\":false}", "a", "- 0 0 no" },
	{ "null", "{\"a\":null}", "a", "- 0 0 no" },
	{ "a number as a string is none", "{\"a\":\"4711\"}", "a",
	  "4711 0 0 no" },
	{ "a fraction is no number", "{\"a\":4711.0}", "a", "- 0 0 no" },
	{ "an exponent is no number", "{\"a\":1e3}", "a", "- 0 0 no" },
	{ "a negative number is none", "{\"a\":-1}", "a", "- 0 0 no" },
	{ "the largest pid", "{\"a\":2147483647}", "a",
	  "- 2147483647 2147483647 no" },
	{ "one more is no pid", "{\"a\":2147483648}", "a",
	  "- 2147483648 0 no" },
	{ "2^32 + 1 is no pid, not 1", "{\"a\":4294967297}", "a",
	  "- 4294967297 0 no" },
	{ "more than 64 bits is the largest", "{\"a\":99999999999999999999}",
	  "a", "- 9223372036854775807 0 no" },
	{ "1 is not true", "{\"a\":1}", "a", "- 1 1 no" },
	{ "a string is not true", "{\"a\":\"true\"}", "a", "true 0 0 no" },
	{ "an array is none of them", "{\"a\":[1]}", "a", "- 0 0 no" },
	{ "below an object", "{\"a\":{\"b\":\"x\"}}", "a.b", "x 0 0 no" },
	{ "below what is no object", "{\"a\":7}", "a.b", "- 0 0 no" },
	{ "below an array", "{\"a\":[{\"b\":1}]}", "a.b", "- 0 0 no" },
	{ "what is not there", "{\"a\":7}", "b", "- 0 0 no" },
	{ "of duplicate keys the last counts, as for Go", "{\"a\":1,\"a\":2}",
	  "a", "- 2 2 no" },
	{ "a NUL inside makes a string none", "{\"a\":\"web\\u0000x\"}", "a",
	  "- 0 0 no" },
	{ "an escape is read", "{\"a\":\"\\u001b[\"}", "a", "\x1b[ 0 0 no" },
	{ "bytes that are no UTF-8 stay as they are", "{\"a\":\"\xff\"}", "a",
	  "\xff 0 0 no" },
	{ "space around it", " \n{\"a\":1}\n ", "a", "- 1 1 no" },
	{ "the top is an array", "[1]", "a", "- 0 0 no" },
};

static void check(void **state)
{
	const struct row *row = *state;
	cleanup_json struct json_object *json = NULL;
	struct fault f = FAULT_INIT;
	const char *string;
	char got[128];

	if (json_parse(row->text, strlen(row->text), "/x", &json, &f) < 0)
		fail_msg("%s: %s", f.what, f.why);
	string = json_string(json, row->path);
	snprintf(got, sizeof(got), "%s %" PRIu64 " %d %s",
		 string ? string : "-", json_number(json, row->path),
		 (int)json_pid(json, row->path),
		 json_is_true(json, row->path) ? "yes" : "no");
	expect_text(got, row->want);
}

static const struct bad_row {
	const char *name, *text, *why;
} bad[] = {
	{ "no text", "", "it ends in the middle" },
	{ "space alone", " \n", "it ends in the middle" },
	{ "cut in a string", "{\"a\":\"we", "it ends in the middle" },
	{ "cut after a colon", "{\"a\":", "it ends in the middle" },
	{ "cut in a word", "{\"a\":tru", "it ends in the middle" },
	{ "garbage",
	  "\x7f"
	  "ELF",
	  "" },
	{ "a text", "not JSON", "" },
	{ "null", "null", "it is null" },
	{ "a second value", "{}{}", "unexpected character" },
	{ "a word behind it", "{} x", "unexpected character" },
	{ "a bracket too many", "[1]]", "unexpected character" },
	{ "a comma too many", "{\"a\":1,}", "unexpected character" },
	{ "a comment", "/* */{}", "unexpected character" },
};

static void check_bad(void **state)
{
	const struct bad_row *row = *state;
	struct json_object *json = NULL;
	struct fault f = FAULT_INIT;
	int r = json_parse(row->text, strlen(row->text), "/a b/\x1b", &json,
			   &f);

	assert_int_equal(r, -EPROTO);
	assert_null(json);
	assert_int_equal(f.code, FAULT_BAD_STATE);
	expect_text(f.what, "/a b/\\x1b");
	expect_mentions(f.why, "it is no JSON that can be read: ");
	expect_mentions(f.why, row->why);
	expect_mentions(f.hint, "head -c300 |give the target as a PID");
}

static int parse(const char *text, size_t length)
{
	cleanup_json struct json_object *json = NULL;
	struct fault f = FAULT_INIT;

	return json_parse(text, length, "/x", &json, &f);
}

static void a_nul_in_it_is_refused(void **state)
{
	(void)state;
	assert_int_equal(parse("{}\0{}", 5), -EPROTO);
	assert_int_equal(parse("{}\0", 3), -EPROTO);
	assert_int_equal(parse("{}", 2), 0);
}

/* @depth arrays, each in another. */
static int parse_deep(size_t depth)
{
	char *text = malloc(2 * depth);
	int r;

	assert_non_null(text);
	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	r = parse(text, 2 * depth);
	free(text);
	return r;
}

static void the_depth_is_bounded(void **state)
{
	(void)state;
	assert_int_equal(parse_deep(JSON_DEPTH - 1), 0);
	assert_int_equal(parse_deep(JSON_DEPTH + 1), -EPROTO);
	assert_int_equal(parse_deep(1000000), -EPROTO);
}

static void a_text_of_1_mib_is_read(void **state)
{
	size_t size = 1 << 20;
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', size);
	text[0] = text[size - 1] = '"';
	assert_int_equal(parse(text, size), 0);
	free(text);
}

/* The member to be cut at is "rest". */
static const struct cut_row {
	const char *name, *text, *want;
} cuts[] = {
	{ "a member is cut off", "{\"a\":1,\"rest\":{\"b\":2}}", "{\"a\":1}" },
	{ "what is behind it too", "{\"a\":1,\"rest\":2,\"c\":3}",
	  "{\"a\":1}" },
	{ "what is broken behind it too", "{\"a\":1,\"rest\":[[", "{\"a\":1}" },
	{ "nothing behind it", "{\"a\":1,\"rest\":", "{\"a\":1}" },
	{ "a name that only begins so", "{\"a\":1,\"rested\":2}",
	  "{\"a\":1,\"rested\":2}" },
	{ "one within another object stays", "{\"a\":{\"b\":1,\"rest\":2}}",
	  "{\"a\":{\"b\":1,\"rest\":2}}" },
	{ "one within an array stays", "{\"a\":[0,\"rest\"]}",
	  "{\"a\":[0,\"rest\"]}" },
	{ "the outer one, after an inner one",
	  "{\"a\":[{\"b\":1,\"rest\":2}],\"rest\":3}",
	  "{\"a\":[{\"b\":1,\"rest\":2}]}" },
	{ "one in a string stays", "{\"a\":\",\\\"rest\\\":1\"}",
	  "{\"a\":\",\\\"rest\\\":1\"}" },
	{ "brackets in a string do not count", "{\"a\":\"{[\",\"rest\":1}",
	  "{\"a\":\"{[\"}" },
	{ "a backslash at a string's end", "{\"a\":\"\\\\\",\"rest\":1}",
	  "{\"a\":\"\\\\\"}" },
	{ "a string that does not end", "{\"a\":\"\\", "{\"a\":\"\\" },
	{ "the first member stays", "{\"rest\":1}", "{\"rest\":1}" },
	{ "an array stays", "[1,\"rest\"]", "[1,\"rest\"]" },
	{ "closed more often than opened", "}}}}{\"a\":1,\"rest\":2}",
	  "}}}}{\"a\":1,\"rest\":2}" },
	{ "an object behind the first stays", "{\"a\":1},\"rest\":2}",
	  "{\"a\":1},\"rest\":2}" },
	{ "no text", "", "" },
};

/* What @shorten leaves of the row's text is what the row wants. */
static void expect_left(const struct cut_row *row,
			size_t shorten(char *, size_t))
{
	/* the heap's: a sanitizer sees a step beyond it */
	char *text = strdup(row->text);
	size_t length;

	if (!text) {
		fail_msg("no memory");
		return;
	}
	length = shorten(text, strlen(text));
	assert_int_equal(length, strlen(text));
	expect_text(text, row->want);
	free(text);
}

static size_t cut(char *text, size_t length)
{
	return json_cut(text, length, "rest");
}

static void check_cut(void **state)
{
	expect_left(*state, cut);
}

static const struct cut_row kept[] = {
	{ "first, middle and last",
	  "{\"a\":1,\"x\":2,\"b\":3,\"y\":[],\"c\":4}",
	  "{\"a\":1,\"b\":3,\"c\":4}" },
	{ "not the first, nor the last", "{\"x\":{},\"a\":1,\"y\":\"\"}",
	  "{\"a\":1}" },
	{ "none", "{\"x\":1,\"y\":2}", "{}" },
	{ "no member", "{}", "{}" },
	{ "what is inside stays", "{\"a\":{\"x\":[1,2]},\"x\":{\"a\":1}}",
	  "{\"a\":{\"x\":[1,2]}}" },
	{ "strings with brackets, commas, quotes",
	  "{\"x\":\"}],\\\"\",\"a\":\"}],\\\"\"}", "{\"a\":\"}],\\\"\"}" },
	{ "twice", "{\"a\":1,\"x\":0,\"a\":2}", "{\"a\":1,\"a\":2}" },
	{ "a longer name, a shorter one", "{\"ab\":1,\"\":2,\"a\":3}",
	  "{\"a\":3}" },
	{ "with space: all may be meant", "{ \"x\":1, \"a\" : 2,\"y\" :3 }",
	  "{ \"x\":1, \"a\" : 2,\"y\" :3 }" },
	{ "a name with an escape may be meant", "{\"\\u0061\":1,\"x\":2}",
	  "{\"\\u0061\":1}" },
	{ "what follows stays", "{\"x\":1,\"a\":2}} {", "{\"a\":2}} {" },
	{ "one that does not end stays", "{\"x\":1,\"a\":2,\"y\":[",
	  "{\"a\":2,\"y\":[" },
	{ "nor its last", "{\"a\":1,\"x\":2", "{\"a\":1,\"x\":2" },
	{ "a string that does not end", "{\"x\":\"\\", "{\"x\":\"\\" },
	{ "ended by another bracket", "{\"a\":1]", "{\"a\":1]" },
	{ "a bracket alone", "{", "{" },
	{ "a comma too many", "{\"a\":1,}", "{\"a\":1,}" },
	{ "an array stays", "[1,\"x\"]", "[1,\"x\"]" },
	{ "no text", "", "" },
};

static size_t keep(char *text, size_t length)
{
	static const char *const names[] = { "a", "b", "c", NULL };

	return json_keep(text, length, names);
}

static void check_keep(void **state)
{
	expect_left(*state, keep);
}

static const struct each_row {
	const char *name, *text, *want;
} each[] = {
	{ "one by one", "[{\"a\":\"x\"},{\"a\":\"y\"}]", "x y 0" },
	{ "with space", " [ {\"a\":\"x\"} ,\n{\"a\":\"y\"} ] \n", "x y 0" },
	{ "of every kind", "[1,null,\"s\",[],true,{\"a\":\"x\"}]",
	  "- - - - - x 0" },
	{ "none", " [ ] ", "0" },
	{ "a comma and a bracket inside", "[{\"a\":\"],[\"}]", "],[ 0" },
	{ "until one says so", "[{\"a\":\"stop\"},{\"a\":\"y\"", "stop 1" },
	{ "no text", "", "it ends in the middle" },
	{ "an object", "{}", "it is no array" },
	{ "null", "null", "it is no array" },
	{ "a bracket alone", "[", "it ends in the middle" },
	{ "cut in an item", "[{\"a\":\"x\"},{\"a", "x it ends in the middle" },
	{ "cut behind an item", "[{\"a\":\"x\"}", "x it ends in the middle" },
	{ "cut behind a number", "[1", "- it ends in the middle" },
	{ "cut behind a comma", "[{\"a\":\"x\"},", "x it ends in the middle" },
	{ "no comma", "[1 2]", "- no comma is behind an item" },
	{ "a comma too many", "[1,]", "- unexpected character" },
	{ "a comma first", "[,1]", "unexpected character" },
	{ "a second array", "[1][2]", "- something follows the array" },
	{ "a bracket too many", "[1]]", "- something follows the array" },
	{ "a brace instead", "[1}", "- no comma is behind an item" },
};

struct seen {
	char text[128];
	size_t length;
};

static bool see(struct json_object *item, void *context)
{
	struct seen *seen = context;
	const char *a = json_string(item, "a");

	seen->length += (size_t)snprintf(seen->text + seen->length,
					 sizeof(seen->text) - seen->length,
					 "%s ", a ? a : "-");
	return a && strcmp(a, "stop") == 0;
}

static void check_each(void **state)
{
	const struct each_row *row = *state;
	struct fault f = FAULT_INIT;
	struct seen seen = { .length = 0 };
	size_t length = strlen(row->text);
	/* the heap's: a sanitizer sees a step beyond it */
	char *text = strdup(row->text);
	int r;

	if (!text) {
		fail_msg("no memory");
		return;
	}
	r = json_each(text, length, "/x", see, &seen, &f);
	free(text);
	if (r >= 0) {
		assert_int_equal(f.code, FAULT_NONE);
		snprintf(seen.text + seen.length,
			 sizeof(seen.text) - seen.length, "%d", r);
		expect_text(seen.text, row->want);
		return;
	}
	assert_int_equal(r, -EPROTO);
	assert_int_equal(f.code, FAULT_BAD_STATE);
	expect_mentions(f.why, row->want + seen.length);
	seen.text[seen.length] = '\0';
	if (strncmp(seen.text, row->want, seen.length) != 0)
		fail_msg("visited: %s", seen.text);
}

static void arrays_are_counted(void **state)
{
	cleanup_json struct json_object *json = NULL;
	struct fault f = FAULT_INIT;

	(void)state;
	assert_int_equal(json_parse("[1,\"b\",{}]", 10, "/x", &json, &f), 0);
	assert_int_equal(json_count(json), 3);
	expect_text(json_string(json_item(json, 1), ""), "b");
	assert_null(json_item(json, 3));
	assert_null(json_item(json, SIZE_MAX));
	assert_int_equal(json_count(json_item(json, 2)), 0);
	assert_int_equal(json_count(NULL), 0);
}

int main(void)
{
	static struct table t;

	TABLE_ROWS(&t, rows, check);
	TABLE_ROWS(&t, bad, check_bad);
	TABLE_ROWS(&t, cuts, check_cut);
	TABLE_ROWS(&t, kept, check_keep);
	TABLE_ROWS(&t, each, check_each);
	table_add(&t, "a NUL in it is refused", a_nul_in_it_is_refused, NULL);
	table_add(&t, "the depth is bounded", the_depth_is_bounded, NULL);
	table_add(&t, "a text of 1 MiB is read", a_text_of_1_mib_is_read, NULL);
	table_add(&t, "arrays are counted", arrays_are_counted, NULL);
	return table_run("json", &t);
}
