/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sockets that listen, from the text of /proc/PID/net: proc_net(5). */
#include "config.h"
#include "base/cleanup.h"
#include "list/sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATE_CLOSE = 7, STATE_LISTEN = 10 };

/* SO_ACCEPTCON, of include/linux/net.h: it listens. */
#define UNIX_LISTENS 0x10000

/* The @index-th word of a line, counted from 0; its end where there is none. */
static const char *word_at(const char *line, int index)
{
	line += strspn(line, " ");
	for (; index > 0; index--) {
		line += strcspn(line, " \n");
		line += strspn(line, " ");
	}
	return line;
}

/* The @digits hexadecimal digits at @text as a number. */
static uint32_t hex_at(const char *text, size_t digits)
{
	char word[9];

	snprintf(word, sizeof(word), "%.*s", (int)digits, text);
	return (uint32_t)strtoul(word, NULL, 16);
}

/* "0100007F:1F90": words of 32 bits, each as the machine has it. */
static bool parse_address(const char *text, struct listener *item)
{
	size_t digits = strcspn(text, ": \n");

	if ((digits != 8 && digits != 32) || text[digits] != ':')
		return false;
	item->is_v6 = digits == 32;
	for (size_t i = 0; i < digits / 8; i++) {
		uint32_t word = hex_at(text + i * 8, 8);

		memcpy(item->address + i * 4, &word, sizeof(word));
	}
	item->port = (uint16_t)hex_at(text + digits + 1, 4);
	return true;
}

/* sl local_address rem_address st tx_queue:rx_queue ... the tenth: inode */
static void read_inet(const char *line, enum socket_kind kind,
		      struct listeners *l)
{
	struct listener item = { .kind = kind };
	const char *queues = word_at(line, 4);
	size_t tx = strcspn(queues, ": \n");

	if (hex_at(word_at(line, 3), 2) !=
		    (kind == SOCKET_TCP ? STATE_LISTEN : STATE_CLOSE) ||
	    !parse_address(word_at(line, 1), &item) || queues[tx] != ':')
		return;
	item.waiting = hex_at(queues + tx + 1, 8);
	item.inode = strtoull(word_at(line, 9), NULL, 10);
	listeners_add(l, &item);
}

/* Num RefCount Protocol Flags Type St Inode Path */
static void read_unix(const char *line, enum socket_kind kind,
		      struct listeners *l)
{
	struct listener item = { .kind = kind };
	const char *path = word_at(line, 7);

	if (!(hex_at(word_at(line, 3), 8) & UNIX_LISTENS))
		return;
	item.inode = strtoull(word_at(line, 6), NULL, 10);
	snprintf(item.name, sizeof(item.name), "%.*s", (int)strcspn(path, "\n"),
		 path);
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
