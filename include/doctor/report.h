/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines, for a person or for a program. */
#ifndef DOCTOR_REPORT_H
#define DOCTOR_REPORT_H

#include "doctor/judge.h"

#include <stdio.h>

/*
 * A line each, "change:" and "lost:" below it where there are such, and the
 * verdict; or one JSON object, with null for what there is none of.
 */
void report_print(const struct doctor_report *report, bool possible, bool json,
		  FILE *to);

#endif
