/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where containers/storage, which Podman builds on, keeps its directories. */
#include "config.h"
#include "engine/storage.h"
#include "base/cleanup.h"
#include "engine/state.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MACHINES_CONF "/etc/containers/storage.conf"
#define CONF_MAX (64 * 1024)

/* Appends @text to @buf; false where it does not fit. */
static bool add(char *buf, size_t *length, const char *text, size_t count)
{
	if (*length + count >= PATH_MAX)
		return false;
	memcpy(buf + *length, text, count);
	*length += count;
	buf[*length] = '\0';
	return true;
}

/* What stands for the variable at @text, and how long its name is. */
static const char *variable(const struct places *places, const char *text,
			    char uid[16], size_t *ret_length)
{
	static const char *const names[] = { "$HOME", "$UID", "$USER" };
	const char *user = getenv("USER");
	const char *values[] = { places->home, uid, user ? user : "" };

	snprintf(uid, 16, "%u", (unsigned int)places->uid);
	for (int i = 0; i < 3; i++) {
		*ret_length = strlen(names[i]);
		if (strncmp(text, names[i], *ret_length) == 0)
			return values[i];
	}
	return NULL;
}

static bool expand(const struct places *places, const char *text, size_t count,
		   char *buf)
{
	char result[PATH_MAX], uid[16];
	size_t length = 0, skip;
	const char *value;
	bool ok = true;

	for (size_t i = 0; i < count && ok; i += skip) {
		value = variable(places, text + i, uid, &skip);
		if (value) {
			ok = add(result, &length, value, strlen(value));
		} else {
			skip = 1;
			ok = add(result, &length, text + i, 1);
		}
	}
	if (!ok || length == 0 || result[0] != '/')
		return false;
	memcpy(buf, result, length + 1);
	return true;
}

/* The value of "key = "value"" at @line, and its length; or NULL. */
static const char *quoted(const char *line, const char *key, size_t *ret_length)
{
	size_t length = strlen(key);
	const char *end;

	line += strspn(line, " \t");
	if (strncmp(line, key, length) != 0)
		return NULL;
	line += length;
	line += strspn(line, " \t");
	if (*line++ != '=')
		return NULL;
	line += strspn(line, " \t");
	if (*line != '"' && *line != '\'')
		return NULL;
	end = strchr(line + 1, *line);
	if (!end || memchr(line, '\n', (size_t)(end - line)))
		return NULL;
	*ret_length = (size_t)(end - line - 1);
	return line + 1;
}

bool storage_value(const struct places *places, const char *text,
		   const char *key, char *buf)
{
	bool is_there = false, is_inside = false;
	size_t length;

	for (const char *line = text; *line; line += *line == '\n') {
		const char *word = line + strspn(line, " \t");
		const char *value = quoted(line, key, &length);

		if (*word == '[')
			is_inside = strncmp(word, "[storage]", 9) == 0;
		else if (value && is_inside)
			is_there |= expand(places, value, length, buf);
		line += strcspn(line, "\n");
	}
	return is_there;
}

/*
 * A link to it may lead anywhere; O_NONBLOCK: a FIFO does not hang this.
 * Returns NULL where there is none, or nothing in it. Mostly there is none:
 * no stack for the largest is touched then.
 */
static char *read_conf(const char *path)
{
	cleanup_close int fd =
		open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	cleanup_text char *text = NULL;
	char *taken;
	struct stat st;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return NULL;
	text = malloc(CONF_MAX);
	n = text ? read(fd, text, CONF_MAX - 1) : -1;
	if (n <= 0)
		return NULL;
	text[n] = '\0';
	taken = text;
	text = NULL; /* ownership moves to the caller */
	return taken;
}

static void from_users(const struct places *places, struct storage *s)
{
	const char *conf = getenv("CONTAINERS_STORAGE_CONF");
	cleanup_text char *own = NULL, *machines = NULL;
	char path[PATH_MAX];

	if (!conf || !*conf)
		conf = places_path(path, places->config,
				   "containers/storage.conf");
	own = read_conf(conf);
	if (own) {
		storage_value(places, own, "runroot", s->run_root);
		if (storage_value(places, own, "graphroot", s->graph_root) ||
		    storage_value(places, own, "rootless_storage_path",
				  s->graph_root))
			return;
	}
	machines = read_conf(MACHINES_CONF);
	if (machines)
		storage_value(places, machines, "rootless_storage_path",
			      s->graph_root);
}

static void from_machines(const struct places *places, struct storage *s)
{
	cleanup_text char *text = read_conf(MACHINES_CONF);

	if (!text)
		return;
	storage_value(places, text, "graphroot", s->graph_root);
	storage_value(places, text, "runroot", s->run_root);
}

void storage_init(const struct places *places, struct storage *ret)
{
	if (places->uid == 0) {
		strcpy(ret->graph_root, "/var/lib/containers/storage");
		strcpy(ret->run_root, "/run/containers/storage");
		from_machines(places, ret);
		return;
	}
	places_path(ret->graph_root, places->data, "containers/storage");
	places_path(ret->run_root, places->runtime, "containers");
	from_users(places, ret);
}
