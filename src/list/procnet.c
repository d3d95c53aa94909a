/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sockets that listen, from the text of /proc/PID/net: proc_net(5). */
#include "config.h"
#include "base/cleanup.h"
#include "list/sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATE_CLOSE = 7, STATE_LISTEN = 10 };

/* SO_ACCEPTCON, of include/linux/net.h: it listens. */
#define UNIX_LISTENS 0x10000

/* "0100007F:1F90": words of 32 bits, each as the machine has it. */
static bool parse_address(const char *text, struct listener *item)
{
	size_t digits = strcspn(text, ":");
	unsigned int port;

	if (digits != 8 && digits != 32)
		return false;
	item->is_v6 = digits == 32;
	for (size_t i = 0; i < digits / 8; i++) {
		uint32_t word;

		if (sscanf(text + i * 8, "%8" SCNx32, &word) != 1)
			return false;
		memcpy(item->address + i * 4, &word, sizeof(word));
	}
	if (sscanf(text + digits, ":%4x", &port) != 1)
		return false;
	item->port = (uint16_t)port;
	return true;
}

static void read_inet(const char *line, enum socket_kind kind,
		      struct listeners *l)
{
	struct listener item = { .kind = kind };
	char local[64];
	unsigned int state;
	uint32_t waiting;
	uint64_t inode;

	if (sscanf(line,
		   " %*[0-9]: %63s %*s %x %*x:%" SCNx32
		   " %*s %*s %*s %*s %" SCNu64,
		   local, &state, &waiting, &inode) != 4 ||
	    state != (kind == SOCKET_TCP ? STATE_LISTEN : STATE_CLOSE) ||
	    !parse_address(local, &item))
		return;
	item.waiting = waiting;
	item.inode = inode;
	listeners_add(l, &item);
}

static void read_unix(const char *line, enum socket_kind kind,
		      struct listeners *l)
{
	struct listener item = { .kind = kind };
	unsigned int flags;
	int at = 0;

	if (sscanf(line, "%*s %*s %*s %x %*s %*s %" SCNu64 " %n", &flags,
		   &item.inode, &at) != 2 ||
	    !(flags & UNIX_LISTENS))
		return;
	snprintf(item.name, sizeof(item.name), "%.*s",
		 (int)strcspn(line + at, "\n"), line + at);
	listeners_add(l, &item);
}

static int read_file(int net, const char *name, enum socket_kind kind,
		     struct listeners *l)
{
	int fd = openat(net, name, O_RDONLY | O_CLOEXEC);
	size_t room = 0;
	char *line = NULL;
	FILE *file;

	if (fd < 0)
		return -errno;
	file = fdopen(fd, "r");
	if (!file) {
		close_fd(&fd);
		return -ENOMEM;
	}
	while (getline(&line, &room, file) > 0) {
		if (kind == SOCKET_UNIX)
			read_unix(line, kind, l);
		else
			read_inet(line, kind, l);
	}
	free(line);
	fclose(file);
	return l->is_short ? -ENOMEM : 0;
}

int sockets_by_proc(int net, bool unix_too, struct listeners *l)
{
	static const struct {
		const char *name;
		enum socket_kind kind;
	} files[] = {
		{ "tcp", SOCKET_TCP },	 { "udp", SOCKET_UDP },
		{ "tcp6", SOCKET_TCP },	 { "udp6", SOCKET_UDP },
		{ "unix", SOCKET_UNIX },
	};

	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		bool wanted = files[i].kind != SOCKET_UNIX || unix_too;
		int r = wanted ? read_file(net, files[i].name, files[i].kind, l)
			       : 0;

		/* without IPv6 in the kernel there is no such file */
		if (r < 0 && r != -ENOENT)
			return r;
	}
	return 0;
}
