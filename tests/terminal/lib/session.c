/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The session of the pty driver: a shell's part, without a shell. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell_that(int tell, const struct told *t)
{
	check(write(tell, t, sizeof(*t)) == (ssize_t)sizeof(*t), "tell");
}

static void arrange(const struct driver *d, int slave)
{
	for (int fd = 0; fd < 3; fd++) {
		if (d->arrangement[fd] == 't')
			check(dup2(slave, fd) == fd, "terminal");
		if (d->arrangement[fd] == 'p')
			check(dup2(d->theirs[fd], fd) == fd, "pipe");
	}
}

static void set_signals(const struct driver *d)
{
	sigset_t blocked;

	sigemptyset(&blocked);
	if (d->blocked)
		sigaddset(&blocked, d->blocked);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	signal(SIGTTOU, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	if (d->ignored)
		signal(d->ignored, SIG_IGN);
}

static void run_command(const struct driver *d, int slave)
{
	/* as a shell starts a job: a group of its own, in front */
	if (!d->leads) {
		setpgid(0, 0);
		signal(SIGTTOU, SIG_IGN);
	}
	check(tcsetpgrp(slave, getpgrp()) == 0, "foreground");
	arrange(d, slave);
	set_signals(d);
	execvp(d->command[0], d->command);
	perror(d->command[0]);
	_exit(127);
}

/* To be seen by the shell's next read: what was pushed into the input. */
static void tell_typed(int tell, int slave)
{
	struct told t = { .kind = TOLD_TYPED };
	struct termios raw;
	ssize_t n;

	signal(SIGTTOU, SIG_IGN);
	tcsetpgrp(slave, getpgrp());
	tcgetattr(slave, &raw);
	cfmakeraw(&raw);
	raw.c_cc[VMIN] = 0;
	tcsetattr(slave, TCSANOW, &raw);
	n = read(slave, t.typed, sizeof(t.typed) - 1);
	t.value = (int)n;
	tell_that(tell, &t);
}

static long cpu_of_ended(void)
{
	struct rusage u;

	getrusage(RUSAGE_CHILDREN, &u);
	return u.ru_utime.tv_sec * 1000 + u.ru_utime.tv_usec / 1000 +
	       u.ru_stime.tv_sec * 1000 + u.ru_stime.tv_usec / 1000;
}

static void watch(pid_t child, int tell, int slave)
{
	struct told t = { .kind = TOLD_PID, .value = (int)child };
	int status;

	tell_that(tell, &t);
	for (;;) {
		if (waitpid(child, &status, WUNTRACED) != child) {
			check(errno == EINTR, "waitpid");
			continue;
		}
		if (!WIFSTOPPED(status))
			break;
		t.kind = TOLD_STOPPED;
		t.value = WSTOPSIG(status);
		tell_that(tell, &t);
	}
	/* first: the driver may change the modes once it knows of the end */
	t.kind = TOLD_ENDED;
	t.value = status;
	t.cpu_ms = cpu_of_ended();
	tell_that(tell, &t);
	/* until the driver has looked at the terminal */
	check(read(tell, &t, 1) == 1, "driver");
	tell_typed(tell, slave);
}

void session_lead(const struct driver *d, const char *terminal, int tell)
{
	struct sigaction quiet = { .sa_handler = SIG_IGN };
	pid_t child;
	int slave;

	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	/* else it would not hang up with the driver's */
	close(d->master);
	check(setsid() >= 0, "setsid");
	slave = open(terminal, O_RDWR | O_CLOEXEC);
	check(slave >= 0, terminal);
	if (d->leads) {
		struct told t = { .kind = TOLD_PID, .value = (int)getpid() };

		tell_that(tell, &t);
		run_command(d, slave);
	}
	signal(SIGHUP, SIG_DFL);
	sigaction(SIGINT, &quiet, NULL);
	sigaction(SIGQUIT, &quiet, NULL);
	child = fork();
	check(child >= 0, "fork");
	if (child == 0)
		run_command(d, slave);
	for (int fd = 0; fd < 3; fd++) {
		if (d->theirs[fd] >= 0)
			close(d->theirs[fd]);
	}
	watch(child, tell, slave);
	_exit(0);
}
