/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* systemd-nspawn, and what else is registered with machined. */
#include "config.h"
#include "engine/machine.h"
#include "base/cleanup.h"
#include "base/parse.h"
#include "engine/container.h"
#include "engine/keys.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MACHINES "/run/systemd/machines"

/* As large as a unit's name may be (UNIT_NAME_MAX), each byte escaped. */
#define UNIT_SIZE 512

/* A host name, which is what machined takes; so ".host" is none. */
static bool is_name(const char *name)
{
	return state_is_made_of(name, "-._", 64);
}

bool machine_is_in_unit(const char *cgroups, const char *unit)
{
	size_t length = strlen(unit);
	const char *at = cgroups;

	while (length && (at = strstr(at, unit))) {
		if (at > cgroups && at[-1] == '/' &&
		    (at[length] == '/' || at[length] == '\n' || !at[length]))
			return true;
		at++;
	}
	return false;
}

/* Returns as state_read() does; -ENOENT for a virtual machine too. */
static int read_machine(int dir, struct container *c, char unit[UNIT_SIZE],
			struct fault *f)
{
	cleanup_text char *text = NULL;
	char value[32];
	uint64_t pid = 0;
	size_t length;
	int r = state_read(dir, MACHINES, c->name, &text, &length, f);

	if (r < 0)
		return r;
	if (keys_value(text, NULL, "CLASS", value, sizeof(value)) &&
	    strcmp(value, "container") != 0)
		return -ENOENT;
	if (keys_value(text, NULL, "LEADER", value, sizeof(value)))
		parse_number(value, INT32_MAX, &pid);
	keys_value(text, NULL, "SCOPE", unit, UNIT_SIZE);
	keys_unescape(unit);
	c->pid = (pid_t)pid;
	/* still being registered, or already on its way out */
	c->state = pid ? CONTAINER_RUNNING : CONTAINER_CREATED;
	return 0;
}

struct walk {
	const struct engine *engine;
	engine_visit *visit;
	void *context;
	struct fault *trouble; /* of the first that could not be read */
};

/* "unit:machine-web.scope" there is a link, and no name. */
static bool visit_entry(int dir, const char *name, void *context)
{
	struct walk *walk = context;
	struct container c = { .engine = walk->engine, .is_roots = true };
	struct fault f = FAULT_INIT;
	char unit[UNIT_SIZE];

	if (!is_name(name))
		return false;
	snprintf(c.name, sizeof(c.name), "%s", name);
	if (read_machine(dir, &c, unit, &f) < 0) {
		if (walk->trouble->code == FAULT_NONE)
			*walk->trouble = f;
		return false;
	}
	return walk->visit(&c, walk->context);
}

static int machine_list(const struct engine *engine,
			const struct places *places, engine_visit *visit,
			void *context, struct fault *f)
{
	struct walk walk = { engine, visit, context, f };
	cleanup_close int dir = state_open_dir(MACHINES, f);
	int r;

	(void)places;
	if (dir < 0)
		return f->code == FAULT_NONE ? 0 : dir;
	r = scan_names(dir, ".", visit_entry, &walk);
	return r == 0 && f->code != FAULT_NONE ? f->error : r;
}

static int machine_locate(const struct places *places, struct container *c,
			  struct fault *f)
{
	(void)places;
	(void)c; /* its one file had all of it */
	(void)f;
	return 0;
}

/*
 * machined keeps each in a unit of its own, and only root moves processes
 * between those. Read again while the process is held: it is still the one
 * that machined means.
 */
static const char *machine_doubt(int proc, const struct container *c)
{
	struct container now = { .engine = c->engine };
	char unit[UNIT_SIZE], cgroups[8192];
	struct fault f = FAULT_INIT;
	cleanup_close int dir = state_open_dir(MACHINES, &f);

	snprintf(now.name, sizeof(now.name), "%s", c->name);
	if (dir < 0 || read_machine(dir, &now, unit, &f) < 0 ||
	    now.pid != c->pid)
		return "machined says so no longer";
	if (procfs_read(proc, "cgroup", cgroups, sizeof(cgroups)) < 0 ||
	    !machine_is_in_unit(cgroups, unit))
		return "it is not in the unit that machined keeps for it";
	return NULL;
}

const struct engine engine_machine = {
	.name = "machine",
	.list = machine_list,
	.locate = machine_locate,
	.doubt = machine_doubt,
	.start = "sudo machinectl start",
	.show = "machinectl list",
};
