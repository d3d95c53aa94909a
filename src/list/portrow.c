/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The columns of --ports. */
#include "config.h"
#include "list/portrow.h"
#include "base/cleanup.h"
#include "kernel/procfs.h"
#include "list/people.h"

#include <arpa/inet.h>
#include <sys/socket.h>

static const struct listener *listener_of(const void *row)
{
	return ((const struct port_row *)row)->listener;
}

static void fill_target(struct text *to, const void *row, void *view)
{
	const struct port_row *r = row;

	(void)view;
	text_format(to, "%s", r->title);
}

const char *portrow_protocol(const struct listener *l)
{
	static const char *const names[SOCKET_KIND_COUNT] = { "tcp", "udp",
							      "unix" };

	return names[l->kind];
}

static void fill_proto(struct text *to, const void *row, void *view)
{
	const struct listener *l = listener_of(row);

	(void)view;
	text_format(to, "%s%s", portrow_protocol(l), l->is_v6 ? "6" : "");
}

static void fill_address(struct text *to, const void *row, void *view)
{
	const struct listener *l = listener_of(row);
	char address[INET6_ADDRSTRLEN] = "";

	(void)view;
	if (l->kind == SOCKET_UNIX) {
		text_format(to, "%s", l->name);
		return;
	}
	inet_ntop(l->is_v6 ? AF_INET6 : AF_INET, l->address, address,
		  sizeof(address));
	text_format(to, "%s", address);
	if (l->interface)
		text_format(to, "%%%u", l->interface);
}

static void fill_port(struct text *to, const void *row, void *view)
{
	const struct listener *l = listener_of(row);

	(void)view;
	if (l->kind != SOCKET_UNIX)
		text_format(to, "%u", (unsigned int)l->port);
}

static void fill_state(struct text *to, const void *row, void *view)
{
	(void)view;
	text_format(to, "%s",
		    listener_of(row)->kind == SOCKET_UDP ? "unconn" : "listen");
}

static void fill_queue(struct text *to, const void *row, void *view)
{
	const struct listener *l = listener_of(row);

	(void)view;
	text_format(to, "%u", l->waiting);
	if (l->most)
		text_format(to, "/%u", l->most);
}

static void fill_pid(struct text *to, const void *row, void *view)
{
	const struct listener *l = listener_of(row);

	(void)view;
	if (l->pid)
		text_format(to, "%d", (int)l->pid);
}

static void fill_inner(struct text *to, const void *row, void *view)
{
	const struct listener *l = listener_of(row);
	cleanup_close int proc = l->pid ? procfs_open(l->pid) : -EBADF;
	struct proc_status status;

	(void)view;
	if (proc >= 0 && procfs_status(proc, &status) == 0)
		text_format(to, "%d", (int)status.inner_pid);
}

static void fill_command(struct text *to, const void *row, void *view)
{
	const struct listener *l = listener_of(row);

	(void)view;
	if (l->pid)
		people_add_command(to, l->pid);
}

static void fill_host(struct text *to, const void *row, void *view)
{
	(void)view;
	text_format(to, "%s", ((const struct port_row *)row)->published->host);
}

const struct sheet_column port_columns[PORT_COUNT] = {
	[PORT_TARGET] = { "TARGET", 0, 0, SHEET_STRING, "where it listens",
			  fill_target },
	[PORT_PROTO] = { "PROTO", 0, 0, SHEET_STRING,
			 "tcp, tcp6, udp, udp6, unix", fill_proto },
	[PORT_ADDRESS] = { "ADDRESS", 0, 0, SHEET_STRING,
			   "address, or the path of a Unix socket",
			   fill_address },
	[PORT_PORT] = { "PORT", 5, SHEET_RIGHT, SHEET_NUMBER, "port inside",
			fill_port },
	[PORT_STATE] = { "STATE", 0, 0, SHEET_STRING, "listen, unconn",
			 fill_state },
	[PORT_QUEUE] = { "QUEUE", 0, SHEET_RIGHT, SHEET_STRING,
			 "what waits there, of how many at most", fill_queue },
	[PORT_PID] = { "PID", 5, SHEET_RIGHT, SHEET_NUMBER,
		       "process that holds it", fill_pid },
	[PORT_INNER] = { "INNER", 5, SHEET_RIGHT, SHEET_NUMBER,
			 "its number inside", fill_inner },
	[PORT_COMMAND] = { "COMMAND", 0, SHEET_CUT, SHEET_STRING,
			   "its command line", fill_command },
	[PORT_HOST] = { "HOST", 0, 0, SHEET_STRING,
			"where it is published, ADDRESS:PORT", fill_host },
};
