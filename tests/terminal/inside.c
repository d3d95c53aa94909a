/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * inside WHAT...: the command of the tests, which tells what it finds.
 *
 *	count LAST	says "ready PID", then the name of each signal as it
 *			comes, with the terminal's size after WINCH, and ends
 *			with LAST: each once that was sent once
 *	handle LAST	the same, by handlers: so that it can be stopped
 *	fds		the descriptors that are open, a line each
 *	with N... -- COMMAND...	COMMAND, with those above 2 open and no others
 *	ttys		the names of the terminals that 0, 1 and 2 are
 *	signals		what is ignored, what is blocked, what is pending
 *	type FILE...	pushes a character into the input of each terminal,
 *			0 for the first and so on, and says what came of it;
 *			a FILE that is a number is a descriptor
 *	take		what it reads, until the end, as "took N: TEXT"; SIGCONT too
 *	fill [LAST]	prints numbered lines until nobody takes any more, says
 *			"full N" to standard error, and ends: with LAST as count
 *	trace PID HOW	traces it (HOW: seize or attach) until it ends
 *	raw COMMAND...	COMMAND, with the terminal left in a mode of its own
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

static const int counted[] = { SIGTERM, SIGINT,	 SIGHUP,  SIGQUIT, SIGUSR1,
			       SIGUSR2, SIGCONT, SIGTSTP, SIGWINCH };

enum { COUNTED = sizeof(counted) / sizeof(counted[0]), SIGNALS = 64 };

static int last;

static void say(const char *text)
{
	if (write(STDOUT_FILENO, text, strlen(text)) < 0)
		_exit(3);
}

static void say_signal(int number)
{
	struct winsize size;
	char text[64];

	snprintf(text, sizeof(text), "<%s", sigabbrev_np(number));
	if (number == SIGWINCH && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		snprintf(text + strlen(text), 32, " %dx%d", size.ws_row,
			 size.ws_col);
	strcat(text, ">\n");
	say(text);
}

static void handler(int number)
{
	int saved = errno;

	say_signal(number);
	if (number == last)
		_exit(0);
	errno = saved;
}

static void say_ready(void)
{
	char text[32];

	snprintf(text, sizeof(text), "ready %d\n", (int)getpid());
	say(text);
}

static int count(void)
{
	sigset_t set;
	int number = 0;

	sigemptyset(&set);
	for (int i = 0; i < COUNTED; i++)
		sigaddset(&set, counted[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	say_ready();
	while (number != last) {
		if (sigwait(&set, &number) == 0)
			say_signal(number);
	}
	return 0;
}

static int handle(void)
{
	struct sigaction action = { .sa_handler = handler };

	sigfillset(&action.sa_mask);
	for (int i = 0; i < COUNTED; i++) {
		/* this one is to stop it */
		if (counted[i] != SIGTSTP)
			sigaction(counted[i], &action, NULL);
	}
	say_ready();
	while (pause() < 0)
		;
	return 0;
}

static int list_fds(void)
{
	for (int fd = 0; fd < 4096; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			printf("%d\n", fd);
	}
	return 0;
}

static int list_ttys(void)
{
	for (int fd = 0; fd < 3; fd++)
		dprintf(STDOUT_FILENO, "%d %s.\n", fd,
			ttyname(fd) ? ttyname(fd) : "none");
	return 0;
}

static int run_with(char **words)
{
	bool wanted[4096] = { false };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (; *words && strcmp(*words, "--") != 0; words++)
		wanted[atoi(*words) & 4095] = true;
	for (int fd = 3; fd < 4096; fd++) {
		if (wanted[fd] && fd != null)
			dup2(null, fd);
		else if (fd != null)
			close(fd);
	}
	if (wanted[null])
		fcntl(null, F_SETFD, 0);
	execvp(words[1], words + 1);
	return 127;
}

/* Not by libc, which keeps two of the numbers for itself. */
static int list_signals(void)
{
	unsigned long action[8], mask = 0, pending = 0, ignored = 0;

	for (int i = 1; i <= SIGNALS; i++) {
		if (syscall(SYS_rt_sigaction, i, NULL, action, 8) == 0 &&
		    action[0] == (unsigned long)SIG_IGN)
			ignored |= 1UL << (i - 1);
	}
	syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, 8);
	syscall(SYS_rt_sigpending, &pending, 8);
	printf("ignored %016lx blocked %016lx pending %016lx\n", ignored, mask,
	       pending);
	return 0;
}

static int type_into(char **files)
{
	for (char c = '0'; *files; files++, c++) {
		int fd = isdigit(**files) ? atoi(*files)
					  : open(*files, O_RDWR | O_NOCTTY);

		errno = 0;
		ioctl(fd, TIOCSTI, &c);
		printf("%s: %s\n", *files, strerror(errno));
	}
	return 0;
}

static int take(void)
{
	struct sigaction action = { .sa_handler = handler,
				    .sa_flags = SA_RESTART };
	char text[4096];
	ssize_t n;

	sigaction(SIGCONT, &action, NULL);
	say("ready\n");
	while ((n = read(STDIN_FILENO, text, sizeof(text) - 1)) > 0) {
		text[n] = '\0';
		printf("took %zd: %s\n", n, text);
		fflush(stdout);
	}
	say(n == 0 ? "took the end\n" : "took an error\n");
	return 0;
}

/* As a debugger that another user of the sandbox has started. */
static int trace(pid_t pid, const char *how)
{
	bool attach = strcmp(how, "attach") == 0;
	int status, deliver = 0;

	if (ptrace(attach ? PTRACE_ATTACH : PTRACE_SEIZE, pid, NULL, NULL) < 0)
		return 3;
	if (attach) {
		waitpid(pid, &status, 0);
		ptrace(PTRACE_CONT, pid, NULL, NULL);
	}
	say("tracing\n");
	while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
		deliver = status >> 16 ? 0 : WSTOPSIG(status);
		ptrace(PTRACE_CONT, pid, NULL, (void *)(long)deliver);
	}
	say("traced to its end\n");
	return 0;
}

static bool is_taken(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	return poll(&p, 1, 500) > 0;
}

static int fill(bool stays)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL);
	char line[16];
	int n = 0;

	fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
	for (;;) {
		/* of one length: written whole, or not at all */
		snprintf(line, sizeof(line), "%07d\n", n + 1);
		if (write(STDOUT_FILENO, line, 8) == 8)
			n++;
		else if (!is_taken(STDOUT_FILENO))
			break;
	}
	fcntl(STDOUT_FILENO, F_SETFL, flags);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	printf("full %d.\n", n);
	fflush(stdout);
	return stays ? count() : 0;
}

/* What a pager does: keys as they come, still with ^C. */
static int raw(char **command)
{
	int fd = open("/dev/tty", O_RDWR);
	struct termios modes;

	tcgetattr(fd, &modes);
	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	if (tcsetattr(fd, TCSANOW, &modes) < 0)
		return 2;
	execvp(command[0], command);
	return 127;
}

static int number_of(const char *name)
{
	for (int i = 0; name && i < COUNTED; i++) {
		if (strcmp(sigabbrev_np(counted[i]), name) == 0)
			return counted[i];
	}
	return 0;
}

static const struct {
	const char *name;
	int (*run)(void);
} plain[] = {
	{ "count", count },    { "handle", handle },	    { "fds", list_fds },
	{ "ttys", list_ttys }, { "signals", list_signals }, { "take", take },
};

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	last = number_of(argv[argc > 2 ? 2 : 0]);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (strcmp(what, plain[i].name) == 0)
			return plain[i].run();
	}
	if (strcmp(what, "with") == 0)
		return run_with(argv + 2);
	if (strcmp(what, "type") == 0)
		return type_into(argv + 2);
	if (strcmp(what, "trace") == 0 && argc > 3)
		return trace((pid_t)atoi(argv[2]), argv[3]);
	if (strcmp(what, "fill") == 0)
		return fill(argc > 2);
	if (strcmp(what, "raw") == 0)
		return raw(argv + 2);
	fprintf(stderr, "inside: what?\n");
	return 2;
}
