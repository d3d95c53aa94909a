/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller asked for: the command line, understood, no I/O done. */
#ifndef PLAN_REQUEST_H
#define PLAN_REQUEST_H

#include "base/escape.h"
#include "kernel/nstype.h"
#include "plan/defaults.h"
#include "plan/spec.h"

#include <stdbool.h>
#include <stdio.h>

enum id_kind { ID_UNSAID, ID_NUMBER, ID_FOLLOW, ID_NAME };

struct id_wish {
	enum id_kind kind;
	uint32_t id;	  /* of ID_NUMBER; as numbered inside */
	const char *name; /* of ID_NAME; in the target's own files */
};

enum dir_kind { DIR_UNSAID, DIR_TARGET, DIR_PATH };

struct dir_wish {
	enum dir_kind kind;
	const char *path; /* of DIR_PATH; in the caller's file system */
};

enum env_wish { ENV_UNSAID, ENV_TARGET, ENV_HOST };

enum cgroup_wish { CGROUP_UNSAID, CGROUP_TRY, CGROUP_REQUIRE };

enum pty_wish { PTY_UNSAID, PTY_YES, PTY_NO };

enum read_only_wish { READ_ONLY_UNSAID, READ_ONLY_FULL, READ_ONLY_MOUNTS };

/* --host-tools[=DIR[,follow]] */
struct tools_wish {
	const char *dir; /* absolute, of here; NULL: not asked for */
	size_t length;	 /* of it: no NUL need stand behind */
	bool follow;	 /* the links in it */
};

#define SETENV_MAX 64
#define EACH_MAX 32
#define JOBS_MOST 64

enum caps_wish { CAPS_UNSAID, CAPS_ALL, CAPS_TARGET, CAPS_NONE };

/* The word of --caps for each but CAPS_UNSAID. */
extern const char *const caps_words[];

/* In words, or in JSON: what --explain, --doctor and -v are asked for. */
enum form { FORM_NONE, FORM_TEXT, FORM_JSON };

enum mode {
	MODE_ENTER,
	MODE_EXPLAIN,
	MODE_LIST,
	MODE_DOCTOR,
	MODE_HELP,
	MODE_VERSION
};

/* Strings point into argv: nothing here is owned. */
struct request {
	const char *program;
	const struct defaults *defaults; /* of that name */
	enum mode mode;
	enum form doctor; /* said: the only word there is */
	struct target_spec target;
	bool target_by_option; /* by -t, not the first operand */
	unsigned int each_count;
	const char *each[EACH_MAX]; /* globs over names: many targets */
	unsigned int jobs;	    /* of those at a time; 0: not said */
	bool all;		    /* -a */
	bool named;		    /* some namespace was, or -a */
	bool asked[NS_COUNT];
	const char *file[NS_COUNT]; /* its FILE, or NULL */
	struct id_wish uid, gid;
	bool keep_ids; /* --preserve-credentials */
	struct dir_wish root, cwd;
	const char *inner_cwd; /* -W: in the joined root, or NULL */
	enum env_wish env;
	unsigned int setenv_count;
	char *setenv[SETENV_MAX]; /* NAME=VALUE */
	bool has_net_socket;
	int net_socket;		  /* -N: number of a descriptor of the target */
	unsigned int user_parent; /* levels up */
	enum cgroup_wish cgroup;
	bool follow_context;	   /* -Z */
	bool counts_fds;	   /* --preserve-fds was given */
	unsigned int preserve_fds; /* 3 and so many up stay open */
	enum pty_wish pty;
	bool no_fork; /* -F */
	enum caps_wish caps;
	enum read_only_wish read_only;
	bool resolv; /* --resolv */
	struct tools_wish tools;
	bool expose_host;
	enum form explain; /* of MODE_EXPLAIN */
	enum form verbose;
	char **command; /* NULL-terminated; NULL for a shell */
	bool misplaced; /* it starts with '-', and no "--" allowed it */
};

/*
 * Reads a command line. Contradictions are refused by name, not resolved by
 * their order.
 * Returns 0, or -EINVAL with the fault set.
 */
int request_parse(char **argv, struct request *ret, struct fault *f);

/* The name we were called by, without directories. */
const char *request_program(char *const *argv);

void request_help(const char *program, FILE *to);

/*
 * The request as a line to paste, with other namespaces and options:
 * @asked replaces those that were named (NULL keeps them), @extra, an
 * option or NULL, goes before the target. Starts with "sudo" if @sudo.
 */
void request_line(const struct request *req, const bool *asked,
		  const char *extra, bool sudo, struct line *ret);

/* Makes that line the hint of @f. */
void request_hint(const struct request *req, const bool *asked,
		  const char *extra, bool sudo, struct fault *f);

/*
 * With those of @joins but @type as the namespaces. Returns false, with the
 * hint untouched, where that leaves none: such a line would mean all.
 */
bool request_hint_but(const struct request *req, const bool joins[NS_COUNT],
		      enum ns_type type, struct fault *f);

/* Likewise, as another user: "sudo -u #1002 uenter ..."; root for uid 0. */
void request_hint_as(const struct request *req, uint32_t uid, struct fault *f);

/*
 * Whether the command may come to run in the target's files or pid namespace,
 * as far as the words tell.
 */
bool request_runs_inside(const struct request *req);

/*
 * Whether @type is asked for: by name, by -a, or by naming none; but for mnt
 * with --host-tools, which looks at it from outside.
 */
bool request_asks(const struct request *req, enum ns_type type);

/* The first word of the command, or "a shell". */
const char *request_command(const struct request *req);

#endif
