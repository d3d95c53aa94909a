/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ulsns --procs: the processes of a target, inside and outside. */
#include "config.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "kernel/caps.h"
#include "kernel/nsfs.h"
#include "kernel/procfs.h"
#include "list/census.h"
#include "list/listing.h"
#include "list/people.h"
#include "list/verdict.h"
#include "plan/resolve.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	PROC_PID,
	PROC_INNER,
	PROC_PPID,
	PROC_USER,
	PROC_UID,
	PROC_INUID,
	PROC_CAPS,
	PROC_SECCOMP,
	PROC_NNP,
	PROC_STATE,
	PROC_COMMAND,
	PROC_COUNT
};

struct proc_row {
	pid_t pid;
	struct proc_status status;
};

static void fill_pid(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	text_format(to, "%d", (int)p->pid);
}

static void fill_inner(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	text_format(to, "%d", (int)p->status.inner_pid);
}

static void fill_ppid(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	text_format(to, "%d", (int)p->status.ppid);
}

static void fill_user(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	people_add_name(to, p->status.uid);
}

static void fill_uid(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	text_format(to, "%u", (unsigned int)p->status.uid);
}

static void fill_inuid(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	people_add_inside(to, p->pid, p->status.uid);
}

/* By name, without cap_; all of the bounding set as one word. */
static void fill_caps(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;
	uint64_t caps = p->status.cap_effective;
	char name[CAPS_NAME_SIZE];

	(void)view;
	if (!caps) {
		text_format(to, "none");
		return;
	}
	if (caps == caps_every()) {
		text_format(to, "all");
		return;
	}
	for (; caps; caps &= caps - 1) {
		caps_name(caps_lowest(caps), name);
		text_format(to, "%s%s", to->length ? "," : "",
			    strncmp(name, "cap_", 4) == 0 ? name + 4 : name);
	}
}

static void fill_seccomp(struct text *to, const void *row, void *view)
{
	static const char *const modes[] = { "off", "strict", "filter" };
	const struct proc_row *p = row;

	(void)view;
	if (p->status.seccomp < ARRAY_SIZE(modes))
		text_format(to, "%s", modes[p->status.seccomp]);
}

static void fill_nnp(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	text_format(to, "%s", p->status.no_new_privs ? "yes" : "no");
}

static void fill_state(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	text_format(to, "%c", p->status.state);
}

static void fill_command(struct text *to, const void *row, void *view)
{
	const struct proc_row *p = row;

	(void)view;
	people_add_command(to, p->pid);
}

static const struct sheet_column columns[PROC_COUNT] = {
	[PROC_PID] = { "PID", 5, SHEET_RIGHT, SHEET_NUMBER, "its number here",
		       fill_pid },
	[PROC_INNER] = { "INNER", 5, SHEET_RIGHT, SHEET_NUMBER,
			 "its number in its own pid namespace", fill_inner },
	[PROC_PPID] = { "PPID", 5, SHEET_RIGHT, SHEET_NUMBER,
			"its parent's number here", fill_ppid },
	[PROC_USER] = { "USER", 0, 0, SHEET_STRING, "its user, seen from here",
			fill_user },
	[PROC_UID] = { "UID", 0, SHEET_RIGHT, SHEET_NUMBER,
		       "its uid, seen from here", fill_uid },
	[PROC_INUID] = { "INUID", 0, SHEET_RIGHT, SHEET_NUMBER,
			 "its uid inside", fill_inuid },
	[PROC_CAPS] = { "CAPS", 0, 0, SHEET_STRING,
			"its effective capabilities", fill_caps },
	[PROC_SECCOMP] = { "SECCOMP", 0, 0, SHEET_STRING, "off, strict, filter",
			   fill_seccomp },
	[PROC_NNP] = { "NNP", 0, 0, SHEET_STRING,
		       "no_new_privs: exec gives it nothing", fill_nnp },
	[PROC_STATE] = { "STATE", 0, 0, SHEET_STRING, "as ps(1) has it",
			 fill_state },
	[PROC_COMMAND] = { "COMMAND", 0, SHEET_CUT, SHEET_STRING,
			   "command line", fill_command },
};

static const int defaults[] = { PROC_PID,   PROC_INNER,	  PROC_USER,
				PROC_INUID, PROC_CAPS,	  PROC_SECCOMP,
				PROC_NNP,   PROC_COMMAND, -1 };

/*
 * The type that tells the processes of @t from the caller's: pid where that
 * is its own, else the next of what rarely is shared by two; NS_COUNT for
 * none.
 */
static enum ns_type telling_type(const struct target *t, struct ns_id *ret)
{
	static const enum ns_type types[] = { NS_PID,  NS_MNT, NS_NET,
					      NS_USER, NS_IPC, NS_CGROUP,
					      NS_UTS,  NS_TIME };

	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		const char *path = ns_infos[types[i]].path;
		struct ns_id own;
		char self[32];

		snprintf(self, sizeof(self), "/proc/self/%s", path);
		if (nsfs_id_at(t->proc, path, ret) == 0 &&
		    nsfs_id_at(AT_FDCWD, self, &own) == 0 &&
		    !ns_id_equal(*ret, own))
			return types[i];
	}
	return NS_COUNT;
}

/* One that has ended meanwhile is none: no row. */
static int add(struct sheet *sheet, pid_t pid, struct fault *f)
{
	cleanup_close int proc = procfs_open(pid);
	struct proc_row row = { .pid = pid };

	if (proc < 0 || procfs_status(proc, &row.status) < 0)
		return 0;
	if (sheet_add(sheet, NULL, &row))
		return 0;
	return fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
}

static int add_all(struct sheet *sheet, const struct census *c,
		   const struct target *t, enum ns_type type, uint64_t ino,
		   struct fault *f)
{
	uint32_t ns = census_find(c, ino);
	int r = 0;

	if (type == NS_COUNT)
		return add(sheet, t->pid, f);
	for (uint32_t i = 0;
	     ns != CENSUS_NONE && r == 0 && i < c->process_count; i++) {
		if (census_is_in(c, i, ns))
			r = add(sheet, c->processes[i].pid, f);
	}
	return r;
}

static int print(const struct ls_request *req, struct sheet *sheet,
		 struct census *c, struct fault *f)
{
	cleanup_target struct target t;
	bool wanted[NS_COUNT] = { false };
	struct request enter;
	enum ns_type type;
	struct ns_id id = { .ino = 0 };
	int r;

	target_init(&t);
	verdict_request(&enter);
	r = spec_parse(req->target, &enter.target, f);
	if (r == 0)
		r = resolve_target(&enter, &t, f);
	if (r < 0) {
		target_init(&t);
		return r;
	}
	type = telling_type(&t, &id);
	if (type != NS_COUNT)
		wanted[type] = true;
	r = census_take(c, wanted, f);
	if (r == 0)
		r = sheet_open(sheet, "processes", -1, f);
	if (r == 0)
		r = add_all(sheet, c, &t, type, id.ino, f);
	if (r == 0)
		r = sheet_print(sheet, stdout, f);
	if (r == 0)
		census_tell(c, "ulsns");
	return r;
}

int list_procs(const struct ls_request *req, struct fault *f)
{
	struct census census = { .process_count = 0 };
	struct sheet sheet;
	int r;

	sheet_init(&sheet, columns, PROC_COUNT);
	r = listing_choose(req, defaults, &sheet, f);
	if (r == 0)
		r = print(req, &sheet, &census, f);
	sheet_done(&sheet);
	census_done(&census);
	people_done();
	return r < 0 ? r : 0;
}
