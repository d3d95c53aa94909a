/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is measured for --doctor; nothing is changed, and nothing left. */
#ifndef DOCTOR_MEASURE_H
#define DOCTOR_MEASURE_H

#include "doctor/facts.h"

/* Fills @ret; cannot fail: what cannot be seen is a fact with its errno. */
void doctor_measure(struct doctor_facts *ret);

/* ---- the parts ------------------------------------------------------------ */

void measure_kernel(struct doctor_facts *ret);
void measure_caller(struct doctor_facts *ret);
void measure_subids(struct doctor_facts *ret);
void measure_engines(struct doctor_facts *ret);

/* ---- what files say. Pure. ------------------------------------------------ */

/*
 * Reads lines of subuid(5) in @text: those of @name or of @uid by number.
 * Leaves ret->error alone.
 */
void subids_parse(const char *text, const char *name, uid_t uid,
		  struct doctor_subids *ret);

/* The hidepid of the topmost mount at /proc: proc_pid_mountinfo(5). */
unsigned int hidepid_parse(const char *mountinfo);

/* DOCTOR_VERSION of "6.1.0-13-amd64"; 0 where it is none. */
unsigned int version_parse(const char *release);

#endif
