/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every refusal that follows from facts, worded in one place. */
#include "config.h"
#include "plan/refuse.h"
#include "kernel/caps.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void hint_line(const struct request *req, const bool *asked,
		      const char *extra, struct fault *f)
{
	struct line l = LINE_INIT;

	request_line(req, asked, extra, false, &l);
	fault_hint(f, "%s", l.text);
}

static void hint_sudo(const struct request *req, struct fault *f)
{
	struct line l = LINE_INIT;

	request_line(req, NULL, NULL, true, &l);
	fault_hint(f, "%s", l.text);
}

/* With the engine's own line, where its daemon runs as root. */
static void hint_container(const struct request *req, const struct facts *facts,
			   struct fault *f)
{
	struct line own = LINE_INIT, engine = LINE_INIT;
	char *const shell[] = { "sh", NULL };

	if (!facts->container[0]) {
		hint_sudo(req, f);
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
	if (facts->is_container)
		hint_container(req, facts, f);
	else
		hint_sudo(req, f);
	return -EPERM;
}

static int refuse_other_user(const struct request *req,
			     const struct facts *facts, uid_t owner,
			     struct fault *f)
{
	char theirs[64], you[64];
	struct line l = LINE_INIT;

	set_process(facts, req, FAULT_NOT_OWNER, f);
	fault_why(f,
		  "it is owned by %s, and you are %s: only the owner of "
		  "its user namespace may enter (user_namespaces(7))",
		  facts_who(facts, owner, theirs, sizeof(theirs)),
		  facts_who(facts, facts->caller.uid, you, sizeof(you)));
	line_word(&l, "sudo");
	line_word(&l, "-u");
	line_format(&l, "#%u", (unsigned int)owner);
	request_line(req, NULL, NULL, false, &l);
	fault_hint(f, "%s", l.text);
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
	if (!facts->peer) {
		hint_sudo(req, f);
		return -EPERM;
	}
	snprintf(pid, sizeof(pid), "%d", (int)facts->peer);
	peer.target.text = pid;
	hint_line(&peer, NULL, NULL, f);
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
	hint_sudo(req, f);
	return -EPERM;
}

/* Ids that the caller's user namespace has no number for. */
static bool is_from_outside(const struct facts *facts)
{
	const struct idmap *map = &facts->maps.uid;

	return !facts->caller.initial && facts->has_maps && map->count &&
	       map->extents[0].outside == ID_UNMAPPED;
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
	if (!facts->has_status || (error != -EACCES && error != -EPERM))
		return fault_set(f, FAULT_SYSTEM, error,
				 "the %s namespace of %s", ns_infos[type].name,
				 req->target.text);
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

int refuse_nothing(const struct request *req, const struct facts *facts,
		   struct fault *f)
{
	(void)facts;
	fault_set(f, FAULT_NOTHING, -EINVAL, "target %s", req->target.text);
	fault_why(f, "there is nothing to enter: it shares every namespace "
		     "with you. A stale pid, that another process has by "
		     "now?");
	if (req->target.pid)
		fault_hint(f, "ps -o pid,user,lstart,args -p %d   # what it is",
			   (int)req->target.pid);
	else
		fault_hint(f,
			   "lsns -o NS,TYPE,PID,USER,COMMAND   # the others");
	return -EINVAL;
}

int refuse_type(const struct request *req, enum ns_type type, struct fault *f)
{
	bool rest[NS_COUNT];

	memcpy(rest, req->asked, sizeof(rest));
	rest[type] = false;
	fault_set(f, FAULT_NO_NAMESPACE, -ENOENT, "-%c", ns_infos[type].letter);
	fault_why(f,
		  "this kernel has no %s namespaces: /proc/self/%s is not "
		  "there",
		  ns_infos[type].name, ns_infos[type].path);
	hint_line(req, rest, NULL, f);
	return -ENOENT;
}

int refuse_outside(const struct request *req, const struct facts *facts,
		   enum ns_type type, struct fault *f)
{
	struct line l = LINE_INIT;

	fault_set(f, FAULT_SIBLING, -EPERM, "the %s namespace of %s",
		  ns_infos[type].name,
		  req->target.text ? req->target.text : req->file[type]);
	fault_why(f,
		  "%s a user namespace that is not below yours (%ju): a "
		  "sibling or an ancestor, and setns(2) leads only "
		  "downwards",
		  type == NS_USER ? "it is" : "it is owned by",
		  (uintmax_t)facts->users[USERNS_OWN].id.ino);
	request_line(req, NULL, NULL, false, &l);
	if (facts->caller.initial)
		hint_sudo(req, f);
	else
		fault_hint(f,
			   "exit   # out of this user namespace (podman "
			   "unshare or the like), then: %s",
			   l.text);
	return -EPERM;
}

int refuse_owner(const struct request *req, const struct facts *facts, int user,
		 struct fault *f)
{
	const struct userns_fact *u = &facts->users[user];
	char theirs[64], you[64];
	struct line l = LINE_INIT;

	fault_set(f, u->owner == 0 ? FAULT_ROOT_OWNED : FAULT_NOT_OWNER, -EPERM,
		  "user namespace %ju", (uintmax_t)u->id.ino);
	fault_why(f,
		  "it is owned by %s, and you are %s: only its owner, or "
		  "cap_sys_admin above it, may enter (user_namespaces(7))",
		  facts_who(facts, u->owner, theirs, sizeof(theirs)),
		  facts_who(facts, facts->caller.uid, you, sizeof(you)));
	line_word(&l, "sudo");
	if (u->owner != 0) {
		line_word(&l, "-u");
		line_format(&l, "#%u", (unsigned int)u->owner);
	}
	request_line(req, NULL, NULL, false, &l);
	fault_hint(f, "%s", l.text);
	return -EPERM;
}

/* What is left of @wanted without @type, as a line; false if nothing is. */
static bool line_without(const struct request *req, const bool wanted[NS_COUNT],
			 enum ns_type type, const struct facts *facts,
			 struct line *l)
{
	bool rest[NS_COUNT], any = false;

	for (int t = 0; t < NS_COUNT; t++) {
		rest[t] = wanted[t] && t != (int)type &&
			  (t == NS_USER || facts->ns[t].owner != USERNS_OWN);
		any |= rest[t];
	}
	if (any)
		request_line(req, rest, NULL, false, l);
	return any;
}

int refuse_own(const struct request *req, const struct facts *facts,
	       enum ns_type type, const bool wanted[NS_COUNT], uint64_t missing,
	       struct fault *f)
{
	char cap[CAPS_NAME_SIZE], you[64];
	struct line l = LINE_INIT;
	bool root = facts->caller.uid == 0;

	fault_set(f, root ? FAULT_LACKS_CAPABILITY : FAULT_OWN_NAMESPACE,
		  -EPERM, "the %s namespace of %s", ns_infos[type].name,
		  req->target.text ? req->target.text : req->file[type]);
	fault_why(f,
		  "it is owned by your own user namespace (%ju), and to "
		  "join it you, %s, lack %s there (setns(2))",
		  (uintmax_t)facts->users[USERNS_OWN].id.ino,
		  facts_who(facts, facts->caller.uid, you, sizeof(you)),
		  caps_name(caps_lowest(missing), cap));
	if (line_without(req, wanted, type, facts, &l))
		fault_hint(f, "%s", l.text);
	else if (root)
		fault_hint(f,
			   "grep CapEff /proc/self/status   # the "
			   "container that you are in needs --cap-add=%s",
			   cap);
	else
		hint_sudo(req, f);
	return -EPERM;
}

int refuse_split(const struct request *req, const struct facts *facts,
		 enum ns_type type, const bool wanted[NS_COUNT],
		 struct fault *f)
{
	struct line l = LINE_INIT;

	fault_set(f, FAULT_SIBLING, -EPERM, "the %s namespace",
		  ns_infos[type].name);
	fault_why(f, "it lies in another user namespace beside that of the "
		     "others, and who joins the one leaves the other for good");
	if (line_without(req, wanted, type, facts, &l))
		fault_hint(f, "%s", l.text);
	else
		hint_sudo(req, f);
	return -EPERM;
}

int refuse_exposed(const struct request *req, const struct facts *facts,
		   const bool wanted[NS_COUNT], const char *reason,
		   struct fault *f)
{
	struct line all = LINE_INIT, exposed = LINE_INIT;
	bool with_mnt[NS_COUNT];

	memcpy(with_mnt, wanted, sizeof(with_mnt));
	with_mnt[NS_MNT] = true;
	fault_set(f, FAULT_EXPOSES_HOST, -EPERM, "-p without -m");
	fault_why(f,
		  "the target could reach your files through "
		  "/proc/N/root of the command: %s (ptrace(2))",
		  reason);
	request_line(req, with_mnt, NULL, false, &all);
	request_line(req, NULL, "--expose-host", false, &exposed);
	if (facts->ns[NS_MNT].shared)
		fault_hint(f, "%s", exposed.text);
	else
		fault_hint(f, "%s   # or all: -a; or, if you trust it: %s",
			   all.text, exposed.text);
	return -EPERM;
}

int refuse_capability(const struct request *req, unsigned int cap,
		      const char *purpose, struct fault *f)
{
	char name[CAPS_NAME_SIZE];
	struct line l = LINE_INIT;

	fault_set(f, FAULT_LACKS_CAPABILITY, -EPERM, "%s", purpose);
	fault_why(f,
		  "it needs %s, and you do not have it in your own user "
		  "namespace (capabilities(7))",
		  caps_name(cap, name));
	request_line(req, NULL, "-U", false, &l);
	if (req->asked[NS_USER] || req->target.kind == SPEC_NONE)
		hint_sudo(req, f);
	else
		fault_hint(f, "%s", l.text);
	return -EPERM;
}
