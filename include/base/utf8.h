/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UTF-8 that a terminal only shows. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>

/*
 * The length of the one character at @at, of a terminated text, which is
 * valid UTF-8 and neither DEL nor one of U+0080 to U+009F, by which some
 * terminals are controlled; 0 where there is none such. Control bytes below
 * 0x20 are of length 1: who prints them has spellings of their own.
 */
size_t utf8_length(const char *at);

#endif
