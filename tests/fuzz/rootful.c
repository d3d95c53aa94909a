/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Any bytes as the command line of a monitor, as a cgroup, as an address.
 * sources: src/engine/rootful.c src/engine/cmdline.c src/engine/endpoint.c
 * sources: src/engine/state.c src/engine/json.c src/engine/json_file.c
 * sources: src/engine/json_library.c src/engine/json_text.c
 * sources: src/engine/places.c
 * sources: src/base/parse.c src/base/escape.c src/base/fault.c
 * sources: src/kernel/procfs.c src/kernel/scan.c src/kernel/nsfs.c
 * sources: src/kernel/nstype.c src/kernel/pidfd.c
 */
#include "engine/endpoint.h"
#include "engine/rootful.h"
#include "engine/state.h"

#include <stdlib.h>
#include <string.h>

/* What is found may become part of a path. */
static void expect_component(bool found, const struct container *c)
{
	if (found && !state_is_component(c->id))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cmdline line;
	struct container c = { .id = "" };
	const char *path = NULL;
	char *text;

	if (size >= sizeof(line.text))
		return 0;
	memcpy(line.text, data, size);
	line.text[size] = '\0';
	line.length = size;
	expect_component(rootful_docker(&line, &c), &c);
	expect_component(rootful_podman(&line, &c), &c);
	text = strdup(line.text);
	expect_component(rootful_kubernetes(text, &c), &c);
	if (endpoint_parse(text, &path) == ENDPOINT_SOCKET && *path != '/')
		abort();
	free(text);
	return 0;
}
