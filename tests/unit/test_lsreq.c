/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Command lines of ulsns, as text: what they come to, or how they fail. */
#include "config.h"
#include "list/lsreq.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *const modes[] = { "namespaces", "containers", "procs",
				     "ports",	   "help",	 "version" };
static const char *const trees[] = { "", " none", " process", " owner",
				     " parent" };

static const struct {
	const char *line, *expected;
} rows[] = {
	{ "", "namespaces" },
	{ "-J", "namespaces json" },
	{ "-Jn", "namespaces json noheadings" },
	{ "-l", "namespaces none" },
	{ "-r", "namespaces raw nowrap" },
	{ "-T", "namespaces owner" },
	{ "-T=parent", "namespaces parent" },
	{ "-Tprocess", "namespaces process" },
	{ "--tree=owner", "namespaces owner" },
	{ "-T parent", "namespaces parent" },
	{ "-t net -t mnt", "namespaces types=net,mnt" },
	{ "-t user,pid", "namespaces types=user,pid" },
	{ "-p 42", "namespaces pid=42" },
	{ "42 -l", "namespaces none pid=42" },
	{ "4194304", "namespaces pid=4194304" },
	{ "4194305", "namespaces ns=4194305" },
	{ "ns:7", "namespaces ns=7" },
	{ "-- 42", "namespaces pid=42" },
	{ "-c", "containers" },
	{ "--procs web", "procs target=web" },
	{ "--ports", "ports" },
	{ "--ports docker:web", "ports target=docker:web" },
	{ "--ports=web -J", "ports json target=web" },
	{ "--unix --ports", "ports" },
	{ "-p 1 --help", "help pid=1" },
	{ "-V", "version" },
	{ "-t nose", "nose: no such type of namespace: mnt, net, ipc, user, "
		     "pid, uts, cgroup, time" },
	{ "-T=none", "none: no such tree: owner, parent or process" },
	{ "-p 0", "0: no PID: 1 to 4194304 is accepted" },
	{ "-J -r", "-J and -r: they exclude each other" },
	{ "-l -T", "-l and -T: they exclude each other" },
	{ "-P -p 1", "-P: what has no processes is no process's" },
	{ "-p 1 2", "2: two to choose by: -p and an operand exclude each "
		    "other" },
	{ "web", "web: neither a PID nor the inode of a namespace; --procs "
		 "takes a name" },
	{ "-c --procs x", "two listings at once: -c, --procs and --ports "
			  "exclude each other" },
	{ "-c x", "x: an operand too many" },
	{ "--unix", "--unix: it belongs to --ports" },
	{ "--josn", "--josn: no such option; the nearest is --json" },
	{ "-o", "-o: needs a value: -o LIST" },
};

static void append(char *to, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void append(char *to, size_t size, const char *format, ...)
{
	size_t length = strlen(to);
	va_list ap;

	va_start(ap, format);
	vsnprintf(to + length, size - length, format, ap);
	va_end(ap);
}

static void render(const struct ls_request *req, char *to, size_t size)
{
	const char *separator = " types=";

	append(to, size, "%s%s%s%s%s", modes[req->mode],
	       req->style.json ? " json" : "", req->style.raw ? " raw" : "",
	       req->style.no_headings ? " noheadings" : "",
	       req->style.no_wrap ? " nowrap" : "");
	append(to, size, "%s", trees[req->tree]);
	for (int t = 0; t < NS_COUNT && req->typed; t++) {
		if (!req->types[t])
			continue;
		append(to, size, "%s%s", separator, ns_infos[t].name);
		separator = ",";
	}
	if (req->pid)
		append(to, size, " pid=%d", (int)req->pid);
	if (req->ns)
		append(to, size, " ns=%" PRIu64, req->ns);
	if (req->target)
		append(to, size, " target=%s", req->target);
}

static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char line[128], got[2048] = "", *words[32] = { "ulsns" };
		struct fault f = FAULT_INIT;
		struct ls_request req;
		int count = 1;

		snprintf(line, sizeof(line), "%s", rows[i].line);
		for (char *word = strtok(line, " "); word;
		     word = strtok(NULL, " "))
			words[count++] = word;
		if (lsreq_parse(words, &req, &f) < 0)
			append(got, sizeof(got), "%s: %s", f.what, f.why);
		else
			render(&req, got, sizeof(got));
		assert_string_equal(got, rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
