/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sockets that listen. */
#ifndef LIST_SOCKETS_H
#define LIST_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum socket_kind { SOCKET_TCP, SOCKET_UDP, SOCKET_UNIX, SOCKET_KIND_COUNT };

/* No pointers: it is sent from one process to another. */
struct listener {
	enum socket_kind kind;
	bool is_v6;
	uint8_t address[16]; /* in network order, as in6_addr or in_addr */
	uint16_t port;
	uint32_t interface; /* bound to that one alone, or 0 */
	uint32_t waiting;   /* connections; of UDP, bytes */
	uint32_t most;	    /* of those; 0 where it is not told */
	uint64_t inode;
	pid_t pid;	/* of one that holds it, or 0 */
	char name[110]; /* of SOCKET_UNIX: a path, or '@' and the rest */
};

struct listeners {
	struct listener *items;
	size_t count, room;
	bool is_short; /* there was no memory for more */
};

/* A copy of @item at the end. */
void listeners_add(struct listeners *l, const struct listener *item);
void listeners_done(struct listeners *l);

/* By kind, port, family and address. */
void listeners_sort(struct listeners *l);

/*
 * Those of the network namespace that this process is in, by sock_diag(7):
 * the kernel walks those that listen, and none else.
 * Returns 0 or a negative errno: -ENOENT where it has no such module.
 */
int sockets_by_diag(bool unix_too, struct listeners *l);

/*
 * The same from the text files of the directory @net: net below /proc/PID,
 * which tells without a join, of all sockets, those that listen among them.
 */
int sockets_by_proc(int net, bool unix_too, struct listeners *l);

/*
 * Finds for each the first of the @count processes @pids that holds it; the
 * lowest descriptors of all first: what listens was opened before what it
 * accepted. Ends when all are found.
 */
void sockets_find_holders(struct listeners *l, const pid_t *pids, size_t count);

#endif
