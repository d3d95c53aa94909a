/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every refusal that follows from facts, worded in one place. */
#ifndef PLAN_REFUSE_H
#define PLAN_REFUSE_H

#include "plan/facts.h"
#include "plan/request.h"

/* Each sets the fault and returns a negative errno. All are pure. */

/* The namespace of @type could not be opened: facts.ns[type].error. */
int refuse_access(const struct request *req, const struct facts *facts,
		  enum ns_type type, struct fault *f);

/* Nothing was named, and nothing differs. */
int refuse_nothing(const struct request *req, const struct facts *facts,
		   struct fault *f);

/* This kernel has no such type. */
int refuse_type(const struct request *req, enum ns_type type, struct fault *f);

/* @type is owned by a user namespace not below the caller's. */
int refuse_outside(const struct request *req, const struct facts *facts,
		   enum ns_type type, struct fault *f);

/* The user namespace @user, below the caller's, is another uid's. */
int refuse_owner(const struct request *req, const struct facts *facts, int user,
		 struct fault *f);

/* The kernel did not tell who owns a namespace that was looked at. */
bool refuse_is_unknown(const struct facts *facts, enum ns_type type);

/* Says so as the reason of @f. */
void refuse_why_unknown(struct fault *f);

/*
 * @type is owned by the caller's own user namespace, and @missing is what
 * the caller lacks there; @wanted is all that was asked for.
 */
int refuse_own(const struct request *req, const struct facts *facts,
	       enum ns_type type, const bool wanted[NS_COUNT], uint64_t missing,
	       struct fault *f);

/* Two of the wanted lie in user namespaces beside each other. */
int refuse_split(const struct request *req, const struct facts *facts,
		 enum ns_type type, const bool wanted[NS_COUNT],
		 struct fault *f);

/* -p without mnt, where @reason lets the target reach the command. */
int refuse_exposed(const struct request *req, const struct facts *facts,
		   const bool wanted[NS_COUNT], const char *reason,
		   struct fault *f);

/*
 * setns(2) is refused by a seccomp filter with @error; @what it was for, in
 * words: "join the net namespace".
 */
int refuse_filtered(int error, const char *what, struct fault *f);

/* Something needs @cap, which the caller does not hold. */
int refuse_capability(const struct request *req, const struct facts *facts,
		      unsigned int cap, const char *purpose, struct fault *f);

/* -F leaves no process to serve the terminal of the command. */
int refuse_no_fork(const struct request *req, struct fault *f);

#endif
