/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The steps of a plan, in their order. */
#include "config.h"
#include "plan/steps.h"
#include "kernel/caps.h"
#include "plan/view.h"

static struct step *add(struct plan *plan, enum step_kind kind)
{
	struct step *step = &plan->steps[plan->count++];

	step->kind = kind;
	step->bare = false;
	return step;
}

static void add_joins(const struct request *req, struct plan *plan,
		      const bool types[NS_COUNT])
{
	for (int t = 0; t < NS_COUNT; t++) {
		if (!types[t])
			continue;
		/* its namespace is known only once the socket is held */
		if (t == NS_NET && req->has_net_socket)
			add(plan, STEP_SOCKET);
		add(plan, STEP_JOIN)->type = (enum ns_type)t;
	}
}

/* All that the steps to come need in the user namespace just joined. */
static uint64_t needed_caps(const struct request *req, const struct plan *plan,
			    const struct order *o, bool final)
{
	uint64_t caps = 0;

	for (int t = 0; t < NS_COUNT; t++) {
		if (o->late[t] && !(final && o->last != USERNS_OWN))
			caps |= ns_infos[t].caps_owner | ns_infos[t].caps_own;
	}
	if (req->root.kind != DIR_UNSAID)
		caps |= CAP_BIT(CAP_SYS_CHROOT);
	if (req->has_net_socket)
		caps |= CAP_BIT(CAP_NET_ADMIN);
	if (view_is_asked(req) && !(final && o->last != USERNS_OWN)) {
		caps |= CAP_BIT(CAP_SYS_ADMIN);
		/* to join mnt, for a moment */
		if (req->tools.dir && !plan->tree_early)
			caps |= CAP_BIT(CAP_SYS_CHROOT);
	}
	if (!final)
		return caps;
	/* mount(2)'s right, and to give up the bounding set */
	if (req->read_only != READ_ONLY_UNSAID)
		caps |= CAP_BIT(CAP_SYS_ADMIN) | CAP_BIT(CAP_SYS_CHROOT) |
			CAP_BIT(CAP_SETPCAP);
	if (req->caps == CAPS_TARGET || req->caps == CAPS_NONE)
		caps |= CAP_BIT(CAP_SETPCAP);
	if (!plan->has_ids)
		return caps;
	if (plan->ids.set_uid)
		caps |= CAP_BIT(CAP_SETUID);
	if (plan->ids.set_gid || plan->ids.drop_groups)
		caps |= CAP_BIT(CAP_SETGID);
	return caps;
}

static void add_verify(struct plan *plan, uint64_t caps, bool bare)
{
	struct step *step;

	if (!caps)
		return;
	step = add(plan, STEP_VERIFY);
	step->caps = caps;
	step->bare = bare;
}

static void add_user(const struct request *req, struct plan *plan,
		     const struct order *o, int user, bool final, bool bare)
{
	add(plan, STEP_JOIN_USER)->user = user;
	add_verify(plan, needed_caps(req, plan, o, final), bare);
}

static void add_settling(const struct request *req, struct plan *plan)
{
	const struct ids *ids = &plan->ids;
	bool known = plan->has_ids;

	if (req->cwd.kind != DIR_UNSAID)
		add(plan, STEP_CWD);
	if (req->inner_cwd)
		add(plan, STEP_INNER_CWD);
	/* takes the root and the directory along, and nothing opened before */
	if (req->read_only != READ_ONLY_UNSAID)
		add(plan, STEP_VIEW);
	if (!known || ids->set_uid || ids->set_gid || ids->drop_groups) {
		add(plan, STEP_IDENTITY);
		/* a change of ids resets the flag: prctl(2) */
		add(plan, STEP_UNDUMPABLE);
	}
	if (!known || ids->caps != IDS_CAPS_EXEC)
		add(plan, STEP_CAPS);
	if (req->read_only != READ_ONLY_UNSAID)
		add(plan, STEP_CONFINE);
	if (plan->closes || plan->joins[NS_PID])
		add(plan, STEP_CLOSE);
}

static bool any(const bool types[NS_COUNT])
{
	for (int t = 0; t < NS_COUNT; t++) {
		if (types[t])
			return true;
	}
	return false;
}

static void add_fetch(struct plan *plan)
{
	if (plan->fetch_env || plan->fetch_cwd || plan->fetch_root ||
	    plan->fetch_names || plan->fetch_view)
		add(plan, STEP_FETCH);
	if (plan->session)
		add(plan, STEP_TERMINAL);
	if (plan->files_change)
		add(plan, STEP_KEYRING);
}

/*
 * Where the network is that /sys is to show, and before a user namespace
 * that lies deeper, and has no say over it.
 */
static void add_own_view(const struct request *req, struct plan *plan)
{
	if (!view_is_asked(req))
		return;
	if (req->tools.dir && !plan->tree_early)
		add(plan, STEP_TREE);
	add(plan, STEP_PRIVATE);
	if (req->tools.dir)
		add(plan, STEP_ATTACH);
	add(plan, STEP_NAMES);
	if (plan->joins[NS_NET])
		add(plan, STEP_SYS);
	/* last: from here on /proc/self leads nowhere */
	if (plan->fresh_proc)
		add(plan, STEP_PROC);
}

void steps_add(const struct request *req, const struct order *o,
	       struct plan *plan)
{
	bool deeper = o->last != USERNS_OWN;
	bool here = any(o->early) || plan->tree_early;
	bool bare = o->early[NS_MNT] || o->late[NS_MNT] || plan->fresh_proc;

	/* by the caller's own rights over the host's cgroups and contexts */
	if (req->cgroup != CGROUP_UNSAID)
		add(plan, STEP_CGROUP);
	if (req->follow_context)
		add(plan, STEP_CONTEXT);
	if (plan->drops_early)
		add(plan, STEP_GROUPS);
	add(plan, STEP_UNDUMPABLE);
	/* who may join from here may read from here, and before mnt, pid */
	if (here)
		add_fetch(plan);
	add_joins(req, plan, o->early);
	if (plan->tree_early)
		add(plan, STEP_TREE);
	if (o->top != USERNS_OWN)
		add_user(req, plan, o, o->top, !deeper, o->early[NS_MNT]);
	if (!here)
		add_fetch(plan);
	if (!deeper && !plan->has_ids)
		add(plan, STEP_IDS)->bare = o->early[NS_MNT];
	add_joins(req, plan, o->late);
	add_own_view(req, plan);
	if (req->root.kind != DIR_UNSAID)
		add(plan, STEP_ROOT);
	if (deeper)
		add_user(req, plan, o, o->last, true, bare);
	if (deeper && !plan->has_ids)
		add(plan, STEP_IDS)->bare = bare;
	add_settling(req, plan);
}
