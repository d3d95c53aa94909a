/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The listings of ulsns: each prints a table of its own. */
#ifndef LIST_LISTING_H
#define LIST_LISTING_H

#include "list/lsreq.h"

/*
 * Each returns 0 after it printed all of it, or a negative errno with the
 * fault set, when it printed nothing. What could not be looked into is said
 * on standard error, last.
 */
int list_namespaces(const struct ls_request *req, struct fault *f);
int list_containers(const struct ls_request *req, struct fault *f);
int list_procs(const struct ls_request *req, struct fault *f);
int list_ports(const struct ls_request *req, struct fault *f);

/*
 * Chooses the columns of @req for a listing whose own @defaults (a -1 ends
 * them) are chosen where none is said; prints which there are for -H.
 * Returns 0; 1 where all was said with that; or -EINVAL with the fault set.
 */
int listing_choose(const struct ls_request *req, const int *defaults,
		   struct sheet *s, struct fault *f);

#endif
