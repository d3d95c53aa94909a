/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which engines are here, by their table: files, sockets, monitors. */
#include "config.h"
#include "doctor/measure.h"
#include "base/escape.h"
#include "engine/api.h"
#include "engine/find.h"
#include "engine/http.h"
#include "engine/rows.h"

#include <errno.h>
#include <string.h>

/* For one socket to answer, in milliseconds. */
#define PING_PATIENCE 1000

/* The row of that name; several engines of the table may share it. */
static struct doctor_engine *row_of(struct doctor_facts *facts,
				    const char *name)
{
	for (unsigned int i = 0; i < facts->engine_count; i++) {
		if (strcmp(facts->engines[i].name, name) == 0)
			return &facts->engines[i];
	}
	if (facts->engine_count == DOCTOR_ENGINES)
		return &facts->engines[DOCTOR_ENGINES - 1];
	facts->engines[facts->engine_count] =
		(struct doctor_engine){ .name = name };
	return &facts->engines[facts->engine_count++];
}

static int ping(const char *path)
{
	cleanup_answer struct http_answer answer = { .text = NULL };
	struct fault ignored = FAULT_INIT;
	int r = http_get(path, "/_ping", PING_PATIENCE, &answer, &ignored);

	return r < 0 ? r : answer.status == 200 ? 0 : -EPROTO;
}

static void ask_sockets(const struct engine *engine,
			const struct places *places, struct doctor_engine *row)
{
	char paths[API_SOCKETS][PATH_MAX];
	unsigned int count = api_sockets(engine, places, paths);

	for (unsigned int i = 0; i < count; i++) {
		struct doctor_socket *s = &row->sockets[row->socket_count];

		if (row->socket_count == DOCTOR_SOCKETS)
			return;
		escape(s->path, sizeof(s->path), paths[i]);
		s->error = ping(paths[i]);
		row->socket_count++;
	}
}

/* Who scans tells of the containers of other engines, too. */
static void ask(const struct engine *engine, const struct places *places,
		struct container_list *list, struct doctor_facts *facts)
{
	size_t before = list->count;
	struct doctor_engine *row = row_of(facts, engine->name);
	struct container own = { .engine = engine };
	struct fault f = FAULT_INIT;

	if (engine == &engine_docker_api || engine == &engine_podman_api)
		ask_sockets(engine, places, row);
	find_more(engine, places, list, &row->trouble);
	for (size_t i = before; i < list->count; i++) {
		const struct container *c = &list->items[i];

		row = row_of(facts, c->engine->name);
		if (engine->scans || c->by_monitor)
			row->by_other++;
		else
			row->by_files++;
		row->roots += c->is_roots;
	}
	row = row_of(facts, engine->name);
	if (engine->own && engine->own(places, &own, &f) == 0)
		row->has_own = true;
}

void measure_engines(struct doctor_facts *ret)
{
	struct container_list list = { .trouble = FAULT_INIT };
	struct places places;

	places_init(&places);
	for (const struct engine *const *e = engines; *e; e++)
		ask(*e, &places, &list, ret);
	find_list_done(&list);
}
