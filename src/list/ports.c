/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ulsns --ports: what listens inside. */
#include "config.h"
#include "base/cleanup.h"
#include "engine/published.h"
#include "kernel/nsfs.h"
#include "list/boxes.h"
#include "list/collect.h"
#include "list/listing.h"
#include "list/people.h"
#include "list/portrow.h"
#include "list/verdict.h"
#include "plan/resolve.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct ports {
	const struct ls_request *req;
	struct census census;
	struct boxes boxes;
	struct sheet sheet;
	struct places places;
	bool found; /* something was looked into */
};

/* The network namespace of a process, by its index in the census. */
static uint32_t net_of(const struct ports *p, uint32_t process)
{
	return process == CENSUS_NONE ? CENSUS_NONE
				      : p->census.processes[process].ns[NS_NET];
}

/* The processes of a network namespace, to look for who holds a socket. */
static pid_t *pids_of(const struct census *c, uint32_t ns, size_t *ret_count)
{
	size_t count = 0;
	pid_t *pids;

	*ret_count = 0;
	if (ns == CENSUS_NONE)
		return NULL;
	pids = calloc(c->namespaces[ns].processes + 1, sizeof(*pids));
	for (uint32_t i = 0; pids && i < c->process_count; i++) {
		if (census_is_in(c, i, ns))
			pids[count++] = c->processes[i].pid;
	}
	*ret_count = count;
	return pids;
}

/*
 * Where the host publishes what listens in the namespace @ns: any of the
 * containers in it may be the one that was told to.
 */
static struct published *find_published(const struct ports *p, uint32_t ns,
					const struct listeners *l)
{
	struct published *ports = calloc(l->count + 1, sizeof(*ports));

	for (size_t i = 0; ports && i < l->count; i++) {
		ports[i].protocol = portrow_protocol(&l->items[i]);
		ports[i].port = l->items[i].port;
	}
	for (size_t i = 0; ports && ns != CENSUS_NONE && i < p->boxes.count;
	     i++) {
		const struct box *box = &p->boxes.items[i];
		const struct container *c = box->container;

		if (c && c->engine->published && net_of(p, box->process) == ns)
			c->engine->published(&p->places, c, ports, l->count);
	}
	return ports;
}

static int add_rows(struct ports *p, const char *title, uint32_t ns,
		    struct listeners *l, struct fault *f)
{
	struct port_row row = { .title = title };
	struct published *ports;
	int r = 0;

	listeners_sort(l);
	ports = find_published(p, ns, l);
	for (size_t i = 0; r == 0 && i < l->count; i++) {
		row.listener = &l->items[i];
		row.published = ports ? &ports[i] : NULL;
		if (!ports || !sheet_add(&p->sheet, NULL, &row))
			r = fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
	}
	free(ports);
	return r;
}

static int list_one(struct ports *p, const char *title, struct target *t,
		    struct fault *f)
{
	struct listeners l = { .items = NULL };
	uint32_t ns = net_of(p, census_find_process(&p->census, t->pid));
	struct collect how = { .title = title, .unix_too = p->req->unix_too };
	struct fault why;
	pid_t *pids;
	int r;

	pids = pids_of(&p->census, ns, &how.count);
	how.pids = pids;
	r = collect(t, &how, &l, &why, f);
	if (r == 0)
		r = add_rows(p, title, ns, &l, f);
	if (r == 0 && why.code != FAULT_NONE)
		notice("ulsns",
		       "%s: from /proc/PID/net, without who holds a "
		       "socket, because it may not be entered: %s: %s",
		       title, why.what, why.why);
	free(pids);
	listeners_done(&l);
	return r;
}

static int list_named(struct ports *p, struct fault *f)
{
	cleanup_target struct target t;
	struct request req;
	int r;

	target_init(&t);
	verdict_request(&req);
	r = spec_parse(p->req->target, &req.target, f);
	if (r == 0)
		r = resolve_target(&req, &t, f);
	if (r < 0) {
		target_init(&t);
		return r;
	}
	return list_one(p, p->req->target, &t, f);
}

/* One that ended meanwhile, or may not be entered, is none of these. */
static int list_box(struct ports *p, const struct box *box, struct fault *f)
{
	const struct target_spec spec = {
		.kind = SPEC_PID,
		.pid = box->pid,
		.text = box->title,
	};
	cleanup_target struct target t;
	struct fault ignored = FAULT_INIT;
	struct verdict verdict;

	target_init(&t);
	verdict_process(box->pid, NS_NET, &verdict);
	if (verdict.enter != ENTER_YES ||
	    target_open(&spec, &t, &ignored) < 0) {
		target_init(&t);
		return 0;
	}
	return list_one(p, box->title, &t, f);
}

/* A network namespace once, by the first that is in it. */
static int list_all(struct ports *p, struct fault *f)
{
	bool *seen = calloc(p->census.ns_count + 1, sizeof(*seen));
	int r = 0;

	if (!seen)
		return fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
	for (size_t i = 0; r == 0 && i < p->boxes.count; i++) {
		const struct box *box = &p->boxes.items[i];
		uint32_t net;

		if (!boxes_is_private(&p->boxes, box->process, NS_NET))
			continue;
		net = p->census.processes[box->process].ns[NS_NET];
		if (!seen[net])
			r = list_box(p, box, f);
		seen[net] = true;
	}
	free(seen);
	return r;
}

static int print(struct ports *p, struct fault *f)
{
	bool every[NS_COUNT];
	int r;

	memset(every, true, sizeof(every));
	places_init(&p->places);
	r = census_take(&p->census, every, f);
	if (r == 0)
		r = boxes_find(&p->census, &p->boxes, f);
	if (r == 0)
		r = sheet_open(&p->sheet, "ports", -1, f);
	if (r == 0)
		r = p->req->target ? list_named(p, f) : list_all(p, f);
	if (r == 0)
		r = sheet_print(&p->sheet, stdout, f);
	if (r < 0)
		return r;
	if (!p->req->target && p->boxes.list.trouble.code != FAULT_NONE)
		fault_print(&p->boxes.list.trouble, "ulsns");
	if (!p->req->target)
		census_tell(&p->census, "ulsns");
	return 0;
}

int list_ports(const struct ls_request *req, struct fault *f)
{
	static const int named[] = { PORT_PROTO, PORT_ADDRESS, PORT_PORT,
				     PORT_STATE, PORT_QUEUE,   PORT_PID,
				     PORT_INNER, PORT_COMMAND, PORT_HOST,
				     -1 };
	static const int all[] = { PORT_TARGET, PORT_PROTO, PORT_ADDRESS,
				   PORT_PORT,	PORT_STATE, PORT_QUEUE,
				   PORT_PID,	PORT_INNER, PORT_COMMAND,
				   PORT_HOST,	-1 };
	struct ports p = { .req = req };
	int r;

	sheet_init(&p.sheet, port_columns, PORT_COUNT);
	r = listing_choose(req, req->target ? named : all, &p.sheet, f);
	if (r == 0)
		r = print(&p, f);
	boxes_done(&p.boxes);
	sheet_done(&p.sheet);
	census_done(&p.census);
	people_done();
	return r < 0 ? r : 0;
}
