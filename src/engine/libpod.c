/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What Podman keeps of a container in its database alone: the ports that it
 * publishes. No process tells of them: rootlessport, which holds the sockets
 * of the host, has got them through a pipe, and podman has ended.
 */
#include "config.h"
#include "engine/libpod.h"
#include "base/cleanup.h"
#include "engine/database.h"
#include "engine/json.h"
#include "engine/state.h"
#include "engine/storage.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Podman holds its database for some milliseconds at a time. */
#define TRIES 3

/* bucket "ctr", in it one of that id, in it the key "config": JSON. */
static int from_bolt(int dir, const char *root, const char *id, char **ret,
		     size_t *ret_length)
{
	const char *const path[] = { "ctr", id, "config", NULL };
	struct fault ignored = FAULT_INIT;
	cleanup_close int fd =
		state_open_file(dir, root, "libpod/bolt_state.db", &ignored);

	return fd < 0 ? fd : bolt_get(fd, path, ret, ret_length);
}

/* Somebody writes to it, or did so when the machine went down. */
static bool has_journal(int dir)
{
	return faccessat(dir, "db.sql-journal", F_OK, 0) == 0;
}

/* ContainerConfig (ID, Name, PodID, JSON). */
static int from_sqlite(int dir, const char *root, const char *id, char **ret,
		       size_t *ret_length)
{
	const struct sqlite_cell cell = { "ContainerConfig", id, 3 };
	struct fault ignored = FAULT_INIT;
	cleanup_close int fd = state_open_file(dir, root, "db.sql", &ignored);
	cleanup_text char *text = NULL;
	int r;

	if (fd < 0)
		return fd;
	if (has_journal(dir))
		return -EAGAIN;
	r = sqlite_get(fd, &cell, &text, ret_length);
	if (has_journal(dir))
		return -EAGAIN;
	if (r == 0) {
		*ret = text;
		text = NULL; /* ownership has moved to the caller */
	}
	return r;
}

/* One that was made over from bolt_state.db is in db.sql. */
static int read_config(const char *root, const char *id, char **ret,
		       size_t *ret_length)
{
	struct fault ignored = FAULT_INIT;
	cleanup_close int dir = state_open_dir(root, &ignored);
	int r = dir;

	for (unsigned int i = 0; dir >= 0 && i < TRIES; i++) {
		r = from_sqlite(dir, root, id, ret, ret_length);
		if (r < 0)
			r = from_bolt(dir, root, id, ret, ret_length);
		if (r != -EAGAIN)
			break;
	}
	return r;
}

/* The names of the members: of Podman from 4.0 on, and before. */
static const struct names {
	const char *list, *inner, *host, *range, *protocol, *address;
} spellings[] = {
	{ "newPortMappings", "container_port", "host_port", "range", "protocol",
	  "host_ip" },
	{ "portMappings", "containerPort", "hostPort", "", "protocol",
	  "hostIP" },
};

/* One entry may stand for a range of ports, on both sides. */
static void note(struct json_object *item, const struct names *names,
		 struct published *p)
{
	uint64_t inner = json_number(item, names->inner);
	uint64_t host = json_number(item, names->host);
	uint64_t range = json_number(item, names->range);
	const char *protocol = json_string(item, names->protocol);
	const char *address = json_string(item, names->address);
	uint64_t at = p->port - inner;

	if (range == 0)
		range = 1;
	if (protocol && strcmp(protocol, p->protocol) == 0 &&
	    inner <= p->port && at < range && host != 0 && host <= 65535 - at)
		published_add(p, address ? address : "",
			      (unsigned int)(host + at));
}

static void note_all(struct json_object *config, const struct names *names,
		     struct published *p)
{
	struct json_object *list = json_at(config, names->list);

	for (size_t i = 0; i < json_count(list); i++)
		note(json_item(list, i), names, p);
}

void libpod_published(const struct places *places, const struct container *c,
		      struct published *ports, size_t count)
{
	cleanup_json struct json_object *json = NULL;
	cleanup_text char *text = NULL;
	struct fault ignored = FAULT_INIT;
	struct storage storage;
	size_t length;
	const char *id;

	storage_init(places, &storage);
	if (read_config(storage.graph_root, c->id, &text, &length) < 0 ||
	    json_parse(text, length, storage.graph_root, &json, &ignored) < 0)
		return;
	id = json_string(json, "id");
	if (!id || strcmp(id, c->id) != 0)
		return;
	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < ARRAY_SIZE(spellings); n++)
			note_all(json, &spellings[n], &ports[i]);
	}
}
