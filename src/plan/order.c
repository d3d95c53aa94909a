/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* In which order the namespaces of a request can be joined. */
#include "config.h"
#include "plan/order.h"
#include "kernel/caps.h"
#include "plan/plan.h"
#include "plan/refuse.h"

#include <errno.h>

/*
 * Where the kernel cannot be asked who owns a namespace, the ordinary case
 * is taken: the target's user namespace does. The kernel decides anyway.
 */
static int owner_of(const struct request *req, const struct facts *facts,
		    enum ns_type type)
{
	int owner = facts->ns[type].owner;
	/* the process's own network is not that of its socket */
	bool known = type != NS_NET || !req->has_net_socket;

	if (known && owner != USERNS_UNKNOWN)
		return owner;
	owner = facts->ns[NS_USER].owner;
	return owner >= 0 ? owner : USERNS_OWN;
}

static int top_of(const struct facts *facts, int user)
{
	int top = facts_top(facts, user);

	return top == USERNS_UNKNOWN ? user : top;
}

/* Rule 3 of the capability check: owner of it, standing in its parent. */
static bool may_join_user(const struct facts *facts, int user)
{
	const struct userns_fact *u = &facts->users[user];

	return facts->caller.caps & CAP_BIT(CAP_SYS_ADMIN) ||
	       u->owner_error < 0 || u->owner == facts->caller.uid;
}

static uint64_t missing_in_own(const struct facts *facts, enum ns_type type)
{
	const struct ns_info *info = &ns_infos[type];

	return (info->caps_owner | info->caps_own) & ~facts->caller.caps;
}

/* Joins that are possible, or only possible, from where the caller is. */
static int split_early(const struct request *req, const struct facts *facts,
		       const bool wanted[NS_COUNT], struct order *o,
		       struct fault *f)
{
	for (int t = 0; t < NS_COUNT; t++) {
		enum ns_type type = (enum ns_type)t;
		uint64_t missing = missing_in_own(facts, type);
		int owner = owner_of(req, facts, type);
		int top;

		if (!wanted[t] || type == NS_USER)
			continue;
		if (owner == USERNS_OUTSIDE)
			return refuse_outside(req, facts, type, f);
		if (owner == USERNS_OWN && missing)
			return refuse_own(req, facts, type, wanted, missing, f);
		top = top_of(facts, owner);
		/* root's capabilities reach down into every tree below */
		o->early[t] =
			owner == USERNS_OWN ||
			(!missing && (o->top == USERNS_OWN || top != o->top));
		o->late[t] = !o->early[t];
	}
	return 0;
}

/* The late ones must all lie at or below one user namespace. */
static int find_top(const struct request *req, const struct facts *facts,
		    const bool wanted[NS_COUNT], struct order *o,
		    struct fault *f)
{
	for (int t = 0; t < NS_COUNT; t++) {
		int top;

		if (!o->late[t])
			continue;
		top = top_of(facts, owner_of(req, facts, (enum ns_type)t));
		if (top == USERNS_OUTSIDE)
			return refuse_outside(req, facts, (enum ns_type)t, f);
		if (o->top == USERNS_OWN)
			o->top = top;
		if (top != o->top)
			return refuse_split(req, facts, (enum ns_type)t, wanted,
					    f);
	}
	return 0;
}

int order_make(const struct request *req, const struct facts *facts,
	       const bool wanted[NS_COUNT], struct order *ret, struct fault *f)
{
	struct order o = { .top = USERNS_OWN, .last = USERNS_OWN };
	int user = plan_user(req, facts);
	int r;

	if (wanted[NS_USER]) {
		if (user < 0)
			return refuse_outside(req, facts, NS_USER, f);
		o.top = top_of(facts, user);
		if (o.top < 0)
			return refuse_outside(req, facts, NS_USER, f);
		if (user != o.top)
			o.last = user;
	}
	r = split_early(req, facts, wanted, &o, f);
	if (r == 0)
		r = find_top(req, facts, wanted, &o, f);
	if (r < 0)
		return r;
	if (o.top != USERNS_OWN && !may_join_user(facts, o.top))
		return refuse_owner(req, facts, o.top, f);
	*ret = o;
	return 0;
}
