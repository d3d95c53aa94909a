/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words of a command line by one table: the scanner and the help read it. */
#ifndef BASE_OPTS_H
#define BASE_OPTS_H

#include "base/fault.h"

#include <stdbool.h>
#include <stdio.h>

enum opt_argument {
	OPT_NONE,
	OPT_REQUIRED,
	OPT_OPTIONAL, /* attached: behind a '=', or with a '/' in it */
	OPT_WORD,     /* behind a '=' alone, so that -vn/run/x is -v -n/run/x */
};

struct opt {
	int key;	  /* what opts_next() reports; above 0 */
	char letter;	  /* '\0' where there is no short form */
	const char *name; /* long form, without the dashes */
	enum opt_argument argument;
	const char *value; /* what the help calls the argument */
	const char *help;
	bool whole; /* never by a beginning of its name */
};

/* A word that other programs have taught: docker exec, unshare, lsns. */
struct opt_habit {
	const char *word;    /* "workdir", or a letter */
	const char *instead; /* the option here, without its dashes, or NULL */
	const char *why;
};

/*
 * getopt(3) cannot do what is promised here: an attached optional argument
 * is taken only where it holds a '/' or starts with '=', so that -Un is -U
 * and -n, and not a file named n.
 */
struct opts {
	const struct opt *table;	/* ends with a key of 0 */
	const struct opt_habit *habits; /* ends without a word; or NULL */
	char **argv;
	int next;	     /* index of the next word, or first operand */
	int word;	     /* index of the one that is being read */
	const char *cluster; /* rest of a word like -Un, or NULL */
	const char *file;    /* what would be a FILE, were it all one's */
	bool abbreviate;     /* unique beginnings of long names will do */
	bool attaches;	     /* -Xword is -X with it, as getopt(3) has it */
	/* after a failure: what to write for argv[word], "" for nothing */
	bool is_mended;
	char mended[192];
};

/*
 * Takes the next option. Stops at the first word that is none, and after
 * `--`: the operands then start at argv[next].
 * Returns its key, with *@ret_value set to its argument or NULL; 0 at the
 * end; a negative errno with the fault set where a word is no option:
 * then is_mended says whether there is a guess at what was meant.
 */
int opts_next(struct opts *o, const char **ret_value, struct fault *f);

/* Prints a line for each row that has a help text, in the table's order. */
void opts_help(const struct opt *table, FILE *to);

#endif
