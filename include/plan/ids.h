/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whom the command runs as, and with which capabilities. */
#ifndef PLAN_IDS_H
#define PLAN_IDS_H

#include "plan/facts.h"
#include "plan/request.h"

enum ids_caps {
	IDS_CAPS_EXEC,	  /* as execve(2) leaves them */
	IDS_CAPS_AMBIENT, /* all, through ambient ones */
	IDS_CAPS_TARGET,  /* cut down to the target's bounding set */
	IDS_CAPS_READ,	  /* --read-only: CAP_DAC_READ_SEARCH alone */
	IDS_CAPS_NONE,
};

struct ids {
	bool set_uid, set_gid;	       /* else they stay what they are */
	uint32_t uid, gid;	       /* inside, also where they stay */
	uint32_t outer_uid, outer_gid; /* the same, as the caller sees them */
	bool drop_groups;
	enum ids_caps caps;
	uint64_t keep; /* of IDS_CAPS_TARGET and IDS_CAPS_READ */
};

/* What the decision is made from. */
struct ids_facts {
	const struct caller_fact *caller;
	const struct idmaps *maps;	  /* NULL where no user ns is joined */
	const struct proc_status *status; /* NULL where not known */
	bool becomes_root;		  /* mnt or the root does */
};

/*
 * Decides by the table in the man page ("Who the command runs as"): pure.
 * Returns 0, or a negative errno with the fault set where an id that was
 * asked for has no place in the map; *@ret is untouched then.
 */
int ids_decide(const struct request *req, const struct ids_facts *facts,
	       struct ids *ret, struct fault *f);

#endif
