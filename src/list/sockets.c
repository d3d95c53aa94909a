/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sockets that listen: the list of them, and who holds each. */
#include "config.h"
#include "list/sockets.h"
#include "base/cleanup.h"
#include "base/parse.h"
#include "kernel/scan.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void listeners_add(struct listeners *l, const struct listener *item)
{
	size_t room = l->room ? l->room * 2 : 64;
	struct listener *items;

	if (l->count == l->room) {
		items = realloc(l->items, room * sizeof(*items));
		if (!items) {
			l->is_short = true;
			return;
		}
		l->items = items;
		l->room = room;
	}
	l->items[l->count++] = *item;
}

void listeners_done(struct listeners *l)
{
	free(l->items);
	*l = (struct listeners){ .items = NULL };
}

static int compare(const void *a, const void *b)
{
	const struct listener *left = a, *right = b;

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	if (left->port != right->port)
		return left->port < right->port ? -1 : 1;
	if (left->is_v6 != right->is_v6)
		return left->is_v6 ? 1 : -1;
	if (left->kind == SOCKET_UNIX)
		return strcmp(left->name, right->name);
	return memcmp(left->address, right->address, sizeof(left->address));
}

void listeners_sort(struct listeners *l)
{
	if (l->count)
		qsort(l->items, l->count, sizeof(*l->items), compare);
}

/* How many descriptors of each process are looked at first. */
#define FIRST_LOOK 256

struct holders {
	struct listeners *l;
	/* indexes + 1, by inode, open addressing */
	uint32_t *slots;
	size_t slot_count;
	size_t missing;
	pid_t pid;
	unsigned int looked, most;
};

static size_t slot_of(const struct holders *h, uint64_t inode)
{
	size_t at = (size_t)(inode * UINT64_C(0x9e3779b97f4a7c15) >> 32) &
		    (h->slot_count - 1);

	while (h->slots[at] && h->l->items[h->slots[at] - 1].inode != inode)
		at = (at + 1) & (h->slot_count - 1);
	return at;
}

static bool holders_init(struct holders *h, struct listeners *l)
{
	*h = (struct holders){ .l = l, .slot_count = 64 };
	while (h->slot_count < l->count * 2)
		h->slot_count *= 2;
	h->slots = calloc(h->slot_count, sizeof(*h->slots));
	for (size_t i = 0; h->slots && i < l->count; i++) {
		size_t at = slot_of(h, l->items[i].inode);

		/* a Unix socket of another's, 0, is nobody's to find */
		if (!l->items[i].inode || h->slots[at])
			continue;
		h->slots[at] = (uint32_t)i + 1;
		h->missing++;
	}
	return h->slots;
}

/* One link of /proc/PID/fd: "socket:[4711]". Ends where that will do. */
static bool visit_descriptor(int dir, const char *name, void *context)
{
	struct holders *h = context;
	char link[64];
	struct listener *found;
	uint64_t inode;
	uint32_t slot;
	ssize_t n;

	if (*name == '.')
		return false;
	if (h->looked++ == h->most)
		return true;
	n = readlinkat(dir, name, link, sizeof(link) - 1);
	if (n < 10 || strncmp(link, "socket:[", 8) != 0 ||
	    parse_digits(link + 8, (size_t)n - 9, UINT64_MAX, &inode) < 0)
		return false;
	slot = h->slots[slot_of(h, inode)];
	if (!slot)
		return false;
	found = &h->l->items[slot - 1];
	if (found->pid)
		return false;
	found->pid = h->pid;
	return --h->missing == 0;
}

static void look(struct holders *h, int procfs, const pid_t *pids, size_t count)
{
	for (size_t i = 0; i < count && h->missing; i++) {
		char path[32];

		h->pid = pids[i];
		h->looked = 0;
		snprintf(path, sizeof(path), "%d/fd", (int)pids[i]);
		/* what may not be looked into holds nothing to be told */
		scan_names(procfs, path, visit_descriptor, h);
	}
}

void sockets_find_holders(struct listeners *l, const pid_t *pids, size_t count)
{
	cleanup_close int procfs = open("/proc", O_PATH | O_CLOEXEC);
	struct holders h;

	if (procfs >= 0 && holders_init(&h, l)) {
		h.most = FIRST_LOOK;
		look(&h, procfs, pids, count);
		h.most = (unsigned int)-1;
		look(&h, procfs, pids, count);
		free(h.slots);
	}
}
