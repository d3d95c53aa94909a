/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the caller's terminal and the command's. */
#ifndef ENTER_RELAY_H
#define ENTER_RELAY_H

#include "enter/terminal.h"

#include <stddef.h>

#define LINE_LENGTH 4096 /* termios(3): of a line in canonical mode */

/* What one side has given and the other has not yet taken. */
struct flow {
	size_t start, length;
	char text[4 * LINE_LENGTH];
};

struct relay {
	struct terminal *terminal;
	struct flow typed, shown;
};

/*
 * Waits until @signals, a descriptor of signalfd(2), is readable, and serves
 * the terminal meanwhile: neither side that takes nothing keeps the other, or
 * a signal, from being served. Without a pty it only waits.
 */
void relay_until_signal(struct relay *relay, int signals);

/* Shows what the command printed before it ended. */
void relay_drain(struct relay *relay);

#endif
