/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* While the child runs: signals go down to it, stops come up from it. */
#ifndef ENTER_FOLLOW_H
#define ENTER_FOLLOW_H

#include "enter/terminal.h"

#include <stdbool.h>
#include <sys/types.h>

/* Where the child stands, seen from here. */
enum place {
	PLACE_BESIDE,  /* in this process's own group */
	PLACE_GROUP,   /* in a group of its own, in the session led here */
	PLACE_SESSION, /* it leads a session of its own */
};

struct child {
	pid_t pid;
	enum place place;
	struct terminal *terminal; /* served meanwhile, or NULL */
	int signals; /* of signalfd(2); all that it tells of is blocked */
};

/*
 * Waits for the child's end. Meanwhile each signal that reaches this process
 * is passed on, once; what was sent to the whole group and has reached a
 * child beside it is not. The child stopped, this process stops; continued,
 * it continues the child. Returns the child's wait status.
 */
int follow(const struct child *c);

#endif
