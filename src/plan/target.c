/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A process to enter, pinned: one pidfd from the first look to the last. */
#include "config.h"
#include "plan/target.h"
#include "base/cleanup.h"
#include "kernel/nsfs.h"
#include "kernel/pidfd.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <inttypes.h>

void target_init(struct target *t)
{
	t->pid = 0;
	t->name[0] = '\0';
	t->pidfd = t->proc = t->root = t->cwd = -EBADF;
	for (int i = 0; i < NS_COUNT; i++)
		t->ns[i] = -EBADF;
	for (int i = 0; i < USERNS_MAX; i++)
		t->users[i] = -EBADF;
}

void target_done(struct target *t)
{
	close_fd(&t->pidfd);
	close_fd(&t->proc);
	close_fd(&t->root);
	close_fd(&t->cwd);
	for (int i = 0; i < NS_COUNT; i++)
		close_fd(&t->ns[i]);
	for (int i = 0; i < USERNS_MAX; i++)
		close_fd(&t->users[i]);
}

static int no_process(pid_t pid, struct fault *f)
{
	fault_set(f, FAULT_GONE, -ESRCH, "process %d", (int)pid);
	fault_why(f, "there is no such process (any more)");
	fault_hint(f, "lsns -o TYPE,PID,USER,COMMAND   # what is there");
	return -ESRCH;
}

static int zombie(const struct proc_status *status, pid_t pid, struct fault *f)
{
	fault_set(f, FAULT_ZOMBIE, -ESRCH, "process %d (%s)", (int)pid,
		  status->name);
	fault_why(f,
		  "it is a zombie: it has ended, and its parent, process "
		  "%d, has not waited for it; its namespaces are gone",
		  (int)status->ppid);
	fault_hint(f,
		   "ps -o pid,ppid,stat,args --ppid %d   # the children of "
		   "that parent",
		   (int)status->ppid);
	return -ESRCH;
}

int target_gone(pid_t pid, int proc, struct fault *f)
{
	struct proc_status status;

	if (proc >= 0 && procfs_status(proc, &status) == 0 &&
	    status.state == 'Z')
		return zombie(&status, pid, f);
	return no_process(pid, f);
}

static int no_proc(struct fault *f)
{
	fault_set(f, FAULT_NO_PROC, -ENOENT, "/proc");
	fault_why(f, "proc(5) is not mounted there, and without it nothing "
		     "tells which namespaces a process has");
	fault_hint(f, "mount -t proc proc /proc   # as root of this mount "
		      "namespace");
	return -ENOENT;
}

/* Said of a process that is there, but not in this /proc. */
static int hidden(pid_t pid, struct fault *f)
{
	fault_set(f, FAULT_NO_PROC, -ENOENT, "process %d", (int)pid);
	fault_why(f, "it exists, but /proc does not show it: /proc is mounted "
		     "with hidepid (or its process is another user's)");
	fault_hint(f, "grep ' /proc ' /proc/self/mountinfo   # its options; "
		      "your own processes are shown in any case");
	return -ENOENT;
}

static int foreign_proc(pid_t pid, struct fault *f)
{
	fault_set(f, FAULT_FOREIGN_PROC, -EXDEV, "process %d", (int)pid);
	fault_why(f, "/proc is of another pid namespace than this process is "
		     "in: its numbers mean other processes here");
	fault_hint(f, "unshare -m sh -c 'mount -t proc proc /proc; exec "
		      "\"$0\"' sh   # a shell with the right one");
	return -EXDEV;
}

static int open_process(pid_t pid, struct target *t, struct fault *f)
{
	bool exists;

	t->pid = pid;
	t->pidfd = pidfd_open_process(pid);
	exists = t->pidfd >= 0;
	/* ENOSYS, or EPERM of a filter: the directory alone has to do */
	if (t->pidfd == -ESRCH || t->pidfd == -EINVAL)
		return procfs_is_there() && !procfs_is_own()
			       ? foreign_proc(pid, f)
			       : no_process(pid, f);
	t->proc = procfs_open(pid);
	if (t->proc >= 0)
		return 0;
	/* hidepid=1 says so, hidepid=2 denies that it is there */
	if (t->proc == -EPERM || t->proc == -EACCES)
		return hidden(pid, f);
	if (t->proc != -ENOENT)
		return fault_set(f, FAULT_SYSTEM, t->proc, "/proc/%d",
				 (int)pid);
	if (!procfs_is_there())
		return no_proc(f);
	if (exists && pidfd_is_alive(t->pidfd))
		return procfs_is_own() ? hidden(pid, f) : foreign_proc(pid, f);
	return no_process(pid, f);
}

/* The proof that the pidfd and the directory are one process's. */
static int check_identity(const struct target *t, struct fault *f)
{
	pid_t shown = t->pid;
	int r = 0;

	if (t->pidfd >= 0)
		r = procfs_pid_of(t->pidfd, &shown);
	else if (!procfs_is_own())
		r = -EXDEV;
	if (r < 0)
		return foreign_proc(t->pid, f);
	if (!target_is_alive(t))
		return target_gone(t->pid, t->proc, f);
	/*
	 * In `unshare -pf` with the outer /proc, pid 1 and /proc/1 are two
	 * processes; only fdinfo tells.
	 */
	return shown == t->pid ? 0 : foreign_proc(t->pid, f);
}

bool target_is_alive(const struct target *t)
{
	struct proc_status status;

	if (t->pidfd >= 0)
		return pidfd_is_alive(t->pidfd);
	return procfs_status(t->proc, &status) == 0 && status.state != 'Z' &&
	       status.state != 'X';
}

static int check_inode(const struct target_spec *spec, const struct target *t,
		       struct fault *f)
{
	uint64_t inode;
	int r = t->pidfd < 0 ? t->pidfd : pidfd_inode(t->pidfd, &inode);

	if (r < 0) {
		fault_set(f, FAULT_SYSTEM, r, "target %s", spec->text);
		fault_why(f, t->pidfd < 0
				     ? "an inode pins a process by its pidfd, "
				       "and pidfd_open(2) fails here: the "
				       "kernel is older than Linux 5.3, or a "
				       "seccomp filter refuses it"
				     : "this kernel's pidfds have no inodes "
				       "of their own (they do since Linux "
				       "6.9)");
		fault_hint(
			f,
			"ps -o pid,user,lstart,args -p %d   # then, give the "
			"PID alone",
			(int)spec->pid);
		return r;
	}
	if (inode == spec->inode)
		return 0;
	fault_set(f, FAULT_REUSED, -ESRCH, "target %s", spec->text);
	fault_why(f,
		  "the pid was reused: process %d is another one by now "
		  "(inode %" PRIu64 ")",
		  (int)spec->pid, inode);
	fault_hint(f,
		   "ps -o pid,user,lstart,args -p %d   # what it is now; "
		   "%d:%" PRIu64 " would pin it",
		   (int)spec->pid, (int)spec->pid, inode);
	return -ESRCH;
}

struct search {
	uint64_t inode;
	pid_t found;
};

static bool lives_in(int procfs, pid_t pid, void *context)
{
	struct search *search = context;
	uint64_t inode;

	for (int t = 0; t < NS_COUNT; t++) {
		if (scan_namespace(procfs, pid, (enum ns_type)t, &inode) == 0 &&
		    inode == search->inode) {
			search->found = pid;
			return true;
		}
	}
	return false;
}

static int find_by_inode(const struct target_spec *spec, pid_t *ret,
			 struct fault *f)
{
	struct search search = { .inode = spec->inode };
	int r = scan_processes(lives_in, &search);

	if (r < 0)
		return no_proc(f);
	if (r == 1) {
		*ret = search.found;
		return 0;
	}
	fault_set(f, FAULT_BAD_TARGET, -ENOENT, "target '%s'", spec->text);
	fault_namespace(f, NULL, spec->inode);
	fault_why(f,
		  "no process that you may look into lives in a namespace "
		  "with inode %" PRIu64 "; accepted: a PID (1 to 4194304) "
		  "or the inode of a namespace in use",
		  spec->inode);
	fault_hint(f, "lsns -o NS,TYPE,PID,USER,COMMAND   # the inodes");
	return -ENOENT;
}

/* Through the pinned directory: what the scan saw by number. */
static bool has_inode(const struct target *t, uint64_t inode)
{
	struct ns_id id;

	for (int i = 0; i < NS_COUNT; i++) {
		if (nsfs_id_at(t->proc, ns_infos[i].path, &id) == 0 &&
		    id.ino == inode)
			return true;
	}
	return false;
}

int target_open(const struct target_spec *spec, struct target *ret,
		struct fault *f)
{
	cleanup_target struct target t;
	pid_t pid = spec->pid;
	int r = 0;

	target_init(&t);
	if (spec->kind == SPEC_NS_INODE)
		r = find_by_inode(spec, &pid, f);
	if (r == 0)
		r = open_process(pid, &t, f);
	if (r == 0)
		r = check_identity(&t, f);
	if (r == 0 && spec->kind == SPEC_PID_INODE)
		r = check_inode(spec, &t, f);
	/* between the scan and the open the pid may have been reused */
	if (r == 0 && spec->kind == SPEC_NS_INODE &&
	    !has_inode(&t, spec->inode))
		r = target_gone(pid, t.proc, f);
	if (r < 0)
		return r;
	*ret = t;
	target_init(&t); /* ownership has moved to the caller */
	return 0;
}
