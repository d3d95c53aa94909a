/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A failure as a value, and the two lines that are made of it. */
#include "config.h"
#include "base/fault.h"
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

static void it_takes_thing_and_errno(void **state)
{
	struct fault f = FAULT_INIT;

	(void)state;
	assert_int_equal(fault_set(&f, FAULT_SYSTEM, -EPERM, "join the %s",
				   "net"),
			 -EPERM);
	assert_int_equal(f.code, FAULT_SYSTEM);
	assert_int_equal(f.error, -EPERM);
	expect_text(f.what, "join the net");
	expect_text(f.why, "Operation not permitted");
	expect_text(f.hint, "");
}

static void without_errno_it_is_invalid(void **state)
{
	struct fault f = FAULT_INIT;

	(void)state;
	assert_int_equal(fault_set(&f, FAULT_USAGE, 0, "-x"), -EINVAL);
	assert_int_equal(f.error, 0);
	expect_text(f.why, "");
}

static void setting_it_anew_forgets_the_old_hint(void **state)
{
	struct fault f = FAULT_INIT;

	(void)state;
	fault_set(&f, FAULT_USAGE, 0, "a");
	fault_why(&f, "because of %d", 1);
	fault_hint(&f, "try %s", "b");
	expect_text(f.why, "because of 1");
	expect_text(f.hint, "try b");
	fault_set(&f, FAULT_GONE, -ESRCH, "b");
	expect_text(f.hint, "");
	expect_text(f.why, "No such process");
}

static void what_is_too_long_is_cut(void **state)
{
	char text[4096];
	struct fault f = FAULT_INIT;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	fault_set(&f, FAULT_SYSTEM, -EIO, "%s", text);
	fault_why(&f, "%s", text);
	fault_hint(&f, "%s", text);
	assert_int_equal(strlen(f.what), sizeof(f.what) - 1);
	assert_int_equal(strlen(f.why), sizeof(f.why) - 1);
	assert_int_equal(strlen(f.hint), sizeof(f.hint) - 1);
}

/* What @print writes to standard error. */
static void captured(void (*print)(const struct fault *), const struct fault *f,
		     char *buf, size_t size)
{
	struct capture c = capture_begin();

	print(f);
	capture_end(&c, buf, size);
}

static void print_it(const struct fault *f)
{
	fault_print(f, "uenter");
}

static void it_prints_a_line_and_a_hint(void **state)
{
	struct fault f = FAULT_INIT;
	char got[4096];

	(void)state;
	fault_set(&f, FAULT_GONE, -ESRCH, "process 42");
	captured(print_it, &f, got, sizeof(got));
	expect_text(got, "uenter: process 42: No such process\n");
	fault_hint(&f, "lsns");
	captured(print_it, &f, got, sizeof(got));
	expect_text(got, "uenter: process 42: No such process\n"
			 "uenter: hint: lsns\n");
	fault_set(&f, FAULT_USAGE, 0, "no words");
	captured(print_it, &f, got, sizeof(got));
	expect_text(got, "uenter: no words\n");
}

static void the_longest_is_two_whole_lines(void **state)
{
	struct fault f = FAULT_INIT;
	char got[8192];

	(void)state;
	memset(f.what, 'w', sizeof(f.what) - 1);
	memset(f.why, 'y', sizeof(f.why) - 1);
	memset(f.hint, 'h', sizeof(f.hint) - 1);
	captured(print_it, &f, got, sizeof(got));
	assert_int_equal(strlen(got), strlen("uenter: : \nuenter: hint: \n") +
					      sizeof(f.what) + sizeof(f.why) +
					      sizeof(f.hint) - 3);
	assert_int_equal(got[strlen(got) - 1], '\n');
}

static void print_notice(const struct fault *f)
{
	notice("uenter", "join %s", f->what);
}

static void a_notice_is_one_line(void **state)
{
	struct fault f = FAULT_INIT;
	char got[4096];

	(void)state;
	strcpy(f.what, "net");
	captured(print_notice, &f, got, sizeof(got));
	expect_text(got, "uenter: join net\n");
	memset(f.what, 'w', sizeof(f.what) - 1);
	captured(print_notice, &f, got, sizeof(got));
	assert_int_equal(got[strlen(got) - 1], '\n');
}

/* A name of a link may be 255 bytes long: the line must still end. */
static void print_long_named(const struct fault *f)
{
	notice(f->why, "%s", f->what);
}

static void a_long_program_name_does_not_take_the_line_end(void **state)
{
	struct fault f = FAULT_INIT;
	char got[4096];

	(void)state;
	memset(f.what, 'w', sizeof(f.what) - 1);
	memset(f.why, 'p', 255);
	captured(print_long_named, &f, got, sizeof(got));
	assert_int_equal(got[strlen(got) - 1], '\n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_takes_thing_and_errno),
		cmocka_unit_test(without_errno_it_is_invalid),
		cmocka_unit_test(setting_it_anew_forgets_the_old_hint),
		cmocka_unit_test(what_is_too_long_is_cut),
		cmocka_unit_test(it_prints_a_line_and_a_hint),
		cmocka_unit_test(the_longest_is_two_whole_lines),
		cmocka_unit_test(a_notice_is_one_line),
		cmocka_unit_test(
			a_long_program_name_does_not_take_the_line_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
