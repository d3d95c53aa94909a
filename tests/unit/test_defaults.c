/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What differs between the two names, and that nothing else does. */
#include "config.h"
#include "plan/defaults.h"
#include "render.h"

#define BOX "A:1000 user=A map=0:1000:1 deny "
#define SUBID "A:1000 user=A map=0:100000:65536 deny "

static const struct row {
	const char *name, *called, *want;
} rows[] = {
	{ "uenter", "uenter",
	  "uenter: enters all, target first, target's environment, session, "
	  "closes, guards, marks, watches, 125" },
	{ "nsenter", "nsenter", "nsenter: becomes root, abbreviates, 1" },
	{ "another link is uenter", "enter",
	  "uenter: enters all, target first, target's environment, session, "
	  "closes, guards, marks, watches, 125" },
	{ "a name that only begins so is uenter", "nsenter2",
	  "uenter: enters all, target first, target's environment, session, "
	  "closes, guards, marks, watches, 125" },
	{ "a name that only ends so is uenter", "my-nsenter",
	  "uenter: enters all, target first, target's environment, session, "
	  "closes, guards, marks, watches, 125" },
	{ "a name is told by its case", "NSENTER",
	  "uenter: enters all, target first, target's environment, session, "
	  "closes, guards, marks, watches, 125" },
	{ "no name is uenter", "",
	  "uenter: enters all, target first, target's environment, session, "
	  "closes, guards, marks, watches, 125" },
};

static void check(void **state)
{
	const struct row *row = *state;
	const struct defaults *d = defaults_of(row->called);
	struct text got = TEXT_INIT;

	text_add(&got, "%s:%s%s%s%s%s%s%s%s%s%s %d", d->name,
		 d->enters_all ? " enters all," : "",
		 d->operand_is_target ? " target first," : "",
		 d->becomes_root ? " becomes root," : "",
		 d->target_env ? " target's environment," : "",
		 d->own_session ? " session," : "", d->closes ? " closes," : "",
		 d->guards_host ? " guards," : "", d->marks ? " marks," : "",
		 d->watches ? " watches," : "",
		 d->abbreviates ? " abbreviates," : "", d->failed);
	expect_text(got.buf, row->want);
}

/* By whatever path: the row goes by the last part of it. */
static const struct row paths[] = {
	{ "a path to nsenter", "/usr/bin/nsenter -n -t 42", "nsenter" },
	{ "a path to uenter", "/usr/bin/uenter 42", "uenter" },
	{ "a directory of that name is none", "/opt/nsenter/uenter 42",
	  "uenter" },
	{ "a path from here", "./nsenter -n -t 42", "nsenter" },
};

static void check_path(void **state)
{
	const struct row *row = *state;
	struct request req;
	struct words w;

	request_from(&req, &w, row->called);
	expect_text(req.defaults->name, row->want);
	expect_text(req.program, row->want);
}

/* Each default reaches the plan, and each option stands above it. */
static const struct plan_row {
	const char *name, *facts, *line, *want;
} plans[] = {
	{ "uenter, files", BOX "mnt=A terminal", "uenter -m 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch terminal "
	  "keyring mnt close fork" },
	{ "nsenter, files: no environment, no terminal, nothing closed",
	  BOX "mnt=A terminal", "nsenter -m -t 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) keyring mnt" },
	{ "nsenter, files, -e", BOX "mnt=A", "nsenter -m -e -t 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring "
	  "mnt" },
	{ "uenter, files, --env=host", BOX "mnt=A", "uenter -m --env=host 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) keyring mnt "
	  "close" },
	{ "uenter, a root", BOX "terminal", "uenter -U -r 42",
	  "undumpable user(A) verify(sys_chroot) fetch terminal keyring root "
	  "close fork" },
	{ "nsenter, a root", BOX "terminal", "nsenter -U -r -t 42",
	  "undumpable user(A) verify(sys_chroot) fetch keyring root" },
	{ "uenter, a root, --env=host: the root is fetched all the same", BOX,
	  "uenter -U -r --env=host 42",
	  "undumpable user(A) verify(sys_chroot) fetch keyring root close" },
	{ "uenter, a network", BOX "net=A terminal", "uenter -n 42",
	  "undumpable user(A) verify(sys_admin) net" },
	{ "nsenter, a network", BOX "net=A terminal", "nsenter -n -t 42",
	  "undumpable user(A) verify(sys_admin) net" },
	{ "uenter, a network, the caller not 0 there", SUBID "net=A",
	  "uenter -n 42", "undumpable user(A) verify(sys_admin) net caps" },
	{ "nsenter, a network: it becomes 0", SUBID "net=A", "nsenter -n -t 42",
	  "undumpable user(A) verify(setgid,setuid,sys_admin) net identity "
	  "undumpable" },
	/* what was opened of the target is closed by both */
	{ "uenter, pids", BOX "pid=A mnt=A", "uenter -p 42",
	  "undumpable user(A) verify(sys_admin) pid close fork" },
	{ "nsenter, pids", BOX "pid=A mnt=A", "nsenter -p -t 42",
	  "undumpable user(A) verify(sys_admin) pid close fork" },
	{ "nsenter, everything", BOX "pid=A mnt=A net=A", "nsenter -a -t 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) keyring net pid "
	  "mnt close fork" },
	{ "nsenter, pids that the target could reach",
	  BOX "pid=A mnt=A tracer=A:7", "nsenter -p -t 42",
	  "undumpable user(A) verify(sys_admin) pid close fork" },
	{ "uenter, pids that the target could reach",
	  BOX "pid=A mnt=A tracer=A:7", "uenter -p 42",
	  "refused, exposes-host: -p without -m" },
	{ "nsenter, what is shared is entered already", "", "nsenter -a -t 42",
	  "undumpable" },
};

static void check_plan(void **state)
{
	const struct plan_row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	expect_text(got.buf, row->want);
}

/* Descriptors above 2: closed inside, by uenter alone. */
static void only_uenter_closes_what_the_caller_had(void **state)
{
	static const struct {
		const char *line;
		bool closes;
	} lines[] = {
		{ "uenter -m 42", true },	 { "uenter -p -m 42", true },
		{ "uenter -p 42", true },	 { "uenter -U -r 42", true },
		{ "uenter -n 42", false },	 { "uenter -U -w 42", false },
		{ "nsenter -m -t 42", false },	 { "nsenter -p -t 42", false },
		{ "nsenter -U -r -t 42", false }
	};
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct text got = TEXT_INIT;

		render_plan(&got, BOX "pid=A mnt=A net=A", lines[i].line,
			    &plan);
		if (plan.closes != lines[i].closes)
			fail_msg("%s: %s", lines[i].line, got.buf);
	}
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, paths, check_path);
	TABLE_ROWS(&table, plans, check_plan);
	table_add(&table, "only uenter closes what the caller had",
		  only_uenter_closes_what_the_caller_had, NULL);
	return table_run("defaults", &table);
}
