/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A TARGET as it was written. */
#include "config.h"
#include "plan/spec.h"
#include "base/escape.h"
#include "base/parse.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define ACCEPTED                                                             \
	"PID (1 to 4194304), PID:INODE, a namespace inode, ns:INODE, NAME, " \
	"ENGINE:NAME, NAME/N, @ENGINE"

static int refuse(const char *text, const char *why, struct fault *f)
{
	char shown[128];

	fault_set(f, FAULT_BAD_TARGET, 0, "target '%s'",
		  escape(shown, sizeof(shown), text));
	fault_why(f, "%s; accepted: " ACCEPTED, why);
	fault_hint(f, "lsns -o NS,TYPE,PID,USER,COMMAND   # pids, inodes");
	return -EINVAL;
}

static int parse_inode(const char *digits, enum spec_kind kind, uint64_t max,
		       struct target_spec *spec, struct fault *f)
{
	int r = parse_number(digits, max, &spec->inode);

	if (r == -ERANGE)
		return refuse(spec->text, "no inode is so large", f);
	if (r < 0 || spec->inode == 0)
		return refuse(spec->text, "an inode is a number above 0", f);
	spec->kind = kind;
	return 0;
}

static int parse_pid(const char *text, size_t length, struct target_spec *spec,
		     struct fault *f)
{
	uint64_t pid;
	int r = parse_digits(text, length, SPEC_PID_MAX, &pid);

	if (r == -ERANGE)
		return refuse(spec->text, "no PID is so large", f);
	if (r < 0 || pid == 0)
		return refuse(spec->text, "0 is no process's PID", f);
	spec->pid = (pid_t)pid;
	spec->kind = SPEC_PID;
	return 0;
}

static int parse_digits_alone(const char *text, struct target_spec *spec,
			      struct fault *f)
{
	uint64_t pid;

	if (parse_number(text, SPEC_PID_MAX, &pid) == -ERANGE)
		return parse_inode(text, SPEC_NS_INODE, SPEC_INODE_MAX, spec,
				   f);
	return parse_pid(text, strlen(text), spec, f);
}

static int parse_signed(const char *text, struct fault *f)
{
	return refuse(text, "a PID has no sign", f);
}

/* Copies @length bytes of @text; false where they do not fit, or are none. */
static bool copy(char *to, size_t size, const char *text, size_t length)
{
	if (length == 0 || length >= size)
		return false;
	memcpy(to, text, length);
	to[length] = '\0';
	return true;
}

/* "web/7": what is no number behind the last slash belongs to the name. */
static int parse_inner(struct target_spec *spec, const char *name,
		       size_t *length, struct fault *f)
{
	const char *slash = strrchr(name, '/');
	uint64_t pid;
	int r;

	if (!slash)
		return 0;
	r = parse_number(slash + 1, SPEC_PID_MAX, &pid);
	if (r == -ERANGE || (r == 0 && pid == 0))
		return refuse(spec->text, "no process inside has that number",
			      f);
	if (r < 0)
		return 0;
	spec->pid = (pid_t)pid;
	*length = (size_t)(slash - name);
	return 0;
}

static int parse_name(struct target_spec *spec, struct fault *f)
{
	const char *colon = strchr(spec->text, ':');
	const char *name = colon ? colon + 1 : spec->text;
	size_t length = strlen(name);
	int r = parse_inner(spec, name, &length, f);

	if (r < 0)
		return r;
	if (colon && !copy(spec->engine, sizeof(spec->engine), spec->text,
			   (size_t)(colon - spec->text)))
		return refuse(spec->text, "no engine has such a name", f);
	if (!copy(spec->name, sizeof(spec->name), name, length))
		return refuse(spec->text, "no container has such a name", f);
	return 0;
}

static int parse_engine(struct target_spec *spec, struct fault *f)
{
	const char *name = spec->text + 1;

	if (!copy(spec->engine, sizeof(spec->engine), name, strlen(name)))
		return refuse(spec->text, "no engine has such a name", f);
	spec->kind = SPEC_ENGINE;
	return 0;
}

static int parse_pinned(struct target_spec *spec, size_t digits,
			struct fault *f)
{
	int r = parse_pid(spec->text, digits, spec, f);

	if (r < 0)
		return r;
	return parse_inode(spec->text + digits + 1, SPEC_PID_INODE, UINT64_MAX,
			   spec, f);
}

int spec_parse(const char *text, struct target_spec *ret, struct fault *f)
{
	struct target_spec spec = { .kind = SPEC_NAME, .text = text };
	size_t digits = strspn(text, "0123456789");
	int r;

	if (!*text)
		return refuse(text, "it is empty", f);
	if (*text == '-' || *text == '+')
		return parse_signed(text, f);
	if (strncmp(text, "ns:", 3) == 0)
		r = parse_inode(text + 3, SPEC_NS_INODE, SPEC_INODE_MAX, &spec,
				f);
	else if (digits && !text[digits])
		r = parse_digits_alone(text, &spec, f);
	else if (digits && text[digits] == ':')
		r = parse_pinned(&spec, digits, f);
	else if (*text == '@')
		r = parse_engine(&spec, f);
	else
		r = parse_name(&spec, f);
	if (r == 0)
		*ret = spec;
	return r;
}
