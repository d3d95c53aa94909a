/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A container as `docker inspect` shows it, from a file or a daemon. */
#include "config.h"
#include "engine/inspect.h"
#include "base/parse.h"
#include "engine/json.h"

#include <stdio.h>

/* [ { "HostIp": "0.0.0.0", "HostPort": "8080" } ] */
static void note(struct json_object *item, struct published *p)
{
	const char *address = json_string(item, "HostIp");
	const char *port = json_string(item, "HostPort");
	uint64_t number;

	if (address && port && parse_number(port, 65535, &number) == 0)
		published_add(p, address, (unsigned int)number);
}

void inspect_published(struct json_object *json, struct published *ports,
		       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct json_object *list;
		char name[64];

		snprintf(name, sizeof(name), "NetworkSettings.Ports.%u/%s",
			 ports[i].port, ports[i].protocol);
		list = json_at(json, name);
		for (size_t n = 0; n < json_count(list); n++)
			note(json_item(list, n), &ports[i]);
	}
}
