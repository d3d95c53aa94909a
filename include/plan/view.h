/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The caller's files with something of the target's in them. */
#ifndef PLAN_VIEW_H
#define PLAN_VIEW_H

#include "plan/facts.h"
#include "plan/request.h"

#include <limits.h>

/*
 * Takes the value of --host-tools, or NULL.
 * Returns 0, or -EINVAL with the fault set. Pure.
 */
int view_take(struct request *req, const char *value, struct fault *f);

/* The directory of --host-tools, ended by a NUL. Returns @buf. */
const char *view_dir(const struct request *req, char buf[PATH_MAX]);

/* Whether the caller's own files are kept, with something of the target's. */
bool view_is_asked(const struct request *req);

/* The same request without that. */
void view_drop(struct request *req);

/*
 * What cannot be meant together with --resolv, or with --host-tools.
 * Returns 0, or -EINVAL with the fault set. Pure.
 */
int view_and(const struct request *req, struct fault *f);

/*
 * Whether the view that @req asks for can be had, @wanted being what will be
 * joined.
 * Returns 0, also where none is asked for; else a negative errno with the
 * fault set. Pure.
 */
int view_check(const struct request *req, const struct facts *facts,
	       const bool wanted[NS_COUNT], struct fault *f);

/*
 * The exit status by which the command tells that it could not find a name,
 * where it is one of those that look names up and do so; else 0.
 */
int view_unresolved(const struct request *req);

#endif
