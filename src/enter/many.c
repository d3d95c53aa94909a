/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --each: one request, made one for each container that it fits. */
#include "config.h"
#include "enter/many.h"
#include "engine/find.h"
#include "enter/each.h"
#include "list/names.h"

struct many {
	const struct request *req;
	struct container_list list;
	char **environment;
	many_act *act;
};

/* By name, as --each has it; of two engines' alike, that is no matter. */
static const char *title_of(size_t index, void *context)
{
	static char title[CONTAINER_TITLE_SIZE];
	const struct many *many = context;

	return container_title(&many->list.items[index], title);
}

static int run_one(size_t index, void *context)
{
	const struct many *many = context;
	char title[CONTAINER_TITLE_SIZE];
	struct request one;

	container_title(&many->list.items[index], title);
	names_request(many->req, &many->list.items[index], title, &one);
	one.each_count = one.jobs = 0;
	return many->act(&one, many->environment);
}

int many_run(const struct request *req, char **envp, many_act *act,
	     struct fault *f)
{
	struct many many = { .req = req, .environment = envp, .act = act };
	struct each each = {
		.jobs = req->jobs ? req->jobs : 1,
		.run = run_one,
		.title = req->explain != FORM_JSON ? title_of : NULL,
		.context = &many,
	};
	struct places places;
	int r;

	places_init(&places);
	r = find_all(&places, NULL, &many.list);
	if (r == 0)
		r = names_select(req, &many.list, f);
	each.count = many.list.count;
	if (r == 0)
		r = each_run(&each, req->defaults->failed, f);
	find_list_done(&many.list);
	return r;
}
