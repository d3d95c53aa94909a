/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Refusals of a container that was found: it cannot be entered as it is. */
#include "config.h"
#include "plan/refuse_container.h"

#include <errno.h>

/* "docker start web": what the engine's own program is told. */
static void hint_verb(const struct container *c, const char *verb,
		      struct fault *f)
{
	struct line l = LINE_INIT;

	line_word(&l, *c->name ? c->name : c->id);
	if (verb)
		fault_hint(f, "%s %s", verb, l.text);
	else
		fault_hint(f, "%s   # what there is",
			   c->engine->show ? c->engine->show : "uenter");
}

static void hint_line(const char *line, const char *what, struct fault *f)
{
	if (line)
		fault_hint(f, "%s   # %s", line, what);
}

int refuse_state(const struct container *c, struct fault *f)
{
	char title[CONTAINER_TITLE_SIZE];

	fault_set(f, FAULT_NOT_RUNNING, -ESRCH, "%s",
		  container_title(c, title));
	if (c->state == CONTAINER_PAUSED) {
		fault_why(f, "it is paused: its processes are frozen, and a "
			     "command that waits for one would not end");
		hint_verb(c, c->engine->unpause, f);
		return -ESRCH;
	}
	if (c->state == CONTAINER_RUNNING) {
		fault_why(f, "it is running, and what its engine wrote down "
			     "names no process of it");
		hint_line(c->engine->show, "what became of it", f);
		return -ESRCH;
	}
	fault_why(f, "it is %s: there is no process in it to enter",
		  container_state_name(c->state));
	hint_verb(c, c->engine->start, f);
	return -ESRCH;
}

/* Its daemon, which the caller may ask, can do it in their stead. */
static void hint_exec(const struct request *req, const struct container *c,
		      struct fault *f)
{
	struct line l = LINE_INIT;

	line_word(&l, c->engine->name);
	line_word(&l, c->engine->at);
	line_format(&l, "unix://%s", c->place);
	line_word(&l, "exec");
	line_word(&l, req->command ? "-i" : "-it");
	line_word(&l, *c->name ? c->name : c->id);
	if (req->command)
		line_words(&l, req->command);
	else
		line_word(&l, "sh");
	fault_hint(f, "%s", l.text);
}

int refuse_roots(const struct request *req, const struct container *c,
		 struct fault *f)
{
	char title[CONTAINER_TITLE_SIZE];
	struct request other = *req;

	other.target.text = container_title(c, title);
	fault_set(f, FAULT_ROOT_OWNED, -EPERM, "%s", title);
	fault_why(f, "root made it, so its namespaces belong to root's user "
		     "namespace, over which an ordinary user has no rights");
	fault_owner(f, 0);
	if (c->engine->at && *c->place)
		hint_exec(req, c, f);
	else
		request_hint_as(&other, 0, f);
	return -EPERM;
}

int refuse_ended(const struct container *c, struct fault *f)
{
	char title[CONTAINER_TITLE_SIZE];

	fault_set(f, FAULT_GONE, -ESRCH, "%s", container_title(c, title));
	fault_why(f,
		  "its process, %d, has ended, and its engine did not write "
		  "that down (yet)",
		  (int)c->pid);
	hint_verb(c, c->engine->start, f);
	return -ESRCH;
}
