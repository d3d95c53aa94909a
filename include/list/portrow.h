/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A row of --ports, and its columns. */
#ifndef LIST_PORTROW_H
#define LIST_PORTROW_H

#include "engine/container.h"
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
	const struct container *container; /* or NULL */
	const struct places *places;
	const struct listener *listener;
};

#endif
