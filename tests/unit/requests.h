/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows of command lines: what each is understood as, or refused for. */
#ifndef TESTS_REQUESTS_H
#define TESTS_REQUESTS_H

#include "render.h"

#include <errno.h>

struct request_row {
	const char *name, *line;
	const char *want; /* the request; or parts of the refusal */
};

static inline void request_add_id(struct text *t, const char *name,
				  const struct id_wish *id)
{
	if (id->kind == ID_NUMBER)
		text_add(t, ", %s %u", name, id->id);
	else if (id->kind == ID_FOLLOW)
		text_add(t, ", %s follow", name);
	else if (id->kind == ID_NAME)
		text_add(t, ", %s named %s", name, id->name);
}

static inline void request_add_dir(struct text *t, const char *name,
				   const struct dir_wish *d)
{
	if (d->kind != DIR_UNSAID)
		text_add(t, ", %s %s", name,
			 d->kind == DIR_PATH ? d->path : "the target's");
}

static inline void request_add_namespaces(struct text *t,
					  const struct request *req)
{
	const char *gap = ", ";

	if (req->all) {
		text_add(t, "%sall", gap);
		gap = " ";
	}
	for (int type = 0; type < NS_COUNT; type++) {
		if (!req->asked[type])
			continue;
		assert_true(req->named);
		text_add(t, "%s%s%s%s", gap, ns_infos[type].name,
			 req->file[type] ? "=" : "",
			 req->file[type] ? req->file[type] : "");
		gap = " ";
	}
}

/* What takes something of the target along, or keeps of the caller's. */
static inline void request_add_more(struct text *t, const struct request *req)
{
	static const char *const envs[] = { "", ", its environment",
					    ", our environment" };
	static const char *const cgroups[] = { "", ", cgroups",
					       ", cgroups required" };
	static const char *const ptys[] = { "", ", pty", ", no pty" };

	if (req->inner_cwd)
		text_add(t, ", inside %s", req->inner_cwd);
	text_add(t, "%s", envs[req->env]);
	for (unsigned int i = 0; i < req->setenv_count; i++)
		text_add(t, ", set %s", req->setenv[i]);
	if (req->has_net_socket)
		text_add(t, ", socket %d", req->net_socket);
	if (req->user_parent)
		text_add(t, ", %u up", req->user_parent);
	text_add(t, "%s%s", cgroups[req->cgroup],
		 req->follow_context ? ", context" : "");
	if (req->preserve_fds)
		text_add(t, ", fds %u", req->preserve_fds);
	text_add(t, "%s", ptys[req->pty]);
}

static inline void request_add_command(struct text *t,
				       const struct request *req)
{
	if (req->command)
		text_add(t, ", run");
	for (char **word = req->command; word && *word; word++)
		text_add(t, " %s", *word);
	if (req->misplaced)
		text_add(t, ", misplaced");
}

static inline void request_render(struct text *t, const struct request *req)
{
	static const char *const modes[] = { "enter",  "explain", "list",
					     "doctor", "help",	  "version" };
	static const char *const read_only[] = { "", ", read-only",
						 ", read-only mounts" };

	text_add(t, "%s%s", modes[req->mode],
		 req->explain == FORM_JSON || req->doctor == FORM_JSON
			 ? " in JSON"
			 : "");
	if (req->mode >= MODE_LIST)
		return;
	text_add(t, " %s%s", req->target_by_option ? "-t " : "",
		 req->target.text ? req->target.text : "nothing");
	for (unsigned int i = 0; i < req->each_count; i++)
		text_add(t, ", each %s", req->each[i]);
	if (req->jobs)
		text_add(t, ", %u at a time", req->jobs);
	request_add_namespaces(t, req);
	request_add_id(t, "uid", &req->uid);
	request_add_id(t, "gid", &req->gid);
	text_add(t, "%s", req->keep_ids ? ", ids kept" : "");
	request_add_dir(t, "root", &req->root);
	request_add_dir(t, "directory", &req->cwd);
	request_add_more(t, req);
	text_add(t, "%s", req->no_fork ? ", no fork" : "");
	if (req->caps != CAPS_UNSAID)
		text_add(t, ", caps %s", caps_words[req->caps]);
	text_add(t, "%s", read_only[req->read_only]);
	text_add(t, "%s", req->resolv ? ", resolving" : "");
	if (req->tools.dir)
		text_add(t, ", tools at %.*s%s", (int)req->tools.length,
			 req->tools.dir, req->tools.follow ? " follow" : "");
	text_add(t, "%s%s%s", req->expose_host ? ", exposed" : "",
		 req->verbose ? ", verbose" : "",
		 req->verbose == FORM_JSON ? " in JSON" : "");
	request_add_command(t, req);
}

static inline void request_check(void **state)
{
	const struct request_row *row = *state;
	struct request req = { .program = NULL };
	struct fault f = FAULT_INIT;
	struct text got = TEXT_INIT;
	struct words w;
	int r = request_parse(words_split(&w, row->line), &req, &f);

	if (r == 0) {
		request_render(&got, &req);
		expect_text(got.buf, row->want);
		return;
	}
	assert_int_equal(r, -EINVAL);
	/* untouched on failure, and there is always a next step */
	assert_null(req.program);
	assert_true(f.code == FAULT_USAGE || f.code == FAULT_BAD_TARGET);
	assert_true(*f.hint);
	text_add(&got, "%s: %s", f.what, f.why);
	expect_mentions(got.buf, row->want);
}

#endif
