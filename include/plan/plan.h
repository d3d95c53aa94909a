/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What will be done, decided from facts alone. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "plan/facts.h"
#include "plan/ids.h"
#include "plan/request.h"

enum step_kind {
	STEP_CGROUP,	 /* join the cgroups of the target */
	STEP_CONTEXT,	 /* ask for its SELinux or AppArmor context */
	STEP_GROUPS,	 /* drop them while the caller still may */
	STEP_UNDUMPABLE, /* nobody inside may trace or read this one */
	STEP_VERIFY,	 /* are step.caps there? by step.bare */
	STEP_JOIN,	 /* the namespace of step.type */
	STEP_JOIN_USER,	 /* the user namespace step.user */
	STEP_IDS,	 /* read the maps of this process, decide ids */
	STEP_FETCH,	 /* read what is wanted of /proc/PID */
	STEP_KEYRING,	 /* an anonymous session keyring */
	STEP_TERMINAL,	 /* a pty, of the target's devpts */
	STEP_SOCKET,	 /* the net namespace of a socket of the target */
	STEP_ROOT,
	STEP_CWD,
	STEP_INNER_CWD,
	STEP_PRIVATE,  /* the own mounts, copied */
	STEP_TREE,     /* the target's files, as a tree of its own */
	STEP_ATTACH,   /* that tree, at the directory of --host-tools */
	STEP_PROC,     /* a /proc of the pid namespace that was joined */
	STEP_NAMES,    /* the target's name resolution files in place */
	STEP_SYS,      /* a /sys of the network that was joined */
	STEP_VIEW,     /* the mounts, copied, read-only */
	STEP_IDENTITY, /* groups, gid, uid */
	STEP_CAPS,
	STEP_CONFINE, /* no write around the view */
	STEP_CLOSE,   /* what is open above 2 */
};

struct step {
	enum step_kind kind;
	enum ns_type type; /* of STEP_JOIN */
	int user;	   /* of STEP_JOIN_USER: index in facts.users */
	uint64_t caps;	   /* of STEP_VERIFY */
	bool bare;	   /* mnt was joined: nothing may read /proc */
};

#define PLAN_STEPS 40

struct plan {
	unsigned int count;
	struct step steps[PLAN_STEPS];
	bool joins[NS_COUNT]; /* user: the target's own or any above it */
	int user;	      /* the user namespace it runs in */
	bool mnt_changes;
	bool files_change; /* mnt or the root does */
	bool becomes_root; /* where no id was asked for */
	bool drops_early;  /* groups, where setgroups is denied inside */
	bool has_ids;	   /* else they are decided by STEP_IDS */
	struct ids ids;
	const struct idmaps *maps; /* of facts; NULL: own, or not known */
	bool fork;
	int unresolved;	 /* exit status: it found no such name; 0: not told */
	bool session;	 /* of its own, with ptys for terminals */
	bool closes;	 /* what the caller had open above 2 */
	bool is_exposed; /* allowed under this name, with a warning */
	bool fetch_env, fetch_cwd, fetch_root, fetch_names;
	bool tree_early;      /* STEP_TREE comes before the user namespace */
	bool fresh_proc;      /* there is a STEP_PROC */
	char own_pids[160];   /* why --host-tools leaves them the caller's */
	bool fetch_view;      /* what STEP_NAMES puts in place */
	bool env_is_required; /* -e: else a lesser one will do */
	bool guard_env;	      /* it meets the caller's files */
	bool mix_env;	      /* TERM, COLORTERM, LANG of the caller */
};

/*
 * Decides what @req comes to, given @facts. Touches nothing.
 * Returns 0; or a negative errno with the fault set where it is refused:
 * *@ret is untouched then.
 */
int plan_make(const struct request *req, const struct facts *facts,
	      struct plan *ret, struct fault *f);

/*
 * The user namespace that -U means: the target's, or as many levels up as
 * --user-parent was given. An index, USERNS_OUTSIDE or USERNS_UNKNOWN.
 */
int plan_user(const struct request *req, const struct facts *facts);

/*
 * Which namespaces are to be joined: asked for, there, not shared.
 * Returns 0, or a negative errno with the fault set.
 */
int plan_wanted(const struct request *req, const struct facts *facts,
		bool ret_wanted[NS_COUNT], struct fault *f);

#endif
