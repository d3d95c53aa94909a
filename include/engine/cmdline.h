/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words of a process, as proc_pid_cmdline(5) has them. */
#ifndef ENGINE_CMDLINE_H
#define ENGINE_CMDLINE_H

#include <stddef.h>

/* Monitors name what they watch over well before that. */
#define CMDLINE_MAX 4096

struct cmdline {
	size_t length; /* words end with a NUL each */
	char text[CMDLINE_MAX];
};

/*
 * Reads it through @proc, /proc/PID. It stands in the memory of the process,
 * which can make a reader wait for it (userfaultfd(2), FUSE): so that of one
 * in a pid namespace below, a container's, is not read.
 * Returns 0 or a negative errno: -EPERM for such a one.
 */
int cmdline_read(int proc, struct cmdline *ret);

/* The name of its program, without directories; "" where there is none. */
const char *cmdline_program(const struct cmdline *c);

/*
 * The word behind the first @option: what is given as "-id ID". NULL where
 * there is none. Pure, as the one above.
 */
const char *cmdline_value(const struct cmdline *c, const char *option);

#endif
