/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the command starts. */
#ifndef ENTER_DIRECTORY_H
#define ENTER_DIRECTORY_H

#include "enter/join.h"

/*
 * -w: the directory that was opened before anything was joined. Where the
 * root is another one by now, it has to lie below that: getcwd(2) says
 * "(unreachable)" of one that does not, and by such a one a program inside
 * could walk about in the caller's files.
 * Returns 0, or a negative errno with the fault set.
 */
int directory_outer(struct join *j, struct fault *f);

/*
 * -W: a path of the joined root. No link leads out of it, and none of
 * proc(5)'s magic ones is followed (openat2(2), Linux 5.6: refused before).
 */
int directory_inner(struct join *j, struct fault *f);

#endif
