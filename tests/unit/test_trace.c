/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* -v: each step told as it is done, in words and in JSON. */
#include "config.h"
#include "enter/trace.h"
#include "engine/json.h"
#include "capture.h"
#include "walk.h"

#include <fcntl.h>

/* What a walk writes to standard error. */
static void walk_told(struct walk *w, char *buf, size_t size)
{
	struct capture c = capture_begin();

	walk_do(w);
	if (w->result < 0 && w->req.verbose)
		trace_refusal(&w->req, &w->fault);
	capture_end(&c, buf, size);
}

/* "microseconds":12 is another time each time: its number is left out. */
static void drop_times(char *text)
{
	static const char key[] = "\"microseconds\":";
	char *at = text, *digits;

	while ((at = strstr(at, key))) {
		at += strlen(key);
		digits = at + strspn(at, "0123456789");
		assert_ptr_not_equal(digits, at);
		/* no test takes a minute: the clock did not jump */
		assert_true(digits - at < 8);
		memmove(at, digits, strlen(digits) + 1);
	}
}

#define DONE "\"result\":\"done\",\"error\":null,\"microseconds\":}\n"

static const struct row {
	const char *name, *line;
	unsigned int fail_at;
	const char *want;
} rows[] = {
	{ "nothing without it", "uenter -n 42", 0, "" },
	{ "nothing of a failure, either", "uenter -n 42", 4, "" },
	{ "in words", "uenter -v -n 42", 0,
	  "uenter: become undumpable\n"
	  "uenter: join user 4026532001\n"
	  "uenter: verify cap_sys_admin\n"
	  "uenter: join net\n" },
	{ "in words, what was not done is not said", "uenter -v -n 42", 4,
	  "uenter: become undumpable\n"
	  "uenter: join user 4026532001\n"
	  "uenter: verify cap_sys_admin\n"
	  "uenter: code: system\n" },
	{ "in JSON", "uenter -v=json -n 42", 0,
	  "{\"action\":\"become-undumpable\",\"text\":\"become "
	  "undumpable\"," DONE
	  "{\"action\":\"join\",\"text\":\"join user 4026532001\","
	  "\"namespace\":\"user\",\"inode\":4026532001,"
	  "\"parent_userns\":4026531837,\"owner_uid\":1000," DONE
	  "{\"action\":\"verify\",\"text\":\"verify cap_sys_admin\","
	  "\"capabilities\":[\"cap_sys_admin\"]," DONE
	  "{\"action\":\"join\",\"text\":\"join net\","
	  "\"namespace\":\"net\",\"inode\":4026533004,"
	  "\"owner_is\":\"below\",\"owner_userns\":4026532001,"
	  "\"owner_uid\":1000," DONE },
	{ "in JSON, what failed", "uenter -v=json -n 42", 2,
	  "{\"action\":\"become-undumpable\",\"text\":\"become "
	  "undumpable\"," DONE
	  "{\"action\":\"join\",\"text\":\"join user 4026532001\","
	  "\"namespace\":\"user\",\"inode\":4026532001,"
	  "\"parent_userns\":4026531837,\"owner_uid\":1000,"
	  "\"result\":\"failed\",\"error\":{\"name\":\"ENOMEM\","
	  "\"number\":12},\"microseconds\":}\n"
	  "{\"code\":\"system\",\"what\":\"join the user namespace "
	  "4026532001\",\"why\":\"Cannot allocate memory\","
	  "\"hint\":\"uenter -n --explain 42\","
	  "\"error\":{\"name\":\"ENOMEM\",\"number\":12},"
	  "\"namespace\":\"user\",\"inode\":4026532001,"
	  "\"owner_uid\":null}\n" },
};

static void check(void **state)
{
	const struct row *row = *state;
	static char told[16 * 1024];
	struct walk w;

	walk_prepare(&w, "A:1000 user=A net=A map=0:1000:1", row->line);
	w.kernel.fail_at = row->fail_at;
	w.kernel.error = -ENOMEM;
	walk_told(&w, told, sizeof(told));
	drop_times(told);
	expect_text(told, row->want);
}

/* A plain entry must not pay for it. */
static void no_clock_is_read_for_nothing(void **state)
{
	struct request req = { .verbose = FORM_NONE };

	(void)state;
	assert_int_equal(trace_clock(&req), 0);
	req.verbose = FORM_TEXT;
	assert_int_equal(trace_clock(&req), 0);
	req.verbose = FORM_JSON;
	assert_true(trace_clock(&req) > 0);
}

/* All bytes of it escaped: a line is never cut. */
static void print_the_longest(void *to, size_t size)
{
	struct request req = { .verbose = FORM_JSON };
	struct fault f = FAULT_INIT;
	int ends[2], saved = dup(STDERR_FILENO);
	ssize_t n;

	fault_set(&f, FAULT_SYSTEM, -EPERM, "x");
	memset(f.what, 0x01, sizeof(f.what) - 1);
	memset(f.why, 0x01, sizeof(f.why) - 1);
	memset(f.hint, 0x01, sizeof(f.hint) - 1);
	f.what[sizeof(f.what) - 1] = f.why[sizeof(f.why) - 1] =
		f.hint[sizeof(f.hint) - 1] = '\0';
	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	trace_refusal(&req, &f);
	dup2(saved, STDERR_FILENO);
	close(saved);
	close(ends[1]);
	n = read(ends[0], to, size - 1);
	close(ends[0]);
	assert_true(n > 0);
	((char *)to)[n] = '\0';
}

static void the_longest_is_one_whole_line(void **state)
{
	static char told[32 * 1024];
	struct json_object *value = NULL;
	struct fault f = FAULT_INIT;

	(void)state;
	print_the_longest(told, sizeof(told));
	assert_ptr_equal(strchr(told, '\n'), told + strlen(told) - 1);
	assert_int_equal(json_parse(told, strlen(told), "it", &value, &f), 0);
	assert_int_equal(strlen(json_string(value, "hint")),
			 sizeof(f.hint) - 1);
	json_done(&value);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "no clock is read for nothing",
		  no_clock_is_read_for_nothing, NULL);
	table_add(&table, "the longest is one whole line",
		  the_longest_is_one_whole_line, NULL);
	return table_run("trace", &table);
}
