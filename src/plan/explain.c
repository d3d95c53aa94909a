/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan in words. */
#include "config.h"
#include "plan/explain.h"
#include "kernel/caps.h"

#include <stdint.h>
#include <string.h>

static void print_caps(uint64_t caps, char *buf, size_t size)
{
	char name[CAPS_NAME_SIZE];
	size_t n = 0;

	buf[0] = '\0';
	for (; caps && n < size; caps &= caps - 1)
		n += (size_t)snprintf(buf + n, size - n, "%s%s", n ? "," : "",
				      caps_name(caps_lowest(caps), name));
}

/* For scripts, and for people where the words need nothing filled in. */
static const struct {
	const char *action, *text;
} steps[] = {
	[STEP_CGROUP] = { "join-cgroups", "join the cgroups" },
	[STEP_CONTEXT] = { "follow-context", "ask for the security context" },
	[STEP_GROUPS] = { "drop-groups", "drop the groups" },
	[STEP_UNDUMPABLE] = { "become-undumpable", "become undumpable" },
	[STEP_VERIFY] = { "verify", NULL },
	[STEP_JOIN] = { "join", NULL },
	[STEP_JOIN_USER] = { "join", NULL },
	[STEP_IDS] = { "read-maps", "read the id maps" },
	[STEP_FETCH] = { "read-process", "read what is wanted of /proc/PID" },
	[STEP_KEYRING] = { "leave-keyring", "leave the session keyring" },
	[STEP_TERMINAL] = { "open-terminal", "open a terminal of its own" },
	[STEP_SOCKET] = { "take-socket", "take the network of the socket" },
	[STEP_ROOT] = { "change-root", "change the root" },
	[STEP_CWD] = { "change-directory", "change the directory" },
	[STEP_INNER_CWD] = { "change-directory-inside",
			     "change the directory, inside" },
	[STEP_IDENTITY] = { "set-ids", "set groups, gid and uid" },
	[STEP_CAPS] = { "set-capabilities", "set the capabilities" },
	[STEP_PRIVATE] = { "copy-own-mounts", "copy the own mounts" },
	[STEP_TREE] = { "take-tree", "take its files as a tree" },
	[STEP_ATTACH] = { "attach-tree", "put that tree at its directory" },
	[STEP_PROC] = { "mount-proc", "mount a /proc of its processes" },
	[STEP_NAMES] = { "cover-names",
			 "put its name resolution files in place" },
	[STEP_SYS] = { "mount-sys", "mount a /sys of its network" },
	[STEP_VIEW] = { "copy-mounts", "copy the mounts, read-only" },
	[STEP_CONFINE] = { "confine", "deny what would write around them" },
	[STEP_CLOSE] = { "close-descriptors", "close descriptors above 2" },
};

const char *explain_action(enum step_kind kind)
{
	return steps[kind].action;
}

const char *explain_step(const struct facts *facts, const struct step *step,
			 char *buf, size_t size)
{
	char caps[128];

	switch (step->kind) {
	case STEP_JOIN:
		snprintf(buf, size, "join %s", ns_infos[step->type].name);
		break;
	case STEP_JOIN_USER:
		snprintf(buf, size, "join user %ju",
			 (uintmax_t)facts->users[step->user].id.ino);
		break;
	case STEP_VERIFY:
		print_caps(step->caps, caps, sizeof(caps));
		snprintf(buf, size, "verify %s", caps);
		break;
	default:
		snprintf(buf, size, "%s", steps[step->kind].text);
	}
	return buf;
}

unsigned int explain_joined(const struct facts *facts, const struct plan *plan,
			    enum ns_type type)
{
	for (unsigned int i = 0; plan && i < plan->count; i++) {
		const struct step *s = &plan->steps[i];

		if (s->kind == STEP_JOIN && s->type == type)
			return i + 1;
		if (s->kind == STEP_JOIN_USER && type == NS_USER &&
		    s->user == facts->ns[NS_USER].owner)
			return i + 1;
	}
	return 0;
}

static void owner_text(const struct facts *facts, enum ns_type type, char *buf,
		       size_t size)
{
	int owner = facts->ns[type].owner;
	char who[64];

	if (owner == USERNS_OUTSIDE) {
		snprintf(buf, size, "a user namespace not below yours");
	} else if (owner == USERNS_UNKNOWN) {
		snprintf(buf, size, "unknown");
	} else if (owner == USERNS_OWN) {
		snprintf(buf, size, "your user namespace");
	} else {
		const struct userns_fact *u = &facts->users[owner];

		if (u->owner_error < 0)
			snprintf(who, sizeof(who), "uid unknown");
		else
			facts_who(facts, u->owner, who, sizeof(who));
		if (type == NS_USER)
			snprintf(buf, size, "%s", who);
		else
			snprintf(buf, size, "%ju, %s", (uintmax_t)u->id.ino,
				 who);
	}
}

static void print_type(const struct facts *facts, const struct plan *plan,
		       enum ns_type type, FILE *to)
{
	const struct ns_fact *ns = &facts->ns[type];
	unsigned int at = explain_joined(facts, plan, type);
	char owner[128], caps[64], inode[24] = "-", what[24] = "-";
	const char *state = ns->shared ? "shared" : "differs";

	if (!ns->exists)
		state = "absent";
	else if (ns->error < 0)
		state = "hidden";
	else if (ns->seen)
		snprintf(inode, sizeof(inode), "%ju", (uintmax_t)ns->there.ino);
	owner_text(facts, type, owner, sizeof(owner));
	print_caps(ns_infos[type].caps_owner | ns_infos[type].caps_own, caps,
		   sizeof(caps));
	if (at)
		snprintf(what, sizeof(what), "step %u", at);
	fprintf(to, "%-7s %-11s %-8s %-9s %-33s %s\n", ns_infos[type].name,
		inode, state, what, owner, ns->shared ? "-" : caps);
}

static void print_types(const struct facts *facts, const struct plan *plan,
			FILE *to)
{
	fprintf(to, "%-7s %-11s %-8s %-9s %-33s %s\n", "type", "inode", "state",
		"joined", "owner (user namespace, uid)", "needs");
	for (int t = 0; t < NS_COUNT; t++) {
		if (facts->ns[t].seen)
			print_type(facts, plan, (enum ns_type)t, to);
	}
}

static void print_steps(const struct facts *facts, const struct plan *plan,
			FILE *to)
{
	char text[128];

	fputs("order:\n", to);
	for (unsigned int i = 0; i < plan->count; i++)
		fprintf(to, "  %2u. %s\n", i + 1,
			explain_step(facts, &plan->steps[i], text,
				     sizeof(text)));
	fprintf(to, "  %2u. %sexecute the command\n", plan->count + 1,
		plan->fork ? "fork, and " : "");
}

static void print_caps_of(const struct ids *ids, bool joined, FILE *to)
{
	char caps[64];

	switch (ids->caps) {
	case IDS_CAPS_AMBIENT:
		fputs("capabilities: all there, as ambient ones\n", to);
		break;
	case IDS_CAPS_TARGET:
		snprintf(caps, sizeof(caps), "%016jx", (uintmax_t)ids->keep);
		fprintf(to, "capabilities: those of the target (%s)\n", caps);
		break;
	case IDS_CAPS_READ:
		fputs("capabilities: cap_dac_read_search alone\n", to);
		break;
	case IDS_CAPS_NONE:
		fputs("capabilities: none\n", to);
		break;
	default:
		if (joined)
			fprintf(to, "capabilities: %s\n",
				ids->uid == 0 ? "all there, by uid 0" : "none");
		else
			fputs("capabilities: the caller's\n", to);
	}
}

static void print_identity(const struct plan *plan, FILE *to)
{
	const struct ids *ids = &plan->ids;
	bool joined = plan->user != USERNS_OWN;

	if (!plan->has_ids) {
		fputs("runs as: the ids that uenter finds mapped there\n", to);
		return;
	}
	fprintf(to,
		"runs as: uid %u, gid %u%s (here uid %u, gid %u), groups "
		"%s\n",
		ids->uid, ids->gid, joined ? " there" : "", ids->outer_uid,
		ids->outer_gid, ids->drop_groups ? "dropped" : "kept");
	print_caps_of(ids, joined, to);
}

static void print_head(const struct request *req, const struct facts *facts,
		       FILE *to)
{
	char who[64], shown[128];
	bool named = req->target.kind == SPEC_NAME ||
		     req->target.kind == SPEC_ENGINE;

	if (named)
		escape(shown, sizeof(shown), req->target.text);
	if (facts->has_status)
		fprintf(to, "target: %s%sprocess %d (%s), %s\n",
			named ? shown : "", named ? ", " : "",
			(int)facts->status.pid, facts->status.name,
			facts_who(facts, facts->status.uid, who, sizeof(who)));
	else
		fprintf(to, "target: %s\n",
			req->target.text
				? escape(shown, sizeof(shown), req->target.text)
				: "namespaces by file");
	fprintf(to, "caller: %s, user namespace %ju\n",
		facts_who(facts, facts->caller.uid, who, sizeof(who)),
		(uintmax_t)facts->users[USERNS_OWN].id.ino);
}

void explain_print(const struct request *req, const struct facts *facts,
		   const struct plan *plan, const struct fault *f, FILE *to)
{
	print_head(req, facts, to);
	print_types(facts, plan, to);
	if (!plan) {
		fprintf(to, "verdict: would be refused (%s)\n",
			fault_code_name(f->code));
		return;
	}
	print_steps(facts, plan, to);
	if (plan->own_pids[0])
		fprintf(to, "pids: your own: %s\n", plan->own_pids);
	print_identity(plan, to);
	fputs("verdict: would enter\n", to);
}
