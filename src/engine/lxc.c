/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* LXC: a folder a container, and a monitor for each one that runs. */
#include "config.h"
#include "base/cleanup.h"
#include "engine/container.h"
#include "engine/keys.h"
#include "engine/proof.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* lxc.system.conf(5): neither follows XDG_CONFIG_HOME and XDG_DATA_HOME. */
static const char *config_file(const struct places *places, char *buf)
{
	if (places->uid == 0)
		return places_path(buf, "/etc", "lxc/lxc.conf");
	return places_path(buf, places->home, ".config/lxc/lxc.conf");
}

/* Where they are kept: lxcpath. A caller's own word, as the file is theirs. */
static const char *lxc_path(const struct places *places, char *buf)
{
	char text[16384], path[PATH_MAX];
	size_t length;

	if (procfs_read(AT_FDCWD, config_file(places, path), text,
			sizeof(text)) <= 0 ||
	    !keys_value(text, NULL, "lxc.lxcpath", buf, PATH_MAX)) {
		if (places->uid == 0)
			return places_path(buf, "/var/lib", "lxc");
		return places_path(buf, places->home, ".local/share/lxc");
	}
	length = strlen(buf);
	while (length > 1 && buf[length - 1] == '/')
		buf[--length] = '\0';
	return buf;
}

/* LXC itself takes all but a '/'; more than these is asking for trouble. */
static bool is_name(const char *name)
{
	return state_is_made_of(name, "_.-+@:,=", 255);
}

struct walk {
	const struct engine *engine;
	engine_visit *visit;
	void *context;
};

static bool visit_entry(int dir, const char *name, void *context)
{
	const struct walk *walk = context;
	struct container c = { .engine = walk->engine };
	char path[sizeof(c.name) + 16];
	struct stat st;

	if (!is_name(name))
		return false;
	snprintf(path, sizeof(path), "%s/config", name);
	if (fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISREG(st.st_mode))
		return false;
	snprintf(c.name, sizeof(c.name), "%s", name);
	return walk->visit(&c, walk->context);
}

static int lxc_list(const struct engine *engine, const struct places *places,
		    engine_visit *visit, void *context, struct fault *f)
{
	struct walk walk = { engine, visit, context };
	cleanup_close int dir = -EBADF;
	char path[PATH_MAX];

	dir = state_open_dir(lxc_path(places, path), f);
	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	return scan_names(dir, ".", visit_entry, &walk);
}

/* What the monitor writes over its command line, and the process it is. */
struct monitor {
	char title[PATH_MAX + 300];
	pid_t pid, init;
};

/* Of others a process can be called so; whose child is init, is not said. */
static bool visit_monitor(int procfs, pid_t pid, void *context)
{
	struct monitor *monitor = context;
	char path[32], line[sizeof(monitor->title)];

	snprintf(path, sizeof(path), "%d/cmdline", (int)pid);
	if (procfs_read(procfs, path, line, sizeof(line)) <= 0 ||
	    strcmp(line, monitor->title) != 0 || !proof_is_real_monitor(pid))
		return false;
	monitor->pid = pid;
	return true;
}

static bool visit_init(int procfs, pid_t pid, void *context)
{
	struct monitor *monitor = context;

	(void)procfs;
	/* it has been cloned into the container's namespaces */
	if (proof_is_in_own(pid, NS_MNT))
		return false;
	monitor->init = pid;
	return true;
}

static int lxc_locate(const struct places *places, struct container *c,
		      struct fault *f)
{
	struct monitor monitor = { .pid = 0 };
	char path[PATH_MAX];
	int r;

	snprintf(monitor.title, sizeof(monitor.title), "[lxc monitor] %s %s",
		 lxc_path(places, path), c->name);
	r = scan_processes(visit_monitor, &monitor);
	if (r < 0)
		return fault_set(f, FAULT_NO_PROC, r, "/proc");
	c->state = CONTAINER_EXITED;
	if (r == 0 || scan_children(monitor.pid, visit_init, &monitor) != 1)
		return 0;
	c->state = CONTAINER_RUNNING;
	c->monitor = monitor.pid;
	c->pid = monitor.init;
	return 0;
}

const struct engine engine_lxc = {
	.name = "lxc",
	.list = lxc_list,
	.locate = lxc_locate,
	.start = "lxc-start -n",
	.unpause = "lxc-unfreeze -n",
	.exec = "lxc-attach -n",
	.show = "lxc-ls -f",
};
