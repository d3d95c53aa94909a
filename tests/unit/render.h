/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What was decided, as text that a row can be compared with. */
#ifndef TESTS_RENDER_H
#define TESTS_RENDER_H

#include "facts_builder.h"

#include "plan/plan.h"
#include "plan/request.h"

#include <inttypes.h>

#define RENDER_MAX 2560

struct text {
	char buf[RENDER_MAX];
	size_t length;
};

#define TEXT_INIT           \
	{                   \
		.length = 0 \
	}

static inline void __attribute__((format(printf, 2, 3)))
text_add(struct text *t, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	t->length += (size_t)vsnprintf(t->buf + t->length,
				       sizeof(t->buf) - t->length, format, ap);
	va_end(ap);
	assert_true(t->length < sizeof(t->buf));
}

/* "sys_admin,sys_chroot", "none" or "all" */
static inline void render_caps(struct text *t, uint64_t caps)
{
	char name[CAPS_NAME_SIZE];
	const char *comma = "";

	if (!caps || caps == CAPS_EVERY) {
		text_add(t, caps ? "all" : "none");
		return;
	}
	for (; caps; caps &= caps - 1, comma = ",")
		text_add(t, "%s%s", comma,
			 caps_name(caps_lowest(caps), name) + strlen("cap_"));
}

/* The letter that facts_builder.h knows the user namespace by. */
static inline char render_user(int index)
{
	return index > USERNS_OWN ? (char)('A' + index - 1) : '?';
}

static inline void render_step(struct text *t, const struct step *s)
{
	static const char *const words[] = {
		[STEP_CGROUP] = "cgroups",    [STEP_CONTEXT] = "context",
		[STEP_GROUPS] = "groups",     [STEP_UNDUMPABLE] = "undumpable",
		[STEP_IDS] = "ids",	      [STEP_FETCH] = "fetch",
		[STEP_KEYRING] = "keyring",   [STEP_TERMINAL] = "terminal",
		[STEP_SOCKET] = "socket",     [STEP_ROOT] = "root",
		[STEP_CWD] = "cwd",	      [STEP_INNER_CWD] = "inner-cwd",
		[STEP_IDENTITY] = "identity", [STEP_CAPS] = "caps",
		[STEP_VIEW] = "view",	      [STEP_CONFINE] = "confine",
		[STEP_CLOSE] = "close",	      [STEP_PRIVATE] = "private",
		[STEP_TREE] = "tree",	      [STEP_ATTACH] = "attach",
		[STEP_PROC] = "proc",	      [STEP_NAMES] = "names",
		[STEP_SYS] = "sys",
	};

	if (s->kind == STEP_JOIN) {
		text_add(t, "%s", ns_infos[s->type].name);
	} else if (s->kind == STEP_JOIN_USER) {
		text_add(t, "user(%c)", render_user(s->user));
	} else if (s->kind == STEP_VERIFY) {
		text_add(t, "verify(");
		render_caps(t, s->caps);
		text_add(t, ")");
	} else {
		text_add(t, "%s", words[s->kind]);
	}
	/* nothing of it may read /proc: mnt was joined */
	if (s->bare)
		text_add(t, "-bare");
}

static inline void render_steps(struct text *t, const struct plan *plan)
{
	for (unsigned int i = 0; i < plan->count; i++) {
		if (t->length)
			text_add(t, " ");
		render_step(t, &plan->steps[i]);
	}
	if (plan->fork)
		text_add(t, " fork");
}

/* "uid 0 set, gid 0 stays, groups kept, caps ambient" */
static inline void render_ids(struct text *t, const struct ids *ids)
{
	text_add(t, "uid %u %s, gid %u %s, groups %s, caps ", ids->uid,
		 ids->set_uid ? "set" : "stays", ids->gid,
		 ids->set_gid ? "set" : "stays",
		 ids->drop_groups ? "dropped" : "kept");
	switch (ids->caps) {
	case IDS_CAPS_EXEC:
		text_add(t, "by exec");
		break;
	case IDS_CAPS_AMBIENT:
		text_add(t, "ambient");
		break;
	case IDS_CAPS_TARGET:
		text_add(t, "%" PRIx64, ids->keep);
		break;
	case IDS_CAPS_READ:
		text_add(t, "to read, %" PRIx64, ids->keep);
		break;
	case IDS_CAPS_NONE:
		text_add(t, "none");
		break;
	}
}

static inline void render_refusal(struct text *t, const struct fault *f)
{
	text_add(t, "refused, %s: %s", fault_code_name(f->code), f->what);
}

/* The request that @line is; it has to be one. */
static inline void request_from(struct request *req, struct words *w,
				const char *line)
{
	struct fault f = FAULT_INIT;

	if (request_parse(words_split(w, line), req, &f) < 0)
		fail_msg("'%s': %s: %s", line, f.what, f.why);
}

/* The plan, or why there is none; then @plan must be as it was. */
static inline void render_plan(struct text *t, const char *sentence,
			       const char *line, struct plan *plan)
{
	static struct facts facts;
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;

	facts_from(&facts, sentence);
	request_from(&req, &w, line);
	plan->count = 999;
	if (plan_make(&req, &facts, plan, &f) < 0) {
		render_refusal(t, &f);
		assert_int_equal(plan->count, 999);
		return;
	}
	assert_true(plan->count <= PLAN_STEPS);
	render_steps(t, plan);
}

#endif
