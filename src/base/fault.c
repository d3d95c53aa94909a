/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A failure as a value: what, why, and what to do next. */
#include "config.h"
#include "base/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const code_names[FAULT_COUNT] = {
	[FAULT_NONE] = "none",
	[FAULT_USAGE] = "usage",
	[FAULT_BAD_TARGET] = "bad-target",
	[FAULT_NO_NAME] = "no-such-name",
	[FAULT_AMBIGUOUS] = "ambiguous",
	[FAULT_NOT_RUNNING] = "not-running",
	[FAULT_BAD_STATE] = "bad-state",
	[FAULT_NO_ANSWER] = "no-answer",
	[FAULT_REMOTE_ENGINE] = "remote-engine",
	[FAULT_NO_LIBRARY] = "no-library",
	[FAULT_GONE] = "gone",
	[FAULT_ZOMBIE] = "zombie",
	[FAULT_REUSED] = "reused",
	[FAULT_NOTHING] = "nothing-to-enter",
	[FAULT_NOT_OWNER] = "not-owner",
	[FAULT_ROOT_OWNED] = "root-owned",
	[FAULT_OWN_NAMESPACE] = "own-namespace",
	[FAULT_SIBLING] = "sibling-userns",
	[FAULT_NON_DUMPABLE] = "non-dumpable",
	[FAULT_LACKS_CAPABILITY] = "lacks-capability",
	[FAULT_FILTERED] = "filtered",
	[FAULT_EXPOSES_HOST] = "exposes-host",
	[FAULT_FOREIGN_PROC] = "foreign-proc",
	[FAULT_NO_PROC] = "no-proc",
	[FAULT_NO_NAMESPACE] = "no-such-namespace",
	[FAULT_BAD_FILE] = "bad-file",
	[FAULT_DEAD_PID_NS] = "dead-pid-namespace",
	[FAULT_UNMAPPED] = "unmapped",
	[FAULT_NOT_FOUND] = "not-found",
	[FAULT_NOT_RUNNABLE] = "not-runnable",
	[FAULT_NO_SHELL] = "no-shell",
	[FAULT_READ_ONLY] = "read-only",
	[FAULT_SETUID] = "set-user-id",
	[FAULT_SYSTEM] = "system",
};

const char *fault_code_name(enum fault_code code)
{
	return code_names[code];
}

int fault_set(struct fault *f, enum fault_code code, int error,
	      const char *format, ...)
{
	va_list ap;

	f->code = code;
	f->error = error;
	f->hint[0] = '\0';
	va_start(ap, format);
	vsnprintf(f->what, sizeof(f->what), format, ap);
	va_end(ap);
	/* strerror() opens no catalogue: setlocale() is never called */
	snprintf(f->why, sizeof(f->why), "%s", error ? strerror(-error) : "");
	return error ? error : -EINVAL;
}

void fault_why(struct fault *f, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(f->why, sizeof(f->why), format, ap);
	va_end(ap);
}

void fault_hint(struct fault *f, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(f->hint, sizeof(f->hint), format, ap);
	va_end(ap);
}

/* A line is one write, so that lines of two processes do not mix. */
static void write_line(char *line, int length, size_t size)
{
	size_t n = length < 0 ? 0 : (size_t)length;

	if (n >= size) {
		n = size - 1;
		line[n - 1] = '\n';
	}
	/* where standard error is closed there is nobody left to tell */
	if (write(STDERR_FILENO, line, n) < 0)
		return;
}

void fault_print(const struct fault *f, const char *program)
{
	char line[sizeof(f->what) + sizeof(f->why) + sizeof(f->hint)];
	int n;

	n = snprintf(line, sizeof(line), "%s: %s%s%s\n", program, f->what,
		     f->why[0] ? ": " : "", f->why);
	write_line(line, n, sizeof(line));
	if (!f->hint[0])
		return;
	n = snprintf(line, sizeof(line), "%s: hint: %s\n", program, f->hint);
	write_line(line, n, sizeof(line));
}

void notice(const char *program, const char *format, ...)
{
	char text[512], line[sizeof(text) + 64];
	va_list ap;
	int n;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	n = snprintf(line, sizeof(line), "%s: %s\n", program, text);
	write_line(line, n, sizeof(line));
}
