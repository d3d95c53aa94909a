/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a joined process to the command. */
#ifndef ENTER_EXEC_H
#define ENTER_EXEC_H

#include "enter/join.h"

/*
 * Executes the command of @j->req, or a shell, with the environment @j->env;
 * a name without a slash is looked for in the PATH of that environment, as
 * execvp(3) does.
 * Returns only where nothing could be executed: a negative errno with the
 * fault set: FAULT_NOT_FOUND, FAULT_NOT_RUNNABLE or FAULT_NO_SHELL.
 */
int exec_command(struct join *j, struct fault *f);

/* The exit status that tells of @f: 127, 126, or @failed for all else. */
int exec_status(const struct fault *f, int failed);

#endif
