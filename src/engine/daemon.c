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
#include <stdio.h>
#include <string.h>

static void take(struct json_object *json, const char *key, char *buf)
{
	const char *value = json_string(json, key);

	if (value && *value == '/')
		snprintf(buf, PATH_MAX, "%s", value);
}

static void read_conf(const char *config, struct daemon *daemon)
{
	cleanup_json struct json_object *json = NULL;
	cleanup_close int dir = -EBADF;
	struct fault ignored;

	dir = state_open_dir(config, &ignored);
	if (dir < 0 ||
	    json_file(dir, config, "daemon.json", NULL, &json, &ignored) < 0)
		return;
	take(json, "data-root", daemon->data_root);
	take(json, "exec-root", daemon->exec_root);
}

void daemon_init(const struct places *places, struct daemon *ret)
{
	char config[PATH_MAX];

	if (places->uid == 0) {
		memcpy(ret->data_root, "/var/lib/docker",
		       strlen("/var/lib/docker") + 1);
		memcpy(ret->exec_root, "/run/docker",
		       strlen("/run/docker") + 1);
		memcpy(config, "/etc/docker", strlen("/etc/docker") + 1);
	} else {
		places_path(ret->data_root, places->data, "docker");
		places_path(ret->exec_root, places->runtime, "docker");
		places_path(config, places->config, "docker");
	}
	read_conf(config, ret);
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
int daemon_locate(const struct daemon *daemon, struct container *c,
		  struct fault *f)
{
	struct looking looking = { daemon->exec_root, c, f, -ENOENT };
	cleanup_close int dir = -EBADF;

	if (visit_runtime(-EBADF, "runtime-runc", &looking))
		return looking.result;
	dir = state_open_dir(daemon->exec_root, f);
	if (dir >= 0)
		scan_names(dir, ".", visit_runtime, &looking);
	return looking.result;
}
