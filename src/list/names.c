/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What may be entered by name. */
#include "config.h"
#include "list/names.h"
#include "list/verdict.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>

void names_request(const struct request *req, const struct container *c,
		   const char *title, struct request *ret)
{
	struct target_spec *spec = &ret->target;

	*ret = *req;
	*spec = (struct target_spec){ .kind = SPEC_NAME, .text = title };
	snprintf(spec->engine, sizeof(spec->engine), "%s", c->engine->name);
	/* a name that was given away since would be another container's */
	snprintf(spec->name, sizeof(spec->name), "%s",
		 *c->id ? c->id : c->name);
}

static void print_one(const struct request *req, struct container *c, FILE *to)
{
	char title[CONTAINER_TITLE_SIZE], id[13];
	struct request probe;
	struct verdict verdict;

	container_title(c, title);
	names_request(req, c, title, &probe);
	verdict_container(&probe, c, &verdict);
	if (verdict.enter == ENTER_YES)
		fprintf(to, "%-31s %7d %s\n", title, (int)c->pid,
			escape(id, sizeof(id), c->id));
}

int names_print(const struct request *req, FILE *to, struct fault *f)
{
	struct container_list list;
	struct places places;
	int r;

	places_init(&places);
	r = find_all(&places, NULL, &list);
	if (r < 0)
		fault_set(f, FAULT_SYSTEM, r, "the list of containers");
	fprintf(to, "%-31s %7s %s\n", "TARGET", "PID", "ID");
	for (size_t i = 0; i < list.count; i++)
		print_one(req, &list.items[i], to);
	if (r == 0 && list.trouble.code != FAULT_NONE) {
		*f = list.trouble;
		r = f->error ? f->error : -EIO;
	}
	find_list_done(&list);
	return r;
}

static bool is_meant(const struct request *req, const struct container *c)
{
	char title[CONTAINER_TITLE_SIZE];

	container_title(c, title);
	for (unsigned int i = 0; i < req->each_count; i++) {
		if ((*c->name && fnmatch(req->each[i], c->name, 0) == 0) ||
		    fnmatch(req->each[i], title, 0) == 0)
			return true;
	}
	return false;
}

/* One that has exited has nothing to enter, and is none of the each. */
static bool runs(const struct places *places, struct container *c)
{
	struct fault ignored = FAULT_INIT;

	return engine_locate(places, c, &ignored) < 0
		       ? ignored.code != FAULT_NONE
		       : c->state == CONTAINER_RUNNING ||
				 c->state == CONTAINER_PAUSED;
}

static int refuse_none(const struct request *req, size_t stopped,
		       struct fault *f)
{
	char shown[128];

	fault_set(f, FAULT_NO_NAME, -ENOENT, "--each '%s'",
		  escape(shown, sizeof(shown), req->each[0]));
	if (stopped)
		fault_why(f, "none that matches runs (%zu do not)", stopped);
	else
		fault_why(f, "no container or sandbox of yours has a name "
			     "that matches");
	fault_hint(f, "%s   # lists what may be entered", req->program);
	return -ENOENT;
}

int names_select(const struct request *req, struct container_list *list,
		 struct fault *f)
{
	struct places places;
	size_t kept = 0, stopped = 0;

	places_init(&places);
	for (size_t i = 0; i < list->count; i++) {
		struct container *c = &list->items[i];

		if (!is_meant(req, c))
			continue;
		if (runs(&places, c))
			list->items[kept++] = *c;
		else
			stopped++;
	}
	list->count = kept;
	return kept ? 0 : refuse_none(req, stopped, f);
}
