/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the kernel does not even show, worded: whose it is, and why. */
#include "config.h"
#include "plan/refuse.h"
#include "kernel/caps.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* With the engine's own line, where its daemon runs as root. */
static void hint_container(const struct request *req, const struct facts *facts,
			   struct fault *f)
{
	struct line own = LINE_INIT, engine = LINE_INIT;
	char *const shell[] = { "sh", NULL };

	if (!facts->container[0]) {
		request_hint(req, NULL, NULL, true, f);
		return;
	}
	request_line(req, NULL, NULL, true, &own);
	line_word(&engine, "docker");
	line_word(&engine, "exec");
	line_format(&engine, "%.12s", facts->container);
	line_words(&engine, req->command ? req->command : shell);
	fault_hint(f, "%s   # or, by its engine: %s", own.text, engine.text);
}

static int set_process(const struct facts *facts, const struct request *req,
		       enum fault_code code, struct fault *f)
{
	char shown[64];

	return fault_set(f, code, -EPERM, "process %s (%s)",
			 escape(shown, sizeof(shown), req->target.text),
			 facts->has_status ? facts->status.name : "?");
}

/* Whom the user namespace of the target belongs to, by its map. */
static uid_t map_owner(const struct facts *facts)
{
	uint32_t owner = ID_UNMAPPED;

	if (facts->has_maps)
		owner = idmap_to_outside(&facts->maps.uid, 0);
	return owner == ID_UNMAPPED ? facts->status.uid : owner;
}

static int refuse_root_owned(const struct request *req,
			     const struct facts *facts, struct fault *f)
{
	char you[64];

	set_process(facts, req, FAULT_ROOT_OWNED, f);
	fault_why(f,
		  "it is root's%s: its namespaces are owned by the host's "
		  "user namespace, or by one that root owns, where you, "
		  "%s, have no capability (setns(2) asks for "
		  "cap_sys_admin there)",
		  facts->is_container ? " container" : "",
		  facts_who(facts, facts->caller.uid, you, sizeof(you)));
	fault_owner(f, 0);
	if (facts->is_container)
		hint_container(req, facts, f);
	else
		request_hint(req, NULL, NULL, true, f);
	return -EPERM;
}

static int refuse_other_user(const struct request *req,
			     const struct facts *facts, uid_t owner,
			     struct fault *f)
{
	char theirs[64], you[64];

	set_process(facts, req, FAULT_NOT_OWNER, f);
	fault_why(f,
		  "it is owned by %s, and you are %s: only the owner of "
		  "its user namespace may enter (user_namespaces(7))",
		  facts_who(facts, owner, theirs, sizeof(theirs)),
		  facts_who(facts, facts->caller.uid, you, sizeof(you)));
	fault_owner(f, owner);
	request_hint_as(req, owner, f);
	return -EPERM;
}

static int refuse_sibling(const struct request *req, const struct facts *facts,
			  struct fault *f)
{
	struct line l = LINE_INIT;

	set_process(facts, req, FAULT_SIBLING, f);
	fault_why(f,
		  "its user namespace is not below yours (%ju): it is a "
		  "sibling or an ancestor, and setns(2) leads only "
		  "downwards",
		  (uintmax_t)facts->users[USERNS_OWN].id.ino);
	request_line(req, NULL, NULL, false, &l);
	fault_hint(f,
		   "exit   # out of this user namespace (podman unshare or "
		   "the like), then: %s",
		   l.text);
	return -EPERM;
}

static int refuse_non_dumpable(const struct request *req,
			       const struct facts *facts, struct fault *f)
{
	struct request peer = *req;
	char pid[16], you[64];

	set_process(facts, req, FAULT_NON_DUMPABLE, f);
	fault_why(f,
		  "it is yours (%s), but non-dumpable: it changed its ids, "
		  "or asked for that by prctl(2), and so the kernel shows "
		  "its namespaces to root alone",
		  facts_who(facts, facts->caller.uid, you, sizeof(you)));
	fault_owner(f, facts->caller.uid);
	if (!facts->peer) {
		request_hint(req, NULL, NULL, true, f);
		return -EPERM;
	}
	snprintf(pid, sizeof(pid), "%d", (int)facts->peer);
	peer.target.text = pid;
	request_hint(&peer, NULL, NULL, false, f);
	return -EPERM;
}

static int refuse_gid(const struct request *req, const struct facts *facts,
		      struct fault *f)
{
	set_process(facts, req, FAULT_NOT_OWNER, f);
	fault_why(f,
		  "it runs with gid %u and you with gid %u: ptrace(2) "
		  "shows a process's namespaces to the same uid and gid",
		  (unsigned int)facts->status.gid,
		  (unsigned int)facts->caller.gid);
	fault_owner(f, facts->status.uid);
	request_hint(req, NULL, NULL, true, f);
	return -EPERM;
}

/*
 * Ids that the caller's user namespace has no number for; or another user
 * namespace than the caller's own, whose capabilities would reach into all
 * that are below it, and do not reach into this one.
 */
static bool is_from_outside(const struct facts *facts)
{
	const struct idmap *map = &facts->maps.uid;

	if (facts->caller.initial || !facts->has_maps || !map->count)
		return false;
	return map->extents[0].outside == ID_UNMAPPED ||
	       facts->caller.caps & CAP_BIT(CAP_SYS_PTRACE);
}

int refuse_access(const struct request *req, const struct facts *facts,
		  enum ns_type type, struct fault *f)
{
	int error = facts->ns[type].error;
	uid_t owner;

	if (error == -ENOENT || error == -ESRCH) {
		fault_set(f, FAULT_GONE, error, "the %s namespace of %s",
			  ns_infos[type].name, req->target.text);
		fault_why(f, "the process has none any more: it has ended");
		fault_hint(f, "lsns -o TYPE,PID,USER,COMMAND   # what is "
			      "there");
		return error;
	}
	if (!facts->has_status || (error != -EACCES && error != -EPERM)) {
		fault_set(f, FAULT_SYSTEM, error, "the %s namespace of %s",
			  ns_infos[type].name, req->target.text);
		request_hint(req, NULL, "--explain", false, f);
		return error;
	}
	if (is_from_outside(facts))
		return refuse_sibling(req, facts, f);
	owner = map_owner(facts);
	if (owner == 0 && facts->caller.uid != 0)
		return refuse_root_owned(req, facts, f);
	if (owner != facts->caller.uid)
		return refuse_other_user(req, facts, owner, f);
	if (facts->status.gid != facts->caller.gid &&
	    facts->status.uid == facts->caller.uid)
		return refuse_gid(req, facts, f);
	return refuse_non_dumpable(req, facts, f);
}
