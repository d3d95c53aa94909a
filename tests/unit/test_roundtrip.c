/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A request as a line, read again: the same, option by option. */
#include "config.h"
#include "requests.h"

#include "plan/options.h"

/* The row's name is the line. */
static const struct row {
	const char *name;
} rows[] = {
	{ "uenter -a 42" },
	{ "uenter -a -n=/x -t 42" },
	{ "uenter -U -C -i -u -n -T -p -m 42" },
	{ "uenter -U=/1 -C=/2 -i=/3 -u=/4 -n=/5 -T=/6 -p=/7 -m=/8 ls" },
	{ "uenter -n=:4026531840 ls" },
	{ "uenter -n='a b' -t 42 ls" },
	{ "uenter -S 0 -G 4294967294 42" },
	{ "uenter -S follow -G follow 42" },
	{ "uenter -S ann -G www-data 42" },
	{ "uenter -S '$(id)' -G 'a*' 42" },
	{ "uenter -G root 42" },
	{ "uenter -r -w 42" },
	{ "uenter -r=/a -w='b c' 42" },
	{ "uenter -r -W 42" },
	{ "uenter -W=srv 42" },
	{ "uenter -W='a b' 42" },
	{ "uenter --preserve-credentials 42" },
	{ "uenter -e 42" },
	{ "uenter --env=host 42" },
	{ "uenter --setenv A=1 --setenv 'B=c d' --setenv C= 42" },
	{ "uenter --setenv $'A=\\x0a' 42" },
	{ "uenter -e --setenv A=b=c 42" },
	{ "uenter -N 3 42" },
	{ "uenter -N 0 -n -i 42" },
	{ "uenter -a -N 3 42" },
	{ "uenter --user-parent 42" },
	{ "uenter --user-parent --user-parent -U -n 42" },
	{ "uenter -U=/x --user-parent ls" },
	{ "uenter -c 42" },
	{ "uenter -c=require 42" },
	{ "uenter -Z 42" },
	{ "uenter --preserve-fds=3 42" },
	{ "uenter --preserve-fds=0 42" },
	{ "uenter --pty 42" },
	{ "uenter --no-pty -m 42" },
	{ "uenter -F -p 42" },
	{ "uenter --caps=all 42" },
	{ "uenter --caps=target 42" },
	{ "uenter --caps=none 42" },
	{ "uenter --keep-caps 42" },
	{ "uenter --read-only 42" },
	{ "uenter --read-only=mounts -m 42 ls" },
	{ "uenter --mount-ro=mounts -t 42 ls" },
	{ "uenter -n --resolv 42 ls" },
	{ "uenter -n -u --resolv -W=/x -t 42" },
	{ "uenter --host-tools 42 ls" },
	{ "uenter --host-tools=/a,follow -n -u -t 42" },
	{ "uenter --host-tools='/a b' --read-only 42" },
	{ "uenter --expose-host -p 42" },
	{ "uenter ns:4026531840 ls" },
	{ "uenter web ls" },
	{ "uenter 42:7 ls" },
	{ "uenter 42 -- -x" },
	{ "uenter 42 -n ss" },
	{ "uenter 42 ls -- -n" },
	{ "uenter -t 42 -- -- x" },
	{ "uenter -n=/x -- -x" },
	{ "nsenter -t 42 -n ss -tln" },
	{ "nsenter -a -t 42" },
	{ "nsenter -t 42 -m -- -x" },
	{ "nsenter --net=/x ss" },
	{ "nsenter -t 42 -Un --keep --pty -W" },
	{ "uenter -UpmN3 -S ann -G 5 -r=/r -W=/w --env=host --setenv A=1 "
	  "--user-parent -c=require -Z --preserve-fds=2 --no-pty -F --caps=target "
	  "--expose-host -t 42 -- -x y" },
};

static void again(const struct request *req, const struct text *want)
{
	struct line l = LINE_INIT;
	struct text got = TEXT_INIT;
	struct request read;
	struct words w;

	request_line(req, NULL, NULL, false, &l);
	assert_false(l.cut);
	request_from(&read, &w, l.text);
	request_render(&got, &read);
	expect_text(got.buf, want->buf);
	expect_text(read.program, req->program);
	assert_ptr_equal(read.defaults, req->defaults);
	assert_int_equal(read.named, req->named);
	assert_int_equal(read.target.kind, req->target.kind);
	assert_int_equal(read.target.inode, req->target.inode);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct text want = TEXT_INIT;
	struct request req;
	struct words w;

	request_from(&req, &w, row->name);
	request_render(&want, &req);
	again(&req, &want);
}

/* A word for each that needs one. */
static const char *value_of(const struct opt *o)
{
	switch (o->key) {
	case OPT_TARGET:
		return "42";
	case OPT_SETENV:
		return "A=1";
	case OPT_CAPS:
		return "none";
	default:
		return "3";
	}
}

/* What has to stand behind it. */
static const char *rest_of(const struct opt *o)
{
	switch (o->key) {
	case OPT_TARGET:
		return "";
	case OPT_EACH:
		return "id";
	case OPT_JOBS:
		return "--each=a id";
	default:
		return "-t 42";
	}
}

/* By the scanner's own table: one that is new is not forgotten. */
static void no_option_is_lost(void **state)
{
	struct opt table[OPTIONS_MAX];

	(void)state;
	options_table(table);
	for (const struct opt *o = table; o->key; o++) {
		struct text plain = TEXT_INIT, want = TEXT_INIT;
		char line[128];
		struct request req;
		struct words w;

		/* how it is said, and not what is done */
		if (o->key == OPT_HELP || o->key == OPT_VERSION ||
		    o->key == OPT_EXPLAIN || o->key == OPT_VERBOSE ||
		    o->key == OPT_DOCTOR)
			continue;
		request_from(&req, &w, "uenter -n -t 42");
		request_render(&plain, &req);
		snprintf(line, sizeof(line), "uenter -n --%s%s%s %s", o->name,
			 o->argument == OPT_REQUIRED ? "=" : "",
			 o->argument == OPT_REQUIRED ? value_of(o) : "",
			 rest_of(o));
		request_from(&req, &w, line);
		request_render(&want, &req);
		/* the request does tell of it */
		if (o->key != OPT_TARGET && o->key != OPT_NS + NS_NET &&
		    strcmp(want.buf, plain.buf) == 0)
			fail_msg("--%s changes nothing", o->name);
		again(&req, &want);
	}
}

/* Other namespaces than were named bring none of those back. */
static void what_is_left_out_stays_out(void **state)
{
	static const struct {
		const char *line;
		enum ns_type without, with;
	} lines[] = {
		{ "uenter -n -i -t 42", NS_NET, NS_IPC },
		{ "uenter -N 3 -i -t 42", NS_NET, NS_IPC },
		{ "uenter --user-parent -i -t 42", NS_USER, NS_IPC },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		bool asked[NS_COUNT] = { false };
		struct line l = LINE_INIT;
		struct request req;
		struct words w;

		asked[lines[i].with] = true;
		request_from(&req, &w, lines[i].line);
		request_line(&req, asked, NULL, false, &l);
		request_from(&req, &w, l.text);
		if (req.asked[lines[i].without] || !req.asked[lines[i].with])
			fail_msg("%s: %s", lines[i].line, l.text);
	}
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "no option is lost", no_option_is_lost, NULL);
	table_add(&table, "what is left out stays out",
		  what_is_left_out_stays_out, NULL);
	return table_run("roundtrip", &table);
}
