/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A row of the listing of namespaces, and its columns. */
#ifndef LIST_NSROW_H
#define LIST_NSROW_H

#include "kernel/procfs.h"
#include "list/census.h"
#include "list/sheet.h"
#include "list/verdict.h"

enum ns_column {
	COL_NS,
	COL_TYPE,
	COL_PATH,
	COL_NPROCS,
	COL_PID,
	COL_PPID,
	COL_COMMAND,
	COL_UID,
	COL_USER,
	COL_NETNSID,
	COL_NSFS,
	COL_PNS,
	COL_ONS,
	COL_OWNER,
	COL_ENTER,
	COL_WHY,
	COL_TARGET,
	COL_UIDMAP,
	COL_NSID,
	COL_COUNT
};

extern const struct sheet_column ns_columns[COL_COUNT];

/* A namespace, by one of its processes, or by none. */
struct ns_row {
	uint32_t ns;
	uint32_t process; /* index, or CENSUS_NONE */
};

/* What a process told of itself: it is asked once, for all of its rows. */
struct brief {
	bool is_read, is_told;
	uid_t uid;
	pid_t ppid;
	struct text command;
};

/* What the columns look into, and what they looked up last. */
struct ns_view {
	struct census census;
	char separator; /* of the lines of NSFS */
	int netlink;	/* for NETNSID, or negative */
	struct labels *labels;
	struct brief *briefs; /* by the index of the process */
	uint32_t verdict_ns;
	struct verdict verdict;
};

/* That of the process of @row; NULL where it has none, or that one ended. */
const struct brief *ns_view_brief(struct ns_view *v, const struct ns_row *row);

#endif
