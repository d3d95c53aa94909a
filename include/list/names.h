/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What may be entered by name. */
#ifndef LIST_NAMES_H
#define LIST_NAMES_H

#include "engine/find.h"
#include "plan/request.h"

#include <stdio.h>

/*
 * Prints a line for each container and sandbox that the caller may enter:
 * its TARGET, PID and id. To know that it goes as far as an entry does before
 * its first join.
 * Returns 0; or a negative errno with the fault set where an engine could not
 * be asked, after all else was printed.
 */
int names_print(const struct request *req, FILE *to, struct fault *f);

/*
 * Keeps of @list what runs and whose name, or ENGINE:NAME, one of the globs
 * of --each matches (fnmatch(3)).
 * Returns 0; or a negative errno with the fault set where none is left.
 */
int names_select(const struct request *req, struct container_list *list,
		 struct fault *f);

/*
 * Makes @ret the request @req for the container @c: its target is the id, and
 * called @title, which has to live as long.
 */
void names_request(const struct request *req, const struct container *c,
		   const char *title, struct request *ret);

#endif
