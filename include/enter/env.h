/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment of the command. */
#ifndef ENTER_ENV_H
#define ENTER_ENV_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#define ENV_TEXT_MAX (1024 * 1024)

/*
 * The strings point into @text, into the caller's environment, or into
 * @entered; the struct lives in the program, which ends by exec.
 */
struct env {
	char *text;  /* what was read of the target, or NULL */
	char **vars; /* NULL-terminated, owned */
	size_t count, room;
	char entered[160];	   /* UENTER=... */
	char tools[PATH_MAX + 16]; /* UENTER_ROOT=... */
};

#define ENV_INIT             \
	{                    \
		.text = NULL \
	}

/*
 * Makes @env that of @envp: the caller's own; empty for NULL.
 * Returns 0 or -ENOMEM.
 */
int env_from(struct env *env, char **envp);

/*
 * Takes the environment of the process whose /proc/PID is @proc. May be
 * called after the user join and before the mount namespace is joined.
 * Returns 0, or a negative errno: @env is as it was then.
 */
int env_from_process(struct env *env, int proc);

/*
 * Replaces or adds "NAME=VALUE", which must outlive @env.
 * Returns 0 or -ENOMEM.
 */
int env_set(struct env *env, char *assignment);

/*
 * Takes TERM, COLORTERM and LANG of @envp, where it has them.
 * Returns 0 or -ENOMEM.
 */
int env_mix(struct env *env, char **envp);

/*
 * Takes back what tells the caller's own programs what to load and to run:
 * PATH is that of @envp again, and what the loader ignores in set-user-ID
 * programs (ld.so(8), secure-execution mode) is that of @envp, or gone. For
 * an environment of the target's over the caller's files.
 * Returns 0 or -ENOMEM.
 */
int env_guard(struct env *env, char **envp);

/* The value of @name, or NULL. */
const char *env_get(const struct env *env, const char *name);

/* Frees all that it owns. */
void env_done(struct env *env);

#endif
