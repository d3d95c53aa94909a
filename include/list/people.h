/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of uids, and what processes tell of themselves. */
#ifndef LIST_PEOPLE_H
#define LIST_PEOPLE_H

#include "list/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The name of @uid, or its digits where it has none; each is looked up once. */
void people_add_name(struct text *to, uid_t uid);

/* "1000(ann)", or the digits alone. */
void people_add_both(struct text *to, uid_t uid);

/*
 * The number that @uid has in the user namespace of the process @pid; nothing
 * where it has none.
 */
void people_add_inside(struct text *to, pid_t pid, uid_t uid);

/* Frees what was looked up. */
void people_done(void);

/* Of the process whose /proc/PID is @proc: the command line, its words with a space between; else the name. */
#define COMMAND_MAX 8192
void process_add_command(struct text *to, int proc);

/* The same of the process @pid, where it is not opened yet. */
void people_add_command(struct text *to, pid_t pid);

#endif
