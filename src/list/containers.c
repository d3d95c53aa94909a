/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ulsns --containers: a row a container or sandbox. */
#include "config.h"
#include "base/cleanup.h"
#include "kernel/procfs.h"
#include "list/boxes.h"
#include "list/listing.h"
#include "list/names.h"
#include "list/people.h"
#include "list/usage.h"
#include "list/verdict.h"

#include <inttypes.h>
#include <string.h>

enum {
	BOX_TARGET,
	BOX_PID,
	BOX_STATE,
	BOX_USER,
	BOX_INSIDE,
	BOX_USERNS,
	BOX_PRIVATE,
	BOX_ENTER,
	BOX_WHY,
	BOX_COMMAND,
	BOX_CPU,
	BOX_MEM,
	BOX_PIDS,
	BOX_COUNT
};

struct box_view {
	struct census census;
	struct boxes boxes;
	bool plain; /* numbers as they are: JSON, raw */
	/* of the row that was asked last */
	const struct box *status_of, *verdict_of, *usage_of;
	bool has_status;
	struct proc_status status;
	struct verdict verdict;
	struct usage usage;
};

static const struct proc_status *status_of(struct box_view *v,
					   const struct box *box)
{
	cleanup_close int proc = -EBADF;

	if (v->status_of != box) {
		v->status_of = box;
		proc = box->pid ? procfs_open(box->pid) : -ESRCH;
		v->has_status = proc >= 0 &&
				procfs_status(proc, &v->status) == 0;
	}
	return v->has_status ? &v->status : NULL;
}

static const struct verdict *verdict_of(struct box_view *v,
					const struct box *box)
{
	struct request req, probe;
	struct container c;

	if (v->verdict_of == box)
		return &v->verdict;
	v->verdict_of = box;
	if (!box->container) {
		verdict_sandbox(box->pid, &v->verdict);
		return &v->verdict;
	}
	verdict_request(&req);
	names_request(&req, box->container, box->title, &probe);
	c = *box->container;
	verdict_container(&probe, &c, &v->verdict);
	return &v->verdict;
}

static const struct usage *usage_of(struct box_view *v, const struct box *box)
{
	const struct census *c = &v->census;

	if (box->process == CENSUS_NONE)
		return NULL;
	if (v->usage_of == box)
		return &v->usage;
	v->usage_of = box;
	if (usage_of_cgroup(box->pid, &v->usage) == 0)
		return &v->usage;
	v->usage = (struct usage){ .pids = 0 };
	for (uint32_t i = 0; i < c->process_count; i++) {
		if (boxes_holds(&v->boxes, box->process, i))
			usage_add_process(c->processes[i].pid, &v->usage);
	}
	return &v->usage;
}

static void fill_target(struct text *to, const void *row, void *view)
{
	const struct box *box = row;

	(void)view;
	text_format(to, "%s", box->title);
}

static void fill_pid(struct text *to, const void *row, void *view)
{
	const struct box *box = row;

	(void)view;
	if (box->pid)
		text_format(to, "%d", (int)box->pid);
}

static void fill_state(struct text *to, const void *row, void *view)
{
	const struct box *box = row;

	(void)view;
	text_format(to, "%s", container_state_name(box->state));
}

static void fill_user(struct text *to, const void *row, void *view)
{
	const struct proc_status *status = status_of(view, row);

	if (status)
		people_add_name(to, status->uid);
}

static void fill_inside(struct text *to, const void *row, void *view)
{
	const struct proc_status *status = status_of(view, row);
	const struct box *box = row;

	if (status)
		people_add_inside(to, box->pid, status->uid);
}

static void fill_userns(struct text *to, const void *row, void *context)
{
	const struct box_view *v = context;
	const struct box *box = row;
	uint32_t ns;

	if (box->process == CENSUS_NONE)
		return;
	ns = v->census.processes[box->process].ns[NS_USER];
	if (ns != CENSUS_NONE)
		text_format(to, "%" PRIu64, v->census.namespaces[ns].ino);
}

static void fill_private(struct text *to, const void *row, void *context)
{
	const struct box_view *v = context;
	const struct box *box = row;

	for (int t = 0; t < NS_COUNT; t++) {
		if (boxes_is_private(&v->boxes, box->process, (enum ns_type)t))
			text_format(to, "%s%s", to->length ? "," : "",
				    ns_infos[t].name);
	}
}

static void fill_enter(struct text *to, const void *row, void *view)
{
	text_format(to, "%s", verdict_word(verdict_of(view, row)));
}

static void fill_why(struct text *to, const void *row, void *view)
{
	text_format(to, "%s", verdict_why(verdict_of(view, row)));
}

static void fill_command(struct text *to, const void *row, void *view)
{
	const struct box *box = row;

	(void)view;
	if (box->pid)
		people_add_command(to, box->pid);
}

static void fill_cpu(struct text *to, const void *row, void *view)
{
	const struct usage *usage = usage_of(view, row);

	if (usage)
		text_format(to, "%" PRIu64 ".%02" PRIu64, usage->cpu_ms / 1000,
			    usage->cpu_ms % 1000 / 10);
}

static void fill_mem(struct text *to, const void *row, void *context)
{
	const struct box_view *v = context;
	const struct usage *usage = usage_of(context, row);
	const char *unit = "BKMGTPE";
	uint64_t tenths;

	if (!usage)
		return;
	if (v->plain) {
		text_format(to, "%" PRIu64, usage->bytes);
		return;
	}
	for (tenths = usage->bytes * 10; tenths >= 10240; tenths /= 1024)
		unit++;
	if (tenths < 100 && *unit != 'B')
		text_format(to, "%" PRIu64 ".%" PRIu64 "%c", tenths / 10,
			    tenths % 10, *unit);
	else
		text_format(to, "%" PRIu64 "%c", tenths / 10, *unit);
}

static void fill_pids(struct text *to, const void *row, void *view)
{
	const struct usage *usage = usage_of(view, row);

	if (usage)
		text_format(to, "%" PRIu64, usage->pids);
}

static const struct sheet_column columns[BOX_COUNT] = {
	[BOX_TARGET] = { "TARGET", 0, 0, SHEET_STRING,
			 "what uenter calls it: ENGINE:NAME, or a PID",
			 fill_target },
	[BOX_PID] = { "PID", 5, SHEET_RIGHT, SHEET_NUMBER, "its first process",
		      fill_pid },
	[BOX_STATE] = { "STATE", 0, 0, SHEET_STRING, "running, paused, exited",
			fill_state },
	[BOX_USER] = { "USER", 0, 0, SHEET_STRING, "its user, seen from here",
		       fill_user },
	[BOX_INSIDE] = { "INSIDE", 0, SHEET_RIGHT, SHEET_NUMBER,
			 "that uid inside", fill_inside },
	[BOX_USERNS] = { "USERNS", 10, SHEET_RIGHT, SHEET_NUMBER,
			 "inode of its user namespace", fill_userns },
	[BOX_PRIVATE] = { "PRIVATE", 0, 0, SHEET_STRING,
			  "the namespaces it does not share with you",
			  fill_private },
	[BOX_ENTER] = { "ENTER", 0, 0, SHEET_STRING,
			"may you enter it: yes, no, already", fill_enter },
	[BOX_WHY] = { "WHY", 0, 0, SHEET_STRING, "why you may not", fill_why },
	[BOX_COMMAND] = { "COMMAND", 0, SHEET_CUT, SHEET_STRING,
			  "command line of the PID", fill_command },
	[BOX_CPU] = { "CPU", 0, SHEET_RIGHT, SHEET_NUMBER,
		      "seconds of processor time", fill_cpu },
	[BOX_MEM] = { "MEM", 0, SHEET_RIGHT, SHEET_STRING,
		      "memory; in bytes in JSON and with -r", fill_mem },
	[BOX_PIDS] = { "PIDS", 0, SHEET_RIGHT, SHEET_NUMBER,
		       "how many processes", fill_pids },
};

static const int defaults[] = { BOX_TARGET, BOX_PID,	 BOX_STATE,   BOX_USER,
				BOX_INSIDE, BOX_USERNS,	 BOX_PRIVATE, BOX_ENTER,
				BOX_WHY,    BOX_COMMAND, -1 };

static int print(struct box_view *v, struct sheet *sheet, struct fault *f)
{
	bool every[NS_COUNT];
	int r;

	memset(every, true, sizeof(every));
	r = census_take(&v->census, every, f);
	if (r == 0)
		r = boxes_find(&v->census, &v->boxes, f);
	if (r == 0)
		r = sheet_open(sheet, "containers", -1, f);
	for (size_t i = 0; r == 0 && i < v->boxes.count; i++) {
		if (!sheet_add(sheet, NULL, &v->boxes.items[i]))
			r = fault_set(f, FAULT_SYSTEM, -ENOMEM, "the table");
	}
	if (r == 0)
		r = sheet_print(sheet, stdout, f);
	if (r < 0)
		return r;
	if (v->boxes.list.trouble.code != FAULT_NONE)
		fault_print(&v->boxes.list.trouble, "ulsns");
	census_tell(&v->census, "ulsns");
	return 0;
}

int list_containers(const struct ls_request *req, struct fault *f)
{
	struct box_view view = { .plain = req->style.json || req->style.raw };
	struct sheet sheet;
	int r;

	sheet_init(&sheet, columns, BOX_COUNT);
	sheet.context = &view;
	r = listing_choose(req, defaults, &sheet, f);
	if (r == 0)
		r = print(&view, &sheet, f);
	boxes_done(&view.boxes);
	sheet_done(&sheet);
	census_done(&view.census);
	people_done();
	return r < 0 ? r : 0;
}
