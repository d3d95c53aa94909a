/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the caller's terminal and the command's. */
#ifndef ENTER_RELAY_H
#define ENTER_RELAY_H

#include "enter/terminal.h"

#include <stddef.h>

/* What was typed and is not yet taken by the pty. */
struct relay {
	struct terminal *terminal;
	char typed[4096];
	size_t start, length;
};

/*
 * Waits until @signals, a descriptor of signalfd(2), is readable, and serves
 * the terminal meanwhile. Without a pty it only waits.
 */
void relay_until_signal(struct relay *relay, int signals);

/* Shows what the command printed before it ended. */
void relay_drain(struct relay *relay);

#endif
