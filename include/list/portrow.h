/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A row of --ports, and its columns. */
#ifndef LIST_PORTROW_H
#define LIST_PORTROW_H

#include "engine/published.h"
#include "list/sheet.h"
#include "list/sockets.h"

enum port_column {
	PORT_TARGET,
	PORT_PROTO,
	PORT_ADDRESS,
	PORT_PORT,
	PORT_STATE,
	PORT_QUEUE,
	PORT_PID,
	PORT_INNER,
	PORT_COMMAND,
	PORT_HOST,
	PORT_COUNT
};

extern const struct sheet_column port_columns[PORT_COUNT];

struct port_row {
	const char *title;
	const struct listener *listener;
	const struct published *published; /* that one's port */
};

/* What its protocol is called, of either family: "tcp". Static text. */
const char *portrow_protocol(const struct listener *l);

#endif
