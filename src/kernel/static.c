/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the libraries ask of libc, and the one static file goes without. */
#include "config.h"

#ifdef UENTER_STATIC
#include "base/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

/*
 * A reference alone makes the linker take a piece of libc along, with all
 * that it refers to itself, though what it is for never happens here.
 *
 * libcap-ng's capng_change_id() looks up users; uenter never calls it. Its
 * two references would pull in all of NSS, which then wants the very libc of
 * the build at run time.
 */
struct passwd *getpwuid(uid_t uid);
int initgroups(const char *user, gid_t group);

struct passwd *getpwuid(uid_t uid)
{
	(void)uid;
	errno = ENOSYS;
	return NULL;
}

int initgroups(const char *user, gid_t group)
{
	(void)user;
	(void)group;
	errno = ENOSYS;
	return -1;
}

#ifdef __GLIBC__
/* Both libraries may log, where a program asks for it. */
void __syslog_chk(int priority, int flag, const char *format, ...);
void __vsyslog_chk(int priority, int flag, const char *format, va_list ap);

void __syslog_chk(int priority, int flag, const char *format, ...)
{
	(void)priority;
	(void)flag;
	(void)format;
}

void __vsyslog_chk(int priority, int flag, const char *format, va_list ap)
{
	(void)priority;
	(void)flag;
	(void)format;
	(void)ap;
}

/* json-c reads numbers in the C locale, and there is no other here. */
void *newlocale(int mask, const char *name, void *base);
void *duplocale(void *locale);
void *uselocale(void *locale);
void freelocale(void *locale);

static char c_locale;

void *newlocale(int mask, const char *name, void *base)
{
	(void)mask;
	(void)name;
	(void)base;
	return &c_locale;
}

void *duplocale(void *locale)
{
	return locale;
}

void *uselocale(void *locale)
{
	(void)locale;
	return &c_locale;
}

void freelocale(void *locale)
{
	(void)locale;
}

/*
 * libc's own says it by wide characters too, in which nothing here is
 * written: 25 KB. <assert.h> declares it where NDEBUG is not defined.
 */
void __assert_fail(const char *what, const char *file, unsigned int line,
		   const char *function) __attribute__((noreturn));

void __assert_fail(const char *what, const char *file, unsigned int line,
		   const char *function)
{
	(void)line;
	(void)function;
	notice(file, "assertion '%s' failed", what);
	abort();
}

/*
 * json-c reads "1.5" and "1e3" with it. No number with a point is asked for
 * (engine/json.h): that it was one to its end is all that counts.
 */
double strtod(const char *text, char **ret_end)
{
	size_t length = strspn(text, "+-.0123456789eE");

	if (ret_end)
		*ret_end = (char *)(uintptr_t)(text + length);
	return 0;
}

/*
 * libcap-ng reads "CapBnd:  %08x%08x" and the like, of proc_pid_status(5):
 * the one conversion that is understood. scanf(3) is 80 KB, half of them for
 * numbers with a point.
 */
int __isoc99_sscanf(const char *text, const char *format, ...);

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

static const char *read_hex(const char *text, unsigned int *ret)
{
	const char *end = text + 8;

	*ret = 0;
	for (; text < end && hex_digit(*text) >= 0; text++)
		*ret = *ret << 4 | (unsigned int)hex_digit(*text);
	return text;
}

int __isoc99_sscanf(const char *text, const char *format, ...)
{
	va_list ap;
	int count = 0;

	va_start(ap, format);
	while (*format) {
		if (strncmp(format, "%08x", 4) == 0) {
			if (hex_digit(*text) < 0)
				break;
			text = read_hex(text, va_arg(ap, unsigned int *));
			format += 4;
			count++;
		} else if (*format == ' ' || *format == '\t') {
			text += strspn(text, " \t");
			format++;
		} else if (*format++ != *text++) {
			break;
		}
	}
	va_end(ap);
	return count;
}
#endif
#else
/* ISO C has no empty file. */
typedef int static_is_not_built;
#endif
