/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A terminal of its own for the command. */
#ifndef ENTER_TERMINAL_H
#define ENTER_TERMINAL_H

#include <errno.h>
#include <stdbool.h>
#include <termios.h>

/*
 * A program on the caller's terminal can push characters into its input
 * (ioctl_tty(2), TIOCSTI), which the caller's shell then runs: through 0, 1
 * or 2, or, with none of them a terminal, through /dev/tty. In a session of
 * its own there is no /dev/tty of the caller's, and each of 0, 1, 2 that was
 * a terminal is the slave of a pty.
 */
struct terminal {
	bool own_session;
	int master, slave; /* -EBADF where none of 0, 1, 2 is a terminal */
	bool is_terminal[3];
	int real;	   /* which of them is served: the first */
	int input, output; /* that one, and the one the caller looks at */
	bool is_raw;	   /* now */
	bool wants_raw;	   /* 0 and 1 both are: keys go through as they are */
	struct termios saved;
};

#define TERMINAL_NONE                                          \
	{                                                      \
		.master = -EBADF, .slave = -EBADF, .real = -1, \
		.input = -EBADF, .output = -EBADF              \
	}

/*
 * Opens a pty in the devpts that the directory @root has, so that the slave
 * has a name inside; in the caller's where that cannot be had, or @root is
 * negative. The path is the target's: it is opened by a child that has its
 * time, and believed only if it is a devpts. To be called before the mount
 * namespace is joined. Nothing is opened where none of 0, 1, 2 is a terminal.
 * Returns 0 or a negative errno.
 */
int terminal_open(struct terminal *t, int root);

/*
 * In the child: the new session, its controlling terminal, and the slave in
 * place of each terminal. Returns 0 or a negative errno.
 */
int terminal_attach(struct terminal *t);

/* Makes the calling process's own group the foreground one of its session. */
void terminal_take_foreground(const struct terminal *t);

/* In the parent: the slave is the child's alone. */
void terminal_release(struct terminal *t);

/*
 * Raw mode and the size, where raw mode is wanted, is not yet on and this
 * process is in the foreground: a background process must not change the
 * terminal (SIGTTOU).
 */
void terminal_raw(struct terminal *t);

/* The mode as it was found. Does nothing where it was not changed. */
void terminal_restore(struct terminal *t);

/* The size of the real terminal, given to the pty. */
void terminal_resize(const struct terminal *t);

/* Whether the real terminal has been hung up. */
bool terminal_is_gone(const struct terminal *t);

/*
 * Whether what is typed is for the command: this process is in the
 * foreground, and nobody else (a pager at the end of the pipe) has put the
 * terminal into a mode of its own. True of one hung up: reading tells.
 */
bool terminal_has_input(const struct terminal *t);

#endif
