/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a name to a container, over all engines. */
#include "config.h"
#include "engine/find.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* As short as the beginning of an id may be: docker's own rule is 1. */
#define PREFIX_MIN 4

enum fit find_fit(const struct container *c, const char *word)
{
	size_t length = strlen(word);

	if (*c->name && strcmp(c->name, word) == 0)
		return FIT_NAME;
	if (c->in_project && strcmp(c->service, word) == 0)
		return FIT_SERVICE;
	if (*c->id && strcmp(c->id, word) == 0)
		return FIT_ID;
	if (length >= PREFIX_MIN && strncmp(c->id, word, length) == 0)
		return FIT_PREFIX;
	return FIT_NOT;
}

struct search {
	const char *word;
	struct find *find;
};

static bool is_same(const struct container *a, const struct container *b)
{
	return (*a->id && strcmp(a->id, b->id) == 0) ||
	       (a->monitor && a->monitor == b->monitor);
}

static bool is_known(const struct find *find, const struct container *c)
{
	for (unsigned int i = 0; i < find->count && i < FIND_MAX; i++) {
		if (is_same(&find->found[i], c))
			return true;
	}
	return false;
}

/* What is root's cannot be entered: it gives way to what is the caller's. */
static bool is_worse(const struct find *find, const struct container *c,
		     enum fit fit)
{
	return find->count && fit == find->fit && c->is_roots &&
	       !find->found[0].is_roots;
}

static bool is_better(const struct find *find, const struct container *c)
{
	return find->count && find->found[0].is_roots && !c->is_roots;
}

static bool visit_fit(const struct container *c, void *context)
{
	struct search *search = context;
	struct find *find = search->find;
	enum fit fit = find_fit(c, search->word);

	if (fit == FIT_NOT || fit < find->fit || is_worse(find, c, fit))
		return false;
	if (fit > find->fit || is_better(find, c))
		find->count = 0;
	find->fit = fit;
	if (is_known(find, c))
		return false;
	if (find->count < FIND_MAX)
		find->found[find->count] = *c;
	find->count++;
	return false;
}

/* One that scans tells of the containers of others, too. */
static bool is_asked(const struct engine *engine, const char *name)
{
	return !name || engine->scans || strcmp(engine->name, name) == 0;
}

struct question {
	const char *engine; /* NULL: all */
	engine_visit *visit;
	void *context;
};

static bool visit_asked(const struct container *c, void *context)
{
	const struct question *q = context;

	return (!q->engine || strcmp(c->engine->name, q->engine) == 0) &&
	       q->visit(c, q->context);
}

static void ask(const struct engine *engine, const struct places *places,
		struct question q, struct fault *trouble)
{
	struct fault f = FAULT_INIT;

	if (engine->list(engine, places, visit_asked, &q, &f) < 0 &&
	    trouble->code == FAULT_NONE)
		*trouble = f;
}

void find_among(const struct engine *const *table, const struct places *places,
		const char *engine, const char *word, struct find *ret)
{
	struct search search = { .word = word, .find = ret };

	ret->fit = FIT_NOT;
	ret->count = 0;
	ret->trouble = (struct fault)FAULT_INIT;
	for (const struct engine *const *e = table; *e; e++) {
		if (!is_asked(*e, engine) || ((*e)->scans && ret->count))
			continue;
		ask(*e, places, (struct question){ engine, visit_fit, &search },
		    &ret->trouble);
	}
}

void find_container(const struct places *places, const char *engine,
		    const char *word, struct find *ret)
{
	find_among(engines, places, engine, word, ret);
}

static bool is_listed(const struct container_list *list,
		      const struct container *c)
{
	for (size_t i = 0; i < list->count; i++) {
		/* one engine does not tell of one twice, a monitor may */
		if ((list->items[i].engine != c->engine || c->by_monitor) &&
		    is_same(&list->items[i], c))
			return true;
	}
	return false;
}

/* Returns true, the end, where there is no memory for more. */
static bool visit_all(const struct container *c, void *context)
{
	struct container_list *list = context;
	struct container *items;

	if (is_listed(list, c))
		return false;
	if (list->count == list->room) {
		size_t room = list->room * 2 + 16;

		items = realloc(list->items, room * sizeof(*items));
		if (!items) {
			list->is_short = true;
			return true;
		}
		list->items = items;
		list->room = room;
	}
	list->items[list->count++] = *c;
	return false;
}

/* In one order, whatever that of the directories is. */
static int compare(const void *a, const void *b)
{
	char left[CONTAINER_TITLE_SIZE], right[CONTAINER_TITLE_SIZE];

	return strcmp(container_title(a, left), container_title(b, right));
}

int find_all(const struct places *places, const char *engine,
	     struct container_list *ret)
{
	*ret = (struct container_list){ .trouble = FAULT_INIT };
	for (const struct engine *const *e = engines; *e; e++) {
		if (is_asked(*e, engine))
			ask(*e, places,
			    (struct question){ engine, visit_all, ret },
			    &ret->trouble);
	}
	if (ret->count)
		qsort(ret->items, ret->count, sizeof(*ret->items), compare);
	return ret->is_short ? -ENOMEM : 0;
}

int find_more(const struct engine *engine, const struct places *places,
	      struct container_list *list, struct fault *trouble)
{
	ask(engine, places, (struct question){ NULL, visit_all, list },
	    trouble);
	return list->is_short ? -ENOMEM : 0;
}

void find_list_done(struct container_list *list)
{
	free(list->items);
	list->items = NULL;
	list->count = list->room = 0;
}
