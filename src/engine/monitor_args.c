/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A monitor's command line. */
#include "config.h"
#include "engine/monitor.h"
#include "base/cleanup.h"
#include "engine/oci.h"
#include "engine/state.h"

#include <stdio.h>
#include <string.h>

/* The words of a command line. */
struct words {
	const char *text;
	size_t length;
};

/* The one after @at (NULL: the first), or NULL: cut ones are no words. */
static const char *next(const struct words *words, const char *at)
{
	const char *word = at ? at + strlen(at) + 1 : words->text;
	size_t left = words->length - (size_t)(word - words->text);

	return left && memchr(word, '\0', left) ? word : NULL;
}

/* The first of @word: what a command to run later has comes behind. */
static const char *find(const struct words *words, const char *word)
{
	const char *at = next(words, NULL);

	while (at && strcmp(at, word) != 0)
		at = next(words, at);
	return at;
}

static const char *value(const struct words *words, const char *option)
{
	const char *at = find(words, option);

	return at ? next(words, at) : NULL;
}

static bool copy(char *to, size_t size, const char *text)
{
	return text && (size_t)snprintf(to, size, "%s", text) < size;
}

/* Podman has a cleanup run when the container ends; CRI-O waits for it. */
static bool parse_conmon(const struct words *words, struct monitor *ret)
{
	ret->engine = find(words, "--exit-command") ? "podman" : "cri-o";
	if (!copy(ret->name, sizeof(ret->name), value(words, "-n")))
		ret->name[0] = '\0';
	ret->place[0] = '\0';
	return !find(words, "-e") && !find(words, "--exec") &&
	       copy(ret->id, sizeof(ret->id), value(words, "-c"));
}

static bool parse_shim(const struct words *words, struct monitor *ret)
{
	const char *id = value(words, "-id");

	ret->name[0] = '\0';
	if (!copy(ret->place, sizeof(ret->place), value(words, "-namespace")) ||
	    !copy(ret->id, sizeof(ret->id), id))
		return false;
	if (!oci_is_made_up(id))
		snprintf(ret->name, sizeof(ret->name), "%s", id);
	ret->engine = strcmp(ret->place, "moby") == 0 ? "docker" : "containerd";
	return true;
}

static const struct {
	const char *program;
	bool (*parse)(const struct words *words, struct monitor *ret);
} programs[] = {
	{ "conmon", parse_conmon },
	{ "containerd-shim-runc-v2", parse_shim },
};

bool monitor_parse(const char *program, const char *args, size_t length,
		   struct monitor *ret)
{
	const struct words words = { args, length };
	struct monitor monitor;

	for (size_t i = 0; i < ARRAY_SIZE(programs); i++) {
		if (strcmp(program, programs[i].program) != 0)
			continue;
		if (!programs[i].parse(&words, &monitor) ||
		    !state_is_component(monitor.id))
			return false;
		*ret = monitor;
		return true;
	}
	return false;
}
