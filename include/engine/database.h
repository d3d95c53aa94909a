/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One value of a database's file, which its own program may be writing to:
 * read without its lock, so that nobody waits for us, and without its library.
 */
#ifndef ENGINE_DATABASE_H
#define ENGINE_DATABASE_H

#include <stddef.h>
#include <stdint.h>

/* Longer than any value that is wanted. */
#define DATABASE_VALUE_MAX (16 * 1024 * 1024)

/*
 * Finds what bbolt's file @fd holds at @path: the names of buckets, each
 * within the one before, and last that of a key; ended by NULL.
 * Returns 0 with *@ret, NUL-terminated, which the caller frees; or a negative
 * errno: -ENOENT where there is no such key, -EPROTO where it is no such
 * file, -EAGAIN where it was written to meanwhile.
 * Source: go.etcd.io/bbolt, page.go, node.go, bucket.go; in the byte order of
 * the machine.
 */
int bolt_get(int fd, const char *const *path, char **ret, size_t *ret_length);

/*
 * Finds, in SQLite's file @fd, the text in the column @column (the first is
 * 0) of the row of @table whose first column is the text @key.
 * Returns as bolt_get() does; also -EAGAIN where somebody is at it. That there
 * is no rollback journal beside it is for the caller to see to.
 * Source: https://www.sqlite.org/fileformat2.html, UTF-8 and without a
 * write-ahead log (-EPROTO).
 */
struct sqlite_cell {
	const char *table, *key;
	unsigned int column;
};
int sqlite_get(int fd, const struct sqlite_cell *cell, char **ret,
	       size_t *ret_length);

/*
 * Reads just @length bytes at @offset of @fd. Returns them, with a NUL behind,
 * which the caller frees; or NULL where that many are not there.
 */
char *database_read(int fd, uint64_t offset, size_t length);

/* A copy of the @length bytes at @value, as bolt_get() returns it; or -ENOMEM. */
int database_copy(const char *value, size_t length, char **ret,
		  size_t *ret_length);

#endif
