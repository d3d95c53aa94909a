/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the facts mean for entering, in words. Pure. */
#ifndef DOCTOR_JUDGE_H
#define DOCTOR_JUDGE_H

#include "doctor/facts.h"

enum doctor_state { DOCTOR_OK, DOCTOR_NOTE, DOCTOR_MISSING };

/* "ok", "note", "missing". */
extern const char *const doctor_states[];

/* All of it fit to print: what came from outside was escaped before. */
struct doctor_line {
	char check[32];
	enum doctor_state state;
	bool stops; /* for this alone nothing can be entered */
	char measured[320];
	char means[256];
	char change[512]; /* how, or "" where there is nothing to change */
	/* what protection that takes away; never empty where it does */
	char lost[320];
};

#define DOCTOR_LINES (FEATURE_COUNT + 18 + DOCTOR_ENGINES)

struct doctor_report {
	unsigned int count;
	struct doctor_line lines[DOCTOR_LINES];
};

/* Fills @ret; returns whether an entry is possible at all. */
bool doctor_judge(const struct doctor_facts *facts, struct doctor_report *ret);

#define DOCTOR_ERRNO 24

/* "EPERM", for the errors that are met here; else its number in @buf. */
const char *doctor_errno(int error, char buf[DOCTOR_ERRNO]);

/* ---- the parts ------------------------------------------------------------ */

void line_ok(struct doctor_line *l, const char *means);
void line_note(struct doctor_line *l, const char *means);
void line_missing(struct doctor_line *l, const char *means);
/* Where /proc is not mounted: says that it is not known, and returns true. */
bool line_unknown(struct doctor_line *l, const struct doctor_facts *facts);
void line_measured(struct doctor_line *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void line_change(struct doctor_line *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void line_lost(struct doctor_line *l, const char *what);

/* A line of its own of @ret; the last one again where there is no room. */
struct doctor_line *line_add(struct doctor_report *ret, const char *check);

void judge_kernel(const struct doctor_facts *facts, struct doctor_report *ret);
void judge_userns(const struct doctor_facts *facts, struct doctor_report *ret);
void judge_caller(const struct doctor_facts *facts, struct doctor_report *ret);
void judge_engines(const struct doctor_facts *facts, struct doctor_report *ret);

#endif
