/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where containers/storage, which Podman builds on, keeps its directories. */
#ifndef ENGINE_STORAGE_H
#define ENGINE_STORAGE_H

#include "engine/places.h"

#include <stdbool.h>

struct storage {
	char graph_root[PATH_MAX]; /* what is kept: images, containers.json */
	char run_root[PATH_MAX];   /* what is gone with a reboot: pidfiles */
};

/*
 * As containers-storage.conf(5) has it: CONTAINERS_STORAGE_CONF, else the
 * user's storage.conf, else the machine's (of which only
 * rootless_storage_path is for users), else what is built in.
 */
void storage_init(const struct places *places, struct storage *ret);

/*
 * Finds the value of the key @key of the table [storage] in the TOML text
 * @text, with $HOME, $UID and $USER replaced as containers/storage does.
 * Only "key = 'value'" on one line is understood, which is all it takes.
 * Writes it to @buf, of PATH_MAX bytes; returns whether it was there, whole,
 * and an absolute path: @buf is untouched if not.
 */
bool storage_value(const struct places *places, const char *text,
		   const char *key, char *buf);

#endif
