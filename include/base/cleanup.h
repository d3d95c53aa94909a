/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lifetime at the declaration. */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#include <errno.h>
#include <unistd.h>

/* Closes, keeps errno, ignores negatives, and resets the variable. */
static inline void close_fd(int *fd)
{
	int saved = errno;

	if (*fd >= 0)
		close(*fd);
	*fd = -EBADF;
	errno = saved;
}

#define cleanup_close __attribute__((cleanup(close_fd)))

/* Hands the descriptor over: the variable no longer owns it. */
static inline int take_fd(int *fd)
{
	int taken = *fd;

	*fd = -EBADF;
	return taken;
}

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#endif
