/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * bbolt's files: a tree of pages. A writer never changes a page that the last
 * transaction uses: it writes others, and then one of two meta pages, in turn.
 * So the tree of the newer meta page holds until the second transaction from
 * then on, and if that page still is the newer one when all is read, it did.
 */
#include "config.h"
#include "base/cleanup.h"
#include "engine/database.h"
#include "engine/state.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOLT_MAGIC 0xED0CDAED
#define BOLT_VERSION 2

/* A tree of that many levels would hold more than any disk does. */
#define DEPTH_MAX 32

enum { PAGE_BRANCH = 0x01, PAGE_LEAF = 0x02 };

/* Of an element in a leaf: its value is a bucket. */
#define ELEMENT_BUCKET 0x01

struct page {
	uint64_t id;
	uint16_t flags, count;
	uint32_t overflow; /* as many pages more belong to it */
};

struct meta {
	uint32_t magic, version, page_size, flags;
	uint64_t root, sequence; /* the outermost bucket */
	uint64_t free_list, high_water, transaction;
	uint64_t checksum; /* of what stands before it */
};

/* Of either kind of page: as long as each other, in this order. */
struct branch {
	uint32_t at, key_length; /* @at counts from this element */
	uint64_t child;
};

struct leaf {
	uint32_t flags, at, key_length, value_length;
};

struct bucket {
	uint64_t root; /* 0: its only page is what follows */
	uint64_t sequence;
};

_Static_assert(sizeof(struct page) == 16 && sizeof(struct meta) == 64 &&
		       sizeof(struct branch) == 16 && sizeof(struct leaf) == 16,
	       "as bbolt lays them out");

/* A page with its overflow, in memory of its own or within another's. */
struct node {
	char *owned;
	const char *bytes;
	size_t length;
};

static void node_done(struct node *n)
{
	free(n->owned);
}

/* ---- where it begins ----------------------------------------------------- */

/* FNV-1a, as hash/fnv of Go has it. */
static uint64_t checksum(const struct meta *m)
{
	const unsigned char *bytes = (const unsigned char *)m;
	uint64_t sum = 14695981039346656037U;

	for (size_t i = 0; i < offsetof(struct meta, checksum); i++)
		sum = (sum ^ bytes[i]) * 1099511628211U;
	return sum;
}

static bool read_meta(int fd, uint64_t page, struct meta *ret)
{
	const off_t at = (off_t)(page + sizeof(struct page));

	return pread(fd, ret, sizeof(*ret), at) == (ssize_t)sizeof(*ret) &&
	       ret->magic == BOLT_MAGIC && ret->version == BOLT_VERSION &&
	       ret->page_size >= 512 && ret->page_size <= 65536 &&
	       ret->checksum == checksum(ret);
}

/* A crash may have left one of the two half written: the other then holds. */
static int newest_meta(int fd, struct meta *ret)
{
	struct meta first, second;
	bool has_first = read_meta(fd, 0, &first);
	bool has_second = read_meta(fd,
				    has_first ? first.page_size
					      : (uint64_t)sysconf(_SC_PAGESIZE),
				    &second);

	if (!has_first && !has_second)
		return -EPROTO;
	*ret = has_second && (!has_first ||
			      second.transaction > first.transaction)
		       ? second
		       : first;
	return 0;
}

/* ---- pages --------------------------------------------------------------- */

static int load(int fd, const struct meta *meta, uint64_t id, struct node *n)
{
	uint64_t length, at = id * meta->page_size;
	struct page page;
	char *bytes;

	if (id >= meta->high_water ||
	    pread(fd, &page, sizeof(page), (off_t)at) != (ssize_t)sizeof(page))
		return -EPROTO;
	length = ((uint64_t)page.overflow + 1) * meta->page_size;
	bytes = length <= DATABASE_VALUE_MAX
			? database_read(fd, at, (size_t)length)
			: NULL;
	if (!bytes)
		return -EPROTO;
	free(n->owned);
	*n = (struct node){ bytes, bytes, (size_t)length };
	return 0;
}

static const char *within(const struct node *n, uint64_t at, uint64_t length)
{
	return at <= n->length && length <= n->length - at ? n->bytes + at
							   : NULL;
}

/* The order of Go's bytes.Compare(). */
static int compare(const char *key, size_t length, const char *wanted)
{
	size_t n = strlen(wanted);
	int r = memcmp(key, wanted, length < n ? length : n);

	if (r != 0)
		return r;
	return length < n ? -1 : length > n;
}

/* The child below which @key is: the last that does not begin behind it. */
static int find_child(const struct node *n, unsigned int count, const char *key,
		      uint64_t *ret)
{
	for (unsigned int i = 0; i < count; i++) {
		uint64_t at = sizeof(struct page) + i * sizeof(struct branch);
		const char *element = within(n, at, sizeof(struct branch));
		struct branch branch;
		const char *bytes;

		if (!element)
			return -EPROTO;
		memcpy(&branch, element, sizeof(branch));
		bytes = within(n, at + branch.at, branch.key_length);
		if (!bytes)
			return -EPROTO;
		if (i > 0 && compare(bytes, branch.key_length, key) > 0)
			return 0;
		*ret = branch.child;
	}
	return count ? 0 : -EPROTO;
}

/* Its value is @ret_value of @ret->value_length bytes, in @n. */
static int find_leaf(const struct node *n, unsigned int count, const char *key,
		     struct leaf *ret, const char **ret_value)
{
	for (unsigned int i = 0; i < count; i++) {
		uint64_t at = sizeof(struct page) + i * sizeof(struct leaf);
		const char *element = within(n, at, sizeof(struct leaf));
		const char *bytes;

		if (!element)
			return -EPROTO;
		memcpy(ret, element, sizeof(*ret));
		bytes = within(n, at + ret->at,
			       (uint64_t)ret->key_length + ret->value_length);
		if (!bytes)
			return -EPROTO;
		if (compare(bytes, ret->key_length, key) == 0) {
			*ret_value = bytes + ret->key_length;
			return 0;
		}
	}
	return -ENOENT;
}

/* From the root of a bucket, which is @n, to the leaf where @key would be. */
static int descend(int fd, const struct meta *meta, struct node *n,
		   const char *key, struct page *ret)
{
	for (unsigned int depth = 0; depth < DEPTH_MAX; depth++) {
		uint64_t child = 0;
		int r;

		if (n->length < sizeof(*ret))
			return -EPROTO;
		memcpy(ret, n->bytes, sizeof(*ret));
		if (ret->flags & PAGE_LEAF)
			return 0;
		r = ret->flags & PAGE_BRANCH
			    ? find_child(n, ret->count, key, &child)
			    : -EPROTO;
		if (r == 0)
			r = load(fd, meta, child, n);
		if (r < 0)
			return r;
	}
	return -EPROTO;
}

/* @n becomes the root page of the bucket at @value. */
static int enter_bucket(int fd, const struct meta *meta, struct node *n,
			const char *value, size_t length)
{
	struct bucket bucket;

	if (length < sizeof(bucket))
		return -EPROTO;
	memcpy(&bucket, value, sizeof(bucket));
	if (bucket.root)
		return load(fd, meta, bucket.root, n);
	n->bytes = value + sizeof(bucket);
	n->length = length - sizeof(bucket);
	return 0;
}

static int get(int fd, const struct meta *meta, const char *const *path,
	       char **ret, size_t *ret_length)
{
	__attribute__((cleanup(node_done))) struct node n = { .owned = NULL };
	int r = load(fd, meta, meta->root, &n);

	for (; r == 0; path++) {
		const char *value = NULL;
		struct page page;
		struct leaf leaf;

		r = descend(fd, meta, &n, *path, &page);
		if (r == 0)
			r = find_leaf(&n, page.count, *path, &leaf, &value);
		if (r == 0 && !(leaf.flags & ELEMENT_BUCKET) != !path[1])
			r = -ENOENT;
		if (r == 0 && !path[1])
			return database_copy(value, leaf.value_length, ret,
					     ret_length);
		if (r == 0)
			r = enter_bucket(fd, meta, &n, value,
					 leaf.value_length);
	}
	return r;
}

int bolt_get(int fd, const char *const *path, char **ret, size_t *ret_length)
{
	cleanup_text char *text = NULL;
	struct meta before, after;
	size_t length = 0;
	int r = newest_meta(fd, &before);

	if (r < 0)
		return r;
	r = get(fd, &before, path, &text, &length);
	if (newest_meta(fd, &after) < 0 ||
	    after.transaction != before.transaction)
		return -EAGAIN;
	if (r < 0)
		return r;
	*ret = text;
	*ret_length = length;
	text = NULL; /* ownership has moved to the caller */
	return 0;
}
