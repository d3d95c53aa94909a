/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A frame of its own. */
#ifndef BASE_FRAME_H
#define BASE_FRAME_H

/*
 * For a function with large buffers whose caller mostly does without it, or
 * goes on to others as large. Inlined, its pages would be the caller's, and
 * each is touched on entry (gcc -fstack-clash-protection): a page fault.
 */
#define own_frame __attribute__((noinline))

#endif
