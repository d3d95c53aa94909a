/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A session and a terminal of its own: when, and who forks for it. */
#include "config.h"
#include "plan/plan.h"
#include "render.h"

#define BOX "A:1000 user=A map=0:1000:1 deny net=A mnt=A pid=A "
#define TTY BOX "terminal "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	/* by default: files change, and there is a controlling terminal */
	{ "files on a terminal", TTY, "uenter -m 42", "session, forks" },
	{ "files without one", BOX, "uenter -m 42", "none" },
	{ "a root on a terminal", TTY, "uenter -U -r 42", "session, forks" },
	{ "a root of the caller's choice", TTY, "uenter -U -r=/srv 42",
	  "session, forks" },
	{ "a network on a terminal: the caller's programs", TTY, "uenter -n 42",
	  "none" },
	{ "a directory is no file of theirs", TTY, "uenter -n -w 42", "none" },
	{ "everything on a terminal", TTY, "uenter -a 42", "session, forks" },
	{ "files and pids without one", BOX, "uenter -m -p 42", "forks" },
	{ "pids on a terminal", TTY, "uenter -p 42", "forks" },
	{ "files that are shared do not change",
	  "A:1000 user=A map=0:1000:1 net=A terminal", "uenter -m -n 42",
	  "none" },
	/* --pty, --no-pty */
	{ "--no-pty, files", TTY, "uenter -m --no-pty 42", "none" },
	{ "--no-pty, files and pids", TTY, "uenter -m -p --no-pty 42",
	  "forks" },
	{ "--pty, a network", TTY, "uenter -n --pty 42", "session, forks" },
	{ "--pty, files", TTY, "uenter -m --pty 42", "session, forks" },
	{ "--pty without a terminal", BOX, "uenter -n --pty 42", "none" },
	{ "--pty without a terminal, files and pids", BOX,
	  "uenter -m -p --pty 42", "forks" },
	{ "--pty where nothing differs", "terminal", "uenter -n --pty 42",
	  "session, forks" },
	/* nsenter: only where it was asked for */
	{ "nsenter, files on a terminal", TTY, "nsenter -m -t 42", "none" },
	{ "nsenter, everything on a terminal", TTY, "nsenter -a -t 42",
	  "forks" },
	{ "nsenter, --pty", TTY, "nsenter -m --pty -t 42", "session, forks" },
	{ "nsenter, --pty, a network", TTY, "nsenter -n --pty -t 42",
	  "session, forks" },
	{ "nsenter, --pty without a terminal", BOX, "nsenter -m --pty -t 42",
	  "none" },
	{ "nsenter, --no-pty", TTY, "nsenter -m --no-pty -t 42", "none" },
	/* -F leaves nobody to serve it */
	{ "-F, files on a terminal", TTY, "uenter -F -m 42 ls",
	  "uenter -m 42 ls" },
	{ "-F, files and pids on a terminal", TTY, "uenter -F -m -p 42",
	  "uenter -p -m 42" },
	{ "-F, files without a terminal", BOX, "uenter -F -m 42", "none" },
	{ "-F, --no-pty", TTY, "uenter -F -m -p --no-pty 42", "none" },
	{ "-F, a network on a terminal", TTY, "uenter -F -n 42", "none" },
	{ "nsenter, -F", TTY, "nsenter -F -m -p -t 42", "none" },
};

static void refused(const struct fault *f, const char *want)
{
	struct request req;
	struct words w;

	assert_int_equal(f->code, FAULT_USAGE);
	expect_text(f->what, "-F");
	expect_mentions(f->why, "a terminal of its own|TIOCSTI|without a fork");
	expect_text(f->hint, want);
	request_from(&req, &w, f->hint);
	assert_false(req.no_fork);
}

static void check(void **state)
{
	static struct facts facts;
	const struct row *row = *state;
	struct fault f = FAULT_INIT;
	const char *got = "none";
	struct request req;
	struct plan plan;
	struct words w;

	facts_from(&facts, row->facts);
	request_from(&req, &w, row->line);
	if (plan_make(&req, &facts, &plan, &f) < 0) {
		refused(&f, row->want);
		return;
	}
	if (plan.session)
		got = plan.fork ? "session, forks" : "session alone";
	else if (plan.fork)
		got = "forks";
	expect_text(got, row->want);
}

/* Opened while there is a devpts of the caller's, and once. */
static const struct row steps[] = {
	{ "the terminal is opened before mnt is joined", TTY, "uenter -m 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch terminal "
	  "keyring mnt close fork" },
	{ "before the root changes", TTY, "uenter -U -r 42",
	  "undumpable user(A) verify(sys_chroot) fetch terminal keyring root "
	  "close fork" },
	{ "in another network it is opened too", TTY, "uenter -n --pty 42",
	  "undumpable user(A) verify(sys_admin) terminal net fork" },
	{ "root: before what it joins from where it is",
	  "uid=0 gid=0 caps=all mnt=own net=own terminal", "uenter -m -n 42",
	  "undumpable fetch terminal keyring net mnt close fork" },
	{ "root, files made before the user namespace: once, and before mnt",
	  "uid=0 gid=0 caps=all A:0 user=A mnt=own net=A map=0:0:1 deny "
	  "terminal",
	  "uenter -a 42",
	  "groups undumpable fetch terminal keyring mnt user(A) "
	  "verify(sys_admin)-bare net close fork" },
	{ "two deep", "A:1000 B:1000<A user=B map=0:1000:1 deny mnt=B terminal",
	  "uenter -a 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch terminal "
	  "keyring mnt user(B) close fork" },
	{ "where nothing differs", "terminal", "uenter -n --pty 42",
	  "undumpable terminal fork" },
};

static void check_steps(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	expect_text(got.buf, row->want);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, steps, check_steps);
	return table_run("plan: session", &table);
}
