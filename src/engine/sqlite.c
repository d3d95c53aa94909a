/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * SQLite's files: a tree of pages for each table, with its rows in the leaves.
 * A writer keeps what it is about to change in a journal beside the file, then
 * writes pages in place, counts up in the first of them, and removes the
 * journal: where there was none before and after, and the count is the same,
 * nobody wrote in between.
 */
#include "config.h"
#include "base/cleanup.h"
#include "engine/database.h"
#include "engine/record.h"
#include "engine/state.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_SIZE 100

/* The first page is the root of the table of tables. */
#define SCHEMA_ROOT 1

/* No tree of the 2^32 pages that there can be is deeper than this. */
#define DEPTH_MAX 32

enum { TABLE_INTERIOR = 0x05, TABLE_LEAF = 0x0d };

struct sqlite {
	int fd;
	uint32_t page_size, usable; /* some are kept for extensions */
	uint32_t count;		    /* of changes */
	uint64_t pages_left;	    /* to be read: a loop ends at 0 */
};

/* ---- where it begins ----------------------------------------------------- */

static int read_header(int fd, struct sqlite *ret)
{
	char header[HEADER_SIZE];
	struct stat st;

	if (fstat(fd, &st) < 0 ||
	    pread(fd, header, sizeof(header), 0) != (ssize_t)sizeof(header) ||
	    memcmp(header, "SQLite format 3", 16) != 0)
		return -EPROTO;
	*ret = (struct sqlite){ .fd = fd,
				.page_size = record_big(header + 16, 2) };
	if (ret->page_size == 1)
		ret->page_size = 65536;
	if (ret->page_size < 512 || ret->page_size & (ret->page_size - 1))
		return -EPROTO;
	ret->usable = ret->page_size - record_big(header + 20, 1);
	ret->count = record_big(header + 24, 4);
	ret->pages_left = (uint64_t)st.st_size / ret->page_size;
	/* versions 2 have a log beside them; 1 is UTF-8 */
	if (header[18] != 1 || header[19] != 1 ||
	    record_big(header + 56, 4) != 1 || ret->usable < 480)
		return -EPROTO;
	return 0;
}

static char *read_page(struct sqlite *db, uint32_t number)
{
	if (number == 0 || db->pages_left == 0)
		return NULL;
	db->pages_left--;
	return database_read(db->fd, (uint64_t)(number - 1) * db->page_size,
			     db->page_size);
}

/* The row of which the text in the column @column is @text. */
struct wanted {
	unsigned int column;
	const char *text;
};

struct row {
	char *bytes;
	size_t length;
};

static void row_done(struct row *row)
{
	free(row->bytes);
}

#define cleanup_row __attribute__((cleanup(row_done)))

/* ---- rows ---------------------------------------------------------------- */

/* How much of a record of @length bytes stands in the page itself. */
static uint64_t local_length(const struct sqlite *db, uint64_t length)
{
	uint64_t most = db->usable - 35;
	uint64_t least = (db->usable - 12) * 32 / 255 - 23;
	uint64_t local = least + (length - least) % (db->usable - 4);

	if (length <= most)
		return length;
	return local <= most ? local : least;
}

/* The rest of it, from the page @next on: @length bytes at @to. */
static int read_overflow(struct sqlite *db, uint32_t next, char *to,
			 uint64_t length)
{
	while (length > 0) {
		cleanup_text char *page = read_page(db, next);
		uint64_t part = db->usable - 4;

		if (!page)
			return -EPROTO;
		if (part > length)
			part = length;
		memcpy(to, page + 4, part);
		to += part;
		length -= part;
		next = record_big(page, 4);
	}
	return 0;
}

/*
 * The cell of a leaf at @cell: where it is wanted, its whole record. What is
 * looked for stands before what overflows.
 * Returns 0, with *@ret the caller's; 1 where it is another; or -EPROTO.
 */
static int read_cell(struct sqlite *db, struct bytes cell,
		     const struct wanted *w, struct row *ret)
{
	uint64_t length, row, local;
	char *whole;
	struct bytes here;

	if (!record_varint(&cell, &length) || !record_varint(&cell, &row) ||
	    length > DATABASE_VALUE_MAX)
		return -EPROTO;
	local = local_length(db, length);
	here = (struct bytes){ cell.at, (size_t)local };
	if (local + (local < length ? 4 : 0) > cell.length)
		return -EPROTO;
	if (!record_has(&here, w->column, w->text))
		return 1;
	whole = malloc(length + 1);
	if (!whole)
		return -ENOMEM;
	memcpy(whole, here.at, local);
	if (local < length &&
	    read_overflow(db, record_big(here.at + local, 4), whole + local,
			  length - local) < 0) {
		free(whole);
		return -EPROTO;
	}
	ret->bytes = whole;
	ret->length = (size_t)length;
	return 0;
}

/* The header of a page of the tree: its kind, cells, and the last child. */
struct tree_page {
	const char *bytes, *cells;
	unsigned int kind, count;
	uint32_t last;
};

static int parse_page(const struct sqlite *db, const char *bytes, bool is_first,
		      struct tree_page *ret)
{
	const char *header = bytes + (is_first ? HEADER_SIZE : 0);
	size_t size;

	*ret = (struct tree_page){
		.bytes = bytes,
		.kind = record_big(header, 1),
		.count = record_big(header + 3, 2),
	};
	if (ret->kind != TABLE_INTERIOR && ret->kind != TABLE_LEAF)
		return -EPROTO;
	size = ret->kind == TABLE_INTERIOR ? 12 : 8;
	if (size == 12)
		ret->last = record_big(header + 8, 4);
	ret->cells = header + size;
	return (size_t)(ret->cells - bytes) + 2 * (size_t)ret->count >
			       db->page_size
		       ? -EPROTO
		       : 0;
}

/* The bytes from the @index-th cell to the end of its page. */
static struct bytes cell_of(const struct sqlite *db, const struct tree_page *p,
			    unsigned int index)
{
	uint32_t at = record_big(p->cells + 2 * (size_t)index, 2);

	if (at >= db->usable)
		return (struct bytes){ p->bytes, 0 };
	return (struct bytes){ p->bytes + at, db->usable - at };
}

/* Returns as read_cell() does. */
static int find_row(struct sqlite *db, uint32_t number, unsigned int depth,
		    const struct wanted *w, struct row *ret)
{
	cleanup_text char *bytes = read_page(db, number);
	struct tree_page page;
	int r = 1;

	if (!bytes || depth == 0 ||
	    parse_page(db, bytes, number == SCHEMA_ROOT, &page) < 0)
		return -EPROTO;
	for (unsigned int i = 0; r == 1 && i < page.count; i++) {
		struct bytes cell = cell_of(db, &page, i);

		if (page.kind == TABLE_LEAF)
			r = read_cell(db, cell, w, ret);
		else if (cell.length >= 4)
			r = find_row(db, record_big(cell.at, 4), depth - 1, w,
				     ret);
		else
			r = -EPROTO;
	}
	if (r == 1 && page.kind == TABLE_INTERIOR)
		r = find_row(db, page.last, depth - 1, w, ret);
	return r;
}

/* ---- a cell -------------------------------------------------------------- */

/* Where the tree of @table begins: its row in the table of tables. */
static int find_table(struct sqlite *db, const char *table, uint32_t *ret)
{
	const struct wanted wanted = { .column = 1, .text = table };
	cleanup_row struct row row = { .bytes = NULL };
	struct bytes value;
	uint64_t type;
	int r = find_row(db, SCHEMA_ROOT, DEPTH_MAX, &wanted, &row);

	if (r != 0)
		return r;
	if (!record_column(&(struct bytes){ row.bytes, row.length }, 3, &type,
			   &value) ||
	    value.length == 0 || value.length > 4 || type > 4)
		return -EPROTO;
	*ret = record_big(value.at, (unsigned int)value.length);
	return 0;
}

static int get(struct sqlite *db, const struct sqlite_cell *cell, char **ret,
	       size_t *ret_length)
{
	const struct wanted wanted = { .column = 0, .text = cell->key };
	cleanup_row struct row row = { .bytes = NULL };
	struct bytes value;
	uint32_t root = 0;
	uint64_t type;
	int r = find_table(db, cell->table, &root);

	if (r == 0)
		r = find_row(db, root, DEPTH_MAX, &wanted, &row);
	if (r != 0)
		return r;
	if (!record_column(&(struct bytes){ row.bytes, row.length },
			   cell->column, &type, &value))
		return -EPROTO;
	return database_copy(value.at, value.length, ret, ret_length);
}

int sqlite_get(int fd, const struct sqlite_cell *cell, char **ret,
	       size_t *ret_length)
{
	cleanup_text char *text = NULL;
	struct sqlite before, after;
	size_t length = 0;
	int r = read_header(fd, &before);

	if (r < 0)
		return r;
	r = get(&before, cell, &text, &length);
	if (read_header(fd, &after) < 0 || after.count != before.count)
		return -EAGAIN;
	if (r != 0)
		return r == 1 ? -ENOENT : r;
	*ret = text;
	*ret_length = length;
	text = NULL; /* ownership has moved to the caller */
	return 0;
}
