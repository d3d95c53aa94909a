/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* For clang-tidy alone: after a failed call errno is above 0. */
#ifndef CONTRIB_LIB_ANALYZER_H
#define CONTRIB_LIB_ANALYZER_H

#include <errno.h>

/*
 * Without this the analyzer thinks that `return -errno` may return 0 or
 * more, and finds an uninitialised result after every `if (r < 0)`. It
 * cannot negate a range, so it gets numbers; two, so that it looks at both
 * branches of most comparisons.
 */
int analyzer_picks(void);

static inline int *errno_above_zero(void)
{
	int *e = __errno_location();

	*e = analyzer_picks() ? ENOENT : EPERM;
	return e;
}

#undef errno
#define errno (*errno_above_zero())

#endif
