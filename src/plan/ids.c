/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whom the command runs as, and with which capabilities. */
#include "config.h"
#include "plan/ids.h"
#include "kernel/caps.h"

#include <errno.h>
#include <stdio.h>

/* One of the two ids, with all that concerns it. */
struct question {
	const char *name; /* "uid" */
	const struct request *req;
	const struct id_wish *wish; /* uid or gid of @req */
	const struct idmap *map;    /* NULL: no user namespace is joined */
	uint32_t caller, target;    /* outside */
};

/* What a reader without NSS shows for an id it has no number for. */
#define OVERFLOW_ID 65534

static void print_ranges(const struct idmap *map, char *buf, size_t size)
{
	size_t n = 0;

	if (map->count == 0)
		snprintf(buf, size, "the map is empty");
	for (unsigned int i = 0; i < map->count && n < size; i++) {
		const struct idmap_extent *e = &map->extents[i];

		n += (size_t)snprintf(buf + n, size - n,
				      e->count == 1 ? "%s%u" : "%s%u to %u",
				      i ? ", " : "the map has ", e->inside,
				      e->inside + (e->count - 1));
	}
}

static int unmapped(const struct question *q, const char *which, uint32_t id,
		    struct fault *f)
{
	struct request mapped = *q->req;
	struct id_wish *wish;
	char ranges[256];

	print_ranges(q->map, ranges, sizeof(ranges));
	fault_set(f, FAULT_UNMAPPED, -EINVAL, "%s %u%s", q->name, id, which);
	fault_why(f,
		  "it is not mapped in the user namespace of the target: "
		  "%s (user_namespaces(7))",
		  ranges);
	/* one that is; where none is, the overflow id, by asking for none */
	wish = q->wish == &q->req->uid ? &mapped.uid : &mapped.gid;
	wish->kind = q->map->count ? ID_NUMBER : ID_UNSAID;
	wish->id = q->map->count ? q->map->extents[0].inside : 0;
	request_hint(&mapped, NULL, NULL, false, f);
	return -EINVAL;
}

static bool has_inside(const struct idmap *map, uint32_t id)
{
	for (unsigned int i = 0; i < map->count; i++) {
		if (id >= map->extents[i].inside &&
		    id - map->extents[i].inside < map->extents[i].count)
			return true;
	}
	return false;
}

/* The id asked for by -S or -G. */
static int wished(const struct question *q, bool *ret_set, uint32_t *ret,
		  struct fault *f)
{
	uint32_t id = q->wish->id;

	if (q->wish->kind == ID_FOLLOW && q->target == ID_UNMAPPED)
		return fault_set(f, FAULT_SYSTEM, -ESRCH, "the target's %s",
				 q->name);
	if (q->wish->kind == ID_FOLLOW)
		id = q->map ? idmap_to_inside(q->map, q->target) : q->target;
	if (q->map && id == ID_UNMAPPED)
		return unmapped(q, " (the target's, seen from here)", q->target,
				f);
	if (q->map && !has_inside(q->map, id))
		return unmapped(q, "", id, f);
	*ret_set = true;
	*ret = id;
	return 0;
}

/* The id that is chosen where none was asked for. */
static void chosen(const struct question *q, bool becomes_root, bool *ret_set,
		   uint32_t *ret)
{
	uint32_t own;

	*ret_set = false;
	*ret = q->caller;
	if (!q->map)
		return;
	own = idmap_to_inside(q->map, q->caller);
	if (becomes_root && has_inside(q->map, 0)) {
		/* where it is the caller's already, no call is needed */
		*ret_set = own != 0;
		*ret = 0;
		return;
	}
	/* setns(2) keeps the ids: only their numbers are others now */
	*ret = own == ID_UNMAPPED ? OVERFLOW_ID : own;
}

static int decide_id(const struct question *q, bool keep, bool becomes_root,
		     bool *ret_set, uint32_t *ret, struct fault *f)
{
	if (q->wish->kind != ID_UNSAID)
		return wished(q, ret_set, ret, f);
	chosen(q, becomes_root && !keep, ret_set, ret);
	return 0;
}

/* What is not set stays the caller's, whatever its number is inside. */
static uint32_t outer(const struct question *q, bool set, uint32_t id)
{
	if (!set)
		return q->caller;
	return q->map ? idmap_to_outside(q->map, id) : id;
}

static enum ids_caps decide_caps(const struct request *req,
				 const struct ids *ids, bool joined)
{
	bool asked = req->keep_ids || req->uid.kind != ID_UNSAID ||
		     req->gid.kind != ID_UNSAID;

	/* the bounding set has to go in any case: execve(2) gives by it */
	if (req->read_only != READ_ONLY_UNSAID && req->caps == CAPS_UNSAID)
		return asked && ids->uid != 0 ? IDS_CAPS_NONE : IDS_CAPS_READ;
	switch (req->caps) {
	case CAPS_NONE:
		return IDS_CAPS_NONE;
	case CAPS_TARGET:
		return IDS_CAPS_TARGET;
	case CAPS_ALL:
		/* at uid 0, execve(2) gives all of the bounding set */
		return ids->uid == 0 ? IDS_CAPS_EXEC : IDS_CAPS_AMBIENT;
	default:
		return joined && !asked && ids->uid != 0 ? IDS_CAPS_AMBIENT
							 : IDS_CAPS_EXEC;
	}
}

/* setgroups(2) needs a gid map, and /proc/PID/setgroups not at "deny". */
static bool may_drop_groups(const struct idmaps *maps)
{
	return maps && maps->gid.count && !maps->denies_setgroups;
}

static bool drops_groups(const struct request *req,
			 const struct ids_facts *facts)
{
	if (req->keep_ids)
		return false;
	if (!facts->maps)
		return req->gid.kind != ID_UNSAID &&
		       facts->caller->caps & CAP_BIT(CAP_SETGID);
	return (facts->becomes_root || req->gid.kind != ID_UNSAID) &&
	       may_drop_groups(facts->maps);
}

int ids_decide(const struct request *req, const struct ids_facts *facts,
	       struct ids *ret, struct fault *f)
{
	const struct idmaps *maps = facts->maps;
	const struct question uid = {
		"uid",
		req,
		&req->uid,
		maps ? &maps->uid : NULL,
		facts->caller->uid,
		facts->status ? facts->status->uid : ID_UNMAPPED,
	};
	const struct question gid = {
		"gid",
		req,
		&req->gid,
		maps ? &maps->gid : NULL,
		facts->caller->gid,
		facts->status ? facts->status->gid : ID_UNMAPPED,
	};
	struct ids ids = { .keep = CAPS_EVERY };
	int r;

	r = decide_id(&uid, req->keep_ids, facts->becomes_root, &ids.set_uid,
		      &ids.uid, f);
	if (r == 0)
		r = decide_id(&gid, req->keep_ids, facts->becomes_root,
			      &ids.set_gid, &ids.gid, f);
	if (r < 0)
		return r;
	ids.outer_uid = outer(&uid, ids.set_uid, ids.uid);
	ids.outer_gid = outer(&gid, ids.set_gid, ids.gid);
	ids.drop_groups = drops_groups(req, facts);
	ids.caps = decide_caps(req, &ids, maps != NULL);
	if (ids.caps == IDS_CAPS_TARGET && !facts->status)
		return fault_set(f, FAULT_SYSTEM, -ESRCH,
				 "the target's capabilities");
	if (ids.caps == IDS_CAPS_TARGET)
		ids.keep = ids.uid == 0 ? facts->status->cap_bounding
					: facts->status->cap_permitted;
	if (req->read_only != READ_ONLY_UNSAID)
		ids.keep &= CAP_BIT(CAP_DAC_READ_SEARCH);
	*ret = ids;
	return 0;
}
