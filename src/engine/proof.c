/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Is this process still the container's? */
#include "config.h"
#include "engine/proof.h"
#include "base/cleanup.h"
#include "kernel/nsfs.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int other_process(const struct container *c, const char *why,
			 struct fault *f)
{
	char title[CONTAINER_TITLE_SIZE];

	container_title(c, title);
	fault_set(f, FAULT_REUSED, -ESRCH, "%s", title);
	fault_why(f, "its process was %d, and that one is another's by now: %s",
		  (int)c->pid, why);
	fault_hint(f, "%s   # what became of it",
		   c->engine->show ? c->engine->show : "uenter");
	return -ESRCH;
}

static int no_proof(const struct container *c, struct fault *f)
{
	char title[CONTAINER_TITLE_SIZE];

	fault_set(f, FAULT_BAD_STATE, -ESRCH, "%s", container_title(c, title));
	fault_why(f,
		  "its engine wrote down no start time of its process, %d, so "
		  "nothing tells whether that is still the one",
		  (int)c->pid);
	if (c->engine->show)
		fault_hint(f, "%s   # what became of it", c->engine->show);
	return -ESRCH;
}

bool proof_is_in_own(pid_t pid, enum ns_type type)
{
	cleanup_close int procfs = open("/proc", O_PATH | O_CLOEXEC);
	char path[32];
	struct ns_id own;
	uint64_t there;

	snprintf(path, sizeof(path), "self/%s", ns_infos[type].path);
	return procfs >= 0 && scan_namespace(procfs, pid, type, &there) == 0 &&
	       nsfs_id_at(procfs, path, &own) == 0 && own.ino == there;
}

/*
 * A container's process can be called as a monitor is; its files cannot. They
 * may be of a file system that never answers fstatat(2), so that comes last.
 */
bool proof_is_real_monitor(pid_t pid)
{
	cleanup_close int proc = procfs_open(pid);
	struct stat exe;

	return proc >= 0 && proof_is_in_own(pid, NS_PID) &&
	       fstatat(proc, "exe", &exe, 0) == 0 && exe.st_uid == 0;
}

bool proof_is_outside(pid_t pid)
{
	return proof_is_in_own(pid, NS_PID) &&
	       (proof_is_in_own(pid, NS_MNT) || proof_is_real_monitor(pid));
}

const char *proof_doubt_monitor(int proc, pid_t monitor)
{
	struct proc_status status;

	if (procfs_status(proc, &status) < 0 || !monitor ||
	    status.ppid != monitor)
		return "its monitor is not its parent";
	if (!proof_is_real_monitor(monitor))
		return "its parent is no monitor: that runs in your pid "
		       "namespace, from a file of root's";
	return NULL;
}

static const char *doubt_start(int proc, uint64_t wanted)
{
	uint64_t started;

	if (procfs_start_time(proc, &started) < 0 || started != wanted)
		return "it started at another time";
	return NULL;
}

int proof_check(int proc, const struct container *c, struct fault *f)
{
	const char *why;

	if (c->engine->doubt)
		why = c->engine->doubt(proc, c);
	else if (c->started)
		why = doubt_start(proc, c->started);
	else if (!c->monitor)
		return no_proof(c, f);
	else
		why = proof_doubt_monitor(proc, c->monitor);
	return why ? other_process(c, why, f) : 0;
}

/* "0::/user.slice/web", where cgroup2 is mounted at the usual place. */
bool proof_is_frozen(int proc)
{
	char text[8192], path[PATH_MAX + 64], events[256];
	const char *line;

	if (procfs_read(proc, "cgroup", text, sizeof(text)) < 0)
		return false;
	line = strstr(text, "0::/");
	if (!line || (line != text && line[-1] != '\n'))
		return false;
	line += strlen("0::");
	snprintf(path, sizeof(path), "/sys/fs/cgroup%.*s/cgroup.events",
		 (int)strcspn(line, "\n"), line);
	return procfs_read(AT_FDCWD, path, events, sizeof(events)) > 0 &&
	       strstr(events, "frozen 1");
}
