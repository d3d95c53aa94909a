/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bubblewrap: no file tells of its sandboxes, so /proc is looked through. */
#include "config.h"
#include "engine/bwrap.h"
#include "base/cleanup.h"
#include "engine/proof.h"
#include "engine/rows.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Of what an update has replaced the kernel says so: readlink(2) of exe. */
#define DELETED " (deleted)"

static bool is_called(const char *name, size_t length, const char *wanted)
{
	return strlen(wanted) == length && strncmp(name, wanted, length) == 0;
}

/* By its program, which costs one call for a process that is none. */
static bool is_bwrap(int procfs, pid_t pid)
{
	char path[32], link[PATH_MAX];
	const char *name;
	size_t length;
	ssize_t n;

	snprintf(path, sizeof(path), "%d/exe", (int)pid);
	n = readlinkat(procfs, path, link, sizeof(link) - 1);
	if (n <= 0)
		return false;
	link[n] = '\0';
	name = strrchr(link, '/');
	if (!name)
		return false;
	name++;
	length = strlen(name);
	if (length > strlen(DELETED) &&
	    strcmp(name + length - strlen(DELETED), DELETED) == 0)
		length -= strlen(DELETED);
	return is_called(name, length, "bwrap") ||
	       is_called(name, length, "flatpak-bwrap");
}

/*
 * The outer bwrap stays in the caller's mount namespace, and every sandbox
 * has one of its own, in which it can give its files any name, and one of
 * root's files the name of bwrap.
 */
static bool is_monitor(int procfs, pid_t pid)
{
	return is_bwrap(procfs, pid) && proof_is_in_own(pid, NS_MNT) &&
	       proof_is_real_monitor(pid);
}

static bool visit_child(int procfs, pid_t pid, void *context)
{
	pid_t *child = context;

	(void)procfs;
	if (proof_is_in_own(pid, NS_MNT))
		return false;
	*child = pid;
	return true;
}

struct walk {
	const struct engine *engine;
	engine_visit *visit;
	void *context;
};

static bool visit_process(int procfs, pid_t pid, void *context)
{
	const struct walk *walk = context;
	struct container c = {
		.engine = walk->engine,
		.in_project = true,
		.state = CONTAINER_RUNNING,
		.monitor = pid,
	};

	/* without a child it has not come so far, or is about to end */
	if (!is_monitor(procfs, pid) ||
	    scan_children(pid, visit_child, &c.pid) != 1)
		return false;
	snprintf(c.name, sizeof(c.name), "%d", (int)pid);
	snprintf(c.service, sizeof(c.service), "%d", (int)c.pid);
	return walk->visit(&c, walk->context);
}

static int bwrap_list(const struct engine *engine, const struct places *places,
		      engine_visit *visit, void *context, struct fault *f)
{
	struct walk walk = { engine, visit, context };
	int r = scan_processes(visit_process, &walk);

	(void)places;
	if (r < 0)
		fault_set(f, FAULT_NO_PROC, r, "/proc");
	return r;
}

static const enum ns_type of_sandbox[] = { NS_USER, NS_MNT, NS_PID };

struct sandbox {
	uint64_t ns[ARRAY_SIZE(of_sandbox)];
	pid_t command;
};

static bool is_in_sandbox(int procfs, pid_t pid, const struct sandbox *sandbox)
{
	uint64_t ns;

	for (size_t i = 0; i < ARRAY_SIZE(of_sandbox); i++) {
		if (scan_namespace(procfs, pid, of_sandbox[i], &ns) < 0 ||
		    ns != sandbox->ns[i])
			return false;
	}
	return true;
}

static bool visit_command(int procfs, pid_t pid, void *context)
{
	struct sandbox *sandbox = context;

	if (!is_in_sandbox(procfs, pid, sandbox))
		return false;
	sandbox->command = pid;
	return true;
}

pid_t bwrap_command(pid_t child)
{
	cleanup_close int procfs = open("/proc", O_PATH | O_CLOEXEC);
	struct sandbox sandbox = { .command = 0 };

	if (procfs < 0 || !is_bwrap(procfs, child))
		return child;
	for (size_t i = 0; i < ARRAY_SIZE(of_sandbox); i++) {
		if (scan_namespace(procfs, child, of_sandbox[i],
				   &sandbox.ns[i]) < 0)
			return child;
	}
	scan_children(child, visit_command, &sandbox);
	return sandbox.command ? sandbox.command : child;
}

const char *bwrap_doubt(int proc, const struct container *c)
{
	cleanup_close int parent = -EBADF;
	struct proc_status status;

	if (procfs_status(proc, &status) < 0)
		return "it has ended";
	if (status.ppid == c->monitor)
		return proof_doubt_monitor(proc, c->monitor);
	/* the copy of bwrap that reaps stands between the two */
	parent = procfs_open(status.ppid);
	return parent < 0 ? "its parent has ended"
			  : proof_doubt_monitor(parent, c->monitor);
}

static int bwrap_locate(const struct places *places, struct container *c,
			struct fault *f)
{
	(void)places;
	(void)f;
	c->pid = bwrap_command(c->pid);
	return 0;
}

const struct engine engine_bwrap = {
	.name = "bwrap",
	.list = bwrap_list,
	.locate = bwrap_locate,
	.doubt = bwrap_doubt,
	.scans = true,
};
