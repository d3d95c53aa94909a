/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The listing of namespaces: lsns, with owners. */
#include "config.h"
#include "base/cleanup.h"
#include "list/labels.h"
#include "list/listing.h"
#include "list/netnsid.h"
#include "list/nsrow.h"
#include "list/people.h"
#include "list/relate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct listing {
	const struct ls_request *req;
	struct ns_view view;
	struct sheet sheet;
	struct labels labels;
	uint32_t *order; /* of namespaces, by inode; or of processes */
	size_t count;
	struct libscols_line **ns_lines;      /* by namespace */
	struct libscols_line **process_lines; /* by process */
};

static const int of_namespaces[] = { COL_NS,   COL_TYPE,    COL_NPROCS, COL_PID,
				     COL_USER, COL_COMMAND, -1 };
static const int of_networks[] = { COL_NS,   COL_TYPE,	  COL_NPROCS,
				   COL_PID,  COL_USER,	  COL_NETNSID,
				   COL_NSFS, COL_COMMAND, -1 };
static const int of_processes[] = { COL_PID, COL_PPID, COL_USER, COL_COMMAND,
				    -1 };

static const int *defaults_of_listing(const struct ls_request *req)
{
	if (req->ns)
		return of_processes;
	return req->typed && req->types[NS_NET] ? of_networks : of_namespaces;
}

static enum ls_tree tree_of(const struct ls_request *req)
{
	return req->tree == TREE_UNSAID ? TREE_PROCESS : req->tree;
}

static int tree_column(const struct ls_request *req)
{
	switch (tree_of(req)) {
	case TREE_PROCESS:
		return COL_COMMAND;
	case TREE_OWNER:
	case TREE_PARENT:
		return COL_NS;
	default:
		return -1;
	}
}

/* They are what the tree is made of, those without a process too. */
static bool is_related_tree(const struct ls_request *req)
{
	enum ls_tree tree = tree_of(req);

	return tree == TREE_OWNER || tree == TREE_PARENT;
}

static bool needs_relations(const struct listing *l)
{
	return is_related_tree(l->req) || l->req->persistent ||
	       sheet_has(&l->sheet, COL_PNS) || sheet_has(&l->sheet, COL_ONS) ||
	       sheet_has(&l->sheet, COL_OWNER) ||
	       sheet_has(&l->sheet, COL_NSID);
}

static bool needs_all_mounts(const struct listing *l)
{
	return l->req->persistent || sheet_has(&l->sheet, COL_NSFS) ||
	       sheet_has(&l->sheet, COL_PATH);
}

static int look(struct listing *l, struct fault *f)
{
	struct census *c = &l->view.census;
	bool wanted[NS_COUNT];
	int r;

	memcpy(wanted, l->req->types, sizeof(wanted));
	/* the inode may be of any type */
	if (l->req->ns)
		memset(wanted, true, sizeof(wanted));
	wanted[NS_USER] |= tree_of(l->req) == TREE_OWNER;
	r = census_take(c, wanted, f);
	if (r < 0)
		return r;
	relate_mounts(c, needs_all_mounts(l));
	if (needs_relations(l))
		relate(c);
	if (sheet_has(&l->sheet, COL_NETNSID))
		l->view.netlink = netnsid_open();
	if (!sheet_has(&l->sheet, COL_TARGET))
		return 0;
	r = labels_make(c, "ulsns", &l->labels);
	l->view.labels = &l->labels;
	return r < 0 ? fault_set(f, FAULT_SYSTEM, r, "the containers") : 0;
}

/* Of a row below its parent: the parent's own row comes first. */
static struct libscols_line *add_ns(struct listing *l, uint32_t index);

static struct libscols_line *above(struct listing *l, uint32_t index)
{
	const struct census *c = &l->view.census;
	const struct census_ns *ns = &c->namespaces[index];
	enum ls_tree tree = tree_of(l->req);
	uint32_t related = tree == TREE_OWNER ? ns->owner : ns->parent;

	if (tree == TREE_PROCESS) {
		const struct ns_row row = { index, ns->first };
		const struct brief *brief = ns_view_brief(&l->view, &row);
		uint32_t parent = brief ? census_find_process(c, brief->ppid)
					: CENSUS_NONE;

		return parent == CENSUS_NONE ? NULL : l->process_lines[parent];
	}
	if (!is_related_tree(l->req))
		return NULL;
	/* those above are shown whatever types were asked for */
	if (related == CENSUS_NONE)
		return NULL;
	return l->ns_lines[related] ? l->ns_lines[related] : add_ns(l, related);
}

static struct libscols_line *add_ns(struct listing *l, uint32_t index)
{
	const struct census_ns *ns = &l->view.census.namespaces[index];
	const struct ns_row row = { index, ns->first };
	struct libscols_line *line =
		sheet_add(&l->sheet, above(l, index), &row);

	l->ns_lines[index] = line;
	if (ns->first != CENSUS_NONE)
		l->process_lines[ns->first] = line;
	return line;
}

static const struct census *sorted;

static int compare_inodes(const void *a, const void *b)
{
	uint64_t left = sorted->namespaces[*(const uint32_t *)a].ino;
	uint64_t right = sorted->namespaces[*(const uint32_t *)b].ino;

	return left < right ? -1 : left > right;
}

static bool is_shown(const struct listing *l, uint32_t index, uint32_t process)
{
	const struct census_ns *ns = &l->view.census.namespaces[index];

	if (!l->req->types[ns->type])
		return false;
	if (l->req->persistent)
		return ns->processes == 0;
	if (l->req->pid)
		return census_is_in(&l->view.census, process, index);
	return ns->processes || ns->path || is_related_tree(l->req);
}

static int no_such(const char *what, uint64_t number, struct fault *f)
{
	fault_set(f, FAULT_BAD_TARGET, -ENOENT, "%s %ju", what,
		  (uintmax_t)number);
	fault_why(f, "there is none, or you may not look into it");
	fault_hint(f, "ulsns -l -o NS,TYPE,PID,USER,COMMAND");
	return -ENOENT;
}

static int choose_namespaces(struct listing *l, struct fault *f)
{
	const struct census *c = &l->view.census;
	uint32_t process = CENSUS_NONE;

	if (l->req->pid) {
		process = census_find_process(c, l->req->pid);
		if (process == CENSUS_NONE)
			return no_such("process", (uint64_t)l->req->pid, f);
	}
	for (uint32_t i = 0; i < c->ns_count; i++) {
		if (is_shown(l, i, process))
			l->order[l->count++] = i;
	}
	sorted = c;
	qsort(l->order, l->count, sizeof(*l->order), compare_inodes);
	return 0;
}

static int add_namespaces(struct listing *l, struct fault *f)
{
	int r = choose_namespaces(l, f);

	for (size_t i = 0; r == 0 && i < l->count; i++) {
		uint32_t index = l->order[i];

		if (!l->ns_lines[index] && !add_ns(l, index))
			r = fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
	}
	return r;
}

/* The processes of one namespace; a child below its parent. */
static int add_processes(struct listing *l, struct fault *f)
{
	const struct census *c = &l->view.census;
	uint32_t ns = census_find(c, l->req->ns);

	if (ns == CENSUS_NONE)
		return no_such("namespace", l->req->ns, f);
	/* pids are in order; where they wrapped a child may come first */
	for (uint32_t i = 0; i < c->process_count; i++) {
		const struct ns_row row = { ns, i };
		const struct brief *brief;
		struct libscols_line *parent = NULL;
		uint32_t index = CENSUS_NONE;

		if (!census_is_in(c, i, ns))
			continue;
		brief = ns_view_brief(&l->view, &row);
		if (brief && tree_of(l->req) == TREE_PROCESS)
			index = census_find_process(c, brief->ppid);
		if (index != CENSUS_NONE)
			parent = l->process_lines[index];
		l->process_lines[i] = sheet_add(&l->sheet, parent, &row);
		if (!l->process_lines[i])
			return fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
	}
	return 0;
}

static int make_room(struct listing *l, struct fault *f)
{
	const struct census *c = &l->view.census;

	l->order = calloc(c->ns_count + 1, sizeof(*l->order));
	l->ns_lines = calloc(c->ns_count + 1, sizeof(struct libscols_line *));
	l->process_lines =
		calloc(c->process_count + 1, sizeof(struct libscols_line *));
	l->view.briefs = calloc(c->process_count + 1, sizeof(struct brief));
	if (l->order && l->ns_lines && l->process_lines && l->view.briefs)
		return 0;
	return fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
}

static void done(struct listing *l)
{
	size_t count = l->view.briefs ? l->view.census.process_count : 0;

	for (size_t i = 0; i < count; i++)
		text_done(&l->view.briefs[i].command);
	free(l->view.briefs);
	free(l->order);
	free(l->ns_lines);
	free(l->process_lines);
	labels_done(&l->labels);
	sheet_done(&l->sheet);
	census_done(&l->view.census);
	close_fd(&l->view.netlink);
	people_done();
}

static int print(struct listing *l, struct fault *f)
{
	int r = look(l, f);

	if (r == 0)
		r = make_room(l, f);
	if (r == 0)
		r = sheet_open(&l->sheet, "namespaces", tree_column(l->req), f);
	if (r == 0)
		r = l->req->ns ? add_processes(l, f) : add_namespaces(l, f);
	if (r == 0)
		r = sheet_print(&l->sheet, stdout, f);
	if (r == 0)
		census_tell(&l->view.census, "ulsns");
	return r;
}

int list_namespaces(const struct ls_request *req, struct fault *f)
{
	struct listing l = {
		.req = req,
		.view = { .separator = req->style.no_wrap ? ',' : '\n',
			  .netlink = -EBADF,
			  .verdict_ns = CENSUS_NONE },
	};
	int r;

	sheet_init(&l.sheet, ns_columns, COL_COUNT);
	l.sheet.context = &l.view;
	r = listing_choose(req, defaults_of_listing(req), &l.sheet, f);
	if (r == 0)
		r = print(&l, f);
	done(&l);
	return r < 0 ? r : 0;
}
