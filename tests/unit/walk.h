/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A walk over a plan, on a kernel that only writes down. */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include "enter/join.h"
#include "fake_sys.h"
#include "scratch.h"

#include <sys/stat.h>

struct walk {
	struct facts facts;
	struct words words;
	struct request req;
	struct plan plan;
	struct target target;
	struct scratch proc;
	struct env env;
	struct fake kernel;
	struct sys sys;
	struct fault fault;
	struct join join;
	int result;
};

static inline void walk_open(struct walk *w)
{
	struct target *t = &w->target;

	target_init(t);
	for (int i = 0; i < NS_COUNT; i++)
		t->ns[i] = FAKE_NS + i;
	for (int i = 0; i < USERNS_MAX; i++)
		t->users[i] = FAKE_USER + i;
	/* one of its own: STEP_CLOSE closes what the target has */
	t->proc = dup(w->proc.dir);
	assert_true(t->proc >= 0);
	if (w->req.root.kind == DIR_PATH)
		t->root = FAKE_ROOT;
	if (w->req.cwd.kind == DIR_PATH)
		t->cwd = FAKE_CWD;
}

/* Of the target: a resolv.conf of 3 bytes, and no hosts. */
static inline void walk_files(int proc)
{
	int fd;

	mkdirat(proc, "root/etc", 0700);
	fd = openat(proc, "root/etc/resolv.conf", O_CREAT | O_WRONLY, 0600);
	assert_int_equal(write(fd, "abc", 3), 3);
	close(fd);
}

/* Plans by facts and line; then the maps of inside are those of /proc. */
static inline void walk_prepare(struct walk *w, const char *facts,
				const char *line)
{
	memset(w, 0, sizeof(*w));
	facts_from(&w->facts, facts);
	request_from(&w->req, &w->words, line);
	if (plan_make(&w->req, &w->facts, &w->plan, &w->fault) < 0)
		fail_msg("%s: %s", w->fault.what, w->fault.why);
	/* reading it would fork; and no test may look at its own /proc */
	w->plan.fetch_env = false;
	w->plan.has_ids = true;
	scratch_make(&w->proc);
	mkdirat(w->proc.dir, "root", 0700);
	mkdirat(w->proc.dir, "cwd", 0700);
	walk_files(w->proc.dir);
	walk_open(w);
	w->kernel.caps = CAPS_EVERY;
	w->sys = fake_sys(&w->kernel);
	w->join = (struct join){ .sys = &w->sys,
				 .req = &w->req,
				 .facts = &w->facts,
				 .plan = &w->plan,
				 .target = &w->target,
				 .env = &w->env,
				 .terminal = TERMINAL_NONE,
				 .view = VIEW_NONE,
				 .self = w->proc.dir };
}

static inline void walk_do(struct walk *w)
{
	w->result = join_all(&w->join, &w->fault);
	/* what stands for a descriptor is none: EBADF */
	target_done(&w->target);
	scratch_done(&w->proc);
}

#endif
