/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * pty REPORT ARRANGEMENT OP... -- COMMAND...: COMMAND with a new pty as its
 * controlling terminal, as a shell in the session would start it.
 *
 * ARRANGEMENT has a letter for each of 0, 1, 2: t the terminal, p a pipe to
 * this driver, i inherited from it. The operations are done in their order;
 * what is found goes line by line into the file REPORT, what the terminal
 * shows into REPORT.screen, what comes out of the pipes into REPORT.1 and .2.
 *
 *	expect=TEXT	until the terminal or a pipe shows TEXT
 *	send=TEXT	typed at the terminal
 *	feed=TEXT eof	into the pipe to standard input; its end
 *	resize=ROWSxCOLUMNS
 *	modes		reports: cooked (as at the start), raw or other
 *	shut read	the terminal's output is no longer read, and is again
 *	signal=N group=N child=N	to the command, its group, its first child
 *	stopped		until the command stops; reports by what
 *	hangup		the master is closed
 *	childless	until its first child has ended
 *	closed		until nobody has the other ends of the pipes
 *	end		until the command ends; reports exit or signal, and
 *			the time of the processor it took with all its children
 *	ignore=N block=N leader plain	(first) a signal of the caller's;
 *			the command leads the session; no echo, no ONLCR
 *
 * At the end it is waited for, and what then stands in the terminal's input
 * is reported as typed. No operation takes longer than 10 seconds (PATIENCE): the report
 * then says which one did, and the command is killed.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "lib/pty.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void do_expect(const char *text)
{
	char *at;

	while (!(at = strstr(s.seen, text))) {
		if (!serve("expect"))
			break;
	}
	if (!at) {
		fprintf(s.report, "never seen: %s\n", text);
		return;
	}
	at += strlen(text);
	s.seen_length -= (size_t)(at - s.seen);
	memmove(s.seen, at, s.seen_length + 1);
}

/* What is typed may be more than the terminal takes at once. */
static void do_send(const char *text)
{
	size_t length = strlen(text);

	while (length > 0 && d.master >= 0) {
		ssize_t n = write(d.master, text, length);

		if (n > 0) {
			text += n;
			length -= (size_t)n;
		} else if (!serve("send")) {
			return;
		}
	}
}

static void do_feed(const char *text)
{
	check(write(d.pipes[0], text, strlen(text)) == (ssize_t)strlen(text),
	      "feed");
}

static void do_eof(const char *value)
{
	(void)value;
	close(d.pipes[0]);
	d.pipes[0] = -1;
}

static void do_resize(const char *value)
{
	struct winsize size = { .ws_row = 0 };
	char *at;

	size.ws_row = (unsigned short)strtoul(value, &at, 10);
	size.ws_col = (unsigned short)strtoul(at + 1, NULL, 10);
	check(ioctl(d.master, TIOCSWINSZ, &size) == 0, "resize");
}

static void do_modes(const char *value)
{
	struct termios now;

	(void)value;
	/* compared as it is, what is between the fields included */
	memset(&now, 0, sizeof(now));
	/* of the slave: tty_ioctl(4) */
	check(tcgetattr(d.master, &now) == 0, "modes");
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-*) */
	if (memcmp(&now, &d.modes, sizeof(now)) == 0)
		fprintf(s.report, "modes: cooked\n");
	else if (!(now.c_lflag & (ICANON | ECHO | ISIG)))
		fprintf(s.report, "modes: raw\n");
	else
		fprintf(s.report, "modes: other\n");
}

static void do_shut(const char *value)
{
	(void)value;
	s.shut = true;
}

static void do_read(const char *value)
{
	(void)value;
	s.shut = false;
}

static void do_signal(const char *value)
{
	kill(d.pid, atoi(value));
}

static void do_group(const char *value)
{
	kill(-d.pid, atoi(value));
}

static void do_child(const char *value)
{
	pid_t child = serve_child(d.pid);

	if (child > 0)
		kill(child, atoi(value));
}

static void do_stopped(const char *value)
{
	static int told;

	(void)value;
	while (s.stops == told && !s.ended && serve("stopped"))
		;
	told++;
}

static void do_hangup(const char *value)
{
	(void)value;
	close(d.master);
	d.master = -1;
}

static void do_closed(const char *value)
{
	(void)value;
	s.insists = true;
	while ((d.pipes[1] >= 0 || d.pipes[2] >= 0) && serve("closed"))
		;
	s.insists = false;
}

static void do_childless(const char *value)
{
	(void)value;
	while (serve_has_child(d.pid))
		;
}

static void do_end(const char *value)
{
	(void)value;
	while (serve("end"))
		;
}

static const struct {
	const char *name;
	void (*run)(const char *value);
} ops[] = {
	{ "expect=", do_expect }, { "send=", do_send },
	{ "feed=", do_feed },	  { "eof", do_eof },
	{ "resize=", do_resize }, { "modes", do_modes },
	{ "shut", do_shut },	  { "read", do_read },
	{ "signal=", do_signal }, { "group=", do_group },
	{ "child=", do_child },	  { "stopped", do_stopped },
	{ "hangup", do_hangup },  { "end", do_end },
	{ "closed", do_closed },  { "childless", do_childless },
};

static void do_op(const char *word)
{
	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		size_t length = strlen(ops[i].name);

		if (strncmp(ops[i].name, word, length) == 0) {
			ops[i].run(word + length);
			return;
		}
	}
	fprintf(stderr, "pty: no such operation: %s\n", word);
	exit(2);
}

/* True where the word is one of what has to be known before the start. */
static bool is_setting(const char *word, bool *echo)
{
	if (strncmp(word, "ignore=", 7) == 0)
		d.ignored = atoi(word + 7);
	else if (strncmp(word, "block=", 6) == 0)
		d.blocked = atoi(word + 6);
	else if (strcmp(word, "leader") == 0)
		d.leads = true;
	else if (strcmp(word, "plain") == 0)
		*echo = false;
	else
		return false;
	return true;
}

static void start(const char *terminal)
{
	int tells[2];
	pid_t leader;
	struct told t;

	check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, tells) == 0,
	      "socketpair");
	leader = fork();
	check(leader >= 0, "fork");
	if (leader == 0)
		session_lead(&d, terminal, tells[1]);
	close(tells[1]);
	for (int fd = 0; fd < 3; fd++)
		close(d.theirs[fd]);
	d.leader = tells[0];
	check(read(d.leader, &t, sizeof(t)) == (ssize_t)sizeof(t), "start");
	d.pid = (pid_t)t.value;
	d.session = leader;
	if (d.leads)
		d.leader = (int)syscall(SYS_pidfd_open, leader, 0);
}

/* What has been pushed into the input is the next reader's. */
static void finish(void)
{
	struct told t;
	int status;

	do_end("");
	if (!d.leads && d.leader >= 0 && write(d.leader, "", 1) == 1 &&
	    read(d.leader, &t, sizeof(t)) == (ssize_t)sizeof(t))
		fprintf(s.report, "typed: %s\n", t.typed);
	check(waitpid(d.session, &status, 0) == d.session, "session");
	if (d.leads)
		serve_tell_end(status);
	check(fclose(s.report) == 0, "report");
}

int main(int argc, char **argv)
{
	bool echo = true;
	int i, last = 3;

	if (argc < 5 || strlen(argv[2]) != 3) {
		fprintf(stderr, "usage: pty REPORT ARRANGEMENT OP... -- ...\n");
		return 2;
	}
	while (last < argc && strcmp(argv[last], "--") != 0)
		last++;
	signal(SIGPIPE, SIG_IGN);
	d.arrangement = argv[2];
	d.command = argv + last + 1;
	for (i = 3; i < last && is_setting(argv[i], &echo); i++)
		;
	open_files(argv[1]);
	open_pipes();
	start(open_terminal(echo));
	for (; i < last; i++)
		do_op(argv[i]);
	finish();
	return 0;
}
