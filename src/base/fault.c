/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A failure as a value: what, why, and what to do next. */
#include "config.h"
#include "base/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int fault_set(struct fault *f, enum fault_code code, int error,
	      const char *format, ...)
{
	va_list ap;

	f->code = code;
	f->error = error;
	f->type = NULL;
	f->inode = 0;
	f->has_owner = false;
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

void fault_namespace(struct fault *f, const char *type, uint64_t inode)
{
	f->type = type;
	f->inode = inode;
}

void fault_owner(struct fault *f, uint32_t uid)
{
	f->has_owner = true;
	f->owner = uid;
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

int fault_output(struct fault *f, int error)
{
	fault_set(f, FAULT_SYSTEM, error, "standard output");
	if (error == -ENOSPC || error == -EDQUOT)
		fault_hint(f, "df -h   # which file system is full; or write "
			      "to another, or to a pipe");
	else if (error != -EPIPE) /* who read it has had enough */
		fault_hint(f, "ls -lL /dev/stdout   # what it is; or write to "
			      "something else");
	return error;
}

int fault_flush(FILE *to, struct fault *f)
{
	errno = 0;
	if (fflush(to) == 0 && !ferror(to))
		return 0;
	/* what failed earlier has left a mark, and not its reason */
	return fault_output(f, errno ? -errno : -EIO);
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
