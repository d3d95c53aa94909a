/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What ulsns was asked for: its command line, understood. */
#ifndef LIST_LSREQ_H
#define LIST_LSREQ_H

#include "base/fault.h"
#include "kernel/nstype.h"
#include "list/sheet.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

enum ls_mode {
	LS_NAMESPACES,
	LS_CONTAINERS,
	LS_PROCS,
	LS_PORTS,
	LS_HELP,
	LS_VERSION,
};

enum ls_tree { TREE_UNSAID, TREE_NONE, TREE_PROCESS, TREE_OWNER, TREE_PARENT };

/* Strings point into argv: nothing here is owned. */
struct ls_request {
	enum ls_mode mode;
	struct sheet_style style;
	bool list; /* -l */
	bool output_all;
	const char *output; /* of -o, or NULL */
	enum ls_tree tree;
	bool persistent; /* -P: only those without processes */
	bool typed;	 /* some -t was given */
	bool types[NS_COUNT];
	pid_t pid;	    /* of -p or the operand, or 0 */
	uint64_t ns;	    /* inode of the operand, or 0 */
	const char *target; /* of --procs and --ports, or NULL */
	bool unix_too;	    /* --unix */
	bool columns;	    /* -H: only which columns there are */
};

/*
 * Reads a command line. Contradictions are refused by name.
 * Returns 0, or -EINVAL with the fault set.
 */
int lsreq_parse(char **argv, struct ls_request *ret, struct fault *f);

/* The options, a line each. */
void lsreq_help(FILE *to);

#endif
