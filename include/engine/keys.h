/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files of lines KEY=VALUE, as several engines write them. */
#ifndef ENGINE_KEYS_H
#define ENGINE_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Finds the first line "KEY=VALUE" of @text; spaces around either do not
 * count. With @group, such as "[Application]", it has to stand below that
 * line and above the next in brackets. Pure.
 * Writes the value to @buf; returns whether it was there, not empty, and
 * whole: @buf is "" if not.
 */
bool keys_value(const char *text, const char *group, const char *key, char *buf,
		size_t size);

/* Undoes \\ in place, which is all that systemd's cescape() does to a unit. */
void keys_unescape(char *text);

#endif
