/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment of the command, once all is joined. */
#include "config.h"
#include "enter/settle.h"

#include <stdio.h>

/* "UENTER=web:user,net", and ":read-only" where it is, for a prompt to show. */
static int mark(struct join *j)
{
	struct env *env = j->env;
	const char *text = j->req->target.text;
	char separator = ':';
	size_t n;

	n = (size_t)snprintf(env->entered, sizeof(env->entered), "UENTER=%.64s",
			     text ? text : "");
	for (int t = 0; t < NS_COUNT; t++) {
		if (!j->plan->joins[t])
			continue;
		n += (size_t)snprintf(env->entered + n,
				      sizeof(env->entered) - n, "%c%s",
				      separator, ns_infos[t].name);
		separator = ',';
	}
	if (j->req->tools.dir)
		n += (size_t)snprintf(env->entered + n,
				      sizeof(env->entered) - n, ":host-tools%s",
				      j->req->tools.follow ? ",follow" : "");
	if (j->req->resolv)
		n += (size_t)snprintf(env->entered + n,
				      sizeof(env->entered) - n, ":resolv");
	if (j->req->read_only != READ_ONLY_UNSAID)
		snprintf(env->entered + n, sizeof(env->entered) - n,
			 ":read-only");
	return env_set(env, env->entered);
}

/* Where the target's files are. */
static int mark_root(struct join *j)
{
	struct env *env = j->env;

	snprintf(env->tools, sizeof(env->tools), "UENTER_ROOT=%.*s",
		 (int)j->req->tools.length, j->req->tools.dir);
	return env_set(env, env->tools);
}

int settle_env(struct join *j)
{
	int r = 0;

	if (j->plan->guard_env)
		r = env_guard(j->env, j->environment);
	if (r == 0 && j->plan->mix_env)
		r = env_mix(j->env, j->environment);
	for (unsigned int i = 0; i < j->req->setenv_count && r == 0; i++)
		r = env_set(j->env, j->req->setenv[i]);
	if (r == 0 && j->req->tools.dir)
		r = mark_root(j);
	if (r == 0 && j->req->defaults->marks)
		r = mark(j);
	return r;
}
