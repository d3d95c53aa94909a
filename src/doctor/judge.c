/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the facts mean for entering: the lines, and the sum of them. */
#include "config.h"
#include "doctor/judge.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *const doctor_states[] = {
	[DOCTOR_OK] = "ok",
	[DOCTOR_NOTE] = "note",
	[DOCTOR_MISSING] = "missing",
};

static void say(struct doctor_line *l, enum doctor_state state,
		const char *means)
{
	l->state = state;
	snprintf(l->means, sizeof(l->means), "%s", means);
}

void line_ok(struct doctor_line *l, const char *means)
{
	say(l, DOCTOR_OK, means);
}

void line_note(struct doctor_line *l, const char *means)
{
	say(l, DOCTOR_NOTE, means);
}

void line_missing(struct doctor_line *l, const char *means)
{
	say(l, DOCTOR_MISSING, means);
}

bool line_unknown(struct doctor_line *l, const struct doctor_facts *facts)
{
	if (facts->has_proc)
		return false;
	line_note(l, "what it means here is not known");
	line_measured(l, "cannot be read without /proc");
	return true;
}

void line_measured(struct doctor_line *l, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(l->measured, sizeof(l->measured), format, ap);
	va_end(ap);
}

void line_change(struct doctor_line *l, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(l->change, sizeof(l->change), format, ap);
	va_end(ap);
}

void line_lost(struct doctor_line *l, const char *what)
{
	snprintf(l->lost, sizeof(l->lost), "%s", what);
}

struct doctor_line *line_add(struct doctor_report *ret, const char *check)
{
	struct doctor_line *l;

	if (ret->count < DOCTOR_LINES)
		ret->count++;
	l = &ret->lines[ret->count - 1];
	memset(l, 0, sizeof(*l));
	snprintf(l->check, sizeof(l->check), "%s", check);
	return l;
}

const char *doctor_errno(int error, char buf[DOCTOR_ERRNO])
{
	switch (-error) {
	case EPERM:
		return "EPERM";
	case EACCES:
		return "EACCES";
	case ENOENT:
		return "ENOENT";
	case ENOSYS:
		return "ENOSYS";
	case ENOTTY:
		return "ENOTTY";
	case EINVAL:
		return "EINVAL";
	case EOPNOTSUPP:
		return "EOPNOTSUPP";
	case ECONNREFUSED:
		return "ECONNREFUSED";
	case ETIMEDOUT:
		return "ETIMEDOUT";
	default:
		snprintf(buf, DOCTOR_ERRNO, "error %d", -error);
		return buf;
	}
}

bool doctor_judge(const struct doctor_facts *facts, struct doctor_report *ret)
{
	bool possible = true;

	ret->count = 0;
	judge_kernel(facts, ret);
	judge_userns(facts, ret);
	judge_caller(facts, ret);
	judge_engines(facts, ret);
	for (unsigned int i = 0; i < ret->count; i++)
		possible &= !ret->lines[i].stops;
	return possible;
}
