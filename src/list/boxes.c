/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Containers and sandboxes: the sets of namespaces that there are. */
#include "config.h"
#include "list/boxes.h"
#include "base/cleanup.h"
#include "list/labels.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool boxes_is_private(const struct boxes *b, uint32_t process,
		      enum ns_type type)
{
	const struct census_process *processes = b->census->processes;

	return process != CENSUS_NONE && b->self != CENSUS_NONE &&
	       processes[process].ns[type] != CENSUS_NONE &&
	       processes[process].ns[type] != processes[b->self].ns[type];
}

static bool is_same_set(const struct boxes *b, uint32_t left, uint32_t right)
{
	const struct census_process *processes = b->census->processes;

	return memcmp(processes[left].ns, processes[right].ns,
		      sizeof(processes[left].ns)) == 0;
}

bool boxes_holds(const struct boxes *b, uint32_t first, uint32_t process)
{
	const struct census_process *processes = b->census->processes;

	if (boxes_is_private(b, first, NS_PID))
		return processes[process].ns[NS_PID] ==
		       processes[first].ns[NS_PID];
	return is_same_set(b, first, process);
}

static struct box *add_box(struct boxes *b)
{
	size_t room = b->room ? b->room * 2 : 16;
	struct box *items;

	if (b->count == b->room) {
		items = realloc(b->items, room * sizeof(*items));
		if (!items) {
			b->is_short = true;
			return NULL;
		}
		b->items = items;
		b->room = room;
	}
	return &b->items[b->count++];
}

static void add_container(struct boxes *b, const struct places *places,
			  struct container *c)
{
	cleanup_close int proc = labels_locate(places, c);
	struct box *box = add_box(b);

	if (!box)
		return;
	container_title(c, box->title);
	box->container = c;
	box->state = c->state;
	box->pid = proc >= 0 ? c->pid : 0;
	box->process = proc >= 0 ? census_find_process(b->census, c->pid)
				 : CENSUS_NONE;
}

/* What is in a container is the container, whatever it made of its own. */
struct known {
	bool *mounts;	/* by namespace: of a container */
	uint32_t *sets; /* open addressing: process index + 1 */
	size_t set_count;
};

static size_t hash_set(const struct census_process *p)
{
	uint64_t hash = 0;

	for (int t = 0; t < NS_COUNT; t++)
		hash = (hash ^ p->ns[t]) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 20);
}

/* Whether a process before had the same set; notes this one else. */
static bool is_known_set(const struct boxes *b, struct known *known,
			 uint32_t process)
{
	size_t mask = known->set_count - 1;
	size_t at = hash_set(&b->census->processes[process]) & mask;

	for (; known->sets[at]; at = (at + 1) & mask) {
		if (is_same_set(b, known->sets[at] - 1, process))
			return true;
	}
	known->sets[at] = process + 1;
	return false;
}

static bool is_sandbox(const struct boxes *b, uint32_t process)
{
	return boxes_is_private(b, process, NS_USER) ||
	       boxes_is_private(b, process, NS_PID) ||
	       boxes_is_private(b, process, NS_NET);
}

static void add_sandbox(struct boxes *b, uint32_t process)
{
	struct box *box = add_box(b);

	if (!box)
		return;
	*box = (struct box){
		.state = CONTAINER_RUNNING,
		.pid = b->census->processes[process].pid,
		.process = process,
	};
	snprintf(box->title, sizeof(box->title), "%d", (int)box->pid);
}

static void add_sandboxes(struct boxes *b, struct known *known)
{
	for (uint32_t i = 0; i < b->census->process_count; i++) {
		uint32_t mnt = b->census->processes[i].ns[NS_MNT];

		if (is_known_set(b, known, i) || !is_sandbox(b, i) ||
		    (mnt != CENSUS_NONE && known->mounts[mnt]))
			continue;
		add_sandbox(b, i);
	}
}

static bool known_init(const struct boxes *b, struct known *known)
{
	known->set_count = 1024;
	while (known->set_count < b->census->process_count * 2)
		known->set_count *= 2;
	known->sets = calloc(known->set_count, sizeof(*known->sets));
	known->mounts = calloc(b->census->ns_count + 1, sizeof(*known->mounts));
	if (!known->sets || !known->mounts)
		return false;
	for (size_t i = 0; i < b->count; i++) {
		uint32_t process = b->items[i].process;

		if (boxes_is_private(b, process, NS_MNT))
			known->mounts[b->census->processes[process].ns[NS_MNT]] =
				true;
		if (process != CENSUS_NONE)
			is_known_set(b, known, process);
	}
	return true;
}

int boxes_find(const struct census *c, struct boxes *ret, struct fault *f)
{
	struct known known = { .sets = NULL };
	struct places places;
	int r;

	*ret = (struct boxes){ .census = c };
	ret->self = census_find_process(c, getpid());
	places_init(&places);
	r = find_all(&places, NULL, &ret->list);
	for (size_t i = 0; i < ret->list.count; i++)
		add_container(ret, &places, &ret->list.items[i]);
	if (known_init(ret, &known))
		add_sandboxes(ret, &known);
	else
		ret->is_short = true;
	free(known.sets);
	free(known.mounts);
	if (r < 0 || ret->is_short)
		return fault_set(f, FAULT_SYSTEM, -ENOMEM, "the containers");
	return 0;
}

void boxes_done(struct boxes *b)
{
	free(b->items);
	find_list_done(&b->list);
}
