/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* This program's own file, and who could write to it from inside. */
#ifndef ENTER_SELF_H
#define ENTER_SELF_H

#include "base/fault.h"

/*
 * A program of the target may be a script whose interpreter is
 * /proc/self/exe: what runs then, in the target's reach, is this file, and
 * through /proc/PID/exe of that process it can be written to as soon as no one
 * runs it, by whoever has the right: on the host, where the next call of
 * uenter runs what was written (CVE-2019-5736 did that to runc).
 *
 * So where the caller may write to it, and the target's root most often is
 * the caller, this starts the program again from a copy in memory that is
 * sealed (memfd_create(2), F_SEAL_WRITE, Linux 3.17), or, where there can be
 * none, from a read-only mount of it (Linux 5.12), with the same words. To be
 * called before anything is opened or joined.
 *
 * Returns 0 where no one could write to it: the file is another user's, or on
 * a read-only mount, or it is that copy. Does not return where it is started again; else a
 * negative errno with the fault set.
 */
int self_seal(char **argv, char **envp, struct fault *f);

#endif
