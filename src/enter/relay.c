/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the caller's terminal and the command's. */
#include "config.h"
#include "enter/relay.h"
#include "base/cleanup.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/*
 * How long a terminal that somebody else has put into a mode of its own, or
 * has in front, is left alone before it is looked at again.
 */
#define LOOK_AGAIN_MS 100

static bool is_over(ssize_t n)
{
	return n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
}

/* False where the other side takes no more for now. */
static bool give(struct flow *flow, int fd)
{
	ssize_t n = write(fd, flow->text + flow->start, flow->length);

	if (is_over(n)) /* gone: the rest is for nobody */
		flow->length = 0;
	if (n <= 0)
		return flow->length == 0;
	flow->start += (size_t)n;
	flow->length -= (size_t)n;
	return flow->length == 0;
}

/* True where there was something to show. */
static bool take_shown(struct relay *relay)
{
	struct flow *shown = &relay->shown;
	struct terminal *t = relay->terminal;
	ssize_t n = read(t->master, shown->text, sizeof(shown->text));

	/* EIO: every slave is closed */
	if (is_over(n))
		close_fd(&t->master);
	if (n <= 0)
		return false;
	shown->start = 0;
	shown->length = (size_t)n;
	return true;
}

static void add(struct flow *flow, char c)
{
	flow->text[flow->length++] = c;
}

/* True where the pty would not take @c for what it is. */
static bool is_special(const struct termios *pty, char c)
{
	static const int functions[] = { VINTR, VQUIT,	  VERASE,  VKILL,
					 VEOF,	VSTART,	  VSTOP,   VSUSP,
					 VEOL,	VREPRINT, VWERASE, VLNEXT,
					 VEOL2 };

	if (c == '\r')
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		if ((cc_t)c == pty->c_cc[functions[i]])
			return true;
	}
	return false;
}

/*
 * The caller's terminal has made a line of it: what was a key for it is used
 * up, and what looks like one was typed behind ^V. An end without a newline,
 * or nothing, was its end of file: so it is the pty's, whatever key that is.
 */
static void add_line(struct flow *typed, const char *text, size_t length,
		     const struct termios *pty)
{
	bool is_line = length > 0 && text[length - 1] == '\n';
	bool quotes = pty->c_lflag & ICANON && pty->c_lflag & IEXTEN;

	for (size_t i = 0; i < length; i++) {
		if (quotes && is_special(pty, text[i]))
			add(typed, (char)pty->c_cc[VLNEXT]);
		add(typed, text[i]);
	}
	if (!is_line)
		add(typed, (char)pty->c_cc[VEOF]);
}

static void take_typed(struct relay *relay)
{
	struct terminal *t = relay->terminal;
	struct termios pty = t->saved;
	char text[LINE_LENGTH];
	ssize_t n = read(t->input, text, sizeof(text));

	if (n < 0 && !is_over(n))
		return;
	/* hung up: there will be no more */
	if (n <= 0 && (n < 0 || t->is_raw || terminal_is_gone(t)))
		t->is_terminal[STDIN_FILENO] = false;
	relay->typed.start = relay->typed.length = 0;
	if (n > 0 && t->is_raw) {
		memcpy(relay->typed.text, text, (size_t)n);
		relay->typed.length = (size_t)n;
		return;
	}
	/* of the slave, as they are now: tty_ioctl(4) */
	tcgetattr(t->master, &pty);
	add_line(&relay->typed, text, n > 0 ? (size_t)n : 0, &pty);
}

enum { SIGNALS, MASTER, INPUT, OUTPUT, SERVED };

/* True where the terminal has to be looked at again without an event. */
static bool set_up(const struct relay *relay, struct pollfd fds[SERVED])
{
	struct terminal *t = relay->terminal;
	bool may_read = t->master >= 0 && relay->typed.length == 0;
	bool listens;

	terminal_raw(t);
	listens = may_read && terminal_has_input(t);
	fds[MASTER].events = (short)((relay->shown.length ? 0 : POLLIN) |
				     (relay->typed.length ? POLLOUT : 0));
	/* a hang-up is told even where nothing is asked for: poll(2) */
	fds[MASTER].fd = fds[MASTER].events ? t->master : -1;
	fds[INPUT].fd = listens ? t->input : -1;
	fds[INPUT].events = POLLIN;
	fds[OUTPUT].fd = relay->shown.length ? t->output : -1;
	fds[OUTPUT].events = POLLOUT;
	return may_read && !listens && t->is_terminal[STDIN_FILENO];
}

static void serve(struct relay *relay, const struct pollfd fds[SERVED])
{
	struct terminal *t = relay->terminal;

	if (fds[OUTPUT].revents)
		give(&relay->shown, t->output);
	if (fds[MASTER].revents & POLLOUT)
		give(&relay->typed, t->master);
	if (fds[MASTER].revents & (POLLIN | POLLHUP | POLLERR) &&
	    relay->shown.length == 0 && take_shown(relay))
		give(&relay->shown, t->output);
	/* asked again: a pager may have begun to read keys meanwhile */
	if (fds[INPUT].revents && terminal_has_input(t))
		take_typed(relay);
}

void relay_until_signal(struct relay *relay, int signals)
{
	struct pollfd fds[SERVED] = {
		[SIGNALS] = { .fd = signals, .events = POLLIN },
	};

	do {
		bool idles = set_up(relay, fds);

		if (poll(fds, SERVED, idles ? LOOK_AGAIN_MS : -1) > 0)
			serve(relay, fds);
		else
			fds[SIGNALS].revents = 0;
	} while (!fds[SIGNALS].revents);
}

void relay_drain(struct relay *relay)
{
	struct terminal *t = relay->terminal;
	struct pollfd out = { .fd = t->output, .events = POLLOUT };

	while (relay->shown.length > 0 ||
	       (t->master >= 0 && take_shown(relay))) {
		if (!give(&relay->shown, t->output))
			poll(&out, 1, -1);
	}
}
