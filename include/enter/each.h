/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One command in many containers. */
#ifndef ENTER_EACH_H
#define ENTER_EACH_H

#include "base/fault.h"

#include <stddef.h>

#define EACH_JOBS_MAX 64

/*
 * Runs in a child whose standard output and error are pipes, and its standard
 * input /dev/null; what it returns is the child's exit status.
 */
typedef int each_function(size_t index, void *context);

struct each {
	size_t count;
	unsigned int jobs; /* at a time, 1 to EACH_JOBS_MAX */
	each_function *run;
	/* what stands before each line of the @index-th; NULL: nothing */
	const char *(*title)(size_t index, void *context);
	void *context;
};

/*
 * Calls run() in a child for each of count, in order, up to jobs at a time,
 * and copies what they print, line by line, each with its title in front
 * where there are titles (then a line longer than 64 KiB becomes several);
 * lines of two do not mix. INT, TERM, HUP and QUIT are passed on to those
 * that run, no more are started, and this process then ends by it.
 * Returns the greatest exit status, where dying of signal N is 128+N; or
 * @failed if one of them ended so; or a negative errno with the fault set.
 */
int each_run(const struct each *each, int failed, struct fault *f);

#endif
