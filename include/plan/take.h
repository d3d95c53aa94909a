/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One option after the other, into the request. */
#ifndef PLAN_TAKE_H
#define PLAN_TAKE_H

#include "plan/request.h"

/*
 * Takes the option @key with its @value, or NULL. What was given twice with
 * different meanings is refused.
 * Returns 0, or -EINVAL with the fault set.
 */
int request_take(struct request *req, int key, const char *value,
		 struct fault *f);

/* Sets the fault for words that are wrong, and returns -EINVAL. */
int request_usage(struct fault *f, const char *what, const char *why);

#endif
