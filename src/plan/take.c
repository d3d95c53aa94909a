/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One option after the other, into the request. */
#include "config.h"
#include "plan/take.h"
#include "base/parse.h"
#include "plan/options.h"
#include "plan/view.h"

#include <errno.h>
#include <string.h>

int request_usage(struct fault *f, const char *what, const char *why)
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

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* What a line of passwd(5) can hold, and sh(1) need not quote. */
static bool is_name(const char *text)
{
	for (const char *at = text; *at; at++) {
		if ((unsigned char)*at <= ' ' || *at == 0x7f)
			return false;
	}
	/* a sign is no part of a name: "+7", and NIS's lines start so */
	return *text && !strchr("+-", *text) && strlen(text) <= 256 &&
	       !strpbrk(text, ":/") && !is_number(text);
}

static int take_id(const char *option, const char *value, struct id_wish *ret,
		   struct fault *f)
{
	uint64_t id;

	if (ret->kind != ID_UNSAID)
		return request_usage(f, option, "it was given twice");
	if (strcmp(value, "follow") == 0) {
		ret->kind = ID_FOLLOW;
		return 0;
	}
	/* -1 is "leave as it is" to setresuid(2): never an id */
	if (is_name(value)) {
		*ret = (struct id_wish){ ID_NAME, 0, value };
		return 0;
	}
	if (parse_number(value, UINT32_MAX - 1, &id) < 0) {
		char shown[64];

		fault_set(f, FAULT_USAGE, 0, "%s '%s'", option,
			  escape(shown, sizeof(shown), value));
		fault_why(f, "an id is a number from 0 to 4294967294, a name "
			     "in the target, or 'follow' for its own");
		return -EINVAL;
	}
	*ret = (struct id_wish){ ID_NUMBER, (uint32_t)id, NULL };
	return 0;
}

static int take_caps(struct request *req, enum caps_wish wish, struct fault *f)
{
	if (req->caps != CAPS_UNSAID && req->caps != wish)
		return request_usage(f, "--caps",
				     "two different sets were asked for "
				     "(--keep-caps is --caps=all)");
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
	return request_usage(f, "--caps", "takes all, target or none");
}

static int take_target(struct request *req, const char *value, struct fault *f)
{
	if (req->target.kind != SPEC_NONE)
		return request_usage(
			f, "-t",
			"two targets were given, and one at a time can "
			"be entered");
	req->target_by_option = true;
	return spec_parse(value, &req->target, f);
}

static int take_each(struct request *req, const char *value, struct fault *f)
{
	if (!*value)
		return request_usage(f, "--each", "the pattern is empty");
	if (req->each_count == EACH_MAX)
		return request_usage(f, "--each", "may be given 32 times");
	req->each[req->each_count++] = value;
	return 0;
}

static int take_jobs(struct request *req, const char *value, struct fault *f)
{
	uint64_t jobs;

	if (parse_number(value, JOBS_MOST, &jobs) < 0 || jobs == 0)
		return request_usage(f, "--jobs",
				     "takes how many run at a time, "
				     "1 to 64");
	if (req->jobs && req->jobs != jobs)
		return request_usage(f, "--jobs", "two numbers were given");
	req->jobs = (unsigned int)jobs;
	return 0;
}

static int take_dir(const char *value, const char *option, struct dir_wish *ret,
		    struct fault *f)
{
	if (ret->kind != DIR_UNSAID)
		return request_usage(f, option, "it was given twice");
	if (value && !*value)
		return request_usage(
			f, option,
			"the directory is empty; without '=' it is the "
			"target's own");
	*ret = (struct dir_wish){ value ? DIR_PATH : DIR_TARGET, value };
	return 0;
}

static int take_env(struct request *req, const char *value, struct fault *f)
{
	enum env_wish wish = value ? ENV_HOST : ENV_TARGET;

	if (value && strcmp(value, "host") != 0)
		return request_usage(f, "--env",
				     "takes host, or nothing for the "
				     "target's; --setenv sets a variable");
	if (req->env != ENV_UNSAID && req->env != wish)
		return request_usage(f, "--env",
				     "the target's (-e) and the host's "
				     "(--env=host) were both asked for");
	req->env = wish;
	return 0;
}

/* Another value for the same name. */
static bool is_set_otherwise(const struct request *req, const char *value)
{
	size_t name = strcspn(value, "=") + 1;

	for (unsigned int i = 0; i < req->setenv_count; i++) {
		if (strncmp(req->setenv[i], value, name) == 0 &&
		    strcmp(req->setenv[i], value) != 0)
			return true;
	}
	return false;
}

static int take_setenv(struct request *req, const char *value, struct fault *f)
{
	if (*value == '=' || !strchr(value, '='))
		return request_usage(f, "--setenv", "takes NAME=VALUE");
	if (is_set_otherwise(req, value))
		return request_usage(f, "--setenv",
				     "two values were given for one name");
	if (req->setenv_count == SETENV_MAX)
		return request_usage(f, "--setenv", "may be given 64 times");
	/* of argv: the command's environment may point there */
	req->setenv[req->setenv_count++] = (char *)(uintptr_t)value;
	return 0;
}

static int take_net_socket(struct request *req, const char *value,
			   struct fault *f)
{
	uint64_t fd;

	if (parse_number(value, INT32_MAX, &fd) < 0)
		return request_usage(f, "-N",
				     "takes the number of a descriptor that "
				     "the target has open");
	if (req->has_net_socket)
		return request_usage(f, "-N", "it was given twice");
	req->has_net_socket = true;
	req->net_socket = (int)fd;
	return take_namespace(req, NS_NET, NULL, f);
}

static int take_cgroup(struct request *req, const char *value, struct fault *f)
{
	if (value && strcmp(value, "require") != 0)
		return request_usage(f, "--join-cgroup",
				     "takes require, or nothing");
	if (value || req->cgroup == CGROUP_UNSAID)
		req->cgroup = value ? CGROUP_REQUIRE : CGROUP_TRY;
	return 0;
}

static int take_fds(struct request *req, const char *value, struct fault *f)
{
	uint64_t count;

	if (parse_number(value, 1 << 20, &count) < 0)
		return request_usage(f, "--preserve-fds",
				     "takes how many descriptors "
				     "from 3 on are kept");
	if (req->counts_fds && req->preserve_fds != count)
		return request_usage(f, "--preserve-fds",
				     "two numbers were "
				     "given");
	req->counts_fds = true;
	req->preserve_fds = (unsigned int)count;
	return 0;
}

static int take_read_only(struct request *req, const char *value,
			  struct fault *f)
{
	enum read_only_wish wish = value ? READ_ONLY_MOUNTS : READ_ONLY_FULL;

	if (value && strcmp(value, "mounts") != 0)
		return request_usage(f, "--read-only",
				     "takes mounts, or nothing");
	if (req->read_only != READ_ONLY_UNSAID && req->read_only != wish)
		return request_usage(f, "--read-only",
				     "all of it, and the mounts alone, were "
				     "both asked for");
	req->read_only = wish;
	return 0;
}

static int take_pty(struct request *req, enum pty_wish wish, struct fault *f)
{
	if (req->pty != PTY_UNSAID && req->pty != wish)
		return request_usage(f, "--pty", "contradicts --no-pty");
	req->pty = wish;
	return 0;
}

static int take_wdns(struct request *req, const char *value, struct fault *f)
{
	if (req->inner_cwd)
		return request_usage(f, "-W", "it was given twice");
	req->inner_cwd = value && *value ? value : "/";
	return 0;
}

static int take_form(const char *option, const char *value, enum form *ret,
		     struct fault *f)
{
	enum form form = value ? FORM_JSON : FORM_TEXT;

	if (value && strcmp(value, "json") != 0)
		return request_usage(f, option, "takes json, or nothing");
	if (*ret != FORM_NONE && *ret != form)
		return request_usage(f, option,
				     "words and JSON were both asked for");
	*ret = form;
	return 0;
}

static int take_user_parent(struct request *req, struct fault *f)
{
	req->user_parent++;
	return req->asked[NS_USER] ? 0 : take_namespace(req, NS_USER, NULL, f);
}

/* Those without a value that only say yes; false for any other. */
static bool take_flag(struct request *req, int key)
{
	switch (key) {
	case OPT_ALL:
		req->all = req->named = true;
		return true;
	case OPT_KEEP_IDS:
		req->keep_ids = true;
		return true;
	case OPT_FOLLOW_CONTEXT:
		req->follow_context = true;
		return true;
	case OPT_NO_FORK:
		req->no_fork = true;
		return true;
	case OPT_EXPOSE_HOST:
		req->expose_host = true;
		return true;
	case OPT_RESOLV:
		req->resolv = true;
		return true;
	case OPT_HELP:
		req->mode = MODE_HELP;
		return true;
	case OPT_VERSION:
		req->mode = MODE_VERSION;
		return true;
	default:
		return false;
	}
}

int request_take(struct request *req, int key, const char *value,
		 struct fault *f)
{
	if (take_flag(req, key))
		return 0;
	switch (key) {
	case OPT_TARGET:
		return take_target(req, value, f);
	case OPT_EACH:
		return take_each(req, value, f);
	case OPT_JOBS:
		return take_jobs(req, value, f);
	case OPT_SETUID:
		return take_id("-S", value, &req->uid, f);
	case OPT_SETGID:
		return take_id("-G", value, &req->gid, f);
	case OPT_ROOT:
		return take_dir(value, "-r", &req->root, f);
	case OPT_WD:
		return take_dir(value, "-w", &req->cwd, f);
	case OPT_WDNS:
		return take_wdns(req, value, f);
	case OPT_ENV:
		return take_env(req, value, f);
	case OPT_SETENV:
		return take_setenv(req, value, f);
	case OPT_NET_SOCKET:
		return take_net_socket(req, value, f);
	case OPT_USER_PARENT:
		return take_user_parent(req, f);
	case OPT_JOIN_CGROUP:
		return take_cgroup(req, value, f);
	case OPT_PRESERVE_FDS:
		return take_fds(req, value, f);
	case OPT_READ_ONLY:
	case OPT_MOUNT_RO:
		return take_read_only(req, value, f);
	case OPT_HOST_TOOLS:
		return view_take(req, value, f);
	case OPT_PTY:
		return take_pty(req, PTY_YES, f);
	case OPT_DOCTOR:
		return take_form("--doctor", value, &req->doctor, f);
	case OPT_NO_PTY:
		return take_pty(req, PTY_NO, f);
	case OPT_EXPLAIN:
		req->mode = MODE_EXPLAIN;
		return take_form("--explain", value, &req->explain, f);
	case OPT_VERBOSE:
		return take_form("-v", value, &req->verbose, f);
	case OPT_CAPS:
		return take_caps_word(req, value, f);
	case OPT_KEEP_CAPS:
		return take_caps(req, CAPS_ALL, f);
	default:
		return take_namespace(req, (enum ns_type)(key - OPT_NS), value,
				      f);
	}
}
