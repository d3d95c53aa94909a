/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* May it be entered? The whole way of an entry, but the first join. */
#ifndef LIST_VERDICT_H
#define LIST_VERDICT_H

#include "engine/container.h"
#include "plan/request.h"

enum enter { ENTER_NO, ENTER_YES, ENTER_ALREADY };

struct verdict {
	enum enter enter;
	struct fault fault; /* of ENTER_NO */
};

/* "yes"; never NULL. */
const char *verdict_word(const struct verdict *v);

/* The reason in a few words: "another user's"; "" where there is none. */
const char *verdict_why(const struct verdict *v);

/* Whether `uenter --TYPE -t PID` would enter; of any kind of namespace. */
void verdict_process(pid_t pid, enum ns_type type, struct verdict *ret);

/* Whether `uenter -t PID` would. */
void verdict_sandbox(pid_t pid, struct verdict *ret);

/* Whether `uenter --TYPE=FILE` would. */
void verdict_file(const char *file, enum ns_type type, struct verdict *ret);

/* Whether @req, which names the container @c, would enter it. */
void verdict_container(const struct request *req, struct container *c,
		       struct verdict *ret);

/* A request of uenter's with nothing said. */
void verdict_request(struct request *ret);

#endif
