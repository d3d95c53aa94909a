/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* -v: what is done, told while it is done. */
#include "config.h"
#include "enter/trace.h"
#include "plan/explain.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

/* More than a refusal, all of whose bytes are escaped, has. */
struct record {
	char text[6 * sizeof(struct fault)];
	struct emitter e;
};

uint64_t trace_clock(const struct request *req)
{
	struct timespec now;

	if (req->verbose != FORM_JSON)
		return 0;
	/*
	 * Not CLOCK_MONOTONIC: joining a time namespace shifts that within
	 * the step that does it (time_namespaces(7)).
	 */
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* False where there is no memory for it: then the line is missing. */
static bool record_open(struct record *r)
{
	r->e = (struct emitter){
		.to = fmemopen(r->text, sizeof(r->text), "w"),
	};
	if (!r->e.to)
		return false;
	emit_open(&r->e, NULL, '{');
	return true;
}

static void record_close(struct record *r)
{
	emit_close(&r->e, '}');
	fputc('\n', r->e.to);
	/* where standard error is closed there is nobody left to tell */
	if (fclose(r->e.to) != 0 ||
	    write(STDERR_FILENO, r->text, strlen(r->text)) < 0)
		return;
}

/* The clock may have been set back meanwhile. */
static void add_result(struct record *r, const struct request *req, int result,
		       uint64_t began)
{
	uint64_t now = trace_clock(req);

	emit_text(&r->e, "result", result < 0 ? "failed" : "done");
	emit_error(&r->e, "error", result < 0 ? result : 0);
	emit_number(&r->e, "microseconds", now > began ? now - began : 0);
}

void trace_step(const struct request *req, const struct facts *facts,
		const struct step *step, int result, uint64_t began)
{
	struct record r;
	char text[128];

	if (req->verbose == FORM_TEXT && result >= 0)
		notice(req->program, "%s",
		       explain_step(facts, step, text, sizeof(text)));
	if (req->verbose != FORM_JSON || !record_open(&r))
		return;
	explain_json_step(&r.e, facts, step);
	add_result(&r, req, result, began);
	record_close(&r);
}

void trace_look(const struct request *req, const char *action, int result,
		uint64_t began)
{
	struct record r;

	if (req->verbose != FORM_JSON || !record_open(&r))
		return;
	emit_text(&r.e, "action", action);
	add_result(&r, req, result, began);
	record_close(&r);
}

void trace_refusal(const struct request *req, const struct fault *f)
{
	struct record r;

	if (req->verbose == FORM_TEXT)
		notice(req->program, "code: %s", fault_code_name(f->code));
	if (req->verbose != FORM_JSON || !record_open(&r))
		return;
	explain_json_refusal(&r.e, f);
	record_close(&r);
}
