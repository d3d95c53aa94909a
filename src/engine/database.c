/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes of a database's file. */
#include "config.h"
#include "engine/database.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *database_read(int fd, uint64_t offset, size_t length)
{
	char *bytes = NULL;

	if (length <= DATABASE_VALUE_MAX && offset <= INT64_MAX - length)
		bytes = malloc(length + 1);
	if (bytes &&
	    pread(fd, bytes, length, (off_t)offset) != (ssize_t)length) {
		free(bytes);
		return NULL;
	}
	if (bytes)
		bytes[length] = '\0';
	return bytes;
}

int database_copy(const char *value, size_t length, char **ret,
		  size_t *ret_length)
{
	char *text = malloc(length + 1);

	if (!text)
		return -ENOMEM;
	memcpy(text, value, length);
	text[length] = '\0';
	*ret = text;
	*ret_length = length;
	return 0;
}
