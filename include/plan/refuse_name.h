/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Refusals of names: no such, several. */
#ifndef PLAN_REFUSE_NAME_H
#define PLAN_REFUSE_NAME_H

#include "engine/find.h"
#include "plan/request.h"

/* Each sets the fault and returns a negative errno. */

/* No container is called so; the nearest names there are stand in the hint. */
int refuse_unknown(const struct request *req, const struct places *places,
		   const struct find *find, struct fault *f);

/* Several are: each is told as ENGINE:NAME. */
int refuse_ambiguous(const struct request *req, const struct find *find,
		     struct fault *f);

/* NAME/N: no process there has that number, or (@error) none is shown. */
int refuse_inner(const struct request *req, int error, struct fault *f);

/* No such engine is known, or it has no namespaces of its own. */
int refuse_engine(const struct request *req, struct fault *f);

/* @ENGINE, and it does not run. */
int refuse_engine_absent(const struct request *req, struct fault *f);

/* Adds to the hint that the digits begin the id of a container. */
void hint_prefix(const struct request *req, const struct find *find,
		 struct fault *f);

#endif
