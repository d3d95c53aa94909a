/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * daemon SOCKET HOW...: an engine's daemon, as good or as bad as wanted. Says
 * "ready PID" when it listens, and ends when its standard input closes.
 *
 *	say FILE...	answers the first with the bytes of the first, and so
 *			on; the last one serves for all that come later
 *	mute		takes no connection: they wait in the backlog
 *	full		the same, and the backlog is full
 *	stall FILE	sends that, and keeps the connection
 *	drip FILE	a byte of it each 50 ms
 *	flood FILE	that, and then without an end
 *	gone		ends once it listened: the socket stays
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void die(const char *what)
{
	fprintf(stderr, "daemon: %s: %s\n", what, strerror(errno));
	exit(1);
}

static struct sockaddr_un address = { .sun_family = AF_UNIX };

static int new_socket(int flags)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);

	if (fd < 0)
		die("socket");
	return fd;
}

/* For everyone: who may connect is not what is tested here. */
static int listen_at(const char *path, int backlog)
{
	int fd = new_socket(0);

	if (strlen(path) >= sizeof(address.sun_path))
		die(path);
	strcpy(address.sun_path, path);
	umask(0);
	if (bind(fd, (const struct sockaddr *)&address, sizeof(address)) < 0 ||
	    listen(fd, backlog) < 0)
		die(path);
	return fd;
}

/* Until one more has to wait; they stay open as long as this process. */
static void fill_backlog(void)
{
	int fd;

	do {
		fd = new_socket(SOCK_NONBLOCK);
	} while (connect(fd, (const struct sockaddr *)&address,
			 sizeof(address)) == 0);
	if (errno != EAGAIN)
		die("connect");
}

/* Ends this process where standard input is closed before @fd is ready. */
static bool wait_for(int fd, short events, int timeout)
{
	struct pollfd p[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = fd, .events = events },
	};

	while (poll(p, 2, timeout) < 0) {
		if (errno != EINTR)
			die("poll");
	}
	if (p[0].revents)
		exit(0);
	return p[1].revents;
}

static bool send_all(int fd, const char *text, size_t length)
{
	while (length) {
		ssize_t n = send(fd, text, length, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n < 0 && errno != EAGAIN)
			return false; /* it has had enough */
		if (n > 0) {
			text += n;
			length -= (size_t)n;
		}
		wait_for(fd, POLLOUT, -1);
	}
	return true;
}

static char *read_file(const char *path, size_t *ret_length)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *text;

	if (fd < 0 || fstat(fd, &st) < 0)
		die(path);
	text = malloc((size_t)st.st_size + 1);
	if (!text || read(fd, text, (size_t)st.st_size) != st.st_size)
		die(path);
	close(fd);
	*ret_length = (size_t)st.st_size;
	return text;
}

/* What was asked, up to its empty line; nobody looks at it. */
static bool read_question(int fd)
{
	char text[4096];
	size_t length = 0;

	do {
		ssize_t n;

		wait_for(fd, POLLIN, -1);
		n = recv(fd, text + length, sizeof(text) - 1 - length, 0);
		if (n <= 0)
			return false;
		length += (size_t)n;
		text[length] = '\0';
	} while (!strstr(text, "\r\n\r\n"));
	return true;
}

/* Until the other side has closed it: RST may take what was sent away. */
static void await_close(int fd)
{
	char byte;

	do {
		wait_for(fd, POLLIN, -1);
	} while (recv(fd, &byte, 1, 0) > 0);
}

static void drip(int fd, const char *text, size_t length)
{
	while (length-- && send_all(fd, text++, 1))
		wait_for(-1, 0, 50);
}

static void flood(int fd)
{
	static char text[65536];

	memset(text, ' ', sizeof(text));
	while (send_all(fd, text, sizeof(text))) {
	}
}

static void answer(int fd, const char *how, const char *path)
{
	size_t length;
	char *text = read_file(path, &length);

	if (strcmp(how, "drip") == 0)
		drip(fd, text, length);
	else if (send_all(fd, text, length) && strcmp(how, "flood") == 0)
		flood(fd);
	if (strcmp(how, "stall") == 0)
		await_close(fd);
	free(text);
}

int main(int argc, char **argv)
{
	int fd, client;

	if (argc < 3)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	fd = listen_at(argv[1], strcmp(argv[2], "full") == 0 ? 0 : 16);
	if (strcmp(argv[2], "full") == 0)
		fill_backlog();
	printf("%d\n", (int)getpid());
	fflush(stdout);
	if (strcmp(argv[2], "gone") == 0)
		return 0;
	if (argc < 4)
		wait_for(-1, 0, -1);
	for (int next = 3;;) {
		wait_for(fd, POLLIN, -1);
		client = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
		if (client < 0)
			continue;
		if (read_question(client))
			answer(client, argv[2], argv[next]);
		close(client);
		next += argv[next + 1] != NULL;
	}
}
