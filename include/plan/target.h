/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A process to enter, pinned: one pidfd from the first look to the last. */
#ifndef PLAN_TARGET_H
#define PLAN_TARGET_H

#include "base/fault.h"
#include "engine/container.h"
#include "kernel/nstype.h"
#include "plan/spec.h"

#include <stdbool.h>
#include <sys/types.h>

/* User namespaces nest 32 deep; files may name other chains besides. */
#define USERNS_MAX 96

/*
 * Every descriptor here is O_CLOEXEC and owned by the struct; -EBADF where
 * there is none. They are the only handles to the target that the join
 * uses: what was checked is what is joined.
 */
struct target {
	pid_t pid; /* 0 where there are only FILEs */
	int pidfd; /* none on a kernel before 5.3 */
	int proc;  /* the directory /proc/PID */
	int ns[NS_COUNT];
	int users[USERNS_MAX]; /* as facts.users[]; none for [0] */
	int root, cwd;	       /* directories of -r=DIR and -w=DIR */
	/* of a container, ENGINE:NAME as a TARGET; "" for none */
	char name[CONTAINER_TITLE_SIZE];
};

/* Makes @t hold nothing. */
void target_init(struct target *t);

/* Closes all; @t then holds nothing. */
void target_done(struct target *t);

#define cleanup_target __attribute__((cleanup(target_done)))

/*
 * Opens the process that @spec names and checks that all that was opened is
 * one process's: the pidfd is taken, /proc/PID opened, /proc asked for the
 * pid of the pidfd (a /proc of another pid namespace has another number for
 * it), and the process is still alive thereafter, so that its pid cannot
 * have been given to another in between.
 * Returns 0, or a negative errno with the fault set; *@ret is untouched
 * then.
 */
int target_open(const struct target_spec *spec, struct target *ret,
		struct fault *f);

/* Whether the process has neither ended nor become a zombie. */
bool target_is_alive(const struct target *t);

/* Sets the fault for a process that went away, or is a zombie. */
int target_gone(pid_t pid, int proc, struct fault *f);

#endif
