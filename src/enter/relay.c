/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the caller's terminal and the command's. */
#include "config.h"
#include "enter/relay.h"
#include "base/cleanup.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

/*
 * How long a terminal that somebody else has put into a mode of its own is
 * left alone before it is looked at again.
 */
#define LOOK_AGAIN_MS 100

#define END_OF_FILE 4 /* what ^D sends: the slave's line discipline knows */

static void write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, text, length);

		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (n > 0) {
			text += n;
			length -= (size_t)n;
		}
	}
}

/* True while there may be more. */
static bool show(struct relay *relay)
{
	struct terminal *t = relay->terminal;
	char text[16384];
	ssize_t n = read(t->master, text, sizeof(text));

	if (n > 0) {
		write_all(t->output, text, (size_t)n);
		return true;
	}
	/* EIO: every slave is closed */
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_fd(&t->master);
	return false;
}

static void take_typed(struct relay *relay)
{
	struct terminal *t = relay->terminal;
	ssize_t n = read(t->real, relay->typed, sizeof(relay->typed));

	if (n == 0) {
		relay->typed[0] = END_OF_FILE;
		n = 1;
	}
	if (n < 0) {
		/* hung up: there will be no more */
		if (errno != EINTR && errno != EAGAIN)
			t->is_terminal[STDIN_FILENO] = false;
		return;
	}
	relay->start = 0;
	relay->length = (size_t)n;
}

static void give_typed(struct relay *relay)
{
	ssize_t n = write(relay->terminal->master, relay->typed + relay->start,
			  relay->length);

	if (n < 0 && errno != EAGAIN && errno != EINTR)
		relay->length = 0;
	if (n > 0) {
		relay->start += (size_t)n;
		relay->length -= (size_t)n;
	}
}

void relay_until_signal(struct relay *relay, int signals)
{
	struct terminal *t = relay->terminal;

	for (;;) {
		bool listens = t->master >= 0 && relay->length == 0 &&
			       terminal_has_input(t);
		bool idles = t->master >= 0 && relay->length == 0 && !listens &&
			     t->is_terminal[STDIN_FILENO];
		struct pollfd fds[] = {
			{ .fd = signals, .events = POLLIN },
			{ .fd = t->master,
			  .events = (short)(relay->length ? POLLIN | POLLOUT
							  : POLLIN) },
			{ .fd = listens ? t->real : -1, .events = POLLIN },
		};

		if (poll(fds, ARRAY_SIZE(fds), idles ? LOOK_AGAIN_MS : -1) < 0)
			continue;
		if (fds[1].revents & POLLOUT)
			give_typed(relay);
		if (fds[1].revents & (POLLIN | POLLHUP | POLLERR))
			show(relay);
		if (fds[2].revents)
			take_typed(relay);
		if (fds[0].revents)
			return;
	}
}

void relay_drain(struct relay *relay)
{
	while (relay->terminal->master >= 0 && show(relay))
		;
}
