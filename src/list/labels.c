/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which container a namespace is of. */
#include "config.h"
#include "list/labels.h"
#include "base/cleanup.h"
#include "engine/proof.h"
#include "kernel/nsfs.h"
#include "kernel/procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

int labels_locate(const struct places *places, struct container *c)
{
	struct fault ignored = FAULT_INIT;
	cleanup_close int proc = -EBADF;
	int r = c->engine->locate(places, c, &ignored);

	if (r < 0)
		return r;
	if (c->pid <= 0)
		return -ESRCH;
	proc = procfs_open(c->pid);
	if (proc < 0)
		return proc;
	r = proof_check(proc, c, &ignored);
	if (r < 0)
		return r;
	if (proof_is_frozen(proc))
		c->state = CONTAINER_PAUSED;
	return take_fd(&proc);
}

static void label(struct labels *l, const struct container *c, uint64_t ino)
{
	uint32_t index = census_find(l->census, ino);
	char title[CONTAINER_TITLE_SIZE];
	struct text *of;

	if (index == CENSUS_NONE || index >= l->count)
		return;
	of = &l->of[index];
	text_format(of, "%s%s", of->length ? "," : "",
		    container_title(c, title));
}

static void label_container(struct labels *l, const struct places *places,
			    struct container *c)
{
	cleanup_close int proc = labels_locate(places, c);

	for (int t = 0; proc >= 0 && t < NS_COUNT; t++) {
		struct ns_id there, own;
		char self[32];

		snprintf(self, sizeof(self), "/proc/self/%s", ns_infos[t].path);
		if (nsfs_id_at(proc, ns_infos[t].path, &there) == 0 &&
		    nsfs_id_at(AT_FDCWD, self, &own) == 0 &&
		    !ns_id_equal(there, own))
			label(l, c, there.ino);
	}
}

int labels_make(const struct census *c, const char *program, struct labels *ret)
{
	struct container_list list;
	struct places places;
	int r;

	*ret = (struct labels){ .census = c, .count = c->ns_count };
	ret->of = calloc(c->ns_count + 1, sizeof(*ret->of));
	if (!ret->of)
		return -ENOMEM;
	places_init(&places);
	r = find_all(&places, NULL, &list);
	for (size_t i = 0; i < list.count; i++)
		label_container(ret, &places, &list.items[i]);
	if (list.trouble.code != FAULT_NONE)
		fault_print(&list.trouble, program);
	find_list_done(&list);
	return r;
}

void labels_add(struct text *to, const struct labels *l, uint64_t ino)
{
	uint32_t index = census_find(l->census, ino);

	if (index < l->count && l->of[index].length)
		text_add(to, l->of[index].bytes, l->of[index].length);
}

void labels_done(struct labels *l)
{
	for (size_t i = 0; l->of && i < l->count; i++)
		text_done(&l->of[i]);
	free(l->of);
	l->of = NULL;
}
