/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Refusals of names: no such, several. */
#include "config.h"
#include "plan/refuse_name.h"
#include "base/cleanup.h"
#include "base/distance.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *shown_target(const struct request *req, char buf[128])
{
	return escape(buf, 128, req->target.text);
}

/* The request with another target, as a line. */
static void line_with(const struct request *req, const char *target,
		      struct line *l)
{
	struct request other = *req;

	other.target.text = target;
	request_line(&other, NULL, NULL, false, l);
}

/*
 * The request with that container as its target: as it is called, not as that
 * is shown, or a line with it would find nothing; and the /N of NAME/N.
 */
static void line_with_container(const struct request *req,
				const struct container *c, struct line *l)
{
	char target[CONTAINER_TITLE_SIZE + 16];
	size_t n = strlen(container_target(c, target));

	if (req->target.kind == SPEC_NAME && req->target.pid)
		snprintf(target + n, sizeof(target) - n, "/%d",
			 (int)req->target.pid);
	line_with(req, target, l);
}

#define NEAREST_MAX 4

struct nearest {
	unsigned int count;
	struct {
		const struct container *container;
		size_t changes;
	} best[NEAREST_MAX];
};

/* Keeps the best, in order; of equals, the one that was first. */
static void keep(struct nearest *nearest, const struct container *c,
		 size_t changes)
{
	unsigned int at = nearest->count;

	while (at > 0 && nearest->best[at - 1].changes > changes)
		at--;
	if (at == NEAREST_MAX)
		return;
	if (nearest->count < NEAREST_MAX)
		nearest->count++;
	for (unsigned int i = nearest->count - 1; i > at; i--)
		nearest->best[i] = nearest->best[i - 1];
	nearest->best[at].container = c;
	nearest->best[at].changes = changes;
}

/* A service of another directory's project comes before all that is like. */
static size_t changes_to(const struct container *c, const char *word)
{
	if (*c->service && strcmp(c->service, word) == 0)
		return 0;
	return distance_typed(c->name, word, strlen(word));
}

/* Of two as near, one of the engine that was named is nearer. */
static void find_nearest(const struct container_list *list,
			 const struct target_spec *spec, struct nearest *ret)
{
	const char *word = spec->name;
	size_t limit = strlen(word) / 3 + 1;

	ret->count = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct container *c = &list->items[i];
		size_t changes = changes_to(c, word);
		bool other = *spec->engine &&
			     strcmp(c->engine->name, spec->engine) != 0;

		if ((*c->name || changes == 0) && changes <= limit)
			keep(ret, c, 2 * changes + other);
	}
}

static void hint_nearest(const struct request *req,
			 const struct nearest *nearest, struct fault *f)
{
	char title[CONTAINER_TITLE_SIZE], others[256] = "";
	struct line l = LINE_INIT;
	size_t n = 0;

	line_with_container(req, nearest->best[0].container, &l);
	for (unsigned int i = 1; i < nearest->count && n < sizeof(others); i++)
		n += (size_t)snprintf(
			others + n, sizeof(others) - n, "%s%s",
			i > 1 ? ", " : "   # or: ",
			container_title(nearest->best[i].container, title));
	fault_hint(f, "%s%s", l.text, others);
}

/* "12ab", "12 ": what was meant may have been a number. */
static bool is_like_pid(const char *text)
{
	text += strspn(text, " \t");
	return *text >= '0' && *text <= '9';
}

static void hint_unknown(const struct request *req, const struct places *places,
			 bool is_roots, struct fault *f)
{
	struct container_list list;
	struct nearest nearest = { .count = 0 };

	if (find_all(places, NULL, &list) == 0)
		find_nearest(&list, &req->target, &nearest);
	if (nearest.count)
		hint_nearest(req, &nearest, f);
	else if (is_roots)
		request_hint_as(req, 0, f);
	else
		fault_hint(f, "%s   # lists what may be entered",
			   req->defaults->operand_is_target ? req->program
							    : "uenter");
	find_list_done(&list);
}

int refuse_unknown(const struct request *req, const struct places *places,
		   const struct find *find, struct fault *f)
{
	/* one that only root may ask is a possibility among others */
	bool is_roots = find->trouble.code == FAULT_ROOT_OWNED;
	char shown[128];

	/* an engine that could not be asked may be the one that knows it */
	if (find->trouble.code != FAULT_NONE && !is_roots) {
		*f = find->trouble;
		return f->error ? f->error : -EIO;
	}
	fault_set(f, FAULT_NO_NAME, -ENOENT, "target '%s'",
		  shown_target(req, shown));
	fault_why(f,
		  "no container or sandbox of yours is called so, and no "
		  "id of one begins so%s%s%s",
		  is_like_pid(req->target.text) ? "; a PID is digits alone"
						: "",
		  is_roots ? "; " : "", is_roots ? find->trouble.why : "");
	hint_unknown(req, places, is_roots, f);
	return -ENOENT;
}

int refuse_ambiguous(const struct request *req, const struct find *find,
		     struct fault *f)
{
	char shown[128], title[CONTAINER_TITLE_SIZE], all[384] = "";
	struct line l = LINE_INIT;
	size_t n = 0;

	for (unsigned int i = 0;
	     i < find->count && i < FIND_MAX && n < sizeof(all); i++)
		n += (size_t)snprintf(all + n, sizeof(all) - n, "%s%s",
				      i ? ", " : "",
				      container_title(&find->found[i], title));
	fault_set(f, FAULT_AMBIGUOUS, -ENOTUNIQ, "target '%s'",
		  shown_target(req, shown));
	fault_why(f, "%u containers are meant by it: %s%s", find->count, all,
		  find->count > FIND_MAX ? ", ..." : "");
	line_with_container(req, &find->found[0], &l);
	fault_hint(f, "%s   # or another of them", l.text);
	return -ENOTUNIQ;
}

int refuse_inner(const struct request *req, int error, struct fault *f)
{
	struct line l = LINE_INIT;
	char shown[128], name[SPEC_NAME_SIZE + SPEC_ENGINE_SIZE + 4];
	struct request ps = *req;
	char *command[] = { "ps", NULL };

	fault_set(f, FAULT_BAD_TARGET, error, "target '%s'",
		  shown_target(req, shown));
	if (error == -ESRCH)
		fault_why(f,
			  "no process there has the number %d in the pid "
			  "namespace of its first one",
			  (int)req->target.pid);
	snprintf(name, sizeof(name), "%s%s%s", req->target.engine,
		 *req->target.engine ? ":" : "", req->target.name);
	ps.command = command;
	line_with(&ps, name, &l);
	fault_hint(f, "%s   # the numbers there are", l.text);
	return error;
}

/* Their names, in one line. */
static void engine_names(bool with_own, char *buf, size_t size)
{
	size_t n = 0;

	buf[0] = '\0';
	for (const struct engine *const *e = engines; *e && n < size; e++) {
		if ((with_own && !(*e)->own) ||
		    engine_by_name((*e)->name) != *e)
			continue;
		n += (size_t)snprintf(buf + n, size - n, "%s%s%s",
				      n ? ", " : "", with_own ? "@" : "",
				      (*e)->name);
	}
}

int refuse_engine(const struct request *req, struct fault *f)
{
	bool own = req->target.kind == SPEC_ENGINE;
	char shown[128], names[256];

	engine_names(own, names, sizeof(names));
	fault_set(f, FAULT_BAD_TARGET, -EINVAL, "target '%s'",
		  shown_target(req, shown));
	fault_why(f,
		  own ? "no engine of that name has namespaces of its own; "
			"there are: %s"
		      : "there is no such engine; there are: %s",
		  names);
	fault_hint(f, "%s   # lists what may be entered",
		   req->defaults->operand_is_target ? req->program : "uenter");
	return -EINVAL;
}

int refuse_engine_absent(const struct request *req, struct fault *f)
{
	char shown[128];

	fault_set(f, FAULT_NOT_RUNNING, -ESRCH, "target '%s'",
		  shown_target(req, shown));
	fault_why(f, "that engine has no namespaces of its own now: it does "
		     "not run for you, or nothing has needed them yet");
	fault_hint(f, "%s   # lists what may be entered",
		   req->defaults->operand_is_target ? req->program : "uenter");
	return -ESRCH;
}

void hint_prefix(const struct request *req, const struct find *find,
		 struct fault *f)
{
	const struct container *c = &find->found[0];
	char name[sizeof(c->name)];
	struct line l = LINE_INIT;

	line_with_container(req, c, &l);
	fault_hint(f, "%s   # %s:%s = %s%s", l.text, c->engine->name,
		   req->target.text,
		   escape(name, sizeof(name), *c->name ? c->name : c->id),
		   find->count > 1 ? ", and others" : "");
}
