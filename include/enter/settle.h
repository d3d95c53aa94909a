/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment of the command, once all is joined. */
#ifndef ENTER_SETTLE_H
#define ENTER_SETTLE_H

#include "enter/join.h"

/*
 * Makes @j->env, in which STEP_FETCH may have put the target's, what the
 * command gets: guarded and mixed with the caller's as the plan has it, then
 * --setenv, then UENTER=.
 * Returns 0 or -ENOMEM.
 */
int settle_env(struct join *j);

#endif
