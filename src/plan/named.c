/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the name of a container to its process, held. */
#include "config.h"
#include "plan/named.h"
#include "base/cleanup.h"
#include "base/frame.h"
#include "engine/find.h"
#include "engine/proof.h"
#include "kernel/nsfs.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"
#include "plan/files.h"
#include "plan/refuse_container.h"
#include "plan/refuse_name.h"

#include <errno.h>
#include <string.h>

/* The process that is @pid of the caller's, opened and pinned. */
static int open_pid(const struct request *req, pid_t pid, struct target *t,
		    struct fault *f)
{
	const struct target_spec spec = {
		.kind = SPEC_PID,
		.text = req->target.text,
		.pid = pid,
	};

	return target_open(&spec, t, f);
}

struct inner_search {
	const struct target *init;
	uint64_t pid_ns;
	pid_t wanted, found;
};

/* The number of a process in its own pid namespace: the last of NSpid. */
static bool is_inner(int proc, pid_t wanted)
{
	struct proc_status status;

	return procfs_status(proc, &status) == 0 && status.inner_pid == wanted;
}

static bool visit_inner(int procfs, pid_t pid, void *context)
{
	struct inner_search *search = context;
	cleanup_close int proc = -EBADF;
	uint64_t pid_ns;

	if (scan_namespace(procfs, pid, NS_PID, &pid_ns) < 0 ||
	    pid_ns != search->pid_ns)
		return false;
	proc = procfs_open(pid);
	if (proc < 0 || !is_inner(proc, search->wanted))
		return false;
	search->found = pid;
	return true;
}

/* Between the scan and the open the pid may have been given to another. */
static bool is_still(const struct target *t, const struct inner_search *search)
{
	struct ns_id id;

	return nsfs_id_at(t->proc, ns_infos[NS_PID].path, &id) == 0 &&
	       id.ino == search->pid_ns && is_inner(t->proc, search->wanted);
}

/* web/7: instead of @init, the process that is 7 where that one is. */
static int open_inner(const struct request *req, const struct target *init,
		      struct target *ret, struct fault *f)
{
	cleanup_target struct target t;
	struct inner_search search = { .wanted = req->target.pid };
	struct ns_id id;
	int r = nsfs_id_at(init->proc, ns_infos[NS_PID].path, &id);

	target_init(&t);
	if (r < 0)
		return refuse_inner(req, r, f);
	search.pid_ns = id.ino;
	if (scan_processes(visit_inner, &search) != 1)
		return refuse_inner(req, -ESRCH, f);
	r = open_pid(req, search.found, &t, f);
	if (r == 0 && !is_still(&t, &search))
		r = refuse_inner(req, -ESRCH, f);
	if (r < 0)
		return r;
	memcpy(t.name, init->name, sizeof(t.name));
	*ret = t;
	target_init(&t); /* ownership has moved to the caller */
	return 0;
}

static int open_first(const struct request *req, struct container *c,
		      struct target *ret, struct fault *f)
{
	cleanup_target struct target t;
	int r;

	target_init(&t);
	r = open_pid(req, c->pid, &t, f);
	if (r < 0)
		return r == -ESRCH ? refuse_ended(c, f) : r;
	r = proof_check(t.proc, c, f);
	if (r == 0 && proof_is_frozen(t.proc)) {
		c->state = CONTAINER_PAUSED;
		r = refuse_state(c, f);
	}
	container_target(c, t.name);
	if (r == 0 && *c->net_file)
		r = files_open_net(&t, c->net_file, f);
	if (r < 0)
		return r;
	*ret = t;
	target_init(&t); /* ownership has moved to the caller */
	return 0;
}

static int locate(const struct request *req, const struct places *places,
		  struct container *c, struct fault *f)
{
	int r;

	/* its daemon tells that it is there, and no more than that is needed */
	if (c->is_roots && places->uid != 0)
		return refuse_roots(req, c, f);
	r = engine_locate(places, c, f);
	if (r == 0 && (c->state != CONTAINER_RUNNING || c->pid <= 0))
		r = refuse_state(c, f);
	if (r == 0 && c->is_roots && places->uid != 0)
		r = refuse_roots(req, c, f);
	return r;
}

int named_open_container(const struct request *req, struct container *c,
			 struct target *ret, struct fault *f)
{
	struct places places;
	int r;

	places_init(&places);
	container_target(c, ret->name);
	r = locate(req, &places, c, f);
	return r < 0 ? r : open_first(req, c, ret, f);
}

static own_frame int find_one(const struct request *req,
			      const struct places *places,
			      struct container *ret, struct fault *f)
{
	const struct target_spec *spec = &req->target;
	const char *engine = *spec->engine ? spec->engine : NULL;
	struct find find;

	if (engine && !engine_by_name(engine))
		return refuse_engine(req, f);
	find_container(places, engine, spec->name, &find);
	if (find.count > 1)
		return refuse_ambiguous(req, &find, f);
	if (find.count == 0)
		return refuse_unknown(req, places, &find, f);
	*ret = find.found[0];
	return 0;
}

static int open_engine(const struct request *req, const struct places *places,
		       struct target *ret, struct fault *f)
{
	const struct engine *engine = engine_by_name(req->target.engine);
	struct container c = { .engine = engine };
	int r;

	if (!engine || !engine->own)
		return refuse_engine(req, f);
	container_target(&c, ret->name);
	r = engine->own(places, &c, f);
	if (r == 0)
		r = open_first(req, &c, ret, f);
	return r == -ENOENT && f->code == FAULT_NONE
		       ? refuse_engine_absent(req, f)
		       : r;
}

int named_open(const struct request *req, struct target *ret, struct fault *f)
{
	cleanup_target struct target init;
	struct places places;
	struct container c = { .pid = 0 };
	int r;

	target_init(&init);
	places_init(&places);
	if (req->target.kind == SPEC_ENGINE)
		return open_engine(req, &places, ret, f);
	r = find_one(req, &places, &c, f);
	if (r < 0)
		return r;
	container_target(&c, ret->name);
	r = locate(req, &places, &c, f);
	if (r < 0)
		return r;
	if (req->target.pid == 0)
		return open_first(req, &c, ret, f);
	r = open_first(req, &c, &init, f);
	return r < 0 ? r : open_inner(req, &init, ret, f);
}

/* Refusals of the process itself: it may not be the one that was meant. */
static bool is_about_process(enum fault_code code)
{
	switch (code) {
	case FAULT_GONE:
	case FAULT_ZOMBIE:
	case FAULT_NOTHING:
	case FAULT_NOT_OWNER:
	case FAULT_ROOT_OWNED:
	case FAULT_SIBLING:
	case FAULT_NON_DUMPABLE:
		return true;
	default:
		return false;
	}
}

void named_hint(const struct request *req, struct fault *f)
{
	struct places places;
	struct find find;

	if (!is_about_process(f->code))
		return;
	places_init(&places);
	find_container(&places, NULL, req->target.text, &find);
	if (find.count)
		hint_prefix(req, &find, f);
}
