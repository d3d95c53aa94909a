/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the target could reach a command that keeps the caller's files. */
#ifndef PLAN_EXPOSED_H
#define PLAN_EXPOSED_H

#include "plan/order.h"
#include "plan/plan.h"

/*
 * A command with the caller's files in the target's pid namespace can be
 * reached there as /proc/N/root, and be seized, by whoever may trace it
 * (ptrace(2)). Where one could, it is refused; by a name that does not guard
 * the host, plan.is_exposed says so; and with --host-tools, where -p was not
 * asked for by name, the pids are left out of @plan and @order, and
 * plan.own_pids says why. Pure; @plan has its user and joins by then.
 * Returns 0, or a negative errno with the fault set.
 */
int exposed_check(const struct request *req, const struct facts *facts,
		  struct order *order, struct plan *plan, struct fault *f);

#endif
