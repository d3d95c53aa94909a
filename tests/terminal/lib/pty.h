/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the pty driver is made of: its ends of things, and the session. */
#ifndef TESTS_TERMINAL_PTY_H
#define TESTS_TERMINAL_PTY_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <termios.h>

enum { TOLD_PID, TOLD_STOPPED, TOLD_ENDED, TOLD_TYPED };

/* What the leader of the session tells the driver. */
struct told {
	int kind;
	int value;   /* a pid, or a wait status */
	long cpu_ms; /* of all that has ended */
	char typed[256];
};

struct driver {
	const char *arrangement; /* of 0, 1, 2: t, p or i each */
	char **command;
	int master;
	int pipes[3]; /* the driver's ends; -1 where there is none */
	int theirs[3];
	int leader;	      /* tells */
	pid_t pid, session;   /* of the command, of the leader */
	struct termios modes; /* at the start */
	int ignored, blocked; /* a signal each, for the command; or 0 */
	bool leads;	      /* the command itself leads the session */
};

static inline void check(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(2);
}

enum { SEEN_MAX = 1 << 17 };

/* What has come so far. */
struct serving {
	FILE *report;
	int files[3]; /* of the screen and of the pipes from 1 and 2 */
	char seen[SEEN_MAX + 1];
	size_t seen_length;
	bool ended, shut;
	bool insists; /* on more, though the command has ended */
	int stops;
};

extern struct driver d;
extern struct serving s;

/* The pty; its name. Without @echo, nothing is made of what goes through. */
const char *open_terminal(bool echo);

/* For each p of the arrangement. */
void open_pipes(void);

/* The report, and those beside it. */
void open_files(const char *path);

/* Takes what has come, waiting for it; false where nothing more will. */
bool serve(const char *op);

/* Into the report: "exit: 3" or "signal: 15". */
void serve_tell_end(int status);

/* Its first one, or 0. */
pid_t serve_child(pid_t pid);

/* Whether it has one that has not ended. */
bool serve_has_child(pid_t pid);

/* Runs in a child: the session that the terminal controls. Never returns. */
void session_lead(const struct driver *d, const char *terminal, int tell);

#endif
