/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which processes there are, and which namespaces they are in. */
#include "config.h"
#include "list/census.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for one more of @size bytes; false where there is no memory. */
static bool grow(void **items, size_t count, size_t *room, size_t size)
{
	size_t wanted = *room ? *room * 2 : 256;
	void *grown;

	if (count < *room)
		return true;
	grown = realloc(*items, wanted * size);
	if (!grown)
		return false;
	*items = grown;
	*room = wanted;
	return true;
}

/* Fibonacci hashing: the inodes are numbers in a row. */
static size_t slot_of(const struct census *c, uint64_t ino)
{
	return (size_t)(ino * UINT64_C(0x9e3779b97f4a7c15) >> 32) &
	       (c->slot_count - 1);
}

static size_t find_slot(const struct census *c, uint64_t ino)
{
	size_t at = slot_of(c, ino);

	while (c->slots[at] && c->namespaces[c->slots[at] - 1].ino != ino)
		at = (at + 1) & (c->slot_count - 1);
	return at;
}

uint32_t census_find(const struct census *c, uint64_t ino)
{
	if (!c->slot_count)
		return CENSUS_NONE;
	return c->slots[find_slot(c, ino)] - 1;
}

/* At most half of it is used, so that the runs stay short. */
static bool grow_slots(struct census *c)
{
	size_t count = c->slot_count ? c->slot_count * 2 : 1024;
	uint32_t *slots;

	if (c->ns_count * 2 < c->slot_count)
		return true;
	slots = calloc(count, sizeof(*slots));
	if (!slots)
		return false;
	free(c->slots);
	c->slots = slots;
	c->slot_count = count;
	for (size_t i = 0; i < c->ns_count; i++)
		slots[find_slot(c, c->namespaces[i].ino)] = (uint32_t)i + 1;
	return true;
}

uint32_t census_add(struct census *c, uint64_t ino, enum ns_type type)
{
	uint32_t found = census_find(c, ino);

	if (found != CENSUS_NONE)
		return found;
	if (!grow((void **)&c->namespaces, c->ns_count, &c->ns_room,
		  sizeof(*c->namespaces)) ||
	    !grow_slots(c)) {
		c->is_short = true;
		return CENSUS_NONE;
	}
	found = (uint32_t)c->ns_count++;
	c->namespaces[found] = (struct census_ns){
		.ino = ino,
		.type = type,
		.first = CENSUS_NONE,
		.owner = CENSUS_NONE,
		.parent = CENSUS_NONE,
	};
	c->slots[find_slot(c, ino)] = found + 1;
	return found;
}

static void count_in(struct census *c, uint64_t ino, enum ns_type type,
		     struct census_process *p)
{
	uint32_t index = census_add(c, ino, type);
	struct census_ns *ns;

	p->ns[type] = index;
	if (index == CENSUS_NONE)
		return;
	ns = &c->namespaces[index];
	/* the walk goes from the lowest pid upwards */
	if (ns->processes++ == 0)
		ns->first = (uint32_t)c->process_count;
}

/* The first error that is no word about the type; 0 where all were told. */
static int look_at(struct census *c, int procfs, struct census_process *p)
{
	int error = 0;

	for (int t = 0; t < NS_COUNT; t++) {
		uint64_t ino;
		int r;

		p->ns[t] = CENSUS_NONE;
		if (!c->wanted[t] || error == -EACCES)
			continue;
		r = scan_link(procfs, p->pid, (enum ns_type)t, &ino);
		if (r == 0)
			count_in(c, ino, (enum ns_type)t, p);
		/* ENOENT: a zombie's, one that ended, or an older kernel */
		else if (r != -ENOENT && r != -ESRCH && !error)
			error = r;
	}
	return error;
}

static bool is_empty(const struct census_process *p)
{
	for (int t = 0; t < NS_COUNT; t++) {
		if (p->ns[t] != CENSUS_NONE)
			return false;
	}
	return true;
}

static bool visit(int procfs, pid_t pid, void *context)
{
	struct census *c = context;
	struct census_process p = { .pid = pid };
	int r = look_at(c, procfs, &p);

	if (r == -EACCES || r == -EPERM)
		c->unseen.refused++;
	else if (r < 0)
		c->unseen.other++;
	if (is_empty(&p))
		return c->is_short;
	if (!grow((void **)&c->processes, c->process_count, &c->process_room,
		  sizeof(p)))
		c->is_short = true;
	else
		c->processes[c->process_count++] = p;
	return c->is_short;
}

int census_take(struct census *c, const bool wanted[NS_COUNT], struct fault *f)
{
	int r;

	*c = (struct census){ .process_count = 0 };
	memcpy(c->wanted, wanted, sizeof(c->wanted));
	if (!procfs_is_there()) {
		fault_set(f, FAULT_NO_PROC, -ENOENT, "/proc");
		fault_why(f, "proc(5) is not mounted there");
		return -ENOENT;
	}
	r = scan_processes(visit, c);
	if (c->is_short)
		r = -ENOMEM;
	if (r < 0)
		return fault_set(f, FAULT_SYSTEM, r, "/proc");
	census_hidepid(c);
	return 0;
}

uint32_t census_find_process(const struct census *c, pid_t pid)
{
	size_t low = 0, high = c->process_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->processes[middle].pid < pid)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->process_count && c->processes[low].pid == pid
		       ? (uint32_t)low
		       : CENSUS_NONE;
}

bool census_is_in(const struct census *c, uint32_t process, uint32_t ns)
{
	return process != CENSUS_NONE &&
	       c->processes[process].ns[c->namespaces[ns].type] == ns;
}

void census_done(struct census *c)
{
	for (size_t i = 0; i < c->ns_count; i++)
		free(c->namespaces[i].path);
	free(c->processes);
	free(c->namespaces);
	free(c->slots);
	*c = (struct census){ .process_count = 0 };
}
