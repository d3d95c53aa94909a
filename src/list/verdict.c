/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* May it be entered? */
#include "config.h"
#include "list/verdict.h"
#include "plan/detect.h"
#include "plan/named.h"
#include "plan/plan.h"
#include "plan/resolve.h"

#include <string.h>

static const char *const words[] = { "no", "yes", "already" };

const char *verdict_word(const struct verdict *v)
{
	return words[v->enter];
}

const char *verdict_why(const struct verdict *v)
{
	return v->enter == ENTER_NO ? fault_code_brief(v->fault.code) : "";
}

void verdict_request(struct request *ret)
{
	*ret = (struct request){
		.program = "uenter",
		.defaults = defaults_of("uenter"),
		/* refusals name it, also where there are only FILEs */
		.target = { .text = "" },
	};
}

/* All are shared: nothing to enter. Of one that was named: that one is. */
static bool is_already(const struct request *req, const struct facts *facts,
		       const struct fault *f)
{
	for (int t = 0; t < NS_COUNT && req->named; t++) {
		if (req->asked[t])
			return facts->ns[t].shared;
	}
	return f->code == FAULT_NOTHING;
}

static void decide(const struct request *req, struct target *t,
		   struct verdict *ret)
{
	static struct facts facts;
	struct plan plan;
	int r;

	facts = (struct facts){ .user_count = 0 };
	r = detect(req, t, &facts, &ret->fault);
	if (r == 0)
		r = plan_make(req, &facts, &plan, &ret->fault);
	if (is_already(req, &facts, &ret->fault))
		ret->enter = ENTER_ALREADY;
	else
		ret->enter = r == 0 ? ENTER_YES : ENTER_NO;
}

static void init(struct verdict *ret)
{
	*ret = (struct verdict){ .enter = ENTER_NO, .fault = FAULT_INIT };
}

static void of_request(const struct request *req, struct verdict *ret)
{
	cleanup_target struct target t;

	init(ret);
	target_init(&t);
	if (resolve_target(req, &t, &ret->fault) < 0)
		target_init(&t);
	else
		decide(req, &t, ret);
}

/*
 * A pid namespace alone: whether it could reach the caller is a matter of
 * what else is joined, and would be looked up among all processes each time.
 */
static void ask_for(struct request *req, enum ns_type type)
{
	req->named = true;
	req->asked[type] = true;
	req->expose_host = type == NS_PID;
}

static void request_pid(struct request *req, pid_t pid)
{
	verdict_request(req);
	req->target.kind = SPEC_PID;
	req->target.pid = pid;
}

void verdict_process(pid_t pid, enum ns_type type, struct verdict *ret)
{
	struct request req;

	request_pid(&req, pid);
	ask_for(&req, type);
	of_request(&req, ret);
}

void verdict_sandbox(pid_t pid, struct verdict *ret)
{
	struct request req;

	request_pid(&req, pid);
	of_request(&req, ret);
}

void verdict_file(const char *file, enum ns_type type, struct verdict *ret)
{
	struct request req;

	verdict_request(&req);
	ask_for(&req, type);
	req.file[type] = file;
	of_request(&req, ret);
}

void verdict_container(const struct request *req, struct container *c,
		       struct verdict *ret)
{
	cleanup_target struct target t;

	init(ret);
	target_init(&t);
	if (named_open_container(req, c, &t, &ret->fault) < 0)
		target_init(&t);
	else
		decide(req, &t, ret);
}
