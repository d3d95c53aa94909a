/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the target could reach a command that keeps the caller's files. */
#include "config.h"
#include "plan/exposed.h"
#include "plan/refuse.h"

#include <stdio.h>

/* The process that could, of those in @user or around it. */
static const char *who_reaches(const struct facts *facts, int user, char *buf,
			       size_t size)
{
	const struct reach_fact *reach = &facts->reach;

	if (!reach->seen)
		return "its processes could not be looked through";
	if (reach->is_full)
		return "it has processes in many user namespaces";
	if (reach->hidden) {
		snprintf(buf, size, "process %d there cannot be looked into",
			 (int)reach->hidden);
		return buf;
	}
	for (unsigned int i = 0; i < reach->count; i++) {
		for (int u = user; u > USERNS_OWN; u = facts->users[u].parent) {
			if (facts->users[u].id.ino != reach->by[i].user)
				continue;
			snprintf(buf, size,
				 "process %d there may have cap_sys_ptrace",
				 (int)reach->by[i].pid);
			return buf;
		}
	}
	return NULL;
}

/* -S, -G and the like without --caps=all: exec leaves it no capability. */
static bool is_bare(const struct request *req)
{
	bool asked = (req->uid.kind != ID_UNSAID &&
		      !(req->uid.kind == ID_NUMBER && req->uid.id == 0)) ||
		     req->keep_ids;

	return asked && req->caps != CAPS_ALL;
}

static const char *why_exposed(const struct request *req,
			       const struct facts *facts, int user, char *buf,
			       size_t size)
{
	if (req->caps == CAPS_TARGET || req->caps == CAPS_NONE)
		return "--caps leaves the command no more capabilities than "
		       "the target's processes have";
	/* the files stay the caller's with --host-tools alone */
	if (req->read_only != READ_ONLY_UNSAID)
		return "--read-only leaves the command hardly a capability";
	if (user != USERNS_OWN && is_bare(req))
		return "with these ids the command has no more capabilities "
		       "than the target's processes have";
	if (user == USERNS_OWN && facts->ns[NS_USER].shared)
		return "the command runs in the user namespace that this "
		       "process was started in";
	return who_reaches(facts, user, buf, size);
}

/*
 * A command with the caller's files in the target's pid namespace can be
 * reached there as /proc/N/root, and be seized, by whoever may trace it.
 */
static bool stands_among(const struct request *req, const struct facts *facts,
			 const struct plan *plan)
{
	if (plan->mnt_changes && req->root.kind != DIR_PATH)
		return false;
	if (facts->ns[NS_MNT].shared && facts_is_same_user(facts))
		return false;
	return plan->joins[NS_PID];
}

/* --host-tools without -p: where they would be a danger, no pids of it. */
static void keep_own_pids(struct plan *plan, struct order *order,
			  const char *reason)
{
	plan->joins[NS_PID] = false;
	order->early[NS_PID] = order->late[NS_PID] = false;
	snprintf(plan->own_pids, sizeof(plan->own_pids), "%s", reason);
}

int exposed_check(const struct request *req, const struct facts *facts,
		  struct order *order, struct plan *plan, struct fault *f)
{
	const char *reason;
	char buf[64];

	if (req->expose_host || !stands_among(req, facts, plan))
		return 0;
	reason = why_exposed(req, facts, plan->user, buf, sizeof(buf));
	if (reason && req->tools.dir && !req->asked[NS_PID]) {
		keep_own_pids(plan, order, reason);
		return 0;
	}
	if (reason && !req->defaults->guards_host) {
		plan->is_exposed = true;
		return 0;
	}
	return reason ? refuse_exposed(req, facts, plan->joins, reason, f) : 0;
}
