/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a read-only view can be had, and kept. */
#ifndef PLAN_READ_ONLY_H
#define PLAN_READ_ONLY_H

#include "plan/facts.h"
#include "plan/request.h"

/*
 * Where --read-only was asked for, of what is to be joined: a mount namespace
 * has to be among it, and the kernel has to have what keeps the command from
 * going around the view. Pure.
 * Returns 0, or a negative errno with the fault set.
 */
int read_only_check(const struct request *req, const struct facts *facts,
		    const bool wanted[NS_COUNT], struct fault *f);

#endif
