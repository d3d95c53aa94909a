/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Looks, and writes down what it saw; changes nothing. */
#include "config.h"
#include "plan/detect.h"
#include "base/cleanup.h"
#include "kernel/caps.h"
#include "kernel/landlock.h"
#include "kernel/pidfd.h"
#include "kernel/scan.h"
#include "kernel/sys.h"
#include "plan/files.h"
#include "plan/host.h"
#include "plan/peers.h"
#include "plan/users.h"
#include "plan/view.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int no_own_proc(int error, struct fault *f)
{
	fault_set(f, FAULT_NO_PROC, error, "/proc/self");
	if (!procfs_is_there())
		fault_why(f, "proc(5) is not mounted at /proc, and without it "
			     "nothing tells which namespaces differ");
	else
		fault_why(f, "/proc is of a pid namespace in which this "
			     "process has no number");
	fault_hint(f, "mount -t proc proc /proc   # as root of this mount and "
		      "pid namespace");
	return error;
}

int detect_caller(struct facts *facts, struct fault *f)
{
	struct caller_fact *caller = &facts->caller;
	struct userns_fact *own = &facts->users[USERNS_OWN];
	int r;

	r = nsfs_id_at(AT_FDCWD, "/proc/self/ns/user", &own->id);
	if (r < 0)
		return no_own_proc(r, f);
	own->parent = USERNS_UNKNOWN;
	own->owner_error = -EPERM;
	facts->user_count = 1;
	for (int t = 0; t < NS_COUNT; t++)
		facts->ns[t].owner = USERNS_UNKNOWN;
	facts->top = USERNS_UNKNOWN;
	caller->uid = geteuid();
	caller->gid = getegid();
	caller->filter = sys_setns_filter(0);
	/*
	 * By capget(2): libcap-ng would read /proc/self/status twice for the
	 * bounding and ambient sets, which nothing here goes by.
	 */
	r = caps_effective_now(&caller->caps);
	if (r < 0)
		return fault_set(f, FAULT_SYSTEM, r, "own capabilities");
	return 0;
}

/* By the pidfd, which cannot be made to wait; by the link before 6.11. */
static int open_namespace(const struct target *t, enum ns_type type,
			  bool children)
{
	const struct ns_info *info = &ns_infos[type];
	int fd = t->pidfd < 0 ? -ENOTTY
			      : pidfd_namespace(t->pidfd, type, children);

	if (fd != -ENOTTY && fd != -EINVAL && fd != -EPERM && fd != -ENOSYS)
		return fd;
	fd = openat(t->proc, children ? info->children_path : info->path,
		    O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* The one that its children are in, where that is the one meant. */
static void take_children(const struct ns_info *info, struct target *t,
			  enum ns_type type, struct ns_fact *ns)
{
	cleanup_close int fd = -EBADF;
	struct ns_id id;

	/*
	 * The waiting parent of `unshare --fork` is in the caller's own pid
	 * namespace; only what it created for its children is new.
	 */
	if (!ns->shared || !info->children_path)
		return;
	fd = open_namespace(t, type, true);
	if (fd < 0 || nsfs_id(fd, &id) < 0 || ns_id_equal(id, ns->self))
		return;
	ns->there = id;
	ns->shared = false;
	ns->for_children = true;
	close_fd(&t->ns[type]);
	t->ns[type] = take_fd(&fd);
}

/* @own is the caller's where that is known already, or NULL. */
static void look_at(enum ns_type type, const struct ns_id *own,
		    struct target *t, struct ns_fact *ns)
{
	const struct ns_info *info = &ns_infos[type];
	char self[32];

	/* by FILEs alone: there is no process to have one of this type */
	if (t->ns[type] < 0 && t->proc < 0)
		return;
	ns->seen = true;
	if (own)
		ns->self = *own;
	snprintf(self, sizeof(self), "/proc/self/%s", info->path);
	ns->error = own ? 0 : nsfs_id_at(AT_FDCWD, self, &ns->self);
	/* any other error is no word about the kernel: never to be skipped */
	ns->exists = ns->error != -ENOENT;
	if (ns->error < 0)
		return;
	if (t->ns[type] < 0)
		t->ns[type] = open_namespace(t, type, false);
	ns->error = t->ns[type] < 0 ? t->ns[type]
				    : nsfs_id(t->ns[type], &ns->there);
	if (ns->error < 0)
		return;
	ns->shared = ns_id_equal(ns->self, ns->there);
	if (t->proc >= 0)
		take_children(info, t, type, ns);
}

static bool is_wanted(const struct request *req, enum ns_type type)
{
	/* of the socket, which can be held only once inside */
	if (type == NS_NET && req->has_net_socket)
		return false;
	return request_asks(req, type);
}

static bool needs_look(const struct request *req, enum ns_type type)
{
	if (req->mode == MODE_EXPLAIN || is_wanted(req, type))
		return true;
	/* what the ids are mapped by */
	if (type == NS_USER)
		return true;
	/* has it files of its own, which a view could be made of? */
	if (type == NS_MNT &&
	    (req->read_only != READ_ONLY_UNSAID || view_is_asked(req)))
		return true;
	/* would a command with the caller's files stand among the target's? */
	return type == NS_MNT && is_wanted(req, NS_PID);
}

static void look_at_owner(struct facts *facts, struct target *t,
			  enum ns_type type)
{
	struct ns_fact *ns = &facts->ns[type];
	int fd;

	if (t->ns[type] < 0 || ns->error < 0)
		return;
	if (type != NS_USER) {
		ns->owner = users_add_owner(facts, t, t->ns[type]);
		return;
	}
	if (ns->shared) {
		ns->owner = USERNS_OWN;
		return;
	}
	/* of the user namespace itself, its place in the tree */
	fd = fcntl(t->ns[type], F_DUPFD_CLOEXEC, 3);
	ns->owner = fd < 0 ? USERNS_UNKNOWN : users_add(facts, t, fd);
	if (ns->owner < 0)
		ns->owner = USERNS_UNKNOWN;
}

static void look_at_namespaces(const struct request *req, struct target *t,
			       struct facts *facts)
{
	for (int type = 0; type < NS_COUNT; type++) {
		struct ns_fact *ns = &facts->ns[type];

		if (!needs_look(req, (enum ns_type)type))
			continue;
		look_at((enum ns_type)type,
			type == NS_USER ? &facts->users[USERNS_OWN].id : NULL,
			t, ns);
		/* what is shared will not be joined: its owner is no matter */
		if (!ns->shared || type == NS_USER || req->mode == MODE_EXPLAIN)
			look_at_owner(facts, t, (enum ns_type)type);
	}
}

/* Ids follow the target, or a refusal has to name its owner. */
static bool needs_status(const struct request *req, const struct facts *facts)
{
	if (req->mode == MODE_EXPLAIN || req->caps == CAPS_TARGET ||
	    req->uid.kind == ID_FOLLOW || req->gid.kind == ID_FOLLOW)
		return true;
	for (int type = 0; type < NS_COUNT; type++) {
		if (facts->ns[type].seen && facts->ns[type].error < 0)
			return true;
	}
	return false;
}

static bool joins(const struct request *req, const struct facts *facts,
		  enum ns_type type)
{
	const struct ns_fact *ns = &facts->ns[type];

	return is_wanted(req, type) && ns->seen && ns->exists &&
	       ns->error == 0 && !ns->shared;
}

/*
 * What the caller's own map tells: the host's has every id, in one extent of
 * 2^32 - 1. And a target with the same map is taken to be in the caller's
 * own user namespace, whose map is shown in the ids of the one above.
 */
static void compare_maps(struct facts *facts)
{
	struct idmap own;

	if (procfs_idmap(AT_FDCWD, "/proc/self/uid_map", &own) < 0)
		return;
	facts->caller.initial = own.count == 1 &&
				own.extents[0].count == UINT32_MAX;
	if (facts->ns[NS_USER].error < 0 && idmap_equal(&own, &facts->maps.uid))
		facts->has_maps = false;
}

/* For what is printed: a refusal, or --explain. */
static void look_closer(struct target *t, struct facts *facts)
{
	facts->has_status = procfs_status(t->proc, &facts->status) == 0;
	compare_maps(facts);
	peers_container(t->proc, facts);
	peers_names(facts);
	if (facts->ns[NS_USER].error == -EACCES)
		facts->peer = peers_find(t);
}

/* The gid map matters where groups may be dropped, or a gid is asked for. */
static bool needs_gids(const struct request *req)
{
	return req->mode == MODE_EXPLAIN || is_wanted(req, NS_MNT) ||
	       req->defaults->becomes_root || req->gid.kind == ID_NAME ||
	       req->root.kind != DIR_UNSAID || req->gid.kind != ID_UNSAID;
}

/* The maps of a user namespace between, which an entry reads once there. */
static void look_between(struct facts *facts)
{
	int user = facts->ns[NS_USER].owner;
	int top = user > USERNS_OWN ? facts_top(facts, user) : user;

	if (top > USERNS_OWN && top != user &&
	    peers_maps(facts, top, &facts->top_maps) == 0)
		facts->top = top;
}

static void look_at_process(const struct request *req, struct target *t,
			    struct facts *facts)
{
	facts->has_target = true;
	/* a FILE's user namespace has maps that no process here tells */
	facts->has_maps =
		!facts->ns[NS_USER].shared && !req->file[NS_USER] &&
		!req->user_parent &&
		procfs_idmaps(t->proc, needs_gids(req), &facts->maps) == 0;
	if (needs_status(req, facts))
		look_closer(t, facts);
	if (req->mode == MODE_EXPLAIN)
		look_between(facts);
}

/* Who could reach a command that stands among the target's processes. */
static bool needs_reach(const struct request *req, const struct facts *facts)
{
	if (req->expose_host || !joins(req, facts, NS_PID) ||
	    (joins(req, facts, NS_MNT) && req->root.kind != DIR_PATH))
		return false;
	return !facts->ns[NS_MNT].shared || !facts_is_same_user(facts);
}

int detect(const struct request *req, struct target *t, struct facts *facts,
	   struct fault *f)
{
	bool changes_files;
	int r;

	r = detect_caller(facts, f);
	if (r == 0)
		r = files_open(req, t, f);
	if (r < 0)
		return r;
	look_at_namespaces(req, t, facts);
	if (t->proc >= 0)
		look_at_process(req, t, facts);
	changes_files = joins(req, facts, NS_MNT) ||
			req->root.kind != DIR_UNSAID;
	if (needs_reach(req, facts))
		peers_reach(t, facts, &facts->reach);
	if (req->pty != PTY_NO && (req->pty == PTY_YES || changes_files))
		facts->has_terminal = sys_has_terminal();
	if (req->read_only == READ_ONLY_FULL)
		facts->landlock = landlock_abi();
	if (req->tools.dir)
		facts->tools_error =
			host_directory(req, &facts->tools_is_mount);
	if (req->command && changes_files)
		facts->on_host = host_has_command(req->command[0]);
	/* whatever was opened above was all its own */
	if (t->proc >= 0 && !target_is_alive(t))
		return target_gone(t->pid, t->proc, f);
	return 0;
}
