/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The namespaces that rootless engines make for themselves: @ENGINE. */
#include "config.h"
#include "engine/own.h"
#include "base/cleanup.h"
#include "engine/proof.h"
#include "engine/state.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENVIRON_MAX (64 * 1024)

/* Whether both execute one file: rootlesskit's child is itself, again. */
static bool is_same_program(int a, int b)
{
	struct stat left, right;

	return fstatat(a, "exe", &left, 0) == 0 &&
	       fstatat(b, "exe", &right, 0) == 0 &&
	       left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/*
 * Takes @pid where it is a child of rootlesskit's now; its start time says
 * later that it is still that one.
 */
static int take_child(pid_t pid, struct container *ret)
{
	cleanup_close int proc = procfs_open(pid), parent = -EBADF;
	struct proc_status status;
	char program[64];

	if (proc < 0 || procfs_status(proc, &status) < 0)
		return -ENOENT;
	parent = procfs_open(status.ppid);
	if (parent < 0 || !is_same_program(proc, parent) ||
	    !proof_is_outside(status.ppid) ||
	    !procfs_program(parent, program, sizeof(program)) ||
	    strcmp(program, "rootlesskit") != 0 ||
	    procfs_start_time(proc, &ret->started) < 0)
		return -ENOENT;
	ret->pid = pid;
	ret->state = CONTAINER_RUNNING;
	return 0;
}

static int child_of(const char *state_dir, struct container *ret,
		    struct fault *f)
{
	cleanup_close int dir = state_open_dir(state_dir, f);
	pid_t pid;
	int r;

	if (dir < 0)
		return dir == -ENOTDIR ? -ENOENT : dir;
	r = state_read_pid(dir, state_dir, "child_pid", &pid, f);
	if (r == 0)
		r = take_child(pid, ret);
	/* rootlesskit 2, --detach-netns: it stays in the caller's network */
	if (r == 0 && faccessat(dir, "netns", F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		places_join(ret->net_file, sizeof(ret->net_file), state_dir,
			    "netns");
	return r;
}

/* The value of @name in the environment of @pid; false where it has none. */
static bool variable_of(pid_t pid, const char *name, char *buf)
{
	cleanup_close int proc = procfs_open(pid);
	char text[ENVIRON_MAX];
	size_t length = strlen(name);
	ssize_t n;

	/* a process of a container's could make who reads this wait */
	if (proc < 0 || !proof_is_outside(pid))
		return false;
	n = procfs_read(proc, "environ", text, sizeof(text));
	for (const char *at = text; at < text + n; at += strlen(at) + 1) {
		if (strncmp(at, name, length) == 0 && at[length] == '=' &&
		    snprintf(buf, PATH_MAX, "%s", at + length + 1) < PATH_MAX)
			return true;
	}
	return false;
}

/* The daemon's pid is believed no further than the directory that it names. */
static int child_of_daemon(const struct places *places, const char *pid_file,
			   struct container *ret, struct fault *f)
{
	cleanup_close int dir = state_open_dir(places->runtime, f);
	char state_dir[PATH_MAX];
	pid_t pid;
	int r;

	if (dir < 0)
		return dir;
	r = state_read_pid(dir, places->runtime, pid_file, &pid, f);
	if (r < 0)
		return r;
	if (!variable_of(pid, "ROOTLESSKIT_STATE_DIR", state_dir))
		return -ENOENT;
	return child_of(state_dir, ret, f);
}

int own_rootlesskit(const struct places *places, const char *state_dir,
		    const char *pid_file, struct container *ret,
		    struct fault *f)
{
	char path[PATH_MAX];
	int r = child_of(places_path(path, places->runtime, state_dir), ret, f);

	if (r == -ENOENT && f->code == FAULT_NONE && pid_file)
		r = child_of_daemon(places, pid_file, ret, f);
	return r;
}

/* Podman holds its namespaces by itself, or by catatonit where that is. */
static int take_pause(pid_t pid, struct container *ret)
{
	cleanup_close int proc = procfs_open(pid);
	char program[64];

	if (proc < 0 || !proof_is_outside(pid) ||
	    !procfs_program(proc, program, sizeof(program)) ||
	    (strcmp(program, "podman") != 0 &&
	     strcmp(program, "catatonit") != 0) ||
	    procfs_start_time(proc, &ret->started) < 0)
		return -ENOENT;
	ret->pid = pid;
	ret->state = CONTAINER_RUNNING;
	return 0;
}

static bool visit_netns(int dir, const char *name, void *context)
{
	struct container *c = context;
	size_t length = strlen(c->net_file);

	(void)dir;
	if (strncmp(name, "rootless-netns", 14) != 0 ||
	    length + 1 + strlen(name) >= sizeof(c->net_file))
		return false;
	snprintf(c->net_file + length, sizeof(c->net_file) - length, "/%s",
		 name);
	return true;
}

/*
 * Podman 4 has netns/rootless-netns-HASH below XDG_RUNTIME_DIR, Podman 5
 * networks/rootless-netns/rootless-netns below its runroot. The names are
 * seen from here as well, what is bound there is not.
 */
static bool find_netns(const char *dir, const char *rest, struct container *c)
{
	char path[PATH_MAX];

	if (places_join(c->net_file, sizeof(c->net_file), dir, rest) &&
	    scan_names(AT_FDCWD, places_path(path, dir, rest), visit_netns,
		       c) == 1)
		return true;
	c->net_file[0] = '\0';
	return false;
}

int own_podman(const struct places *places, struct container *ret,
	       struct fault *f)
{
	cleanup_close int dir = state_open_dir(places->runtime, f);
	struct storage storage;
	pid_t pid;
	int r;

	if (dir < 0)
		return dir;
	r = state_read_pid(dir, places->runtime, "libpod/tmp/pause.pid", &pid,
			   f);
	if (r < 0)
		return r;
	storage_init(places, &storage);
	if (!find_netns(places->runtime, "netns", ret) &&
	    !find_netns(storage.run_root, "networks/rootless-netns", ret))
		return -ENOENT;
	return take_pause(pid, ret);
}
