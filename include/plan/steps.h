/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The steps of a plan, in their order. */
#ifndef PLAN_STEPS_H
#define PLAN_STEPS_H

#include "plan/order.h"
#include "plan/plan.h"

/*
 * Appends to @plan, in which all else is decided, what has to be done one
 * after the other up to the exec. Pure.
 */
void steps_add(const struct request *req, const struct order *order,
	       struct plan *plan);

#endif
