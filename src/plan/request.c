/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller asked for: the command line, understood, no I/O done. */
#include "config.h"
#include "plan/request.h"
#include "plan/options.h"
#include "plan/take.h"
#include "plan/view.h"
#include "base/cleanup.h"

#include <errno.h>
#include <string.h>

static bool any_file(const struct request *req)
{
	for (int t = 0; t < NS_COUNT; t++) {
		if (req->file[t])
			return true;
	}
	return false;
}

static int no_operand(const struct request *req, struct fault *f)
{
	/* the operands are the command: what is missing is -t */
	if (!req->defaults->operand_is_target)
		return request_usage(f, "no target",
				     "-t PID says which "
				     "process to enter");
	fault_set(f, FAULT_USAGE, 0, "no target");
	fault_why(f, "usage: %s [options] TARGET [COMMAND [ARGUMENT...]]",
		  req->program);
	fault_hint(f,
		   "%s   # lists what may be entered; %s --help: the options",
		   req->program, req->program);
	return -EINVAL;
}

static int take_operands(struct request *req, char **operands, bool ended,
			 struct fault *f)
{
	bool first_is_target = req->target.kind == SPEC_NONE &&
			       !any_file(req) && !req->each_count;
	int r;

	if (first_is_target) {
		if (!*operands || !req->defaults->operand_is_target)
			return no_operand(req, f);
		r = spec_parse(*operands, &req->target, f);
		if (r < 0)
			return r;
		operands++;
		ended = *operands && strcmp(*operands, "--") == 0;
		operands += ended;
	}
	req->command = *operands ? operands : NULL;
	req->misplaced = *operands && operands[0][0] == '-' && !ended;
	return 0;
}

static int fork_for_pty(const struct request *req, struct fault *f)
{
	struct request other = *req;

	request_usage(f, "-F",
		      "contradicts --pty: without a fork nobody is left to "
		      "serve a terminal");
	other.no_fork = false;
	request_hint(&other, NULL, NULL, false, f);
	return -EINVAL;
}

/* What would leave the command something to write to, or with. */
static int read_only_and(const struct request *req, struct fault *f)
{
	if (req->read_only == READ_ONLY_UNSAID)
		return 0;
	if (req->caps == CAPS_ALL)
		return request_usage(f, "--read-only",
				     "contradicts --caps=all (--keep-caps): "
				     "of the capabilities only that to read "
				     "is left");
	if (req->root.kind == DIR_PATH)
		return request_usage(f, "--read-only",
				     "contradicts -r=DIR: that is a directory "
				     "of yours, and no mount of the target's");
	if (req->cwd.kind == DIR_PATH)
		return request_usage(f, "--read-only",
				     "contradicts -w=DIR: that is a directory "
				     "of yours, and would stay writable");
	return 0;
}

/*
 * Pairs of options that cannot both be meant; none wins by its place. What
 * is one option given twice, or with two values, take.c has refused.
 */
static int contradictions(const struct request *req, struct fault *f)
{
	bool ids = req->uid.kind != ID_UNSAID || req->gid.kind != ID_UNSAID;
	int r;

	if (req->keep_ids && ids)
		return request_usage(
			f, "--preserve-credentials",
			"contradicts -S and -G: ids are kept or set");
	if (req->each_count && req->target.kind != SPEC_NONE)
		return request_usage(f, "--each",
				     "contradicts -t: it says which targets");
	if (req->each_count && !req->command)
		return request_usage(f, "--each",
				     "there is no command to run in each");
	if (req->jobs && !req->each_count)
		return request_usage(f, "--jobs", "goes with --each alone");
	if (req->cwd.kind != DIR_UNSAID && req->inner_cwd)
		return request_usage(f, "-W",
				     "contradicts -w: one of them "
				     "says where to start");
	if (req->file[NS_NET] && req->has_net_socket)
		return request_usage(f, "-N",
				     "contradicts -n=FILE: two networks");
	if (req->no_fork && req->pty == PTY_YES)
		return fork_for_pty(req, f);
	r = read_only_and(req, f);
	return r < 0 ? r : view_and(req, f);
}

static int no_namespace(const struct request *req, struct fault *f)
{
	if (req->named || req->defaults->enters_all || req->tools.dir)
		return 0;
	return request_usage(f, "no namespace",
			     "none was named: -a is all of them");
}

static bool follows(const struct id_wish *wish)
{
	return wish->kind == ID_FOLLOW || wish->kind == ID_NAME;
}

/* A type that was asked for, but not by a FILE. */
static bool asks_target(const struct request *req)
{
	for (int t = 0; t < NS_COUNT; t++) {
		if (req->asked[t] && !req->file[t])
			return true;
	}
	return false;
}

static bool takes_from_target(const struct request *req)
{
	return req->all || req->has_net_socket || asks_target(req) ||
	       req->env == ENV_TARGET || req->root.kind == DIR_TARGET ||
	       req->cwd.kind == DIR_TARGET || req->cgroup != CGROUP_UNSAID ||
	       req->follow_context || req->caps == CAPS_TARGET || req->resolv ||
	       req->tools.dir;
}

static int without_target(const struct request *req, struct fault *f)
{
	if (req->target.kind != SPEC_NONE || req->each_count)
		return 0;
	if (follows(&req->uid) || follows(&req->gid))
		return request_usage(f, "-S or -G",
				     "there is no target to follow, or to look "
				     "a name up in: add -t PID");
	if (takes_from_target(req))
		return request_usage(f,
				     "a namespace without FILE, -a, -c, -e, "
				     "-r, -w, -Z, --caps=target, --resolv or "
				     "--host-tools",
				     "there is no target to take it from: add "
				     "-t PID");
	return 0;
}

const char *request_program(char *const *argv)
{
	const char *path = argv[0];
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash ? slash + 1 : path ? path : "uenter";
}

/* The line as it was, with a guess at what the refused word should be. */
static void hint_mended(const struct request *req, const struct opts *o,
			struct fault *f)
{
	struct line l = LINE_INIT;

	if (!o->is_mended)
		return;
	line_word(&l, req->program);
	for (int i = 1; o->argv[i]; i++) {
		if (i != o->word)
			line_word(&l, o->argv[i]);
		else if (o->mended[0])
			line_word(&l, o->mended);
	}
	fault_hint(f, "%s", l.text);
}

/* docker exec has --env for what is --setenv here. */
static void mend_env(struct opts *o, int key, const char *value)
{
	int n;

	if (key != OPT_ENV || !value || !strchr(value, '='))
		return;
	n = snprintf(o->mended, sizeof(o->mended), "--setenv=%s", value);
	/* other letters of its word would be lost */
	o->is_mended =
		n > 0 && (size_t)n < sizeof(o->mended) &&
		(o->argv[o->word][1] == '-' || o->argv[o->word][1] == 'e');
}

/* It looks at the machine: whatever else was said would not be done. */
static int doctor_alone(struct request *req, char **argv, struct fault *f)
{
	const char *other = strncmp(argv[1], "--doctor", 8) == 0 ? argv[2]
								 : argv[1];
	char shown[128];

	req->mode = MODE_DOCTOR;
	if (!other)
		return 0;
	fault_set(f, FAULT_USAGE, 0, "--doctor");
	fault_why(f,
		  "it looks at this machine, not at a target, and goes alone: "
		  "'%s' would not be heeded",
		  escape(shown, sizeof(shown), other));
	fault_hint(f, "%s --doctor%s", req->program,
		   req->doctor == FORM_JSON ? "=json" : "");
	return -EINVAL;
}

static int read_words(char **argv, struct request *req, struct fault *f)
{
	struct opt table[OPTIONS_MAX];
	struct opts opts = {
		.table = table,
		.habits = options_habits,
		.argv = argv,
		.next = 1,
		.abbreviate = req->defaults->abbreviates,
	};
	const char *value;
	bool ended;
	int key, r;

	/* not a word: what is there? */
	if (!argv[1] && req->defaults->operand_is_target) {
		req->mode = MODE_LIST;
		return 0;
	}
	options_table(table);
	while ((key = opts_next(&opts, &value, f)) > 0) {
		r = request_take(req, key, value, f);
		if (r < 0) {
			mend_env(&opts, key, value);
			hint_mended(req, &opts, f);
			return r;
		}
		/* whatever else is wrong with the words */
		if (req->mode == MODE_HELP || req->mode == MODE_VERSION)
			return 0;
	}
	if (key < 0) {
		hint_mended(req, &opts, f);
		return key;
	}
	if (req->doctor)
		return doctor_alone(req, argv, f);
	ended = strcmp(argv[opts.next - 1], "--") == 0;
	r = take_operands(req, argv + opts.next, ended, f);
	if (r == 0)
		r = contradictions(req, f);
	if (r == 0)
		r = no_namespace(req, f);
	return r < 0 ? r : without_target(req, f);
}

int request_parse(char **argv, struct request *ret, struct fault *f)
{
	const char *name = request_program(argv);
	struct request req = { .program = name, .defaults = defaults_of(name) };
	int r = read_words(argv, &req, f);

	if (r == 0)
		*ret = req;
	else if (!f->hint[0])
		fault_hint(f, "%s --help", req.program);
	return r;
}
