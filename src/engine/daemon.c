/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where dockerd keeps its directories. */
#include "config.h"
#include "engine/daemon.h"
#include "base/cleanup.h"
#include "engine/json.h"
#include "engine/oci.h"
#include "engine/state.h"

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
	cleanup_text char *text = NULL;
	cleanup_close int dir = -EBADF;
	struct fault ignored;
	size_t length;

	dir = state_open_dir(config, &ignored);
	if (dir < 0 ||
	    state_read(dir, config, "daemon.json", &text, &length, &ignored) <
		    0 ||
	    json_parse(text, length, config, &json, &ignored) < 0)
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

int daemon_locate(const struct daemon *daemon, struct container *c,
		  struct fault *f)
{
	char root[PATH_MAX];

	/* runc's directory, of all that this daemon started */
	places_path(root, daemon->exec_root, "runtime-runc/moby");
	return oci_locate(root, c, f);
}
