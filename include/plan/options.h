/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The options of uenter: one table, the scanner's and the help's. */
#ifndef PLAN_OPTIONS_H
#define PLAN_OPTIONS_H

#include "base/opts.h"
#include "kernel/nstype.h"

/* Keys up to OPT_NS + NS_COUNT - 1 are the namespaces, by their type. */
enum {
	OPT_NS = 1,
	OPT_ALL = OPT_NS + NS_COUNT,
	OPT_TARGET,
	OPT_EACH,
	OPT_JOBS,
	OPT_SETUID,
	OPT_SETGID,
	OPT_KEEP_IDS,
	OPT_ROOT,
	OPT_WD,
	OPT_ENV,
	OPT_NO_FORK,
	OPT_CAPS,
	OPT_KEEP_CAPS,
	OPT_READ_ONLY,
	OPT_MOUNT_RO,
	OPT_RESOLV,
	OPT_HOST_TOOLS,
	OPT_EXPOSE_HOST,
	OPT_EXPLAIN,
	OPT_DOCTOR,
	OPT_VERBOSE,
	OPT_WDNS,
	OPT_NET_SOCKET,
	OPT_USER_PARENT,
	OPT_JOIN_CGROUP,
	OPT_FOLLOW_CONTEXT,
	OPT_SETENV,
	OPT_PRESERVE_FDS,
	OPT_PTY,
	OPT_NO_PTY,
	OPT_HELP,
	OPT_VERSION,
};

#define OPTIONS_MAX 64

/* Fills the table: -t, -a, the eight, then the rest: the help's order. */
void options_table(struct opt table[OPTIONS_MAX]);

/* What docker exec, unshare and lsns call otherwise. */
extern const struct opt_habit options_habits[];

#endif
