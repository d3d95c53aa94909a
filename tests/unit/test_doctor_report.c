/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines as they are printed, and as a program reads them. */
#include "config.h"
#include "doctor/report.h"
#include "engine/json.h"
#include "table.h"

#include <stdlib.h>

static const struct doctor_report report = {
	.count = 3,
	.lines = {
		{ .check = "openat2",
		  .state = DOCTOR_MISSING,
		  .measured = "refused",
		  .means = "no passwd",
		  .change = "outside" },
		{ .check = "/proc",
		  .state = DOCTOR_MISSING,
		  .stops = true,
		  .measured = "of \"another\" \\x0a",
		  .means = "refused",
		  .change = "sh \"$0\"",
		  .lost = "nothing" },
		{ .check = "setns",
		  .state = DOCTOR_OK,
		  .stops = true,
		  .measured = "not filtered",
		  .means = "it enters" },
	},
};

/* What is printed; to be freed. */
static char *printed(bool possible, bool json)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	report_print(&report, possible, json, to);
	assert_int_equal(fclose(to), 0);
	return text;
}

static void text_is_lines(void **state)
{
	char *text = printed(false, false);

	(void)state;
	expect_text(text, "missing  openat2              refused: no passwd\n"
			  "         change: outside\n"
			  "missing  /proc                of \"another\" \\x0a: "
			  "refused\n"
			  "         change: sh \"$0\"\n"
			  "         lost: nothing\n"
			  "ok       setns                not filtered: it "
			  "enters\n"
			  "verdict: nothing can be entered from here, for: "
			  "/proc, setns\n");
	free(text);
}

static void the_verdict_is_the_last_line(void **state)
{
	char *text = printed(true, false);

	(void)state;
	expect_mentions(text, "it enters\nverdict: uenter can enter what is "
			      "yours\n");
	free(text);
}

static void json_says_the_same(void **state)
{
	cleanup_json struct json_object *json = NULL;
	struct fault f = FAULT_INIT;
	struct json_object *checks, *second;
	char *text = printed(false, true);

	(void)state;
	assert_int_equal(json_parse(text, strlen(text), "x", &json, &f), 0);
	free(text);
	assert_false(json_is_true(json, "possible"));
	checks = json_at(json, "checks");
	assert_int_equal(json_count(checks), 3);
	second = json_item(checks, 1);
	expect_text(json_string(second, "check"), "/proc");
	expect_text(json_string(second, "state"), "missing");
	assert_true(json_is_true(second, "stops"));
	expect_text(json_string(second, "measured"), report.lines[1].measured);
	expect_text(json_string(second, "means"), "refused");
	expect_text(json_string(second, "change"), report.lines[1].change);
	expect_text(json_string(second, "lost"), "nothing");
	assert_null(json_string(json_item(checks, 2), "change"));
	assert_null(json_string(json_item(checks, 0), "lost"));
	assert_false(json_is_true(json_item(checks, 0), "stops"));
}

static void json_tells_the_verdict(void **state)
{
	char *text = printed(true, true);

	(void)state;
	expect_mentions(text, "{\"possible\": true, ");
	free(text);
}

int main(void)
{
	static struct table table;

	table_add(&table, "text is lines", text_is_lines, NULL);
	table_add(&table, "the verdict is the last line",
		  the_verdict_is_the_last_line, NULL);
	table_add(&table, "JSON says the same", json_says_the_same, NULL);
	table_add(&table, "JSON tells the verdict", json_tells_the_verdict,
		  NULL);
	return table_run("doctor: report", &table);
}
