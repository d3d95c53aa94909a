/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment of the command. */
#include "config.h"
#include "enter/env.h"
#include "base/cleanup.h"
#include "enter/untrusted.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Room for @count strings, and a few that are added later. */
static int reserve(struct env *env, size_t count)
{
	char **vars;

	if (count + 1 < env->room)
		return 0;
	count += count / 2 + 16;
	vars = realloc(env->vars, count * sizeof(*vars));
	if (!vars)
		return -ENOMEM;
	env->vars = vars;
	env->room = count;
	return 0;
}

/* Adds @var, whatever is there by that name. */
static int append(struct env *env, char *var)
{
	int r = reserve(env, env->count + 1);

	if (r < 0)
		return r;
	env->vars[env->count++] = var;
	env->vars[env->count] = NULL;
	return 0;
}

static int clear(struct env *env)
{
	int r = reserve(env, 0);

	if (r < 0)
		return r;
	env->count = 0;
	env->vars[0] = NULL;
	return 0;
}

int env_from(struct env *env, char **envp)
{
	size_t count = 0;
	int r;

	while (envp && envp[count])
		count++;
	r = reserve(env, count);
	if (r < 0)
		return r;
	/* memcpy() wants a source even for nothing */
	if (count)
		memcpy(env->vars, envp, count * sizeof(*envp));
	env->vars[count] = NULL;
	env->count = count;
	return 0;
}

/* Strings one after the other, each ended by a NUL. */
static int split(struct env *env, char *text, size_t length)
{
	char *end = text + length;
	int r = clear(env);

	for (char *at = text; at < end && r == 0; at += strlen(at) + 1) {
		/* a process may have overwritten its own: proc(5) */
		if (strchr(at, '='))
			r = append(env, at);
	}
	return r;
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
	return split(env, text, (size_t)n);
}

static bool same_name(const char *var, const char *assignment)
{
	size_t length = strcspn(assignment, "=");

	return strncmp(var, assignment, length) == 0 && var[length] == '=';
}

int env_set(struct env *env, char *assignment)
{
	for (size_t i = 0; i < env->count; i++) {
		if (same_name(env->vars[i], assignment)) {
			env->vars[i] = assignment;
			return 0;
		}
	}
	return append(env, assignment);
}

int env_mix(struct env *env, char **envp)
{
	static const char *const names[] = { "TERM=", "COLORTERM=", "LANG=" };
	int r = 0;

	for (; envp && *envp && r == 0; envp++) {
		for (size_t i = 0; i < ARRAY_SIZE(names) && r == 0; i++) {
			if (same_name(*envp, names[i]))
				r = env_set(env, *envp);
		}
	}
	return r;
}

/* ld.so(8); the last two are the shells' own. */
static const char *const guarded[] = {
	"PATH=",	"GCONV_PATH=",	"GETCONF_DIR=",	     "GLIBC_TUNABLES=",
	"HOSTALIASES=", "LOCALDOMAIN=", "LOCPATH=",	     "MALLOC_TRACE=",
	"NIS_PATH=",	"NLSPATH=",	"RESOLV_HOST_CONF=", "RES_OPTIONS=",
	"TMPDIR=",	"TZDIR=",	"BASH_ENV=",	     "ENV=",
};

static bool is_guarded(const char *var)
{
	if (strncmp(var, "LD_", 3) == 0)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(guarded); i++) {
		if (strncmp(var, guarded[i], strlen(guarded[i])) == 0)
			return true;
	}
	return false;
}

int env_guard(struct env *env, char **envp)
{
	size_t kept = 0;
	int r = 0;

	for (size_t i = 0; i < env->count; i++) {
		if (!is_guarded(env->vars[i]))
			env->vars[kept++] = env->vars[i];
	}
	env->count = kept;
	env->vars[kept] = NULL;
	for (; envp && *envp && r == 0; envp++) {
		if (is_guarded(*envp))
			r = append(env, *envp);
	}
	return r;
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
	free(env->vars);
	*env = (struct env)ENV_INIT;
}
