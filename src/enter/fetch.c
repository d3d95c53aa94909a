/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is wanted of the target's /proc entries. */
#include "config.h"
#include "enter/fetch.h"
#include "base/cleanup.h"
#include "base/passwd.h"
#include "enter/untrusted.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

static int fetch_dir(struct join *j, const char *name, int *ret,
		     struct fault *f)
{
	*ret = openat(j->target->proc, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (*ret >= 0)
		return 0;
	fault_set(f, FAULT_SYSTEM, -errno, "the %s of process %d", name,
		  (int)j->target->pid);
	return f->error;
}

static int fetch_env(struct join *j, struct fault *f)
{
	int r = env_from_process(j->env, j->target->proc);
	struct request without = *j->req;

	if (r < 0 && j->plan->env_is_required) {
		fault_set(f, FAULT_SYSTEM, r, "the environment of process %d",
			  (int)j->target->pid);
		without.env = ENV_UNSAID;
		request_hint(&without, NULL, NULL, false, f);
		return r;
	}
	if (r < 0) {
		notice(j->req->program,
		       "the environment of process %d cannot "
		       "be read; the command gets a bare one",
		       (int)j->target->pid);
		return env_from(j->env, NULL);
	}
	return 0;
}

/* By number it works, and where the names are is worth a word. */
static void hint_number(const struct join *j, const char *file, struct fault *f)
{
	struct request numbered = *j->req;
	struct line l = LINE_INIT;

	if (numbered.uid.kind == ID_NAME)
		numbered.uid = (struct id_wish){ .kind = ID_NUMBER };
	if (numbered.gid.kind == ID_NAME)
		numbered.gid = (struct id_wish){ .kind = ID_NUMBER };
	request_line(&numbered, NULL, NULL, false, &l);
	fault_hint(f, "%s   # by number; the names are in /proc/%d/root/%s",
		   l.text, (int)j->target->pid, file);
}

/* A name of -S or -G, made a number by a file of the target. */
static int look_up(struct join *j, int root, const char *file,
		   struct id_wish *wish, struct fault *f)
{
	char text[256 * 1024], shown[64];
	ssize_t n;
	int r;

	if (wish->kind != ID_NAME)
		return 0;
	n = untrusted_read_file(root, file, text, sizeof(text));
	r = n < 0 ? (int)n : passwd_id_by_name(text, wish->name, &wish->id);
	wish->kind = ID_NUMBER;
	if (r == 0)
		return 0;
	fault_set(f, FAULT_UNMAPPED, r, "%s",
		  escape(shown, sizeof(shown), wish->name));
	if (n < 0) {
		fault_why(f, "/%s of the target cannot be read: %s", file,
			  strerror(-r));
		untrusted_why(f);
	} else {
		fault_why(f, "/%s of the target has no such name", file);
	}
	hint_number(j, file, f);
	return r;
}

/* Names are the target's own, so its files tell, and never the caller's. */
static int fetch_names(struct join *j, struct fault *f)
{
	cleanup_close int root = -EBADF;
	int r = fetch_dir(j, "root", &root, f);

	if (r == 0)
		r = look_up(j, root, "etc/passwd", &j->uid, f);
	if (r == 0)
		r = look_up(j, root, "etc/group", &j->gid, f);
	return r;
}

int fetch(struct join *j, struct fault *f)
{
	int r = 0;

	if (j->plan->fetch_root)
		r = fetch_dir(j, "root", &j->target->root, f);
	if (r == 0 && j->plan->fetch_cwd)
		r = fetch_dir(j, "cwd", &j->target->cwd, f);
	if (r == 0 && j->plan->fetch_env)
		r = fetch_env(j, f);
	if (r == 0 && j->plan->fetch_view)
		r = view_fetch(j, f);
	if (r == 0 && j->plan->fetch_names)
		r = fetch_names(j, f);
	/* what was read has to be of the process that was asked for */
	if (r == 0 && j->target->pid && !target_is_alive(j->target))
		r = target_gone(j->target->pid, j->target->proc, f);
	return r;
}
