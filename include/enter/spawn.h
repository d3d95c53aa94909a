/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A child for the command, and its end made ours. */
#ifndef ENTER_SPAWN_H
#define ENTER_SPAWN_H

#include "base/fault.h"
#include "enter/terminal.h"

/* Runs in the child; what it returns is the child's exit status. */
typedef int spawn_function(void *context);

/*
 * Forks, because a pid namespace that was joined takes effect in children
 * only, or because a session of its own needs somebody outside to serve its
 * terminal; runs @run there, and waits for its end.
 * While it waits, signals sent to this process are passed on, each once:
 * what the terminal sends reaches its whole foreground group anyway, and
 * with @terminal, where the child is in another session, is sent on to that
 * one's foreground group. The child stopped, this process stops as well, and
 * continued, continues it. Killed, it takes the child along.
 * Returns the child's wait status, or a negative errno with the fault set
 * where there is no child (without a hint: it does not know the request).
 */
int spawn(spawn_function *run, void *context, struct terminal *terminal,
	  struct fault *f);

/*
 * Ends this process as the wait status @status says: with the same exit
 * code, or of the same signal, without a core of its own.
 */
void spawn_end_as(int status) __attribute__((noreturn));

#endif
