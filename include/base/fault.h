/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A failure as a value: what, why, and what to do next. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * Kinds of refusal and failure. Each has one row in codes.c, with its stable
 * word, and one item in the man page.
 */
enum fault_code {
	FAULT_NONE,
	FAULT_USAGE,	     /* the words of the command line */
	FAULT_BAD_TARGET,    /* a TARGET that is none */
	FAULT_NO_NAME,	     /* no container is called so */
	FAULT_AMBIGUOUS,     /* several are */
	FAULT_NOT_RUNNING,   /* it is, and has no process to enter */
	FAULT_BAD_STATE,     /* an engine's file or answer not to be believed */
	FAULT_NO_ANSWER,     /* an engine's socket that nobody serves */
	FAULT_REMOTE_ENGINE, /* it runs on another machine */
	FAULT_NO_LIBRARY,    /* one that is loaded when needed is missing */
	FAULT_GONE,	     /* no such process, or it ended meanwhile */
	FAULT_ZOMBIE,	     /* it ended and was not waited for */
	FAULT_REUSED,	     /* the pid belongs to another process by now */
	FAULT_NOTHING,	     /* no namespace differs */
	FAULT_NOT_OWNER,     /* another user's */
	FAULT_ROOT_OWNED,    /* of a user namespace that root owns */
	FAULT_OWN_NAMESPACE, /* owned by the caller's user namespace */
	FAULT_SIBLING,	     /* not below the caller's user namespace */
	FAULT_NON_DUMPABLE,  /* the kernel keeps its /proc from us */
	FAULT_LACKS_CAPABILITY,
	FAULT_FILTERED,	    /* a seccomp filter stands in the way */
	FAULT_EXPOSES_HOST, /* the target could reach the command */
	FAULT_FOREIGN_PROC, /* /proc of another pid namespace */
	FAULT_NO_PROC,	    /* no /proc at all */
	FAULT_NO_NAMESPACE, /* a type this kernel does not have */
	FAULT_BAD_FILE,	    /* a FILE that is no such namespace */
	FAULT_DEAD_PID_NS,  /* its init has died */
	FAULT_UNMAPPED,	    /* an id without a place in the map */
	FAULT_NOT_FOUND,    /* no such command: exit status 127 */
	FAULT_NOT_RUNNABLE, /* exit status 126 */
	FAULT_NO_SHELL,
	FAULT_READ_ONLY, /* what --read-only needs is missing */
	FAULT_VIEW,	 /* what --resolv needs is missing */
	FAULT_OWN_FILE,	 /* uenter's own could be overwritten from inside */
	FAULT_SETUID,	 /* uenter itself was made set-user-ID */
	FAULT_SYSTEM,	 /* a system call failed as none should */
	FAULT_COUNT
};

/*
 * Fixed in size: reporting allocates nothing, cannot fail, and works after
 * a fork. Filled once, where most is known; callers hand it up untouched.
 */
struct fault {
	enum fault_code code;
	int error;	  /* negative errno, or 0 where none applies */
	const char *type; /* of the namespace that it is about, or NULL */
	uint64_t inode;	  /* of that, or 0 */
	bool has_owner;
	uint32_t owner; /* uid of who has it, as the caller sees that */
	char what[512]; /* the thing */
	char why[512];	/* its owner and the rule */
	/*
	 * A next step: a line that works when pasted into a shell, with
	 * what there is to say about it behind a '#'. Empty for none.
	 */
	char hint[1024];
};

#define FAULT_INIT                 \
	{                          \
		.code = FAULT_NONE \
	}

/*
 * Fills what, with why set to the text of @error (a negative errno, or 0
 * for none: then fault_why() is expected to follow).
 * Returns @error, or -EINVAL where that is 0, so that a caller can
 * `return fault_set(...)`.
 */
int fault_set(struct fault *f, enum fault_code code, int error,
	      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Replaces the reason. */
void fault_why(struct fault *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Replaces the hint. */
void fault_hint(struct fault *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Adds what was measured: the inode of the namespace that it is about, and
 * its type, "net", static, or NULL where that is not known.
 */
void fault_namespace(struct fault *f, const char *type, uint64_t inode);

/* Likewise the uid of its owner. */
void fault_owner(struct fault *f, uint32_t uid);

/* The word for @code: "not-owner". Static; never NULL. */
const char *fault_code_name(enum fault_code code);

/* The reason in a few words, said of a target: "another user's". Likewise. */
const char *fault_code_brief(enum fault_code code);

/* Sets the fault for output that failed by @error; returns that. */
int fault_output(struct fault *f, int error);

/*
 * What was printed to @to has to have arrived: a full disk is an error, and
 * never a short answer. Returns 0, or a negative errno with the fault set.
 */
int fault_flush(FILE *to, struct fault *f);

/*
 * Writes the fault to standard error, one line and one hint line, each in
 * one write(2). Opens no file: it may be called inside the target's root.
 */
void fault_print(const struct fault *f, const char *program);

/* One line to standard error, for what is worth a word but no failure. */
void notice(const char *program, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
