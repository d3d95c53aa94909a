/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What will be done, decided from facts alone. */
#include "config.h"
#include "plan/plan.h"
#include "kernel/caps.h"
#include "plan/order.h"
#include "plan/refuse.h"

#include <errno.h>
#include <stdio.h>

int plan_wanted(const struct request *req, const struct facts *facts,
		bool ret_wanted[NS_COUNT], struct fault *f)
{
	bool all = req->all || !req->named, any = false;

	for (int t = 0; t < NS_COUNT; t++) {
		const struct ns_fact *ns = &facts->ns[t];
		bool asked = all || req->asked[t];

		ret_wanted[t] = false;
		if (!asked)
			continue;
		if (!ns->seen)
			continue;
		if (!ns->exists && req->asked[t])
			return refuse_type(req, (enum ns_type)t, f);
		if (!ns->exists)
			continue;
		if (ns->error < 0)
			return refuse_access(req, facts, (enum ns_type)t, f);
		ret_wanted[t] = !ns->shared;
		any |= ret_wanted[t];
	}
	if (!any && !req->named)
		return refuse_nothing(req, facts, f);
	return 0;
}

static const char *why_exposed(const struct request *req,
			       const struct facts *facts, int user, char *buf,
			       size_t size)
{
	if (req->caps == CAPS_TARGET || req->caps == CAPS_NONE)
		return "--caps leaves the command no more capabilities than "
		       "the target's processes have";
	if (user == USERNS_OWN && facts->ns[NS_USER].shared)
		return "the command runs in the user namespace that this "
		       "process was started in";
	if (!facts->reach.seen)
		return "its processes could not be looked through";
	for (unsigned int i = 0; i < facts->reach.count; i++) {
		for (int u = user; u > USERNS_OWN; u = facts->users[u].parent) {
			if (facts->users[u].id.ino != facts->reach.by[i].user)
				continue;
			snprintf(buf, size,
				 "process %d there may have "
				 "cap_sys_ptrace",
				 (int)facts->reach.by[i].pid);
			return buf;
		}
	}
	return NULL;
}

/* Whether all in the target's user namespace can be the caller's uid. */
static bool is_same_user(const struct facts *facts)
{
	const struct idmap *map = &facts->maps.uid;

	if (facts->ns[NS_USER].shared)
		return true;
	/* with an empty map, nobody there is anybody but its creator */
	return facts->has_maps &&
	       (map->count == 0 ||
		idmap_to_inside(map, facts->caller.uid) != ID_UNMAPPED);
}

/*
 * A command with the caller's files in the target's pid namespace can be
 * reached there as /proc/N/root, and be seized, by whoever may trace it.
 */
static int check_exposure(const struct request *req, const struct facts *facts,
			  const bool wanted[NS_COUNT], const struct plan *plan,
			  struct fault *f)
{
	const char *reason;
	char buf[64];

	if (!plan->joins[NS_PID] || plan->mnt_changes || req->expose_host)
		return 0;
	/* who shares the files and has the caller's uid gains nothing */
	if (facts->ns[NS_MNT].shared && is_same_user(facts))
		return 0;
	reason = why_exposed(req, facts, plan->user, buf, sizeof(buf));
	return reason ? refuse_exposed(req, facts, wanted, reason, f) : 0;
}

/* The maps of the user namespace it will run in, where they are known. */
static const struct idmaps *final_maps(const struct facts *facts, int user)
{
	if (user == facts->ns[NS_USER].owner && facts->has_maps)
		return &facts->maps;
	return user == facts->top ? &facts->top_maps : NULL;
}

static int decide_ids(const struct request *req, const struct facts *facts,
		      struct plan *plan, struct fault *f)
{
	const struct idmaps *maps = final_maps(facts, plan->user);
	const struct ids_facts in = {
		.caller = &facts->caller,
		.maps = plan->user == USERNS_OWN ? NULL : maps,
		.status = facts->has_status ? &facts->status : NULL,
		.files_change = plan->files_change,
	};

	/* else those of one between are read by this process, once there */
	plan->has_ids = plan->user == USERNS_OWN || maps;
	return plan->has_ids ? ids_decide(req, &in, &plan->ids, f) : 0;
}

static struct step *add(struct plan *plan, enum step_kind kind)
{
	struct step *step = &plan->steps[plan->count++];

	step->kind = kind;
	step->bare = false;
	return step;
}

static void add_joins(struct plan *plan, const bool types[NS_COUNT])
{
	for (int t = 0; t < NS_COUNT; t++) {
		if (types[t])
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
	if (!final || !plan->has_ids)
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
	if (final && !plan->has_ids)
		add(plan, STEP_IDS)->bare = bare;
}

static void add_settling(const struct request *req, struct plan *plan)
{
	const struct ids *ids = &plan->ids;
	bool known = plan->has_ids;

	if (req->cwd.kind != DIR_UNSAID)
		add(plan, STEP_CWD);
	if (!known || ids->set_uid || ids->set_gid || ids->drop_groups) {
		add(plan, STEP_IDENTITY);
		/* a change of ids resets the flag: prctl(2) */
		add(plan, STEP_UNDUMPABLE);
	}
	if (!known || ids->caps != IDS_CAPS_EXEC)
		add(plan, STEP_CAPS);
	if (plan->files_change || plan->joins[NS_PID])
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
	if (plan->fetch_env || plan->fetch_cwd || plan->fetch_root)
		add(plan, STEP_FETCH);
	if (plan->files_change)
		add(plan, STEP_KEYRING);
}

static void add_steps(const struct request *req, struct plan *plan,
		      const struct order *o)
{
	bool deeper = o->last != USERNS_OWN;

	bool here = any(o->early);

	add(plan, STEP_UNDUMPABLE);
	/* who may join from here may read from here, and before mnt, pid */
	if (here)
		add_fetch(plan);
	add_joins(plan, o->early);
	if (o->top != USERNS_OWN)
		add_user(req, plan, o, o->top, !deeper, o->early[NS_MNT]);
	if (!here)
		add_fetch(plan);
	add_joins(plan, o->late);
	if (req->root.kind != DIR_UNSAID)
		add(plan, STEP_ROOT);
	if (deeper)
		add_user(req, plan, o, o->last, true,
			 o->early[NS_MNT] || o->late[NS_MNT]);
	add_settling(req, plan);
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
		return refuse_capability(req, CAP_SYS_CHROOT,
					 "changing the root (-r)", f);
	if (ids->set_uid && ids->uid != facts->caller.uid &&
	    !(caps & CAP_BIT(CAP_SETUID)))
		return refuse_capability(req, CAP_SETUID, "another uid (-S)",
					 f);
	if (ids->set_gid && ids->gid != facts->caller.gid &&
	    !(caps & CAP_BIT(CAP_SETGID)))
		return refuse_capability(req, CAP_SETGID, "another gid (-G)",
					 f);
	return 0;
}

static void decide_extras(const struct request *req, struct plan *plan)
{
	bool defaults = plan->files_change && req->target.kind != SPEC_NONE;

	plan->fetch_env = req->target_env || defaults;
	plan->env_is_required = req->target_env;
	plan->mix_env = !req->target_env;
	plan->fetch_root = req->root.kind == DIR_TARGET;
	plan->fetch_cwd = req->cwd.kind == DIR_TARGET;
	plan->fork = plan->joins[NS_PID] && !req->no_fork;
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
	r = order_make(req, facts, plan.joins, &order, f);
	if (r == 0)
		r = check_filter(facts, plan.joins, f);
	if (r < 0)
		return r;
	plan.user = order.last != USERNS_OWN ? order.last : order.top;
	plan.mnt_changes = plan.joins[NS_MNT];
	plan.files_change = plan.mnt_changes || req->root.kind != DIR_UNSAID;
	decide_extras(req, &plan);
	r = check_exposure(req, facts, plan.joins, &plan, f);
	if (r == 0)
		r = decide_ids(req, facts, &plan, f);
	if (r == 0)
		r = check_own_rights(req, facts, &plan, f);
	if (r < 0)
		return r;
	add_steps(req, &plan, &order);
	*ret = plan;
	return 0;
}
