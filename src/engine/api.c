/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Containers by the socket of their daemon, where its files did not tell:
 * they are elsewhere (dockerd --data-root), or not to be read. Root's engines
 * are known so too, to whom may open their socket (the group docker).
 */
#include "config.h"
#include "engine/api.h"
#include "base/cleanup.h"
#include "engine/ask.h"
#include "engine/cmdline.h"
#include "engine/compose.h"
#include "engine/daemon.h"
#include "engine/http.h"
#include "engine/oci.h"
#include "engine/rows.h"
#include "engine/sockets.h"
#include "engine/state.h"
#include "kernel/procfs.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* For the lists of all engines' sockets, in milliseconds. */
#define LISTS_PATIENCE 2500

/* What is left when the list took all the time that it may. */
#define LOCATE_PATIENCE 900

/* ---- what is answered ---------------------------------------------------- */

static enum container_state state_of(const char *word)
{
	static const struct {
		const char *word;
		enum container_state state;
	} states[] = {
		{ "created", CONTAINER_CREATED },
		{ "running", CONTAINER_RUNNING },
		{ "paused", CONTAINER_PAUSED },
		{ "restarting", CONTAINER_EXITED },
		{ "exited", CONTAINER_EXITED },
		{ "dead", CONTAINER_EXITED },
	};

	for (size_t i = 0; word && i < ARRAY_SIZE(states); i++) {
		if (strcmp(states[i].word, word) == 0)
			return states[i].state;
	}
	return CONTAINER_UNKNOWN;
}

/* Of several names ("/web", and "/other/alias" for links) its own. */
static void set_name(struct container *c, struct json_object *names)
{
	for (size_t i = 0; i < json_count(names); i++) {
		const char *name = json_string(json_item(names, i), "");

		if (!name)
			continue;
		name += *name == '/';
		if (!strchr(name, '/') && strlen(name) < sizeof(c->name)) {
			memcpy(c->name, name, strlen(name) + 1);
			return;
		}
	}
}

int api_visit(struct json_object *list, const struct container *like,
	      engine_visit *visit, void *context)
{
	for (size_t i = 0; i < json_count(list); i++) {
		struct json_object *item = json_item(list, i);
		const char *id = json_string(item, "Id");
		struct container c = *like;

		if (!id || !state_is_component(id) ||
		    strlen(id) >= sizeof(c.id))
			continue;
		memcpy(c.id, id, strlen(id) + 1);
		set_name(&c, json_at(item, "Names"));
		c.state = state_of(json_string(item, "State"));
		compose_service(json_at(item, "Labels"), &c);
		if (visit(&c, context))
			return 1;
	}
	return 0;
}

/* ---- an engine by its sockets -------------------------------------------- */

static int list_one(const struct engine *engine, const struct places *places,
		    const char *socket, int patience, engine_visit *visit,
		    void *context, struct fault *f)
{
	cleanup_json struct json_object *json = NULL;
	struct container like = { .engine = engine };
	uid_t peer;
	int r;

	r = ask_json(engine, socket, "/containers/json?all=1", patience, &json,
		     &peer, f);
	if (r < 0)
		return r;
	like.is_roots = peer == 0 && places->uid != 0;
	snprintf(like.place, sizeof(like.place), "%s", socket);
	return api_visit(json, &like, visit, context);
}

/*
 * How long the sockets of one engine may take, in milliseconds. All engines
 * share LISTS_PATIENCE, however often they are asked: who looks for a name
 * gets an answer within three seconds, whatever hangs.
 */
static int64_t patience_left(void)
{
	static int64_t deadline;
	int64_t now = http_now();

	if (!deadline)
		deadline = now + LISTS_PATIENCE;
	return deadline - now < HTTP_PATIENCE ? deadline - now : HTTP_PATIENCE;
}

/* Those left share the time that is left; of troubles the first is told. */
static int list_all(const struct engine *engine, const struct places *places,
		    const struct sockets *s, engine_visit *visit, void *context,
		    struct fault *f)
{
	int64_t deadline = http_now() + patience_left();
	int r = 0;

	for (unsigned int i = 0; i < s->count && r != 1; i++) {
		struct fault trouble = FAULT_INIT;
		int64_t left = (deadline - http_now()) / (s->count - i);

		/* 0 would be for ever (socket(7), SO_SNDTIMEO) */
		r = list_one(engine, places, s->path[i],
			     left > 0 ? (int)left : 1, visit, context,
			     &trouble);
		if (trouble.code != FAULT_NONE && f->code == FAULT_NONE)
			*f = trouble;
	}
	if (r == 1)
		return 1;
	return f->code == FAULT_NONE ? 0 : f->error;
}

static int docker_list(const struct engine *engine, const struct places *places,
		       engine_visit *visit, void *context, struct fault *f)
{
	struct sockets s = { .count = 0 };

	if (sockets_docker(places, &s, f) == -EREMOTE)
		return -EREMOTE;
	return list_all(engine, places, &s, visit, context, f);
}

static int podman_list(const struct engine *engine, const struct places *places,
		       engine_visit *visit, void *context, struct fault *f)
{
	struct sockets s = { .count = 0 };

	if (sockets_podman(places, &s, f) == -EREMOTE)
		return -EREMOTE;
	return list_all(engine, places, &s, visit, context, f);
}

/*
 * A pid from a socket is a word like any other. Where the runtime wrote no
 * start time where it is looked for, the process has to be the child of the
 * monitor of just this container, which says so in its command line.
 */
static bool find_monitor(struct container *c)
{
	cleanup_close int proc = procfs_open(c->pid);
	cleanup_close int parent = -EBADF;
	struct proc_status status;
	struct cmdline line;
	const char *id;

	if (proc < 0 || procfs_status(proc, &status) < 0 || status.ppid <= 0)
		return false;
	parent = procfs_open(status.ppid);
	if (parent < 0 || cmdline_read(parent, &line) < 0)
		return false;
	id = cmdline_value(&line, "-id"); /* containerd-shim */
	if (!id)
		id = cmdline_value(&line, "-c"); /* conmon */
	if (!id || strcmp(id, c->id) != 0)
		return false;
	c->monitor = status.ppid;
	return true;
}

static int refuse_unproven(const struct container *c, struct fault *f)
{
	char title[CONTAINER_TITLE_SIZE];

	fault_set(f, FAULT_BAD_STATE, -ESRCH, "%s", container_title(c, title));
	fault_why(f,
		  "its daemon says that it is process %d, and neither a "
		  "runtime's file nor a monitor as its parent proves that",
		  (int)c->pid);
	fault_hint(f, "ps -fp %d   # what it is; a PID is taken as it is",
		   (int)c->pid);
	return -ESRCH;
}

static int locate_by_socket(struct container *c, struct fault *f)
{
	cleanup_json struct json_object *json = NULL;
	char path[sizeof(c->id) + 32];
	uint64_t pid;
	uid_t peer;
	int r;

	snprintf(path, sizeof(path), "/containers/%s/json", c->id);
	r = ask_json(c->engine, c->place, path, LOCATE_PATIENCE, &json, &peer,
		     f);
	if (r == -ENOENT || r == -EACCES) {
		/* ended and removed, and the daemon too perhaps */
		*f = (struct fault)FAULT_INIT;
		return -ENOENT;
	}
	if (r < 0)
		return r;
	if (json_is_true(json, "State.Paused"))
		c->state = CONTAINER_PAUSED;
	else if (!json_is_true(json, "State.Running"))
		c->state = CONTAINER_EXITED;
	if (c->state != CONTAINER_RUNNING)
		return 0;
	pid = json_number(json, "State.Pid");
	c->pid = pid <= INT32_MAX ? (pid_t)pid : 0;
	return find_monitor(c) ? 0 : refuse_unproven(c, f);
}

/* root's are to be refused: whose files are not the caller's to read. */
static bool has_process(const struct container *c)
{
	return !c->is_roots && c->state == CONTAINER_RUNNING;
}

static int docker_locate(const struct places *places, struct container *c,
			 struct fault *f)
{
	int r;

	if (!has_process(c))
		return 0;
	r = daemon_locate(places, c, f);
	if (r == -ENOENT && f->code == FAULT_NONE)
		r = locate_by_socket(c, f);
	return r;
}

static int podman_locate(const struct places *places, struct container *c,
			 struct fault *f)
{
	int r;

	if (!has_process(c))
		return 0;
	r = oci_locate_below(places, c, f);
	if (r == -ENOENT && f->code == FAULT_NONE)
		r = locate_by_socket(c, f);
	return r;
}

const struct engine engine_docker_api = {
	.name = "docker",
	.list = docker_list,
	.locate = docker_locate,
	.start = "docker start",
	.unpause = "docker unpause",
	.exec = "docker exec",
	.show = "docker ps -a",
	.at = "-H",
	.scans = true,
};

const struct engine engine_podman_api = {
	.name = "podman",
	.list = podman_list,
	.locate = podman_locate,
	.start = "podman start",
	.unpause = "podman unpause",
	.exec = "podman exec",
	.show = "podman ps -a",
	.at = "--url",
	.scans = true,
};
