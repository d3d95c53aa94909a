/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which engines answer, and by what. */
#include "config.h"
#include "doctor/judge.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_there(const struct doctor_engine *e)
{
	return e->by_files || e->by_other || e->socket_count || e->has_own ||
	       e->trouble.code != FAULT_NONE;
}

static void __attribute__((format(printf, 2, 3)))
append(struct doctor_line *l, const char *format, ...)
{
	size_t n = strlen(l->measured);
	va_list ap;

	if (n && n < sizeof(l->measured) - 2)
		n += (size_t)snprintf(l->measured + n, sizeof(l->measured) - n,
				      "; ");
	va_start(ap, format);
	vsnprintf(l->measured + n, sizeof(l->measured) - n, format, ap);
	va_end(ap);
}

static void tell_sockets(const struct doctor_engine *e, struct doctor_line *l)
{
	char buf[DOCTOR_ERRNO];

	for (unsigned int i = 0; i < e->socket_count; i++) {
		const struct doctor_socket *s = &e->sockets[i];

		if (s->error == 0)
			append(l, "%s answers", s->path);
		else
			append(l, "%s does not answer (%s)", s->path,
			       doctor_errno(s->error, buf));
	}
}

static void tell_containers(const struct doctor_engine *e,
			    struct doctor_line *l)
{
	if (e->by_files)
		append(l, "%u %s told by its files", e->by_files,
		       e->by_files == 1 ? "is" : "are");
	else if (e->by_other)
		append(l, "%u %s told by its socket or its monitors",
		       e->by_other, e->by_other == 1 ? "is" : "are");
	if (e->has_own)
		append(l, "it has namespaces of its own, @%s", e->name);
	if (e->roots)
		append(l, "%u of those %s root's", e->roots,
		       e->roots == 1 ? "is" : "are");
}

static void judge_engine(const struct doctor_engine *e, struct doctor_line *l)
{
	unsigned int all = e->by_files + e->by_other;
	char means[96];

	tell_containers(e, l);
	tell_sockets(e, l);
	if (e->trouble.code != FAULT_NONE) {
		append(l, "%.120s: %.120s", e->trouble.what, e->trouble.why);
		line_note(l, "some of its containers may not be found by name");
		line_change(l, "%.500s", e->trouble.hint);
		return;
	}
	snprintf(means, sizeof(means), "entered by name: uenter %s:NAME",
		 e->name);
	if (all && e->roots >= all)
		line_note(l, "root's: only root enters them");
	else if (all || e->has_own)
		line_ok(l, means);
	else
		line_note(l, "no container of it is known");
}

void judge_engines(const struct doctor_facts *facts, struct doctor_report *ret)
{
	char names[256] = "";
	struct doctor_line *l;
	size_t n = 0;

	for (unsigned int i = 0; i < facts->engine_count; i++) {
		const struct doctor_engine *e = &facts->engines[i];

		if (is_there(e))
			judge_engine(e, line_add(ret, e->name));
		else if (n < sizeof(names))
			n += (size_t)snprintf(names + n, sizeof(names) - n,
					      "%s%s", n ? ", " : "", e->name);
	}
	if (!n)
		return;
	l = line_add(ret, "other engines");
	line_ok(l, "nothing of theirs to enter");
	line_measured(l, "nothing is found of: %s", names);
}
