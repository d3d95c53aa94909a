/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is wanted of the target's /proc entries. */
#include "config.h"
#include "enter/fetch.h"

#include <errno.h>
#include <fcntl.h>

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
		without.target_env = false;
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

int fetch(struct join *j, struct fault *f)
{
	int r = 0;

	if (j->plan->fetch_root)
		r = fetch_dir(j, "root", &j->target->root, f);
	if (r == 0 && j->plan->fetch_cwd)
		r = fetch_dir(j, "cwd", &j->target->cwd, f);
	if (r == 0 && j->plan->fetch_env)
		r = fetch_env(j, f);
	/* what was read has to be of the process that was asked for */
	if (r == 0 && j->target->pid && !target_is_alive(j->target))
		r = target_gone(j->target->pid, j->target->proc, f);
	return r;
}
