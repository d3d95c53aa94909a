/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the name of a container to its process, held. */
#ifndef PLAN_NAMED_H
#define PLAN_NAMED_H

#include "engine/container.h"
#include "plan/request.h"
#include "plan/target.h"

/*
 * Opens the process that the SPEC_NAME or SPEC_ENGINE of @req means: the
 * engines are asked, the pidfd is taken, and only then the proof is checked
 * that the process is that container's.
 * Returns 0, or a negative errno with the fault set; *@ret is untouched then,
 * but that its name is what was meant, where that was found.
 */
int named_open(const struct request *req, struct target *ret, struct fault *f);

/*
 * Where @f says that the process of the PID of @req is missing, refused, or
 * shares everything, and containers have an id that begins with these digits,
 * says so in the hint. Leaves @f as it is otherwise.
 */
void named_hint(const struct request *req, struct fault *f);

/*
 * Finds the process of @c, which an engine listed, and holds it.
 * Returns as named_open() does.
 */
int named_open_container(const struct request *req, struct container *c,
			 struct target *ret, struct fault *f);

#endif
