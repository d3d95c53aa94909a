/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where dockerd keeps its directories. */
#include "config.h"
#include "engine/daemon.h"
#include "base/cleanup.h"
#include "engine/json.h"
#include "engine/oci.h"
#include "engine/state.h"
#include "kernel/scan.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* False where it does not say. */
static bool by_conf(const struct places *places, const char *key, char *buf)
{
	cleanup_json struct json_object *json = NULL;
	cleanup_close int dir = -EBADF;
	char config[PATH_MAX];
	struct fault ignored;
	const char *value;

	places_path(config, places->uid == 0 ? "/etc" : places->config,
		    "docker");
	dir = state_open_dir(config, &ignored);
	if (dir < 0 ||
	    json_file(dir, config, "daemon.json", NULL, &json, &ignored) < 0)
		return false;
	value = json_string(json, key);
	if (!value || *value != '/')
		return false;
	snprintf(buf, PATH_MAX, "%s", value);
	return true;
}

void daemon_root(const struct places *places, enum daemon_root which, char *buf)
{
	static const char *const keys[] = { "data-root", "exec-root" };
	static const char *const roots[] = { "/var/lib", "/run" };
	const char *const users[] = { places->data, places->runtime };

	if (!by_conf(places, keys[which], buf))
		places_path(buf, places->uid == 0 ? roots[which] : users[which],
			    "docker");
}

/* ---- the runtime's word --------------------------------------------------- */

struct looking {
	const char *exec_root;
	struct container *c;
	struct fault *f;
	int result;
};

static bool visit_runtime(int dir, const char *name, void *context)
{
	struct looking *looking = context;
	char root[PATH_MAX], below[NAME_MAX + 16];

	(void)dir;
	if (strncmp(name, "runtime-", strlen("runtime-")) != 0)
		return false;
	snprintf(below, sizeof(below), "%s/moby", name);
	looking->result =
		oci_locate(places_path(root, looking->exec_root, below),
			   looking->c, looking->f);
	return looking->result != -ENOENT || looking->f->code != FAULT_NONE;
}

/*
 * A directory a runtime, of all that this daemon started with it: runc, or
 * what daemon.json calls another ("runtimes").
 */
int daemon_locate(const struct places *places, struct container *c,
		  struct fault *f)
{
	char root[PATH_MAX];
	struct looking looking = { root, c, f, -ENOENT };
	cleanup_close int dir = -EBADF;

	daemon_root(places, DAEMON_EXEC, root);
	if (visit_runtime(-EBADF, "runtime-runc", &looking))
		return looking.result;
	dir = state_open_dir(root, f);
	if (dir >= 0)
		scan_names(dir, ".", visit_runtime, &looking);
	return looking.result;
}
