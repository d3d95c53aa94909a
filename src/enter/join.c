/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Walks the plan: each step one call.
 *
 * Theory of operation. Between the first join and the exec this process is
 * the caller's, and stands more and more inside what may be hostile.
 *
 * 1. Not dumpable, before anything: joining a user namespace as its owner
 *    does not clear the flag, and the root inside could else trace this
 *    process, or take its descriptors (close-on-exec does not help there).
 *    Every change of ids sets it anew, so it is cleared again.
 * 2. What the caller's own user namespace owns. This has to be first: the
 *    capabilities there end with the next step.
 * 3. The user namespace. All capabilities in it, none outside from now on.
 *    They are read back, and what the plan needs and is missing is named.
 * 4. What is wanted of /proc/PID (environment, root, directory) is read
 *    through the directory opened before: of a process with another uid the
 *    kernel shows it only now. The reading is bounded in size and time.
 * 5. The others, pid before mnt: it takes effect in children only.
 * 6. mnt. From here on every path is the target's: nothing is opened by
 *    name, no library call that might do so is made, capabilities are asked
 *    for by capget(2), because /proc/self/status may lie, or hang.
 * 7. The root; the target's own user namespace where it lies deeper; the
 *    directory; groups, gid, uid; the flag again; capabilities.
 *    With --host-tools none of that: a process beside this one joins mnt, and
 *    takes a copy of the tree there. After a fresh /proc, too, none is read.
 *    What is put among the caller's own files (view.c) comes right behind
 *    the joins: a user namespace that lies deeper has no say over them.
 *    A read-only view comes after the root and the directory, and what
 *    keeps the command to it after the capabilities: see readonly.c.
 * 8. All descriptors above 2 are closed, and then comes the exec, or the
 *    fork: no code runs in the target's pid namespace with one open.
 */
#include "config.h"
#include "enter/join.h"
#include "base/cleanup.h"
#include "enter/cgroup.h"
#include "enter/context.h"
#include "enter/directory.h"
#include "enter/fetch.h"
#include "enter/readonly.h"
#include "enter/socket.h"
#include "enter/trace.h"
#include "enter/view.h"
#include "kernel/caps.h"
#include "plan/refuse.h"
#include "plan/view.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static void hint_explain(const struct join *j, struct fault *f)
{
	request_hint(j->req, NULL, "--explain", false, f);
}

static int join_failed(const struct join *j, const char *what, int flag,
		       int error, struct fault *f)
{
	/* a filter may look at the arguments: then only now it shows */
	if (error == -ENOSYS || (error == -EPERM && sys_setns_filter(flag) < 0))
		return refuse_filtered(error, what, f);
	if (error == -ESRCH)
		return target_gone(j->target->pid, j->target->proc, f);
	fault_set(f, FAULT_SYSTEM, error, "%s", what);
	hint_explain(j, f);
	return error;
}

static int join_namespace(struct join *j, const struct step *step,
			  struct fault *f)
{
	const struct ns_info *info = &ns_infos[step->type];
	int r = j->sys->setns(j->sys->self, j->target->ns[step->type],
			      info->flag);
	char what[64];

	if (r >= 0)
		return 0;
	snprintf(what, sizeof(what), "join the %s namespace", info->name);
	r = join_failed(j, what, info->flag, r, f);
	fault_namespace(f, info->name, j->facts->ns[step->type].there.ino);
	/* the order was a guess, and the kernel says that it was wrong */
	if (r == -EPERM && f->code == FAULT_SYSTEM &&
	    refuse_is_unknown(j->facts, step->type))
		refuse_why_unknown(f);
	return r;
}

static int join_user(struct join *j, const struct step *step, struct fault *f)
{
	int r = j->sys->setns(j->sys->self, j->target->users[step->user],
			      ns_infos[NS_USER].flag);
	char what[64];

	if (r >= 0)
		return 0;
	snprintf(what, sizeof(what), "join the user namespace %ju",
		 (uintmax_t)j->facts->users[step->user].id.ino);
	r = join_failed(j, what, ns_infos[NS_USER].flag, r, f);
	fault_namespace(f, ns_infos[NS_USER].name,
			j->facts->users[step->user].id.ino);
	return r;
}

/* Which later step it is that needs the capability. */
static const char *needed_by(const struct join *j, const struct step *verify,
			     unsigned int cap)
{
	const struct step *end = j->plan->steps + j->plan->count;

	for (const struct step *s = verify; s < end; s++) {
		const struct ns_info *info = &ns_infos[s->type];

		if (s->kind == STEP_JOIN &&
		    (info->caps_owner | info->caps_own) & CAP_BIT(cap))
			return info->name;
	}
	switch (cap) {
	case CAP_SYS_ADMIN:
		return view_is_asked(j->req) ? "copy of the mounts"
					     : "read-only view";
	case CAP_SYS_CHROOT:
		return j->req->tools.dir ? "tree of its files" : "root";
	case CAP_NET_ADMIN:
		return "socket";
	case CAP_SETPCAP:
		return "capabilities";
	default:
		return "ids";
	}
}

static int verify(struct join *j, const struct step *step, struct fault *f)
{
	char name[CAPS_NAME_SIZE];
	uint64_t have, missing;
	unsigned int cap;
	int r = j->sys->caps(j->sys->self, step->bare, &have);

	if (r < 0)
		return fault_set(f, FAULT_SYSTEM, r, "own capabilities");
	missing = step->caps & ~have;
	if (!missing)
		return 0;
	cap = caps_lowest(missing);
	fault_set(f, FAULT_LACKS_CAPABILITY, -EPERM, "%s",
		  caps_name(cap, name));
	fault_why(f,
		  "it is missing after the user namespace was joined, and "
		  "the %s needs it (a security module may withhold it)",
		  needed_by(j, step, cap));
	hint_explain(j, f);
	return -EPERM;
}

/* Of the namespace just joined: read here, because no process tells. */
static int decide_ids(struct join *j, struct fault *f)
{
	const struct idmaps *known = j->plan->maps;
	struct request req = *j->req;
	struct idmaps maps;
	bool joined = j->plan->user != USERNS_OWN;
	struct ids_facts in = {
		.caller = &j->facts->caller,
		.maps = known,
		.status = j->facts->has_status ? &j->facts->status : NULL,
		.becomes_root = j->plan->becomes_root,
	};
	int r = 0;

	req.uid = j->uid;
	req.gid = j->gid;
	if (joined && !known) {
		r = procfs_idmaps(j->self, true, &maps);
		in.maps = &maps;
	}
	if (r < 0)
		return fault_set(f, FAULT_SYSTEM, r, "/proc/self/uid_map");
	return ids_decide(&req, &in, &j->ids, f);
}

static int simple(int r, const char *what, struct fault *f)
{
	return r < 0 ? fault_set(f, FAULT_SYSTEM, r, "%s", what) : 0;
}

static int set_identity(struct join *j, struct fault *f)
{
	const struct sys *sys = j->sys;
	const struct ids *ids = &j->ids;
	int r = 0;

	if (ids->drop_groups)
		r = simple(sys->drop_groups(sys->self), "drop groups", f);
	if (r == 0 && ids->set_gid)
		r = simple(sys->set_gid(sys->self, ids->gid), "set the gid", f);
	if (r == 0 && ids->set_uid)
		r = simple(sys->set_uid(sys->self, ids->uid,
					ids->caps != IDS_CAPS_EXEC),
			   "set the uid", f);
	return r;
}

static int set_caps(struct join *j, struct fault *f)
{
	const struct sys *sys = j->sys;
	const struct ids *ids = &j->ids;
	bool kept = ids->caps == IDS_CAPS_TARGET || ids->caps == IDS_CAPS_READ;
	int r = 0;

	if (kept || ids->caps == IDS_CAPS_NONE)
		r = sys->limit_caps(sys->self,
				    ids->caps == IDS_CAPS_NONE ? 0 : ids->keep);
	if (r >= 0 &&
	    (ids->caps == IDS_CAPS_AMBIENT || (kept && ids->uid != 0)))
		r = sys->raise_ambient(sys->self);
	return simple(r, "set the capabilities", f);
}

static int leave_keyring(const struct sys *sys, struct fault *f)
{
	int r = sys->new_keyring(sys->self);

	/* ENOSYS: no keyrings in this kernel; EPERM: filtered, for all */
	if (r == -ENOSYS || r == -EPERM)
		return 0;
	return simple(r, "leave the session keyring", f);
}

/* Ours in any case; the caller's where they must not get inside. */
static int close_all(struct join *j, struct fault *f)
{
	int first = STDERR_FILENO + 1 + (int)j->req->preserve_fds;
	const int kept[] = { j->terminal.master, j->terminal.slave,
			     j->terminal.input, j->terminal.output };

	target_done(j->target);
	if (!j->plan->closes)
		return 0;
	return simple(j->sys->close_from(j->sys->self, first, kept,
					 ARRAY_SIZE(kept)),
		      "close what is open", f);
}

/* Before mnt: where the target has no devpts, the caller's is still there. */
static int open_terminal(struct join *j, struct fault *f)
{
	cleanup_close int root = -EBADF;

	if (j->target->proc >= 0)
		root = openat(j->target->proc, "root",
			      O_PATH | O_DIRECTORY | O_CLOEXEC);
	return simple(terminal_open(&j->terminal, root),
		      "open a terminal for the command", f);
}

static int drop_groups_early(const struct sys *sys, struct fault *f)
{
	int r = sys->drop_groups(sys->self);

	/* EPERM: the caller's own user namespace denies it for good as well */
	return r == -EPERM ? 0 : simple(r, "drop groups", f);
}

/* What is put among the caller's own files. */
static int do_view(struct join *j, enum step_kind kind, struct fault *f)
{
	switch (kind) {
	case STEP_TREE:
		return view_tree(j, f);
	case STEP_PRIVATE:
		return view_private(j, f);
	case STEP_ATTACH:
		return view_attach(j, f);
	case STEP_NAMES:
		return view_names(j, f);
	case STEP_SYS:
		return view_sys(j, f);
	case STEP_PROC:
		return view_proc(j, f);
	default:
		return -EINVAL;
	}
}

static int do_step(struct join *j, const struct step *step, struct fault *f)
{
	const struct sys *sys = j->sys;

	switch (step->kind) {
	case STEP_GROUPS:
		return drop_groups_early(sys, f);
	case STEP_UNDUMPABLE:
		return simple(sys->undumpable(sys->self), "become undumpable",
			      f);
	case STEP_CGROUP:
		return cgroup_join(j, f);
	case STEP_CONTEXT:
		return context_follow(j, f);
	case STEP_VERIFY:
		return verify(j, step, f);
	case STEP_JOIN:
		return join_namespace(j, step, f);
	case STEP_JOIN_USER:
		return join_user(j, step, f);
	case STEP_IDS:
		return decide_ids(j, f);
	case STEP_FETCH:
		return fetch(j, f);
	case STEP_KEYRING:
		return leave_keyring(sys, f);
	case STEP_TERMINAL:
		return open_terminal(j, f);
	case STEP_SOCKET:
		return socket_namespace(j, f);
	case STEP_ROOT:
		return simple(sys->enter_root(sys->self, j->target->root),
			      "change the root", f);
	case STEP_CWD:
		return directory_outer(j, f);
	case STEP_INNER_CWD:
		return directory_inner(j, f);
	case STEP_IDENTITY:
		return set_identity(j, f);
	case STEP_CAPS:
		return set_caps(j, f);
	case STEP_VIEW:
		return readonly_view(j, f);
	case STEP_CONFINE:
		return readonly_confine(j, f);
	case STEP_CLOSE:
		return close_all(j, f);
	default:
		return do_view(j, step->kind, f);
	}
}

int join_all(struct join *j, struct fault *f)
{
	cleanup_close int self = -EBADF;

	j->ids = j->plan->ids;
	j->uid = j->req->uid;
	j->gid = j->req->gid;
	if (!j->plan->has_ids) {
		/* of the /proc of now: after mnt another one stands there */
		self = open("/proc/self", O_DIRECTORY | O_CLOEXEC);
		j->self = self;
	}
	for (unsigned int i = 0; i < j->plan->count; i++) {
		const struct step *step = &j->plan->steps[i];
		uint64_t began = trace_clock(j->req);
		int r = do_step(j, step, f);

		if (j->req->verbose)
			trace_step(j->req, j->facts, step, r, began);
		if (r < 0)
			return r;
	}
	/* STEP_CLOSE closed what the structs still name */
	return 0;
}
