/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Processes beside the target: who could reach us, who will do instead. */
#include "config.h"
#include "plan/peers.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "base/passwd.h"
#include "kernel/caps.h"
#include "kernel/scan.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/* Pid namespaces nest 32 deep (pid_namespaces(7)). */
#define PID_NS_MAX 33

struct reach_search {
	/* of the target, and those around it up to the caller's own */
	uint64_t pid_ns[PID_NS_MAX];
	unsigned int count;
	const struct facts *facts;
	struct reach_fact *found;
};

static bool is_known(const struct reach_fact *reach, uint64_t user)
{
	for (unsigned int i = 0; i < reach->count; i++) {
		if (reach->by[i].user == user)
			return true;
	}
	return false;
}

static int open_process(int procfs, pid_t pid)
{
	char path[24];
	int fd;

	snprintf(path, sizeof(path), "%d", (int)pid);
	fd = openat(procfs, path, O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static bool is_gone(int error)
{
	return error == -ENOENT || error == -ESRCH;
}

/* What cannot be read may be anything: capabilities are not ruled out. */
static bool status_may(int dirfd)
{
	struct proc_status status;
	uint64_t may;
	int r = procfs_status(dirfd, &status);

	if (r < 0)
		return !is_gone(r);
	/* what exec could still give it is of its bounding set */
	may = status.cap_permitted;
	if (!status.no_new_privs)
		may |= status.cap_bounding;
	return may & CAP_BIT(CAP_SYS_PTRACE);
}

static bool visit_thread(int tasks, pid_t tid, void *context)
{
	cleanup_close int task = open_process(tasks, tid);
	bool *may = context;

	*may = task < 0 ? !is_gone(task) : status_may(task);
	return *may;
}

/* Capabilities are a thread's own: one beside the leader can have more. */
static bool may_ptrace(int procfs, pid_t pid)
{
	cleanup_close int proc = open_process(procfs, pid);
	bool may = false;

	if (proc < 0)
		return !is_gone(proc);
	if (scan_directory(proc, "task", visit_thread, &may) < 0)
		return status_may(proc);
	return may;
}

static bool is_around(const struct reach_search *search, uint64_t pid_ns)
{
	for (unsigned int i = 0; i < search->count; i++) {
		if (search->pid_ns[i] == pid_ns)
			return true;
	}
	return false;
}

/*
 * One whose namespaces the kernel does not show: it may be there if it has a
 * number in a nested pid namespace, and an id of that user namespace.
 */
static bool may_be_there(const struct reach_search *search, int procfs,
			 pid_t pid)
{
	cleanup_close int proc = open_process(procfs, pid);
	const struct facts *facts = search->facts;
	struct proc_status status;

	return facts->has_maps && proc >= 0 &&
	       procfs_status(proc, &status) == 0 && status.depth > 1 &&
	       idmap_to_inside(&facts->maps.uid, status.uid) != ID_UNMAPPED;
}

static bool note(struct reach_fact *found, uint64_t user, pid_t pid)
{
	found->by[found->count].user = user;
	found->by[found->count].pid = pid;
	found->count++;
	/* more than can be told apart */
	found->is_full = found->count == REACH_MAX;
	return found->is_full;
}

static bool hide(struct reach_fact *found, pid_t pid)
{
	found->hidden = pid;
	return true;
}

static bool visit_reach(int procfs, pid_t pid, void *context)
{
	struct reach_search *search = context;
	struct reach_fact *found = search->found;
	uint64_t pid_ns, user;
	int r = scan_namespace(procfs, pid, NS_PID, &pid_ns);

	/* the kernel's "not yours" is the ordinary answer for most */
	if (r == -EACCES || r == -EPERM)
		return may_be_there(search, procfs, pid) &&
		       may_ptrace(procfs, pid) && hide(found, pid);
	if (r < 0)
		return !is_gone(r) && hide(found, pid);
	if (!is_around(search, pid_ns))
		return false;
	r = scan_namespace(procfs, pid, NS_USER, &user);
	if (r < 0)
		return !is_gone(r) && hide(found, pid);
	if (is_known(found, user) || !may_ptrace(procfs, pid))
		return false;
	return note(found, user, pid);
}

/* From the target's outwards: who is around it sees all that is in it. */
static void add_around(const struct target *t, const struct facts *facts,
		       struct reach_search *search)
{
	const struct ns_fact *ns = &facts->ns[NS_PID];
	cleanup_close int fd = fcntl(t->ns[NS_PID], F_DUPFD_CLOEXEC, 3);
	struct ns_id id = ns->there;

	search->pid_ns[search->count++] = id.ino;
	while (fd >= 0 && !ns_id_equal(id, ns->self) &&
	       search->count < PID_NS_MAX) {
		int parent = nsfs_parent(fd);

		close_fd(&fd);
		fd = parent;
		if (fd < 0 || nsfs_id(fd, &id) < 0 || ns_id_equal(id, ns->self))
			return;
		search->pid_ns[search->count++] = id.ino;
	}
}

void peers_reach(const struct target *t, const struct facts *facts,
		 struct reach_fact *ret)
{
	struct reach_search search = { .facts = facts, .found = ret };

	*ret = (struct reach_fact){ .count = 0 };
	add_around(t, facts, &search);
	ret->seen = scan_processes(visit_reach, &search) >= 0;
}

struct peer_search {
	struct ns_id net;
	pid_t self, found;
};

static bool visit_peer(int procfs, pid_t pid, void *context)
{
	struct peer_search *search = context;
	struct ns_id id;
	uint64_t user;
	char path[32];

	snprintf(path, sizeof(path), "%d/net/dev", (int)pid);
	if (pid == search->self || nsfs_id_at(procfs, path, &id) < 0 ||
	    !ns_id_equal(id, search->net) ||
	    scan_namespace(procfs, pid, NS_USER, &user) < 0)
		return false;
	search->found = pid;
	return true;
}

pid_t peers_find(const struct target *t)
{
	struct peer_search search = { .self = t->pid };
	struct ns_id own;

	if (nsfs_id_at(t->proc, "net/dev", &search.net) < 0 ||
	    nsfs_id_at(AT_FDCWD, "/proc/self/net/dev", &own) < 0 ||
	    ns_id_equal(own, search.net))
		return 0;
	scan_processes(visit_peer, &search);
	return search.found;
}

struct maps_search {
	uint64_t user;
	struct idmaps *found;
};

static bool visit_maps(int procfs, pid_t pid, void *context)
{
	struct maps_search *search = context;
	cleanup_close int proc = -EBADF;
	uint64_t user;

	if (scan_namespace(procfs, pid, NS_USER, &user) < 0 ||
	    user != search->user)
		return false;
	proc = open_process(procfs, pid);
	return proc >= 0 && procfs_idmaps(proc, true, search->found) == 0;
}

int peers_maps(const struct facts *facts, int user, struct idmaps *ret)
{
	struct maps_search search = { facts->users[user].id.ino, ret };

	return scan_processes(visit_maps, &search) == 1 ? 0 : -ENOENT;
}

/* An id of 64 hex digits: what Docker, Podman and CRI-O put into a path. */
static const char *find_id(const char *text)
{
	size_t run = 0;

	for (; *text; text++) {
		run = isxdigit((unsigned char)*text) ? run + 1 : 0;
		if (run == 64)
			return text - 63;
	}
	return NULL;
}

void peers_container(int proc, struct facts *facts)
{
	char text[4096];
	const char *id;

	facts->is_container = facts->has_status && facts->status.depth > 1;
	if (procfs_read(proc, "cgroup", text, sizeof(text)) < 0)
		return;
	id = find_id(text);
	if (!id)
		return;
	facts->is_container = true;
	memcpy(facts->container, id, 64);
	facts->container[64] = '\0';
}

static void add_name(struct facts *facts, const char *passwd, uid_t uid)
{
	struct name_fact *name = &facts->names[facts->name_count];
	struct passwd_entry entry;

	if (facts->name_count == NAMES_MAX ||
	    passwd_by_uid(passwd, uid, &entry) < 0)
		return;
	name->uid = uid;
	escape(name->name, sizeof(name->name), entry.name);
	facts->name_count++;
}

void peers_names(struct facts *facts)
{
	char passwd[65536];

	if (procfs_read(AT_FDCWD, "/etc/passwd", passwd, sizeof(passwd)) < 0)
		return;
	add_name(facts, passwd, facts->caller.uid);
	if (facts->has_status && facts->status.uid != facts->caller.uid)
		add_name(facts, passwd, facts->status.uid);
	if (facts->has_maps)
		add_name(facts, passwd, idmap_to_outside(&facts->maps.uid, 0));
	for (unsigned int i = 1; i < facts->user_count; i++) {
		if (facts->users[i].owner_error == 0)
			add_name(facts, passwd, facts->users[i].owner);
	}
}
