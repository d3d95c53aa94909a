/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The columns of the listing of namespaces. */
#include "config.h"
#include "list/nsrow.h"
#include "base/cleanup.h"
#include "kernel/nsfs.h"
#include "list/labels.h"
#include "list/netnsid.h"
#include "list/people.h"
#include "list/relate.h"

#include <inttypes.h>
#include <string.h>

static const struct census_ns *ns_of(const struct ns_view *v,
				     const struct ns_row *row)
{
	return &v->census.namespaces[row->ns];
}

static pid_t pid_of(const struct ns_view *v, const struct ns_row *row)
{
	return row->process == CENSUS_NONE
		       ? 0
		       : v->census.processes[row->process].pid;
}

const struct brief *ns_view_brief(struct ns_view *v, const struct ns_row *row)
{
	cleanup_close int proc = -EBADF;
	struct proc_status status;
	struct brief *brief;

	if (row->process == CENSUS_NONE)
		return NULL;
	brief = &v->briefs[row->process];
	if (brief->is_read)
		return brief->is_told ? brief : NULL;
	brief->is_read = true;
	proc = procfs_open(pid_of(v, row));
	if (proc < 0 || procfs_status(proc, &status) < 0)
		return NULL;
	brief->is_told = true;
	brief->uid = status.uid;
	brief->ppid = status.ppid;
	process_add_command(&brief->command, proc);
	return brief;
}

static void fill_ns(struct text *to, const void *row, void *view)
{
	text_format(to, "%" PRIu64, ns_of(view, row)->ino);
}

static void fill_type(struct text *to, const void *row, void *view)
{
	text_format(to, "%s", ns_infos[ns_of(view, row)->type].name);
}

static void fill_path(struct text *to, const void *row, void *view)
{
	const struct census_ns *ns = ns_of(view, row);
	pid_t pid = pid_of(view, row);

	if (pid)
		text_format(to, "/proc/%d/%s", (int)pid,
			    ns_infos[ns->type].path);
	else if (ns->path)
		text_add(to, ns->path, strcspn(ns->path, "\n"));
}

static void fill_nprocs(struct text *to, const void *row, void *view)
{
	text_format(to, "%" PRIu32, ns_of(view, row)->processes);
}

static void fill_pid(struct text *to, const void *row, void *view)
{
	pid_t pid = pid_of(view, row);

	if (pid)
		text_format(to, "%d", (int)pid);
}

static void fill_ppid(struct text *to, const void *row, void *view)
{
	const struct brief *brief = ns_view_brief(view, row);

	if (brief)
		text_format(to, "%d", (int)brief->ppid);
}

static void fill_command(struct text *to, const void *row, void *view)
{
	const struct brief *brief = ns_view_brief(view, row);

	if (brief && brief->command.length)
		text_add(to, brief->command.bytes, brief->command.length);
}

static void fill_uid(struct text *to, const void *row, void *view)
{
	const struct brief *brief = ns_view_brief(view, row);

	if (brief)
		text_format(to, "%u", (unsigned int)brief->uid);
}

static void fill_user(struct text *to, const void *row, void *view)
{
	const struct brief *brief = ns_view_brief(view, row);

	if (brief)
		people_add_name(to, brief->uid);
}

static void fill_netnsid(struct text *to, const void *row, void *context)
{
	struct ns_view *v = context;
	const struct ns_row *r = row;
	cleanup_close int fd = -EBADF;

	if (ns_of(v, row)->type != NS_NET)
		return;
	fd = relate_open(&v->census, r->ns);
	if (fd >= 0)
		netnsid_add(to, v->netlink, fd);
}

static void fill_nsfs(struct text *to, const void *row, void *context)
{
	const struct ns_view *v = context;
	const char *path = ns_of(v, row)->path;

	for (; path && *path; path++)
		text_add(to, *path == '\n' ? &v->separator : path, 1);
}

/* As lsns has it, 0 where there is none, or the kernel does not tell. */
static void add_related(struct text *to, const struct ns_view *v,
			uint32_t related)
{
	text_format(to, "%" PRIu64,
		    related == CENSUS_NONE ? UINT64_C(0)
					   : v->census.namespaces[related].ino);
}

static void fill_pns(struct text *to, const void *row, void *view)
{
	add_related(to, view, ns_of(view, row)->parent);
}

static void fill_ons(struct text *to, const void *row, void *view)
{
	add_related(to, view, ns_of(view, row)->owner);
}

static void fill_owner(struct text *to, const void *row, void *view)
{
	const struct census_ns *ns = ns_of(view, row);

	if (ns->has_uid)
		people_add_both(to, ns->uid);
}

/* Of the namespace, whichever of its processes the row shows. */
static const struct verdict *verdict_of(struct ns_view *v,
					const struct ns_row *row)
{
	const struct census_ns *ns = ns_of(v, row);
	char path[4096] = "";

	if (v->verdict_ns == row->ns)
		return &v->verdict;
	v->verdict_ns = row->ns;
	if (ns->path)
		snprintf(path, sizeof(path), "%.*s",
			 (int)strcspn(ns->path, "\n"), ns->path);
	if (ns->first != CENSUS_NONE)
		verdict_process(v->census.processes[ns->first].pid, ns->type,
				&v->verdict);
	else if (*path)
		verdict_file(path, ns->type, &v->verdict);
	else
		v->verdict = (struct verdict){
			.enter = ENTER_NO,
			.fault = { .code = FAULT_BAD_FILE },
		};
	return &v->verdict;
}

static void fill_enter(struct text *to, const void *row, void *view)
{
	text_format(to, "%s", verdict_word(verdict_of(view, row)));
}

static void fill_why(struct text *to, const void *row, void *view)
{
	text_format(to, "%s", verdict_why(verdict_of(view, row)));
}

static void fill_target(struct text *to, const void *row, void *context)
{
	const struct ns_view *v = context;

	if (v->labels)
		labels_add(to, v->labels, ns_of(v, row)->ino);
}

/* INSIDE:OUTSIDE:COUNT, with a comma between: of a user namespace. */
static void fill_uidmap(struct text *to, const void *row, void *view)
{
	cleanup_close int proc = -EBADF;
	pid_t pid = pid_of(view, row);
	static struct idmap map;

	if (!pid || ns_of(view, row)->type != NS_USER)
		return;
	proc = procfs_open(pid);
	if (proc < 0 || procfs_idmap(proc, "uid_map", &map) < 0)
		return;
	for (unsigned int i = 0; i < map.count; i++)
		text_format(to, "%s%u:%u:%u", i ? "," : "",
			    map.extents[i].inside, map.extents[i].outside,
			    map.extents[i].count);
}

static void fill_nsid(struct text *to, const void *row, void *view)
{
	uint64_t id = ns_of(view, row)->id;

	if (id)
		text_format(to, "%" PRIu64, id);
}

const struct sheet_column ns_columns[COL_COUNT] = {
	[COL_NS] = { "NS", 10, SHEET_RIGHT, SHEET_NUMBER,
		     "inode of the namespace", fill_ns },
	[COL_TYPE] = { "TYPE", 5, 0, SHEET_STRING, "kind of namespace",
		       fill_type },
	[COL_PATH] = { "PATH", 0, 0, SHEET_STRING, "path to the namespace",
		       fill_path },
	[COL_NPROCS] = { "NPROCS", 5, SHEET_RIGHT, SHEET_NUMBER,
			 "how many processes are in it", fill_nprocs },
	[COL_PID] = { "PID", 5, SHEET_RIGHT, SHEET_NUMBER, "lowest PID in it",
		      fill_pid },
	[COL_PPID] = { "PPID", 5, SHEET_RIGHT, SHEET_NUMBER,
		       "parent of the PID", fill_ppid },
	[COL_COMMAND] = { "COMMAND", 0, SHEET_CUT, SHEET_STRING,
			  "command line of the PID", fill_command },
	[COL_UID] = { "UID", 0, SHEET_RIGHT, SHEET_NUMBER, "uid of the PID",
		      fill_uid },
	[COL_USER] = { "USER", 0, 0, SHEET_STRING, "user name of the PID",
		       fill_user },
	[COL_NETNSID] = { "NETNSID", 0, SHEET_RIGHT, SHEET_STRING,
			  "id the network has for it", fill_netnsid },
	[COL_NSFS] = { "NSFS", 0, SHEET_LINES, SHEET_STRING,
		       "where it is mounted", fill_nsfs },
	[COL_PNS] = { "PNS", 10, SHEET_RIGHT, SHEET_NUMBER,
		      "inode of its parent", fill_pns },
	[COL_ONS] = { "ONS", 10, SHEET_RIGHT, SHEET_NUMBER,
		      "inode of the user namespace that owns it", fill_ons },
	[COL_OWNER] = { "OWNER", 0, 0, SHEET_STRING,
			"uid and name of the owner of its user namespace",
			fill_owner },
	[COL_ENTER] = { "ENTER", 0, 0, SHEET_STRING,
			"may you enter it: yes, no, already", fill_enter },
	[COL_WHY] = { "WHY", 0, 0, SHEET_STRING, "why you may not", fill_why },
	[COL_TARGET] = { "TARGET", 0, 0, SHEET_STRING, "the container it is of",
			 fill_target },
	[COL_UIDMAP] = { "UIDMAP", 0, 0, SHEET_STRING,
			 "uids of a user namespace, INSIDE:OUTSIDE:COUNT",
			 fill_uidmap },
	[COL_NSID] = { "NSID", 0, SHEET_RIGHT, SHEET_NUMBER,
		       "id unique for the uptime", fill_nsid },
};
