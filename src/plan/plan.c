/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What will be done, decided from facts alone. */
#include "config.h"
#include "plan/plan.h"
#include "kernel/caps.h"
#include "plan/exposed.h"
#include "plan/order.h"
#include "plan/read_only.h"
#include "plan/refuse.h"
#include "plan/steps.h"
#include "plan/view.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int plan_user(const struct request *req, const struct facts *facts)
{
	int user = facts->ns[NS_USER].owner;

	for (unsigned int up = req->user_parent; up && user > USERNS_OWN; up--)
		user = facts->users[user].parent;
	return user;
}

int plan_wanted(const struct request *req, const struct facts *facts,
		bool ret_wanted[NS_COUNT], struct fault *f)
{
	/* with it, the files are something to enter */
	bool any = req->has_net_socket ||
		   (req->tools.dir && !facts->ns[NS_MNT].shared);

	for (int t = 0; t < NS_COUNT; t++) {
		const struct ns_fact *ns = &facts->ns[t];

		ret_wanted[t] = false;
		if (!request_asks(req, (enum ns_type)t))
			continue;
		if (t == NS_NET && req->has_net_socket) {
			ret_wanted[t] = true;
			continue;
		}
		if (!ns->seen)
			continue;
		if (!ns->exists && req->asked[t])
			return refuse_type(req, (enum ns_type)t, f);
		if (!ns->exists)
			continue;
		if (ns->error < 0)
			return refuse_access(req, facts, (enum ns_type)t, f);
		ret_wanted[t] = t == NS_USER
					? plan_user(req, facts) != USERNS_OWN
					: !ns->shared;
		any |= ret_wanted[t];
	}
	if (!any && !req->named)
		return refuse_nothing(req, facts, f);
	return 0;
}

/* The maps of the user namespace it will run in, where they are known. */
static const struct idmaps *final_maps(const struct facts *facts, int user)
{
	if (user == USERNS_OWN)
		return NULL;
	if (user == facts->ns[NS_USER].owner && facts->has_maps)
		return &facts->maps;
	return user == facts->top ? &facts->top_maps : NULL;
}

static int decide_ids(const struct request *req, const struct facts *facts,
		      struct plan *plan, struct fault *f)
{
	const struct idmaps *maps = final_maps(facts, plan->user);
	bool named = req->uid.kind == ID_NAME || req->gid.kind == ID_NAME;
	const struct ids_facts in = {
		.caller = &facts->caller,
		.maps = plan->user == USERNS_OWN ? NULL : maps,
		.status = facts->has_status ? &facts->status : NULL,
		.becomes_root = plan->becomes_root,
	};

	/*
	 * Else the maps of one between are read by this process, once there,
	 * and names are looked up in the target's files.
	 */
	plan->has_ids = !named && (plan->user == USERNS_OWN || maps);
	plan->maps = maps;
	return plan->has_ids ? ids_decide(req, &in, &plan->ids, f) : 0;
}

static int check_filter(const struct facts *facts, const bool joins[NS_COUNT],
			struct fault *f)
{
	char what[64];

	for (int t = 0; t < NS_COUNT && facts->caller.filter; t++) {
		if (!joins[t])
			continue;
		snprintf(what, sizeof(what), "join the %s namespace",
			 ns_infos[t].name);
		return refuse_filtered(facts->caller.filter, what, f);
	}
	return 0;
}

/* What takes effect without a user namespace has to be the caller's right. */
static int check_own_rights(const struct request *req,
			    const struct facts *facts, const struct plan *plan,
			    struct fault *f)
{
	const struct ids *ids = &plan->ids;
	uint64_t caps = facts->caller.caps;

	if (plan->user != USERNS_OWN)
		return 0;
	if (req->root.kind != DIR_UNSAID && !(caps & CAP_BIT(CAP_SYS_CHROOT)))
		return refuse_capability(req, facts, CAP_SYS_CHROOT,
					 "changing the root (-r)", f);
	if (ids->set_uid && ids->uid != facts->caller.uid &&
	    !(caps & CAP_BIT(CAP_SETUID)))
		return refuse_capability(req, facts, CAP_SETUID,
					 "another uid (-S)", f);
	if (ids->set_gid && ids->gid != facts->caller.gid &&
	    !(caps & CAP_BIT(CAP_SETGID)))
		return refuse_capability(req, facts, CAP_SETGID,
					 "another gid (-G)", f);
	if (req->has_net_socket && !(caps & CAP_BIT(CAP_NET_ADMIN)))
		return refuse_capability(req, facts, CAP_NET_ADMIN,
					 "the network of a socket (-N)", f);
	if ((req->caps == CAPS_TARGET || req->caps == CAPS_NONE) &&
	    !(caps & CAP_BIT(CAP_SETPCAP)))
		return refuse_capability(req, facts, CAP_SETPCAP,
					 "fewer capabilities (--caps)", f);
	if (req->read_only != READ_ONLY_UNSAID &&
	    !(caps & CAP_BIT(CAP_SETPCAP)))
		return refuse_capability(req, facts, CAP_SETPCAP,
					 "fewer capabilities (--read-only)", f);
	return 0;
}

static void decide_env(const struct request *req, struct plan *plan)
{
	bool by_default = plan->files_change && req->defaults->target_env &&
			  req->target.kind != SPEC_NONE;

	plan->fetch_env = req->env == ENV_TARGET ||
			  (req->env == ENV_UNSAID && by_default);
	plan->env_is_required = req->env == ENV_TARGET;
	plan->mix_env = plan->fetch_env && !plan->env_is_required;
	/* else it would say what the caller's own programs load */
	plan->guard_env = plan->fetch_env && !plan->mnt_changes &&
			  req->root.kind != DIR_TARGET;
}

/*
 * A program on the caller's terminal can type into the caller's shell
 * (TIOCSTI), so one that may be the target's gets a session of its own.
 */
static int decide_session(const struct request *req, const struct facts *facts,
			  struct plan *plan, struct fault *f)
{
	bool wanted = req->pty == PTY_YES ||
		      (req->pty == PTY_UNSAID && plan->files_change &&
		       req->defaults->own_session);

	plan->session = wanted && facts->has_terminal;
	if (plan->session && req->no_fork)
		return refuse_no_fork(req, f);
	return 0;
}

static void decide_extras(const struct request *req, const struct facts *facts,
			  struct plan *plan)
{
	decide_env(req, plan);
	plan->fetch_root = req->root.kind == DIR_TARGET;
	plan->fetch_cwd = req->cwd.kind == DIR_TARGET;
	plan->fetch_view = view_is_asked(req);
	plan->fresh_proc = req->tools.dir && plan->joins[NS_PID];
	plan->fetch_names = req->uid.kind == ID_NAME ||
			    req->gid.kind == ID_NAME;
	/* the network is another, and whom names are asked of is not */
	if (plan->joins[NS_NET] && !plan->files_change && !view_is_asked(req) &&
	    !req->no_fork && facts->has_target && req->defaults->watches)
		plan->unresolved = view_unresolved(req);
	plan->fork = plan->session || plan->unresolved ||
		     (plan->joins[NS_PID] && !req->no_fork);
	/*
	 * Root's groups must not come along into a sandbox: inside, its
	 * setgroups file may deny what its own rights allow here.
	 */
	plan->drops_early =
		plan->user != USERNS_OWN && !req->keep_ids &&
		(plan->becomes_root || req->gid.kind != ID_UNSAID) &&
		facts->caller.caps & CAP_BIT(CAP_SETGID);
	plan->closes = req->defaults->closes &&
		       (plan->files_change || plan->joins[NS_PID]);
}

/*
 * With --host-tools a process beside this one joins mnt, and only takes a
 * copy of the tree from there: by the same rights, at the same place.
 */
static int decide_order(const struct request *req, const struct facts *facts,
			struct plan *plan, struct order *order, struct fault *f)
{
	bool wanted[NS_COUNT];
	int r;

	memcpy(wanted, plan->joins, sizeof(wanted));
	wanted[NS_MNT] |= req->tools.dir != NULL;
	r = order_make(req, facts, wanted, order, f);
	if (r < 0 || !req->tools.dir)
		return r;
	plan->tree_early = order->early[NS_MNT];
	order->early[NS_MNT] = order->late[NS_MNT] = false;
	return 0;
}

int plan_make(const struct request *req, const struct facts *facts,
	      struct plan *ret, struct fault *f)
{
	struct plan plan = { .count = 0 };
	struct order order;
	int r;

	r = plan_wanted(req, facts, plan.joins, f);
	if (r < 0)
		return r;
	r = read_only_check(req, facts, plan.joins, f);
	if (r < 0)
		return r;
	r = view_check(req, facts, plan.joins, f);
	if (r < 0)
		return r;
	r = decide_order(req, facts, &plan, &order, f);
	if (r == 0)
		r = check_filter(facts, plan.joins, f);
	if (r < 0)
		return r;
	plan.user = order.last != USERNS_OWN ? order.last : order.top;
	plan.mnt_changes = plan.joins[NS_MNT];
	plan.files_change = plan.mnt_changes || req->root.kind != DIR_UNSAID;
	/* inside; or by the habit of the name that we were called by */
	plan.becomes_root = plan.files_change || req->defaults->becomes_root;
	r = exposed_check(req, facts, &order, &plan, f);
	if (r == 0)
		r = decide_session(req, facts, &plan, f);
	if (r < 0)
		return r;
	decide_extras(req, facts, &plan);
	if (r == 0)
		r = decide_ids(req, facts, &plan, f);
	if (r == 0)
		r = check_own_rights(req, facts, &plan, f);
	if (r < 0)
		return r;
	steps_add(req, &order, &plan);
	*ret = plan;
	return 0;
}
