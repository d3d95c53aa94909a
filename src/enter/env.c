/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment of the command. */
#include "config.h"
#include "enter/env.h"
#include "base/cleanup.h"
#include "enter/untrusted.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void env_from(struct env *env, char **environ)
{
	env->count = 0;
	while (environ && *environ && env->count < ENV_VARS_MAX)
		env->vars[env->count++] = *environ++;
	env->vars[env->count] = NULL;
}

/* Strings one after the other, each ended by a NUL. */
static void split(struct env *env, char *text, size_t length)
{
	char *at = text, *end = text + length;

	env->count = 0;
	while (at < end && env->count < ENV_VARS_MAX) {
		/* a process may have overwritten its own: proc(5) */
		if (strchr(at, '='))
			env->vars[env->count++] = at;
		at += strlen(at) + 1;
	}
	env->vars[env->count] = NULL;
}

int env_from_process(struct env *env, int proc)
{
	char *text = malloc(ENV_TEXT_MAX + 1);
	ssize_t n;

	if (!text)
		return -ENOMEM;
	n = untrusted_read_proc(proc, "environ", text, ENV_TEXT_MAX);
	if (n < 0) {
		free(text);
		return (int)n;
	}
	text[n] = '\0';
	free(env->text);
	env->text = text;
	split(env, text, (size_t)n);
	return 0;
}

static bool same_name(const char *var, const char *assignment)
{
	size_t length = strcspn(assignment, "=");

	return strncmp(var, assignment, length) == 0 && var[length] == '=';
}

void env_set(struct env *env, char *assignment)
{
	for (size_t i = 0; i < env->count; i++) {
		if (same_name(env->vars[i], assignment)) {
			env->vars[i] = assignment;
			return;
		}
	}
	if (env->count + 1 >= ARRAY_SIZE(env->vars))
		return;
	env->vars[env->count++] = assignment;
	env->vars[env->count] = NULL;
}

void env_mix(struct env *env, char **environ)
{
	static const char *const names[] = { "TERM=", "COLORTERM=", "LANG=" };

	for (; environ && *environ; environ++) {
		for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
			if (same_name(*environ, names[i]))
				env_set(env, *environ);
		}
	}
}

const char *env_get(const struct env *env, const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < env->count; i++) {
		const char *var = env->vars[i];

		if (strncmp(var, name, length) == 0 && var[length] == '=')
			return var + length + 1;
	}
	return NULL;
}

void env_done(struct env *env)
{
	free(env->text);
	env->text = NULL;
}
