/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* uenter --doctor: is this machine able to enter? */
#ifndef DOCTOR_DOCTOR_H
#define DOCTOR_DOCTOR_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Measures, judges and prints to @to: a line each, and two below it where
 * there is something to change; or one JSON object.
 * Returns whether an entry is possible at all.
 */
bool doctor_print(bool json, FILE *to);

#endif
