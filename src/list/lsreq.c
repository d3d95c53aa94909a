/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What ulsns was asked for. */
#include "config.h"
#include "list/lsreq.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "base/opts.h"
#include "base/parse.h"
#include "plan/spec.h"

#include <errno.h>
#include <string.h>

enum {
	OPT_JSON = 1,
	OPT_LIST,
	OPT_NOHEADINGS,
	OPT_OUTPUT,
	OPT_OUTPUT_ALL,
	OPT_PERSISTENT,
	OPT_TASK,
	OPT_FILTER,
	OPT_RAW,
	OPT_NOTRUNCATE,
	OPT_NOWRAP,
	OPT_TYPE,
	OPT_TREE,
	OPT_CONTAINERS,
	OPT_PROCS,
	OPT_PORTS,
	OPT_UNIX,
	OPT_LIST_COLUMNS,
	OPT_HELP,
	OPT_VERSION,
};

static const struct opt table[] = {
	{ OPT_CONTAINERS, 'c', "containers", OPT_NONE, NULL,
	  "a row a container or sandbox", false },
	{ OPT_PROCS, '\0', "procs", OPT_REQUIRED, "TARGET",
	  "the processes of a target", false },
	{ OPT_PORTS, '\0', "ports", OPT_OPTIONAL, "TARGET",
	  "what listens there, or in all", false },
	{ OPT_UNIX, '\0', "unix", OPT_NONE, NULL,
	  "with --ports, Unix sockets too", false },
	{ OPT_JSON, 'J', "json", OPT_NONE, NULL, "print JSON", false },
	{ OPT_LIST, 'l', "list", OPT_NONE, NULL, "a list, no tree", false },
	{ OPT_NOHEADINGS, 'n', "noheadings", OPT_NONE, NULL,
	  "print no headings", false },
	{ OPT_OUTPUT, 'o', "output", OPT_REQUIRED, "LIST",
	  "print those columns, or +LIST", false },
	{ OPT_OUTPUT_ALL, '\0', "output-all", OPT_NONE, NULL,
	  "print all columns", false },
	{ OPT_PERSISTENT, 'P', "persistent", OPT_NONE, NULL,
	  "those without processes", false },
	{ OPT_TASK, 'p', "task", OPT_REQUIRED, "PID",
	  "the namespaces of that process", false },
	{ OPT_FILTER, 'Q', "filter", OPT_REQUIRED, "EXPR",
	  "rows for which it is true", false },
	{ OPT_RAW, 'r', "raw", OPT_NONE, NULL, "print no table", false },
	{ OPT_NOTRUNCATE, 'u', "notruncate", OPT_NONE, NULL,
	  "do not cut text in columns", false },
	{ OPT_NOWRAP, 'W', "nowrap", OPT_NONE, NULL, "one line a row", false },
	{ OPT_TYPE, 't', "type", OPT_REQUIRED, "NAME,...",
	  "namespaces of those types", false },
	{ OPT_TREE, 'T', "tree", OPT_OPTIONAL, "BY", "owner, parent or process",
	  false },
	{ OPT_LIST_COLUMNS, 'H', "list-columns", OPT_NONE, NULL,
	  "the columns there are", false },
	{ OPT_HELP, 'h', "help", OPT_NONE, NULL, "print this text", false },
	{ OPT_VERSION, 'V', "version", OPT_NONE, NULL, "print the version",
	  false },
	{ 0, '\0', NULL, OPT_NONE, NULL, NULL, false },
};

/* As many as make sense, and more. */
#define LSREQ_WORDS 256

static int usage(struct fault *f, const char *what, const char *why)
{
	char shown[128];

	fault_set(f, FAULT_USAGE, 0, "%s", escape(shown, sizeof(shown), what));
	fault_why(f, "%s", why);
	fault_hint(f, "ulsns --help");
	return -EINVAL;
}

static enum ns_type type_by_name(const char *name, size_t length)
{
	int t = 0;

	while (t < NS_COUNT && (strncmp(ns_infos[t].name, name, length) != 0 ||
				ns_infos[t].name[length]))
		t++;
	return (enum ns_type)t;
}

static int take_types(struct ls_request *req, const char *list, struct fault *f)
{
	for (;;) {
		size_t length = strcspn(list, ",");
		enum ns_type type = type_by_name(list, length);

		if (type == NS_COUNT)
			return usage(f, list,
				     "no such type of namespace: mnt, net, "
				     "ipc, user, pid, uts, cgroup, time");
		req->types[type] = true;
		req->typed = true;
		if (!list[length])
			return 0;
		list += length + 1;
	}
}

static bool tree_by_name(const char *name, enum ls_tree *ret)
{
	static const struct {
		const char *name;
		enum ls_tree tree;
	} trees[] = {
		{ "owner", TREE_OWNER },
		{ "parent", TREE_PARENT },
		{ "process", TREE_PROCESS },
	};

	for (size_t i = 0; i < ARRAY_SIZE(trees); i++) {
		if (strcmp(trees[i].name, name) == 0) {
			*ret = trees[i].tree;
			return true;
		}
	}
	return false;
}

static int take_tree(struct ls_request *req, const char *value, struct fault *f)
{
	req->tree = TREE_OWNER;
	/* --tree==parent: lsns takes -T=parent for that */
	if (value && *value == '=')
		value++;
	if (value && !tree_by_name(value, &req->tree))
		return usage(f, value,
			     "no such tree: owner, parent or process");
	return 0;
}

static int take_pid(struct ls_request *req, const char *value, struct fault *f)
{
	uint64_t pid;

	if (parse_number(value, SPEC_PID_MAX, &pid) < 0 || pid == 0)
		return usage(f, value, "no PID: 1 to 4194304 is accepted");
	req->pid = (pid_t)pid;
	return 0;
}

static int take_filter(struct ls_request *req, const char *value,
		       struct fault *f)
{
	req->style.filter = value;
	if (sheet_can_filter())
		return 0;
	fault_set(f, FAULT_USAGE, 0, "-Q");
#ifdef HAVE_SCOLS_NEW_FILTER
	fault_why(f,
		  "ulsns does not use the filters of libsmartcols yet, which "
		  "%s has",
		  sheet_library());
#else
	fault_why(f,
		  "libsmartcols has filters from version 2.40 on; here it is "
		  "%s",
		  sheet_library());
#endif
	fault_hint(f, "ulsns -J   # and let jq(1) choose the rows");
	return -EINVAL;
}

static int set_mode(struct ls_request *req, enum ls_mode mode, struct fault *f)
{
	if (req->mode != LS_NAMESPACES && req->mode != mode)
		return usage(f, "two listings at once",
			     "-c, --procs and --ports exclude each other");
	req->mode = mode;
	return 0;
}

static int take_listing(struct ls_request *req, int key, const char *value,
			struct fault *f)
{
	static const enum ls_mode modes[] = {
		[OPT_CONTAINERS] = LS_CONTAINERS,
		[OPT_PROCS] = LS_PROCS,
		[OPT_PORTS] = LS_PORTS,
	};

	if (value)
		req->target = value;
	return set_mode(req, modes[key], f);
}

/* Those that only say yes; false where @key is none of them. */
static bool take_switch(struct ls_request *req, int key)
{
	struct sheet_style *style = &req->style;
	bool *const switches[OPT_VERSION + 1] = {
		[OPT_JSON] = &style->json,
		[OPT_LIST] = &req->list,
		[OPT_NOHEADINGS] = &style->no_headings,
		[OPT_OUTPUT_ALL] = &req->output_all,
		[OPT_PERSISTENT] = &req->persistent,
		[OPT_RAW] = &style->raw,
		[OPT_NOTRUNCATE] = &style->no_cut,
		[OPT_NOWRAP] = &style->no_wrap,
		[OPT_UNIX] = &req->unix_too,
	};

	if (switches[key])
		*switches[key] = true;
	return switches[key];
}

static int take(struct ls_request *req, int key, const char *value,
		struct fault *f)
{
	switch (key) {
	case OPT_OUTPUT:
		req->output = value;
		return 0;
	case OPT_TASK:
		return take_pid(req, value, f);
	case OPT_FILTER:
		return take_filter(req, value, f);
	case OPT_TYPE:
		return take_types(req, value, f);
	case OPT_TREE:
		return take_tree(req, value, f);
	default:
		return take_listing(req, key, value, f);
	}
}

/* The operand: of --procs and --ports a TARGET; else a number. */
static int take_operand(struct ls_request *req, const char *word,
			struct fault *f)
{
	struct target_spec spec;

	if (req->mode == LS_PORTS && !req->target) {
		req->target = word;
		return 0;
	}
	if (req->mode != LS_NAMESPACES)
		return usage(f, word, "an operand too many");
	/* lsns wants -T=parent; -T parent means nothing else */
	if (req->tree == TREE_OWNER && tree_by_name(word, &req->tree))
		return 0;
	if (req->pid || req->ns)
		return usage(f, word,
			     "two to choose by: -p and an operand exclude "
			     "each other");
	if (spec_parse(word, &spec, f) < 0)
		return -EINVAL;
	if (spec.kind != SPEC_PID && spec.kind != SPEC_NS_INODE)
		return usage(f, word,
			     "neither a PID nor the inode of a namespace; "
			     "--procs takes a name");
	req->pid = spec.kind == SPEC_PID ? spec.pid : 0;
	req->ns = spec.kind == SPEC_NS_INODE ? spec.inode : 0;
	return 0;
}

static int check(struct ls_request *req, struct fault *f)
{
	if (req->style.json && req->style.raw)
		return usage(f, "-J and -r", "they exclude each other");
	if (req->list && req->tree != TREE_UNSAID)
		return usage(f, "-l and -T", "they exclude each other");
	if (req->persistent && (req->pid || req->ns))
		return usage(f, "-P", "what has no processes is no process's");
	if (req->unix_too && req->mode != LS_PORTS)
		return usage(f, "--unix", "it belongs to --ports");
	if (req->list)
		req->tree = TREE_NONE;
	if (req->style.raw)
		req->style.no_wrap = true;
	if (!req->typed)
		memset(req->types, true, sizeof(req->types));
	return 0;
}

/* The three that print a text: whatever else is said, no listing is. */
static bool take_text(struct ls_request *req, int key)
{
	if (key == OPT_HELP)
		req->mode = LS_HELP;
	else if (key == OPT_VERSION)
		req->mode = LS_VERSION;
	else
		return false;
	return true;
}

static int take_option(struct ls_request *req, int key, const char *value,
		       struct fault *f)
{
	if (key == OPT_LIST_COLUMNS)
		req->columns = true;
	else if (!take_switch(req, key))
		return take(req, key, value, f);
	return 0;
}

/*
 * Options may stand behind operands, as getopt(3) lets lsns have them. @rest
 * takes the operands, and has room for as many as there are words.
 */
static int take_words(struct ls_request *req, struct opts *opts,
		      const char **rest, struct fault *f)
{
	const char *value;
	bool only_operands = false;
	int r = 0;

	/* a cluster like -Jn may still be under way at the last word */
	while (r == 0 && (opts->cluster || opts->argv[opts->next])) {
		int before = opts->next, key = 0;

		if (!only_operands)
			key = opts_next(opts, &value, f);
		if (key < 0)
			return key;
		if (key && take_text(req, key))
			return 1;
		if (key)
			r = take_option(req, key, value, f);
		else if (opts->next > before)
			only_operands = true; /* that was "--" */
		else
			*rest++ = opts->argv[opts->next++];
	}
	*rest = NULL;
	return r;
}

int lsreq_parse(char **argv, struct ls_request *ret, struct fault *f)
{
	const char *rest[LSREQ_WORDS + 1];
	struct opts opts = { .table = table,
			     .argv = argv,
			     .next = 1,
			     .abbreviate = true,
			     .attaches = true };
	int count = 0, r;

	*ret = (struct ls_request){ .mode = LS_NAMESPACES };
	while (argv[count])
		count++;
	if (count > LSREQ_WORDS)
		return usage(f, "the command line", "it has too many words");
	r = take_words(ret, &opts, rest, f);
	for (int i = 0; r == 0 && rest[i]; i++)
		r = take_operand(ret, rest[i], f);
	if (r == 0)
		r = check(ret, f);
	/* help or the version: whatever else is said, that is all */
	return r > 0 ? 0 : r;
}

void lsreq_help(FILE *to)
{
	fputs("Usage: ulsns [options] [PID | NAMESPACE]\n"
	      "       ulsns --containers | --procs TARGET | --ports [TARGET]\n"
	      "\nLists namespaces, what is in them, and who may enter.\n\n",
	      to);
	opts_help(table, to);
}
