/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A request as a line to paste. */
#include "config.h"
#include "plan/request.h"

const char *const caps_words[] = {
	[CAPS_ALL] = "all",
	[CAPS_TARGET] = "target",
	[CAPS_NONE] = "none",
};

static void line_namespaces(const struct request *req, const bool *asked,
			    struct line *l)
{
	for (int t = 0; t < NS_COUNT; t++) {
		if (!asked[t])
			continue;
		if (req->file[t])
			line_format(l, "-%c=%s", ns_infos[t].letter,
				    req->file[t]);
		else
			line_format(l, "-%c", ns_infos[t].letter);
	}
}

static void line_id(struct line *l, const char *option,
		    const struct id_wish *id)
{
	if (id->kind == ID_UNSAID)
		return;
	line_word(l, option);
	if (id->kind == ID_FOLLOW)
		line_word(l, "follow");
	else if (id->kind == ID_NAME)
		line_word(l, id->name);
	else
		line_format(l, "%u", (unsigned int)id->id);
}

static void line_dir(struct line *l, const char *option,
		     const struct dir_wish *dir)
{
	if (dir->kind == DIR_TARGET)
		line_word(l, option);
	else if (dir->kind == DIR_PATH)
		line_format(l, "%s=%s", option, dir->path);
}

/* What takes something of the target along. */
static void line_more(const struct request *req, const bool *asked,
		      struct line *l)
{
	if (req->inner_cwd)
		line_format(l, "-W=%s", req->inner_cwd);
	if (req->env != ENV_UNSAID)
		line_word(l, req->env == ENV_HOST ? "--env=host" : "-e");
	for (unsigned int i = 0; i < req->setenv_count; i++)
		line_format(l, "--setenv=%s", req->setenv[i]);
	if (req->has_net_socket && asked[NS_NET])
		line_format(l, "-N%d", req->net_socket);
	for (unsigned int i = 0; asked[NS_USER] && i < req->user_parent; i++)
		line_word(l, "--user-parent");
	if (req->cgroup != CGROUP_UNSAID)
		line_word(l, req->cgroup == CGROUP_TRY ? "-c" : "-c=require");
	if (req->follow_context)
		line_word(l, "-Z");
	if (req->preserve_fds)
		line_format(l, "--preserve-fds=%u", req->preserve_fds);
	if (req->pty != PTY_UNSAID)
		line_word(l, req->pty == PTY_YES ? "--pty" : "--no-pty");
}

static void line_tools(struct line *l, const struct tools_wish *tools)
{
	if (tools->dir)
		line_format(l, "--host-tools=%.*s%s", (int)tools->length,
			    tools->dir, tools->follow ? ",follow" : "");
}

void request_line(const struct request *req, const bool *asked,
		  const char *extra, bool sudo, struct line *ret)
{
	if (sudo)
		line_word(ret, "sudo");
	line_word(ret, req->program);
	if (!asked && req->all)
		line_word(ret, "-a");
	line_namespaces(req, asked ? asked : req->asked, ret);
	for (unsigned int i = 0; i < req->each_count; i++)
		line_format(ret, "--each=%s", req->each[i]);
	if (req->jobs)
		line_format(ret, "--jobs=%u", req->jobs);
	line_id(ret, "-S", &req->uid);
	line_id(ret, "-G", &req->gid);
	line_dir(ret, "-r", &req->root);
	line_dir(ret, "-w", &req->cwd);
	if (req->keep_ids)
		line_word(ret, "--preserve-credentials");
	line_more(req, asked ? asked : req->asked, ret);
	if (req->no_fork)
		line_word(ret, "-F");
	if (req->caps != CAPS_UNSAID)
		line_format(ret, "--caps=%s", caps_words[req->caps]);
	if (req->read_only != READ_ONLY_UNSAID)
		line_word(ret, req->read_only == READ_ONLY_FULL
				       ? "--read-only"
				       : "--read-only=mounts");
	if (req->resolv)
		line_word(ret, "--resolv");
	line_tools(ret, &req->tools);
	if (req->expose_host)
		line_word(ret, "--expose-host");
	if (extra)
		line_word(ret, extra);
	if (req->target.kind != SPEC_NONE) {
		if (req->target_by_option)
			line_word(ret, "-t");
		line_word(ret, req->target.text);
	}
	/* else the dash would make an option of it */
	if (req->command && req->command[0][0] == '-' && !req->misplaced)
		line_word(ret, "--");
	line_words(ret, req->command);
}

void request_hint(const struct request *req, const bool *asked,
		  const char *extra, bool sudo, struct fault *f)
{
	struct line l = LINE_INIT;

	request_line(req, asked, extra, sudo, &l);
	fault_hint(f, "%s", l.text);
}

bool request_hint_but(const struct request *req, const bool joins[NS_COUNT],
		      enum ns_type type, struct fault *f)
{
	bool rest[NS_COUNT], any = false;

	for (int t = 0; t < NS_COUNT; t++) {
		rest[t] = joins[t] && t != (int)type;
		any |= rest[t];
	}
	if (any)
		request_hint(req, rest, NULL, false, f);
	return any;
}

void request_hint_as(const struct request *req, uint32_t uid, struct fault *f)
{
	struct line l = LINE_INIT;

	line_word(&l, "sudo");
	if (uid != 0) {
		line_word(&l, "-u");
		line_format(&l, "#%u", (unsigned int)uid);
	}
	request_line(req, NULL, NULL, false, &l);
	fault_hint(f, "%s", l.text);
}

bool request_runs_inside(const struct request *req)
{
	/* with no type named it is all that differ */
	return !req->named || req->all || req->asked[NS_MNT] ||
	       req->asked[NS_PID] || req->root.kind != DIR_UNSAID ||
	       req->tools.dir;
}

bool request_asks(const struct request *req, enum ns_type type)
{
	if (type == NS_MNT && req->tools.dir)
		return false;
	return !req->named || req->all || req->asked[type];
}

const char *request_command(const struct request *req)
{
	return req->command ? req->command[0] : "a shell";
}
