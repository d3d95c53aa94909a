/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Containers by the processes that watch over them. */
#include "config.h"
#include "engine/monitor.h"
#include "base/cleanup.h"
#include "engine/proof.h"
#include "engine/rows.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define ARGS_MAX (16 * 1024)

/* comm(5) has 15 characters of it; asking for that waits for nobody. */
static bool is_called_so(int proc)
{
	char comm[32];

	if (procfs_read(proc, "comm", comm, sizeof(comm)) < 0)
		return false;
	comm[strcspn(comm, "\n")] = '\0';
	return strcmp(comm, "conmon") == 0 ||
	       strcmp(comm, "containerd-shim") == 0;
}

/*
 * What a container runs may call itself conmon and have the caller's uid: the
 * command line, which it could make a reader wait for, is read of a real
 * monitor alone.
 */
static bool read_monitor(const struct places *places, int procfs, pid_t pid,
			 struct monitor *ret)
{
	char name[16], program[64], args[ARGS_MAX];
	cleanup_close int proc = -EBADF;
	struct stat st;
	ssize_t length;

	snprintf(name, sizeof(name), "%d", (int)pid);
	if (fstatat(procfs, name, &st, 0) < 0 || st.st_uid != places->uid)
		return false;
	proc = openat(procfs, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (proc < 0 || !is_called_so(proc) || !proof_is_real_monitor(pid) ||
	    !procfs_program(proc, program, sizeof(program)))
		return false;
	length = procfs_read(proc, "cmdline", args, sizeof(args));
	return length > 0 && monitor_parse(program, args, (size_t)length, ret);
}

struct walk {
	const struct places *places;
	engine_visit *visit;
	void *context;
};

static bool visit_process(int procfs, pid_t pid, void *context)
{
	const struct walk *walk = context;
	struct container c = { .monitor = pid, .by_monitor = true };
	struct monitor monitor;

	if (!read_monitor(walk->places, procfs, pid, &monitor))
		return false;
	c.engine = engine_by_name(monitor.engine);
	memcpy(c.id, monitor.id, sizeof(c.id));
	memcpy(c.name, monitor.name, sizeof(c.name));
	memcpy(c.place, monitor.place, sizeof(c.place));
	return walk->visit(&c, walk->context);
}

static int monitor_list(const struct engine *engine,
			const struct places *places, engine_visit *visit,
			void *context, struct fault *f)
{
	struct walk walk = { places, visit, context };
	int r = scan_processes(visit_process, &walk);

	(void)engine;
	return r < 0 ? fault_set(f, FAULT_SYSTEM, r, "/proc") : r;
}

struct child {
	pid_t monitor;
	pid_t found;
	uint64_t started;
};

/* Of those in another pid namespace its 1, else the one that came first. */
static bool visit_child(int procfs, pid_t pid, void *context)
{
	struct child *child = context;
	cleanup_close int proc = -EBADF;
	struct proc_status status;
	uint64_t started;

	(void)procfs;
	proc = procfs_open(pid);
	if (proc < 0 || procfs_status(proc, &status) < 0 ||
	    status.ppid != child->monitor || status.depth < 2 ||
	    procfs_start_time(proc, &started) < 0)
		return false;
	if (!child->found || started < child->started) {
		child->found = pid;
		child->started = started;
	}
	if (status.inner_pid == 1)
		child->found = pid;
	return status.inner_pid == 1;
}

static bool visit_same(const struct container *c, void *context)
{
	struct container *wanted = context;

	if (strcmp(c->id, wanted->id) != 0)
		return false;
	wanted->monitor = c->monitor;
	return true;
}

int monitor_locate(struct container *c)
{
	struct child child = { .found = 0 };
	struct fault ignored = FAULT_INIT;
	struct places places;
	int r;

	places_init(&places);
	if (!c->monitor)
		monitor_list(c->engine, &places, visit_same, c, &ignored);
	child.monitor = c->monitor;
	r = child.monitor ? scan_processes(visit_child, &child) : 0;
	if (r < 0)
		return r;
	if (!child.found)
		return -ENOENT;
	c->pid = child.found;
	c->state = CONTAINER_RUNNING;
	return 0;
}

static int crio_locate(const struct places *places, struct container *c,
		       struct fault *f)
{
	(void)places;
	(void)f;
	return monitor_locate(c);
}

/*
 * Of all engines whose files are not where they are looked for; and of CRI-O,
 * which has none that are for others to read.
 */
const struct engine engine_crio = {
	.name = "cri-o",
	.list = monitor_list,
	.locate = crio_locate,
	.start = "crictl start",
	.exec = "crictl exec",
	.show = "crictl ps -a",
	.scans = true,
};
