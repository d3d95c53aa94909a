/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * listener [PORT [PID]]: the whole of the distroless image, and the holder of the
 * sandboxes. Listens (PORT 0: on nothing), says "ready PID", then answers
 * every connection with a line.
 *
 * PID is, where not given, what the mounted /proc calls us: in a new pid
 * namespace under the caller's /proc that is the number the caller needs,
 * getpid() is not.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_on(int port)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET,
		.sin_port = htons((unsigned short)port),
	};
	int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0 ||
	    bind(fd, (struct sockaddr *)&at, sizeof(at)) < 0 ||
	    listen(fd, 8) < 0) {
		perror("listener");
		exit(1);
	}
	return fd;
}

static void answer(int fd)
{
	static const char text[] = "HTTP/1.0 200 OK\r\n\r\nuenter lab\n";
	char request[512];
	int peer = accept(fd, NULL, NULL);

	if (peer < 0)
		return;
	/* Read first: closing on unread data would reset the connection. */
	if (read(peer, request, sizeof(request)) > 0 &&
	    write(peer, text, strlen(text)) < 0)
		perror("listener");
	close(peer);
}

int main(int argc, char **argv)
{
	int port = argc > 1 ? atoi(argv[1]) : 0;
	int fd = port ? listen_on(port) : -1;
	char self[32] = "";

	/* As PID 1 we inherit every orphan of the container. */
	signal(SIGCHLD, SIG_IGN);
	if (argc > 2)
		snprintf(self, sizeof(self), "%s", argv[2]);
	else if (readlink("/proc/self", self, sizeof(self) - 1) < 0)
		snprintf(self, sizeof(self), "%d", (int)getpid());
	printf("ready %s\n", self);
	fflush(stdout);
	for (;;) {
		if (fd < 0)
			pause();
		else
			answer(fd);
	}
}
