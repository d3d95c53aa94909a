/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What namespaces are to each other. */
#include "config.h"
#include "list/relate.h"
#include "base/cleanup.h"
#include "enter/untrusted.h"
#include "kernel/nsfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/*
 * Of another mount namespace: the names below its root are the target's, and
 * no link of it leads out (untrusted_open()).
 */
static int open_below_root(const char *path)
{
	const char *below = strstr(path, "/root/");
	cleanup_close int root = -EBADF;
	char directory[48];

	snprintf(directory, sizeof(directory), "%.*s/root", (int)(below - path),
		 path);
	root = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return -errno;
	return untrusted_open(root, below + strlen("/root"),
			      O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

static int open_path(const char *path)
{
	int fd;

	if (strncmp(path, "/proc/", 6) == 0 && strstr(path, "/root/"))
		return open_below_root(path);
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/*
 * Where no process is in it, by the first place it is mounted at. That file
 * can be anything by now, a FIFO too: it has to be that very namespace.
 */
static int open_mounted(const struct census_ns *ns)
{
	char path[4096];
	struct ns_id id;
	int fd;

	if (!ns->path)
		return -ENOENT;
	snprintf(path, sizeof(path), "%.*s", (int)strcspn(ns->path, "\n"),
		 ns->path);
	fd = open_path(path);
	if (fd < 0)
		return fd;
	if (nsfs_type(fd) == ns_infos[ns->type].flag && nsfs_id(fd, &id) == 0 &&
	    id.ino == ns->ino)
		return fd;
	close(fd);
	return -ESTALE;
}

int relate_open(const struct census *c, uint32_t index)
{
	const struct census_ns *ns = &c->namespaces[index];
	char path[64];
	struct ns_id id;
	int fd;

	if (ns->first == CENSUS_NONE)
		return open_mounted(ns);
	snprintf(path, sizeof(path), "/proc/%d/%s",
		 (int)c->processes[ns->first].pid, ns_infos[ns->type].path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	/* another process may have that pid by now, or this one have moved */
	if (nsfs_id(fd, &id) == 0 && id.ino == ns->ino)
		return fd;
	close(fd);
	return -ESRCH;
}

static void relate_one(struct census *c, uint32_t index, int fd);

/* The census' index of what @fd is; its own relations are asked for too. */
static uint32_t add_related(struct census *c, int fd, enum ns_type type)
{
	cleanup_close int owned = fd;
	struct ns_id id;
	uint32_t index;

	if (owned < 0 || nsfs_id(owned, &id) < 0)
		return CENSUS_NONE;
	index = census_add(c, id.ino, type);
	/* user and pid namespaces nest 32 deep: so does this */
	if (index != CENSUS_NONE && !c->namespaces[index].is_related)
		relate_one(c, index, owned);
	return index;
}

static void relate_one(struct census *c, uint32_t index, int fd)
{
	struct census_ns *ns = &c->namespaces[index];
	enum ns_type type = ns->type;
	uint32_t owner, parent = CENSUS_NONE;
	uint64_t id = 0;
	uid_t uid = 0;
	bool has_uid = false;

	ns->is_related = true;
	owner = add_related(c, nsfs_owner(fd), NS_USER);
	if (type == NS_USER || type == NS_PID)
		parent = add_related(c, nsfs_parent(fd), type);
	nsfs_unique_id(fd, &id);
	if (type == NS_USER)
		has_uid = nsfs_owner_uid(fd, &uid) == 0;
	else if (owner != CENSUS_NONE) {
		has_uid = c->namespaces[owner].has_uid;
		uid = c->namespaces[owner].uid;
	}
	/* the array may have moved as it grew */
	ns = &c->namespaces[index];
	ns->owner = owner;
	ns->parent = parent;
	ns->id = id;
	ns->uid = uid;
	ns->has_uid = has_uid;
}

void relate(struct census *c)
{
	/* those that are added on the way are related as they are */
	for (uint32_t i = 0; i < c->ns_count; i++) {
		cleanup_close int fd = -EBADF;

		if (c->namespaces[i].is_related)
			continue;
		fd = relate_open(c, i);
		if (fd >= 0)
			relate_one(c, i, fd);
	}
}
