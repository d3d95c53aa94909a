/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Capabilities, by libcap-ng. */
#ifndef KERNEL_CAPS_H
#define KERNEL_CAPS_H

#include <linux/capability.h>
#include <stdint.h>

/* A set is a mask, as in the CapEff: line of /proc/PID/status. */
#define CAP_BIT(cap) (UINT64_C(1) << (cap))
#define CAPS_EVERY UINT64_MAX

/*
 * The calling thread's effective set, read anew by libcap-ng.
 * It reads /proc/TID/status for the bounding set: not to be called once a
 * mount namespace was joined, whose /proc may lie, or be a FIFO and hang.
 * From there on ask caps_effective_now().
 * Returns 0 or a negative errno.
 */
int caps_effective(uint64_t *ret);

/* The same by capget(2) alone: opens nothing. */
int caps_effective_now(uint64_t *ret);

/*
 * Makes the permitted set go along with an execve(2) of a program that is
 * no root's: raises each of it in the inheritable and the ambient set
 * (capabilities(7), "Ambient set", Linux 4.3). Opens nothing.
 * Returns 0 or a negative errno.
 */
int caps_raise_ambient(void);

/*
 * Gives up all that is not in @keep in the effective and permitted sets, and
 * with them the ambient, and all of the inheritable set. Opens nothing.
 * exec brings back what the bounding set has: that one is to be cut before.
 * Returns 0 or a negative errno.
 */
int caps_limit(uint64_t keep);

/* "cap_sys_admin". Written to @buf, of CAPS_NAME_SIZE; returns it. */
#define CAPS_NAME_SIZE 32
const char *caps_name(unsigned int cap, char *buf);

/* All that this kernel knows: /proc/sys/kernel/cap_last_cap (Linux 3.2). */
uint64_t caps_every(void);

/* The lowest capability in @mask, which must not be empty. */
unsigned int caps_lowest(uint64_t mask);

#endif
