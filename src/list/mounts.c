/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where namespaces are mounted: nsfs in mountinfo, proc_pid_mountinfo(5). */
#include "config.h"
#include "list/relate.h"
#include "base/cleanup.h"
#include "base/parse.h"
#include "kernel/nsfs.h"
#include "kernel/procfs.h"
#include "list/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a mount namespace may tell: its mounts are limited to 100,000. */
#define MOUNTS_SIZE (4U << 20)

/* "net:[4026532177]", the root of such a mount, as a type and an inode. */
static bool parse_root(const char *root, size_t length, enum ns_type *ret_type,
		       uint64_t *ret_ino)
{
	for (int t = 0; t < NS_COUNT; t++) {
		size_t name = strlen(ns_infos[t].name);

		if (length < name + 4 ||
		    strncmp(root, ns_infos[t].name, name) != 0 ||
		    strncmp(root + name, ":[", 2) != 0 ||
		    root[length - 1] != ']')
			continue;
		*ret_type = (enum ns_type)t;
		return parse_digits(root + name + 2, length - name - 3,
				    UINT32_MAX, ret_ino) == 0;
	}
	return false;
}

/* Decodes \040, the space; what else is spelled so does not print anyway. */
static void add_path(struct text *to, const char *path, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		bool space = length - i >= 4 &&
			     strncmp(path + i, "\\040", 4) == 0;

		text_add(to, space ? " " : path + i, 1);
		i += space ? 3 : 0;
	}
}

static void note(struct census_ns *ns, const char *prefix, const char *path,
		 size_t length)
{
	struct text lines = TEXT_INIT, one = TEXT_INIT;

	text_format(&one, "%s", prefix);
	add_path(&one, path, length);
	if (ns->path && strstr(ns->path, one.bytes)) {
		text_done(&one);
		return;
	}
	if (ns->path)
		text_format(&lines, "%s\n", ns->path);
	text_add(&lines, one.bytes, one.length);
	text_done(&one);
	free(ns->path);
	ns->path = lines.bytes;
}

struct fields {
	const char *root, *point;
	size_t root_length, point_length;
};

/* The fourth and the fifth; what stands behind " - " is the type. */
static bool split(const char *line, struct fields *ret)
{
	const char *type = strstr(line, " - ");

	for (int i = 0; line && i < 3; i++) {
		line = strchr(line, ' ');
		line = line ? line + 1 : NULL;
	}
	if (!line || !type || strncmp(type + 3, "nsfs ", 5) != 0)
		return false;
	ret->root = line;
	ret->root_length = strcspn(line, " ");
	if (!line[ret->root_length])
		return false;
	ret->point = line + ret->root_length + 1;
	ret->point_length = strcspn(ret->point, " ");
	return true;
}

static void read_line(struct census *c, const char *line, const char *prefix)
{
	struct fields fields;
	enum ns_type type;
	uint64_t ino;
	uint32_t index;

	if (!split(line, &fields) ||
	    !parse_root(fields.root, fields.root_length, &type, &ino) ||
	    !c->wanted[type])
		return;
	index = census_add(c, ino, type);
	if (index != CENSUS_NONE)
		note(&c->namespaces[index], prefix, fields.point,
		     fields.point_length);
}

/* @text is the room for it, of MOUNTS_SIZE. */
static void read_mounts(struct census *c, int proc, const char *prefix,
			char *text)
{
	char *line = text, *next;

	if (procfs_read(proc, "mountinfo", text, MOUNTS_SIZE) < 0)
		return;
	for (; *line; line = next) {
		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		read_line(c, line, prefix);
	}
}

static void read_others(struct census *c, char *text)
{
	struct ns_id own;
	/* what is found on the way is of no mount namespace with processes */
	size_t count = c->ns_count;

	if (nsfs_id_at(AT_FDCWD, "/proc/self/ns/mnt", &own) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct census_ns *ns = &c->namespaces[i];
		cleanup_close int proc = -EBADF;
		char prefix[48];
		pid_t pid;

		if (ns->type != NS_MNT || ns->first == CENSUS_NONE ||
		    ns->ino == own.ino)
			continue;
		pid = c->processes[ns->first].pid;
		proc = procfs_open(pid);
		snprintf(prefix, sizeof(prefix), "/proc/%d/root", (int)pid);
		if (proc >= 0)
			read_mounts(c, proc, prefix, text);
	}
}

void relate_mounts(struct census *c, bool all)
{
	char *text = malloc(MOUNTS_SIZE);
	cleanup_close int self = open("/proc/self", O_DIRECTORY | O_CLOEXEC);

	if (text && self >= 0) {
		read_mounts(c, self, "", text);
		if (all)
			read_others(c, text);
	}
	free(text);
}
