/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ports of a container, and where the host publishes them. */
#ifndef ENGINE_PUBLISHED_H
#define ENGINE_PUBLISHED_H

#include <stddef.h>

struct published {
	const char *protocol; /* "tcp", "udp" */
	unsigned int port;    /* inside */
	char host[160];	      /* "0.0.0.0:8080,[::]:8080"; "" for nowhere */
};

/*
 * Adds @port of the host's address @address to where @p is published: once,
 * and as long as there is room. All addresses are meant by "". What is no
 * address is passed over: it comes from an engine's file or answer.
 */
void published_add(struct published *p, const char *address, unsigned int port);

#endif
