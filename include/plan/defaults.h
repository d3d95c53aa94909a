/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What differs between the two names: what happens when nothing is said. */
#ifndef PLAN_DEFAULTS_H
#define PLAN_DEFAULTS_H

#include <stdbool.h>

/*
 * Every option means the same under both names. This table alone tells
 * uenter from nsenter; nothing else in the code asks for the name.
 */
struct defaults {
	const char *name;
	bool enters_all;	/* where none is named: all that differ */
	bool operand_is_target; /* the first one, without -t or FILE */
	bool becomes_root;	/* also where the files stay the caller's */
	bool target_env;	/* where the files change */
	bool own_session;	/* likewise: with ptys for terminals */
	bool closes;		/* descriptors above 2, where inside */
	bool guards_host;	/* -p without mnt refused, not warned of */
	bool marks;		/* UENTER= in the environment */
	bool watches;		/* whether the command found a name, with -n */
	bool abbreviates;	/* long options */
	int failed;		/* exit status of its own failures */
};

/* The row for a program called @name; uenter's for any name but nsenter. */
const struct defaults *defaults_of(const char *name);

#endif
