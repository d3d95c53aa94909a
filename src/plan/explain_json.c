/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan, or a refusal, for programs. */
#include "config.h"
#include "plan/explain.h"
#include "kernel/caps.h"

static void emit_caps(struct emitter *e, const char *key, uint64_t caps)
{
	char name[CAPS_NAME_SIZE];

	emit_open(e, key, '[');
	for (; caps; caps &= caps - 1)
		emit_text(e, NULL, caps_name(caps_lowest(caps), name));
	emit_close(e, ']');
}

/* An inode is never 0: that is "not known". */
static void emit_inode(struct emitter *e, const char *key, uint64_t inode)
{
	if (inode)
		emit_number(e, key, inode);
	else
		emit_null(e, key);
}

static void emit_uid(struct emitter *e, const struct userns_fact *u)
{
	if (u && u->owner_error == 0)
		emit_number(e, "owner_uid", u->owner);
	else
		emit_null(e, "owner_uid");
}

static const struct userns_fact *user_at(const struct facts *facts, int index)
{
	return index >= USERNS_OWN ? &facts->users[index] : NULL;
}

/* Who owns it: a user namespace, where that lies, and the uid of its owner. */
static void emit_owner(struct emitter *e, const struct facts *facts, int index)
{
	const struct userns_fact *u = user_at(facts, index);

	emit_text(e, "owner_is",
		  index == USERNS_OUTSIDE   ? "outside"
		  : index == USERNS_UNKNOWN ? "unknown"
		  : index == USERNS_OWN	    ? "own"
					    : "below");
	emit_inode(e, "owner_userns", u ? u->id.ino : 0);
	emit_uid(e, u);
}

/* Of a user namespace, its parent; the uid is that of its own owner. */
static void emit_parent(struct emitter *e, const struct facts *facts, int index)
{
	const struct userns_fact *u = user_at(facts, index);
	const struct userns_fact *parent = NULL;

	if (u && u->parent >= USERNS_OWN)
		parent = &facts->users[u->parent];
	emit_inode(e, "parent_userns", parent ? parent->id.ino : 0);
	emit_uid(e, u);
}

static const char *state_of(const struct ns_fact *ns)
{
	if (!ns->exists)
		return "absent";
	if (ns->error < 0)
		return "hidden";
	return ns->shared ? "shared" : "differs";
}

static void emit_namespace(struct emitter *e, const struct explained *x,
			   enum ns_type type)
{
	const struct ns_fact *ns = &x->facts->ns[type];
	unsigned int step = explain_joined(x->facts, x->plan, type);
	uint64_t caps = ns_infos[type].caps_owner | ns_infos[type].caps_own;
	bool is_known = ns->exists && ns->error == 0;

	emit_open(e, NULL, '{');
	emit_text(e, "type", ns_infos[type].name);
	emit_text(e, "state", state_of(ns));
	emit_inode(e, "inode", is_known ? ns->there.ino : 0);
	emit_inode(e, "own_inode", ns->self.ino);
	emit_error(e, "error", ns->exists ? ns->error : 0);
	emit_text(e, "file", x->req->file[type]);
	if (type == NS_USER)
		emit_parent(e, x->facts, ns->owner);
	else
		emit_owner(e, x->facts, ns->owner);
	emit_caps(e, "needs", is_known && ns->shared ? 0 : caps);
	if (step)
		emit_number(e, "step", step);
	else
		emit_null(e, "step");
	emit_close(e, '}');
}

static void emit_namespaces(struct emitter *e, const struct explained *x)
{
	emit_open(e, "namespaces", '[');
	for (int t = 0; t < NS_COUNT; t++) {
		if (x->facts->ns[t].seen)
			emit_namespace(e, x, (enum ns_type)t);
	}
	emit_close(e, ']');
}

static void emit_users(struct emitter *e, const struct facts *facts)
{
	emit_open(e, "user_namespaces", '[');
	for (unsigned int i = USERNS_OWN + 1; i < facts->user_count; i++) {
		emit_open(e, NULL, '{');
		emit_inode(e, "inode", facts->users[i].id.ino);
		emit_parent(e, facts, (int)i);
		emit_close(e, '}');
	}
	emit_close(e, ']');
}

void explain_json_step(struct emitter *e, const struct facts *facts,
		       const struct step *step)
{
	char text[128];

	emit_text(e, "action", explain_action(step->kind));
	emit_text(e, "text", explain_step(facts, step, text, sizeof(text)));
	switch (step->kind) {
	case STEP_JOIN:
		emit_text(e, "namespace", ns_infos[step->type].name);
		emit_inode(e, "inode", facts->ns[step->type].there.ino);
		emit_owner(e, facts, facts->ns[step->type].owner);
		break;
	case STEP_JOIN_USER:
		emit_text(e, "namespace", ns_infos[NS_USER].name);
		emit_inode(e, "inode", facts->users[step->user].id.ino);
		emit_parent(e, facts, step->user);
		break;
	case STEP_VERIFY:
		emit_caps(e, "capabilities", step->caps);
		break;
	default:
		break;
	}
}

static void emit_steps(struct emitter *e, const struct explained *x)
{
	unsigned int n;

	if (!x->plan) {
		emit_null(e, "steps");
		return;
	}
	emit_open(e, "steps", '[');
	for (n = 0; n < x->plan->count; n++) {
		emit_open(e, NULL, '{');
		emit_number(e, "number", n + 1);
		explain_json_step(e, x->facts, &x->plan->steps[n]);
		emit_close(e, '}');
	}
	emit_open(e, NULL, '{');
	emit_number(e, "number", n + 1);
	emit_text(e, "action", "execute");
	emit_text(e, "text", "execute the command");
	emit_flag(e, "fork", x->plan->fork);
	emit_flag(e, "terminal", x->plan->session);
	emit_close(e, '}');
	emit_close(e, ']');
}

static const char *const caps_kinds[] = {
	[IDS_CAPS_EXEC] = "by-exec",
	[IDS_CAPS_AMBIENT] = "ambient",
	[IDS_CAPS_TARGET] = "target",
	[IDS_CAPS_NONE] = "none",
};

static void emit_identity(struct emitter *e, const struct plan *plan)
{
	const struct ids *ids = plan ? &plan->ids : NULL;

	/* some are decided only once the maps are read, there */
	if (!plan || !plan->has_ids) {
		emit_null(e, "runs_as");
		return;
	}
	emit_open(e, "runs_as", '{');
	emit_number(e, "uid", ids->uid);
	emit_number(e, "gid", ids->gid);
	emit_number(e, "outer_uid", ids->outer_uid);
	emit_number(e, "outer_gid", ids->outer_gid);
	emit_text(e, "groups", ids->drop_groups ? "dropped" : "kept");
	emit_text(e, "capabilities", caps_kinds[ids->caps]);
	if (ids->caps == IDS_CAPS_TARGET)
		emit_caps(e, "kept", ids->keep);
	emit_close(e, '}');
}

static void emit_target(struct emitter *e, const struct explained *x)
{
	const struct facts *facts = x->facts;
	const char *name = x->target->name;

	emit_open(e, "target", '{');
	emit_text(e, "given", x->req->target.text);
	emit_text(e, "name", *name ? name : NULL);
	/* 0 where there are only FILEs, or it was not found */
	if (x->target->pid)
		emit_number(e, "pid", (uint64_t)x->target->pid);
	else
		emit_null(e, "pid");
	emit_text(e, "command", facts->has_status ? facts->status.name : NULL);
	if (facts->has_status)
		emit_number(e, "uid", facts->status.uid);
	else
		emit_null(e, "uid");
	emit_close(e, '}');
}

static void emit_caller(struct emitter *e, const struct facts *facts)
{
	if (facts->user_count == 0) {
		emit_null(e, "caller");
		return;
	}
	emit_open(e, "caller", '{');
	emit_number(e, "uid", facts->caller.uid);
	emit_number(e, "gid", facts->caller.gid);
	emit_inode(e, "userns", facts->users[USERNS_OWN].id.ino);
	emit_caps(e, "capabilities", facts->caller.caps);
	emit_error(e, "setns_filter", facts->caller.filter);
	emit_close(e, '}');
}

static void emit_command(struct emitter *e, const struct request *req)
{
	if (!req->command) {
		emit_null(e, "command");
		return;
	}
	emit_open(e, "command", '[');
	for (char **word = req->command; *word; word++)
		emit_text(e, NULL, *word);
	emit_close(e, ']');
}

void explain_json_refusal(struct emitter *e, const struct fault *f)
{
	emit_text(e, "code", fault_code_name(f->code));
	emit_text(e, "what", f->what);
	emit_text(e, "why", f->why);
	emit_text(e, "hint", f->hint[0] ? f->hint : NULL);
	emit_error(e, "error", f->error);
	emit_text(e, "namespace", f->type);
	emit_inode(e, "inode", f->inode);
	if (f->has_owner)
		emit_number(e, "owner_uid", f->owner);
	else
		emit_null(e, "owner_uid");
}

static void emit_verdict(struct emitter *e, const struct explained *x)
{
	bool told = x->facts->user_count > 0;

	emit_text(e, "verdict",
		  x->plan ? "enter"
		  : told  ? "refused"
			  : "unknown");
	if (x->plan) {
		emit_null(e, "refusal");
		return;
	}
	emit_open(e, "refusal", '{');
	explain_json_refusal(e, x->fault);
	emit_close(e, '}');
}

void explain_json(const struct explained *x, FILE *to)
{
	struct emitter e = { .to = to };

	emit_open(&e, NULL, '{');
	emit_verdict(&e, x);
	emit_target(&e, x);
	emit_caller(&e, x->facts);
	emit_command(&e, x->req);
	emit_namespaces(&e, x);
	emit_users(&e, x->facts);
	emit_steps(&e, x);
	emit_identity(&e, x->plan);
	emit_close(&e, '}');
	fputc('\n', to);
}
