/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a TARGET as written to a process that is held. */
#include "config.h"
#include "plan/resolve.h"
#include "plan/host.h"
#include "plan/named.h"
#include "plan/options.h"

#include <errno.h>

/* uenter -n ss -tln: the target was left out. */
static int looks_like_program(const struct request *req, struct fault *f)
{
	struct line l = LINE_INIT;
	struct request fixed = *req;

	fixed.target.text = "TARGET";
	fixed.command = NULL;
	request_line(&fixed, NULL, NULL, false, &l);
	line_word(&l, req->target.text);
	line_words(&l, req->command);
	fault_set(f, FAULT_BAD_TARGET, -EINVAL, "target '%s'",
		  req->target.text);
	fault_why(f,
		  "it is %s, and the target, which comes before the "
		  "command, is missing",
		  host_has_command(req->target.text)
			  ? "a program"
			  : "neither a container nor a PID");
	fault_hint(f, "%s", l.text);
	return -EINVAL;
}

/*
 * How many words of the command are options, each with its value.
 * *@ret_file says whether one is a FILE: behind that, the first operand is
 * the command, and the target needs its -t.
 */
static int count_options(char **words, bool *ret_file)
{
	struct opt table[OPTIONS_MAX];
	struct opts opts = { .table = table, .argv = words };
	struct fault ignored;
	const char *value;
	int key;

	options_table(table);
	*ret_file = false;
	while ((key = opts_next(&opts, &value, &ignored)) > 0)
		*ret_file |= value && key >= OPT_NS && key < OPT_NS + NS_COUNT;
	return opts.next;
}

/* uenter 4711 -n ss: the option would be taken for the command. */
static int misplaced(const struct request *req, struct fault *f)
{
	bool by_file;
	int options = count_options(req->command, &by_file);
	struct request before = *req;
	struct line l = LINE_INIT;

	before.target.kind = SPEC_NONE;
	before.command = NULL;
	request_line(&before, NULL, NULL, false, &l);
	for (int i = 0; i < options; i++)
		line_word(&l, req->command[i]);
	if (req->target_by_option || by_file)
		line_word(&l, "-t");
	if (req->target.text)
		line_word(&l, req->target.text);
	line_words(&l, req->command + options);
	fault_set(f, FAULT_USAGE, -EINVAL, "%s", req->command[0]);
	fault_why(f, "a command does not start with '-', and options go "
		     "before the target");
	fault_hint(f, "%s", l.text);
	return -EINVAL;
}

/* No container is called so: was it the command? */
static int resolve_name(const struct request *req, struct target *t,
			struct fault *f)
{
	int r = named_open(req, t, f);

	if (r < 0 && f->code == FAULT_NO_NAME && !req->target_by_option &&
	    (req->misplaced || host_has_command(req->target.text)))
		return looks_like_program(req, f);
	return r;
}

int resolve_target(const struct request *req, struct target *t, struct fault *f)
{
	bool named = req->target.kind == SPEC_NAME ||
		     req->target.kind == SPEC_ENGINE;

	if (req->misplaced && (!named || req->target_by_option))
		return misplaced(req, f);
	if (req->target.kind == SPEC_NONE)
		return 0;
	if (!named)
		return target_open(&req->target, t, f);
	if (resolve_name(req, t, f) < 0)
		return f->error ? f->error : -EINVAL;
	return req->misplaced ? misplaced(req, f) : 0;
}
