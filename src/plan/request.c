/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller asked for: the command line, understood, no I/O done. */
#include "config.h"
#include "plan/request.h"
#include "plan/options.h"
#include "base/cleanup.h"
#include "base/parse.h"

#include <errno.h>
#include <string.h>

static int usage(struct fault *f, const char *what, const char *why)
{
	fault_set(f, FAULT_USAGE, 0, "%s", what);
	fault_why(f, "%s", why);
	return -EINVAL;
}

static int take_namespace(struct request *req, enum ns_type type,
			  const char *file, struct fault *f)
{
	if (file && !*file) {
		fault_set(f, FAULT_USAGE, 0, "-%c=", ns_infos[type].letter);
		fault_why(f, "the FILE is empty: -%c=/proc/PID/%s",
			  ns_infos[type].letter, ns_infos[type].path);
		return -EINVAL;
	}
	if (file && req->file[type]) {
		fault_set(f, FAULT_USAGE, 0, "--%s", ns_infos[type].option);
		fault_why(f, "two files of one type: '%s' and '%s'",
			  req->file[type], file);
		return -EINVAL;
	}
	req->asked[type] = true;
	req->named = true;
	if (file)
		req->file[type] = file;
	return 0;
}

static int take_id(const char *option, const char *value, struct id_wish *ret,
		   struct fault *f)
{
	uint64_t id;

	if (ret->kind != ID_UNSAID)
		return usage(f, option, "it was given twice");
	if (strcmp(value, "follow") == 0) {
		ret->kind = ID_FOLLOW;
		return 0;
	}
	/* -1 is "leave as it is" to setresuid(2): never an id */
	if (parse_number(value, UINT32_MAX - 1, &id) < 0) {
		char shown[64];

		fault_set(f, FAULT_USAGE, 0, "%s '%s'", option,
			  escape(shown, sizeof(shown), value));
		fault_why(f, "an id is a number from 0 to 4294967294, or "
			     "'follow' for the target's own");
		return -EINVAL;
	}
	*ret = (struct id_wish){ ID_NUMBER, (uint32_t)id };
	return 0;
}

static int take_caps(struct request *req, enum caps_wish wish, struct fault *f)
{
	if (req->caps != CAPS_UNSAID && req->caps != wish)
		return usage(f, "--caps", "two different sets were asked for");
	req->caps = wish;
	return 0;
}

static int take_caps_word(struct request *req, const char *value,
			  struct fault *f)
{
	for (int i = CAPS_ALL; i <= CAPS_NONE; i++) {
		if (strcmp(value, caps_words[i]) == 0)
			return take_caps(req, (enum caps_wish)i, f);
	}
	return usage(f, "--caps", "takes all, target or none");
}

static int take_target(struct request *req, const char *value, struct fault *f)
{
	if (req->target.kind != SPEC_NONE)
		return usage(f, "-t",
			     "two targets were given, and one at a time can "
			     "be entered");
	req->target_by_option = true;
	return spec_parse(value, &req->target, f);
}

static int take_dir(const char *value, const char *option, struct dir_wish *ret,
		    struct fault *f)
{
	if (ret->kind != DIR_UNSAID)
		return usage(f, option, "it was given twice");
	if (value && !*value)
		return usage(f, option,
			     "the directory is empty; without '=' it is the "
			     "target's own");
	*ret = (struct dir_wish){ value ? DIR_PATH : DIR_TARGET, value };
	return 0;
}

static int take_option(struct request *req, int key, const char *value,
		       struct fault *f)
{
	switch (key) {
	case OPT_TARGET:
		return take_target(req, value, f);
	case OPT_ALL:
		req->all = req->named = true;
		return 0;
	case OPT_SETUID:
		return take_id("-S", value, &req->uid, f);
	case OPT_SETGID:
		return take_id("-G", value, &req->gid, f);
	case OPT_KEEP_IDS:
		req->keep_ids = true;
		return 0;
	case OPT_ROOT:
		return take_dir(value, "-r", &req->root, f);
	case OPT_WD:
		return take_dir(value, "-w", &req->cwd, f);
	case OPT_ENV:
		req->target_env = true;
		return 0;
	case OPT_NO_FORK:
		req->no_fork = true;
		return 0;
	case OPT_CAPS:
		return take_caps_word(req, value, f);
	case OPT_KEEP_CAPS:
		return take_caps(req, CAPS_ALL, f);
	case OPT_EXPOSE_HOST:
		req->expose_host = true;
		return 0;
	case OPT_EXPLAIN:
		req->mode = MODE_EXPLAIN;
		return 0;
	case OPT_VERBOSE:
		req->verbose = true;
		return 0;
	case OPT_HELP:
		req->mode = MODE_HELP;
		return 0;
	case OPT_VERSION:
		req->mode = MODE_VERSION;
		return 0;
	default:
		return take_namespace(req, (enum ns_type)(key - OPT_NS), value,
				      f);
	}
}

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
	fault_set(f, FAULT_USAGE, 0, "no target");
	fault_why(f, "usage: %s [options] TARGET [COMMAND [ARGUMENT...]]",
		  req->program);
	fault_hint(f,
		   "lsns -o TYPE,PID,USER,COMMAND   # what may be entered; "
		   "%s --help: the options",
		   req->program);
	return -EINVAL;
}

static int take_operands(struct request *req, char **operands, bool ended,
			 struct fault *f)
{
	bool first_is_target = req->target.kind == SPEC_NONE && !any_file(req);
	int r;

	if (first_is_target) {
		if (!*operands)
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

static int contradictions(const struct request *req, struct fault *f)
{
	bool ids = req->uid.kind != ID_UNSAID || req->gid.kind != ID_UNSAID;

	if (req->keep_ids && ids)
		return usage(f, "--preserve-credentials",
			     "contradicts -S and -G: ids are kept or set");
	if (req->target.kind != SPEC_NONE)
		return 0;
	if (req->uid.kind == ID_FOLLOW || req->gid.kind == ID_FOLLOW)
		return usage(f, "follow",
			     "there is no target to follow: add -t PID");
	if (req->all || req->target_env || req->root.kind == DIR_TARGET ||
	    req->cwd.kind == DIR_TARGET || req->caps == CAPS_TARGET)
		return usage(f, "-a, -e, -r, -w or --caps=target",
			     "there is no target to take it from: add -t PID");
	return 0;
}

static const char *base_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash ? slash + 1 : path ? path : "uenter";
}

static int read_words(char **argv, struct request *req, struct fault *f)
{
	struct opt table[OPTIONS_MAX];
	struct opts opts = { .table = table, .argv = argv, .next = 1 };
	const char *value;
	bool ended;
	int key, r;

	options_table(table);
	while ((key = opts_next(&opts, &value, f)) > 0) {
		r = take_option(req, key, value, f);
		if (r < 0)
			return r;
	}
	if (key < 0)
		return key;
	if (req->mode == MODE_HELP || req->mode == MODE_VERSION)
		return 0;
	ended = strcmp(argv[opts.next - 1], "--") == 0;
	r = take_operands(req, argv + opts.next, ended, f);
	return r < 0 ? r : contradictions(req, f);
}

int request_parse(char **argv, struct request *ret, struct fault *f)
{
	struct request req = { .program = base_name(argv[0]) };
	int r = read_words(argv, &req, f);

	if (r == 0)
		*ret = req;
	else if (!f->hint[0])
		fault_hint(f, "%s --help", req.program);
	return r;
}
