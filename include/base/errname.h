/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Errors by the names that manual pages have. */
#ifndef BASE_ERRNAME_H
#define BASE_ERRNAME_H

/* "EPERM" for EPERM; NULL for what errno(3) does not have. Static. */
const char *errname(int number);

#endif
