/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment of the command. */
#ifndef ENTER_ENV_H
#define ENTER_ENV_H

#include <stdbool.h>
#include <stddef.h>

#define ENV_TEXT_MAX (512 * 1024)
#define ENV_VARS_MAX 8192

/*
 * The strings point into @text, into the caller's environment, or into
 * @entered; the struct lives in the program, which ends by exec.
 */
struct env {
	char *text;		/* what was read of the target, or NULL */
	char *vars[ENV_VARS_MAX + 8];	/* NULL-terminated */
	size_t count;
	char entered[160];	/* UENTER=... */
};

/* Makes @env that of @environ: the caller's own. */
void env_from(struct env *env, char **environ);

/*
 * Takes the environment of the process whose /proc/PID is @proc. May be
 * called after the user join and before the mount namespace is joined.
 * Returns 0, or a negative errno: @env is as it was then.
 */
int env_from_process(struct env *env, int proc);

/* Replaces or adds "NAME=VALUE", which must outlive @env. */
void env_set(struct env *env, char *assignment);

/* TERM, COLORTERM and LANG of @environ, where it has them. */
void env_mix(struct env *env, char **environ);

/* The value of @name, or NULL. */
const char *env_get(const struct env *env, const char *name);

/* Frees the text. */
void env_done(struct env *env);

#endif
