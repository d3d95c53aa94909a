/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* uenter: enter the namespaces of a process you own, without root. */
#include "config.h"
#include "base/cleanup.h"
#include "doctor/doctor.h"
#include "enter/exec.h"
#include "enter/join.h"
#include "enter/many.h"
#include "enter/self.h"
#include "enter/settle.h"
#include "enter/spawn.h"
#include "enter/trace.h"
#include "list/names.h"
#include "plan/detect.h"
#include "plan/explain.h"
#include "plan/files.h"
#include "plan/named.h"
#include "plan/resolve.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

enum { EXPLAIN_YES, EXPLAIN_NO, EXPLAIN_UNKNOWN = 125 };
enum { DOCTOR_ABLE, DOCTOR_UNABLE };

/*
 * The kernel's word for "this program was given rights by its file": with
 * them, every promise on whose rights are used would be void.
 */
static int check_not_setuid(struct fault *f)
{
	if (!getauxval(AT_SECURE) && getuid() == geteuid() &&
	    getgid() == getegid())
		return 0;
	fault_set(f, FAULT_SETUID, -EPERM, "uenter refuses to run");
	fault_why(f, "it was made set-user-ID or set-group-ID, or was given "
		     "file capabilities: it needs none, and is not written "
		     "to hold any");
	if (getuid() == geteuid() && getgid() == getegid())
		fault_hint(f, "sudo setcap -r \"$(command -v uenter)\"");
	else
		fault_hint(f, "sudo chmod ug-s \"$(command -v uenter)\"");
	return -EPERM;
}

/* What a part of that came to, told; @began is when the next one begins. */
static int looked(const struct request *req, const char *action, int r,
		  uint64_t *began)
{
	if (req->verbose)
		trace_look(req, action, r, *began);
	*began = trace_clock(req);
	return r;
}

/* Everything up to the first join; --explain and an entry share it. */
static int look_and_plan(const struct request *req, struct target *t,
			 struct facts *facts, struct plan *plan,
			 struct fault *f)
{
	/* before anything is opened, which would take such a number */
	int r = files_check_kept(req, f);
	uint64_t began = trace_clock(req);

	if (r == 0)
		r = looked(req, "find", resolve_target(req, t, f), &began);
	if (r == 0)
		r = looked(req, "look", detect(req, t, facts, f), &began);
	if (r == 0)
		r = looked(req, "plan", plan_make(req, facts, plan, f), &began);
	if (r < 0 && req->target.kind == SPEC_PID)
		named_hint(req, f);
	return r;
}

/* What went wrong, and the exit status that tells. */
static int report(const struct request *req, const struct fault *f)
{
	fault_print(f, req->program);
	if (req->verbose)
		trace_refusal(req, f);
	return exec_status(f, req->defaults->failed);
}

static int run_in_child(void *context)
{
	struct join *j = context;
	struct fault f = FAULT_INIT;

	exec_command(j, &f);
	return report(j->req, &f);
}

/* Whatever kept the child from being made: all but the pid namespace. */
static void hint_without_pid(const struct join *j, struct fault *f)
{
	if (!request_hint_but(j->req, j->plan->joins, NS_PID, f))
		fault_hint(f, "lsns -t pid -o NS,PID,USER,COMMAND   # those "
			      "that live");
}

/* To somebody at a prompt, who is to know what it holds for. */
static void tell_read_only(const struct join *j)
{
	const char *text = j->req->target.text;
	char shown[64];

	escape(shown, sizeof(shown), text ? text : "the target");
	if (j->req->read_only == READ_ONLY_FULL)
		notice(j->req->program,
		       "read-only: nothing of %s can be changed from here",
		       shown);
	else
		notice(j->req->program,
		       "read-only mounts of %s, and no more: /proc/N/root may "
		       "lead around them",
		       shown);
}

/* Returns only where the command did not come to run. */
static int enter(struct join *j, struct fault *f)
{
	int r;

	if (j->plan->is_exposed)
		notice(j->req->program,
		       "warning: the target can reach your files through "
		       "/proc/N/root of the command; -m as well, or -a, keeps "
		       "them apart");
	r = env_from(j->env, j->environment);
	if (r == 0)
		r = join_all(j, f);
	/* a step that none but a filter refuses: what it was a part of */
	if (r < 0 && f->code != FAULT_NONE && !*f->hint)
		request_hint(j->req, NULL, "--explain", false, f);
	if (r == 0 && j->req->read_only != READ_ONLY_UNSAID && !j->req->command)
		tell_read_only(j);
	if (r == 0 && j->req->tools.dir)
		view_tell(j);
	if (r == 0)
		r = settle_env(j);
	if (r == -ENOMEM && f->code == FAULT_NONE)
		fault_set(f, FAULT_SYSTEM, r, "the environment");
	if (r < 0)
		return r;
	if (!j->plan->fork)
		return exec_command(j, f);
	r = spawn(run_in_child, j, &j->terminal, f);
	if (r >= 0) {
		view_tell_names(j, r);
		spawn_end_as(r);
	}
	hint_without_pid(j, f);
	return r;
}

/* Not even the caller's own side, or a target, was seen: 125. */
static int explain_status(const struct explained *x)
{
	if (x->facts->user_count == 0)
		return EXPLAIN_UNKNOWN;
	return x->plan ? EXPLAIN_YES : EXPLAIN_NO;
}

/* In JSON the refusal is a part of it; in words it is told as ever. */
static int explain(const struct explained *x)
{
	int status = explain_status(x);
	struct fault f = FAULT_INIT;

	if (x->req->explain == FORM_JSON)
		explain_json(x, stdout);
	else if (status != EXPLAIN_UNKNOWN)
		explain_print(x->req, x->facts, x->plan, x->fault, stdout);
	if (fault_flush(stdout, &f) < 0) {
		report(x->req, &f);
		return EXPLAIN_UNKNOWN;
	}
	if (!x->plan && x->req->explain != FORM_JSON)
		report(x->req, x->fault);
	return status;
}

static int act(const struct request *req, char **envp, struct fault *f)
{
	struct env env = ENV_INIT;
	static struct facts facts;
	struct target target;
	struct plan plan;
	struct join j = {
		.sys = &sys_real,
		.req = req,
		.facts = &facts,
		.plan = &plan,
		.target = &target,
		.env = &env,
		.environment = envp,
		.terminal = TERMINAL_NONE,
		.view = VIEW_NONE,
		.self = -EBADF,
	};
	int r;

	target_init(&target);
	r = look_and_plan(req, &target, &facts, &plan, f);
	if (req->mode == MODE_EXPLAIN)
		return explain(&(struct explained){
			.req = req,
			.facts = &facts,
			.target = &target,
			.plan = r < 0 ? NULL : &plan,
			.fault = f,
		});
	if (r == 0)
		enter(&j, f);
	return report(req, f);
}

static int act_on_one(const struct request *req, char **envp)
{
	struct fault f = FAULT_INIT;

	return act(req, envp, &f);
}

static int act_on_each(const struct request *req, char **envp, struct fault *f)
{
	int r = many_run(req, envp, act_on_one, f);

	return r < 0 ? report(req, f) : r;
}

static int list(const struct request *req, struct fault *f)
{
	int r = names_print(req, stdout, f);

	if (fault_flush(stdout, f) < 0)
		r = f->error;
	return r < 0 ? report(req, f) : 0;
}

static int doctor(const struct request *req, struct fault *f)
{
	bool possible = doctor_print(req->doctor == FORM_JSON, stdout);

	if (fault_flush(stdout, f) < 0)
		return report(req, f);
	return possible ? DOCTOR_ABLE : DOCTOR_UNABLE;
}

static int show(const struct request *req, struct fault *f)
{
	if (req->mode == MODE_HELP)
		request_help(req->program, stdout);
	else
		puts(PACKAGE_STRING);
	return fault_flush(stdout, f) < 0 ? report(req, f) : 0;
}

#ifdef __SANITIZE_ADDRESS__
const char *__asan_default_options(void);

/* What ends by exec frees nothing. The unit tests look for leaks. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

static int run(const struct request *req, char **argv, struct fault *f)
{
	if (req->mode == MODE_HELP || req->mode == MODE_VERSION)
		return show(req, f);
	if (req->mode == MODE_LIST)
		return list(req, f);
	if (req->mode == MODE_DOCTOR)
		return doctor(req, f);
	if (req->mode == MODE_ENTER && request_runs_inside(req) &&
	    self_seal(argv, environ, f) < 0)
		return report(req, f);
	if (req->each_count)
		return act_on_each(req, environ, f);
	return act(req, environ, f);
}

int main(int argc, char **argv)
{
	struct fault f = FAULT_INIT;
	struct request req = { .program = request_program(argv) };
	int r;

	req.defaults = defaults_of(req.program);
	r = sys_open_standard();
	if (r < 0)
		fault_set(&f, FAULT_SYSTEM, r, "/dev/null");
	if (r == 0)
		r = check_not_setuid(&f);
	if (r == 0 && argc == 0)
		r = fault_set(&f, FAULT_USAGE, -EINVAL, "no words at all");
	if (r == 0)
		r = request_parse(argv, &req, &f);
	return r < 0 ? report(&req, &f) : run(&req, argv, &f);
}
