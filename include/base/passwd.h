/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of passwd(5), read from text: no NSS, no file opened. */
#ifndef BASE_PASSWD_H
#define BASE_PASSWD_H

#include <stdint.h>

/*
 * NSS is out of the question: inside the target it would load the target's
 * plugins, and in a static program it needs the very libc it was built with.
 */
struct passwd_entry {
	char name[64];
	char shell[256];
};

/*
 * Finds the first line of @text (the content of a passwd file, which may be
 * anybody's) whose third field is @uid.
 * Returns 0, or -ENOENT where there is none, or where its name or shell is
 * longer than the entry holds. *@ret is untouched on failure.
 */
int passwd_by_uid(const char *text, uint32_t uid, struct passwd_entry *ret);

/*
 * Finds the id of @name in @text, the content of a passwd or a group file:
 * both have the name first and the id third.
 * Returns 0, or -ENOENT. *@ret is untouched then.
 */
int passwd_id_by_name(const char *text, const char *name, uint32_t *ret);

#endif
