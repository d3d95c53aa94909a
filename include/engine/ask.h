/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question to a daemon, which answers in JSON. */
#ifndef ENGINE_ASK_H
#define ENGINE_ASK_H

#include "engine/engine.h"
#include "engine/json.h"

/*
 * Asks the daemon of @engine that listens at @socket to "GET @path", for no
 * longer than @patience milliseconds (http_get()).
 * Returns 0 with *@ret, which the caller hands to json_done(), and the uid of
 * who answered; or a negative errno, as http_get() does, and -ENOENT with the
 * fault set for a 404. The hint of a fault asks by the engine's own program.
 */
int ask_json(const struct engine *engine, const char *socket, const char *path,
	     int patience, struct json_object **ret, uid_t *ret_peer,
	     struct fault *f);

#endif
