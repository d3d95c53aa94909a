/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* In which order the namespaces of a request can be joined. */
#ifndef PLAN_ORDER_H
#define PLAN_ORDER_H

#include "plan/facts.h"
#include "plan/request.h"

struct order {
	bool early[NS_COUNT]; /* before any user namespace is joined */
	bool late[NS_COUNT];  /* after @top was */
	int top;	      /* user namespace joined first, or USERNS_OWN */
	int last;	      /* the target's own, deeper; or USERNS_OWN */
};

/*
 * The rules are those of setns(2) and user_namespaces(7):
 * 1. what the caller's user namespace itself owns is joined from there, and
 *    needs the capability there;
 * 2. the outermost user namespace below it on the way to the owners of the
 *    rest is joined next, because to own that one, standing in its parent,
 *    gives every capability in it and in all below it;
 * 3. then the rest; 4. the target's own user namespace last, where it was
 *    asked for and is deeper.
 * @wanted says which types. Returns 0, or a negative errno with the fault
 * set; *@ret is untouched then.
 */
int order_make(const struct request *req, const struct facts *facts,
	       const bool wanted[NS_COUNT], struct order *ret, struct fault *f);

#endif
