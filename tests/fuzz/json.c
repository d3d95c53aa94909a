/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes as JSON: what is left when members are taken out of it, or it is
 * cut, says the same of the others; and no byte behind it is touched.
 */
#include "config.h"
#include "fuzz.h"
#include "engine/json.h"

static const char *const names[] = { "a", "b", NULL };

/* NULL where it is none; a text with a NUL inside is none. */
static struct json_object *parse(const char *text, size_t length)
{
	struct json_object *json = NULL;
	struct fault f = FAULT_INIT;

	if (json_parse(text, length, "/it", &json, &f) < 0)
		fuzz_check_fault(&f);
	return json;
}

static void same(struct json_object *whole, struct json_object *part,
		 const char *path)
{
	const char *text = json_string(whole, path);
	const char *other = json_string(part, path);

	CHECK(!text == !other && (!text || strcmp(text, other) == 0));
	CHECK(json_number(whole, path) == json_number(part, path));
	CHECK(json_is_true(whole, path) == json_is_true(part, path));
	CHECK(json_count(json_at(whole, path)) ==
	      json_count(json_at(part, path)));
	CHECK(!json_at(whole, path) == !json_at(part, path));
}

static void keep(const uint8_t *data, size_t size, struct json_object *whole)
{
	cleanup_json struct json_object *part = NULL;
	char *text = fuzz_text(data, size);
	size_t length = json_keep(text, size, names);

	CHECK(length <= size && text[length] == '\0');
	part = parse(text, length);
	/* what is wrong may be in what was taken out */
	CHECK(part || !whole);
	if (whole) {
		same(whole, part, "a");
		same(whole, part, "b");
		same(whole, part, "a.b");
	}
	free(text);
}

static void cut(const uint8_t *data, size_t size, struct json_object *whole)
{
	cleanup_json struct json_object *part = NULL;
	char *text = fuzz_text(data, size);
	size_t length = json_cut(text, size, "b");

	CHECK(length <= size);
	part = parse(text, length);
	CHECK(part || !whole);
	/* one in front of it may come again behind it, and is then that */
	if (whole && length == size)
		same(whole, part, "a");
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_json struct json_object *whole = NULL;
	char *text = fuzz_text(data, size);

	whole = parse(text, size);
	free(text);
	keep(data, size, whole);
	cut(data, size, whole);
	return 0;
}
