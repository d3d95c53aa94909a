/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question to a daemon, which answers in JSON. */
#include "config.h"
#include "engine/ask.h"
#include "base/escape.h"
#include "engine/http.h"

#include <errno.h>

/* The next step: the engine's own program asks the same socket. */
static void hint_program(const struct engine *engine, const char *socket,
			 struct fault *f)
{
	struct line l = LINE_INIT;

	line_word(&l, engine->name);
	line_word(&l, engine->at);
	line_format(&l, "unix://%s", socket);
	line_word(&l, "ps");
	fault_hint(f,
		   "%s   # asks it too: start it again if that hangs; or give "
		   "the target as a PID",
		   l.text);
}

/* An answer that is none: {"message":"no such container"}. */
static int refuse_status(const char *socket, const struct http_answer *answer,
			 struct json_object *json, struct fault *f)
{
	const char *message = json_string(json, "message");
	int error = answer->status == 404 ? -ENOENT : -EPROTO;
	char shown[256];

	fault_set(f, FAULT_NO_ANSWER, error, "%s",
		  escape(shown, sizeof(shown), socket));
	fault_why(f, "its daemon answered %d%s%s", answer->status,
		  message ? ": " : "",
		  escape(shown, sizeof(shown), message ? message : ""));
	return error;
}

int ask_json(const struct engine *engine, const char *socket, const char *path,
	     int patience, struct json_object **ret, uid_t *ret_peer,
	     struct fault *f)
{
	cleanup_answer struct http_answer answer = { .text = NULL };
	cleanup_json struct json_object *json = NULL;
	struct fault ignored;
	int r = http_get(socket, path, patience, &answer, f);

	if (r == 0)
		r = json_parse(answer.body, answer.length, socket, &json,
			       answer.status == 200 ? f : &ignored);
	if (answer.text && answer.status != 200)
		r = refuse_status(socket, &answer, json, f);
	/* a socket cannot be looked into, as a file can */
	if (r < 0 && (answer.text || f->code == FAULT_NO_ANSWER))
		hint_program(engine, socket, f);
	if (r < 0)
		return r;
	*ret = json;
	json = NULL; /* ownership has moved to the caller */
	*ret_peer = answer.peer;
	return 0;
}
