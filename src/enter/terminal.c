/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A terminal of its own for the command. */
#include "config.h"
#include "enter/terminal.h"
#include "base/cleanup.h"
#include "enter/untrusted.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>
#include <unistd.h>

/*
 * Not to block on one side while the other waits. The description that the
 * caller gave is shared with his shell, which must find it as it was: so one
 * of our own, where the terminal's file may be opened, as it may not after
 * su(1).
 */
static int reopen(int fd, int flags)
{
	char path[32];
	int own;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	own = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	return own >= 0 ? own : fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

static void find_terminals(struct terminal *t)
{
	int output = -1;

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		t->is_terminal[fd] = tcgetattr(fd, &t->saved) == 0;
		if (t->is_terminal[fd] && t->real < 0)
			t->real = fd;
		/* what it prints goes where the caller's eyes are */
		if (t->is_terminal[fd] && (output < 0 || fd == STDOUT_FILENO))
			output = fd;
	}
	if (t->real >= 0) {
		tcgetattr(t->real, &t->saved);
		t->input = reopen(t->real, O_RDONLY);
		t->output = reopen(output, O_WRONLY);
	}
	t->wants_raw = t->is_terminal[STDIN_FILENO] &&
		       t->is_terminal[STDOUT_FILENO];
}

static bool is_devpts(int fd)
{
	struct statfs fs;

	return fstatfs(fd, &fs) == 0 && fs.f_type == DEVPTS_SUPER_MAGIC;
}

static int open_master(int root)
{
	cleanup_close int fd = -EBADF;

	if (root >= 0)
		fd = untrusted_open(root, "dev/pts/ptmx", O_RDWR | O_NOCTTY);
	if (fd >= 0 && is_devpts(fd))
		return take_fd(&fd);
	close_fd(&fd);
	fd = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	return fd < 0 ? -errno : take_fd(&fd);
}

/*
 * The modes of the real terminal. Where that one is not put into raw mode it
 * does the echo and the line ends itself, and the pty must not do so again.
 */
static void set_modes(const struct terminal *t)
{
	struct termios modes = t->saved;

	if (!t->wants_raw) {
		modes.c_lflag &= ~(tcflag_t)ECHO;
		modes.c_oflag &= ~(tcflag_t)OPOST;
	}
	tcsetattr(t->slave, TCSANOW, &modes);
	terminal_resize(t);
}

int terminal_open(struct terminal *t, int root)
{
	int unlock = 0;

	*t = (struct terminal)TERMINAL_NONE;
	t->own_session = true;
	find_terminals(t);
	if (t->real < 0)
		return 0;
	if (t->input < 0 || t->output < 0)
		return -errno;
	t->master = open_master(root);
	if (t->master < 0)
		return t->master;
	/* TIOCGPTPEER (4.13) opens the slave without a path */
	if (ioctl(t->master, TIOCSPTLCK, &unlock) < 0)
		return -errno;
	t->slave = ioctl(t->master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (t->slave < 0)
		return -errno;
	if (fcntl(t->master, F_SETFL, O_RDWR | O_NONBLOCK) < 0)
		return -errno;
	set_modes(t);
	return 0;
}

int terminal_attach(struct terminal *t)
{
	close_fd(&t->master);
	close_fd(&t->input);
	close_fd(&t->output);
	if (setsid() < 0)
		return -errno;
	if (t->slave < 0)
		return 0;
	if (ioctl(t->slave, TIOCSCTTY, 0) < 0)
		return -errno;
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (t->is_terminal[fd] && dup2(t->slave, fd) < 0)
			return -errno;
	}
	return 0;
}

void terminal_take_foreground(const struct terminal *t)
{
	if (t->slave < 0)
		return;
	/* SIGTTOU is blocked by now: the group asking is not yet in front */
	tcsetpgrp(t->slave, getpgrp());
}

void terminal_release(struct terminal *t)
{
	close_fd(&t->slave);
}

static bool is_foreground(const struct terminal *t)
{
	return tcgetpgrp(t->real) == getpgrp();
}

void terminal_raw(struct terminal *t)
{
	struct termios raw = t->saved;

	if (t->real < 0 || !t->wants_raw || t->is_raw || !is_foreground(t))
		return;
	cfmakeraw(&raw);
	/* at once: what is shown may wait long for somebody to take it */
	if (tcsetattr(t->real, TCSANOW, &raw) == 0)
		t->is_raw = true;
	terminal_resize(t);
}

void terminal_restore(struct terminal *t)
{
	if (!t->is_raw)
		return;
	tcsetattr(t->real, TCSANOW, &t->saved);
	t->is_raw = false;
}

void terminal_resize(const struct terminal *t)
{
	struct winsize size;

	if (t->real >= 0 && ioctl(t->real, TIOCGWINSZ, &size) == 0)
		ioctl(t->master, TIOCSWINSZ, &size);
}

bool terminal_is_gone(const struct terminal *t)
{
	return tcgetpgrp(t->real) < 0 && errno == EIO;
}

bool terminal_has_input(const struct terminal *t)
{
	struct termios now;

	if (t->real < 0 || !t->is_terminal[STDIN_FILENO])
		return false;
	if (terminal_is_gone(t))
		return true;
	if (!is_foreground(t))
		return false;
	if (t->is_raw)
		return true;
	return !t->wants_raw && tcgetattr(t->real, &now) == 0 &&
	       now.c_lflag & ICANON;
}
