/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question to an engine's socket, and its answer. */
#include "config.h"
#include "engine/http.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "engine/reply.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>

#define FIRST_ROOM ((size_t)32 * 1024)

/* Of one question. */
struct exchange {
	const char *socket; /* its path */
	int fd;
	int64_t deadline; /* in milliseconds of CLOCK_MONOTONIC */
	int patience;
	char *text; /* owned */
	size_t room;
	struct reply reply;
};

int64_t http_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Milliseconds until the deadline; 0 where it is over. */
static int remaining(const struct exchange *x)
{
	int64_t left = x->deadline - http_now();

	return left > 0 ? (int)left : 0;
}

static int failed(const struct exchange *x, enum fault_code code, int error,
		  const char *why, struct fault *f)
{
	char shown[256];
	struct line l = LINE_INIT;

	fault_set(f, code, error, "%s",
		  escape(shown, sizeof(shown), x->socket));
	if (why)
		fault_why(f, "%s", why);
	line_word(&l, "ls");
	line_word(&l, "-l");
	line_word(&l, shown);
	fault_hint(f, "%s   # or give the target as a PID", l.text);
	return error;
}

static int no_answer(const struct exchange *x, struct fault *f)
{
	char why[128];

	snprintf(why, sizeof(why),
		 "the engine's socket is there, and whoever serves it did not "
		 "answer within %.2g s",
		 x->patience / 1000.0);
	return failed(x, FAULT_NO_ANSWER, -ETIMEDOUT, why, f);
}

static int connect_failed(const struct exchange *x, int error, struct fault *f)
{
	if (error == -ENOENT || error == -ENOTDIR)
		return -ENOENT;
	if (error == -EACCES || error == -EPERM)
		return -EACCES;
	if (error == -ECONNREFUSED)
		return failed(x, FAULT_NO_ANSWER, error,
			      "the engine's socket is there, and nobody "
			      "serves it: its daemon has ended",
			      f);
	/* a full backlog (unix(7)): it waits as long as SO_SNDTIMEO says */
	if (error == -EAGAIN || error == -EINTR)
		return no_answer(x, f);
	return failed(x, FAULT_NO_ANSWER, error, NULL, f);
}

/*
 * Where the backlog is full, connect(2) to a Unix socket that does not block
 * fails at once, and poll(2) would not tell when to try again: so it blocks,
 * for a time.
 */
static int open_socket(struct exchange *x, struct fault *f)
{
	struct timeval limit = {
		.tv_sec = x->patience / 1000,
		.tv_usec = x->patience % 1000 * 1000,
	};
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(x->socket) >= sizeof(address.sun_path))
		return failed(x, FAULT_BAD_STATE, -ENAMETOOLONG,
			      "longer than the path of a socket can be", f);
	memcpy(address.sun_path, x->socket, strlen(x->socket) + 1);
	x->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (x->fd < 0 || setsockopt(x->fd, SOL_SOCKET, SO_SNDTIMEO, &limit,
				    sizeof(limit)) < 0)
		return failed(x, FAULT_SYSTEM, -errno, NULL, f);
	if (connect(x->fd, (const struct sockaddr *)&address, sizeof(address)) <
	    0)
		return connect_failed(x, -errno, f);
	return 0;
}

/* The one who called listen(2), as the caller's user namespace has it. */
static int check_peer(const struct exchange *x, uid_t *ret, struct fault *f)
{
	struct ucred peer;
	socklen_t size = sizeof(peer);
	char why[160];

	if (getsockopt(x->fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0)
		return failed(x, FAULT_SYSTEM, -errno, NULL, f);
	*ret = peer.uid;
	if (peer.uid == geteuid() || peer.uid == 0)
		return 0;
	snprintf(why, sizeof(why),
		 "it is served by uid %u, who is neither you nor root: what "
		 "it says is not believed",
		 (unsigned int)peer.uid);
	return failed(x, FAULT_BAD_STATE, -EPERM, why, f);
}

/* Returns 0 where something can be done, or -ETIMEDOUT, or another errno. */
static int wait_for(const struct exchange *x, short events)
{
	struct pollfd p = { .fd = x->fd, .events = events };
	int r;

	do {
		r = poll(&p, 1, remaining(x));
	} while (r < 0 && errno == EINTR && remaining(x) > 0);
	if (r < 0)
		return errno == EINTR ? -ETIMEDOUT : -errno;
	return r == 0 ? -ETIMEDOUT : 0;
}

/* Small enough to be taken whole by a socket that has just been made. */
static int ask(struct exchange *x, const char *path, struct fault *f)
{
	char text[512];
	int n = snprintf(text, sizeof(text),
			 "GET %s HTTP/1.1\r\nHost: localhost\r\n"
			 "User-Agent: uenter\r\nConnection: close\r\n\r\n",
			 path);
	ssize_t sent;

	if (n < 0 || n >= (int)sizeof(text))
		return failed(x, FAULT_SYSTEM, -ENAMETOOLONG, NULL, f);
	sent = send(x->fd, text, (size_t)n, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (sent == n)
		return 0;
	return failed(x, FAULT_NO_ANSWER, sent < 0 ? -errno : -EIO, NULL, f);
}

/* Room for one byte more and a NUL at least. */
static int grow(struct exchange *x)
{
	size_t room = x->room ? x->room * 2 : FIRST_ROOM;
	char *text;

	if (x->reply.have + 2 <= x->room)
		return 0;
	if (x->reply.have >= REPLY_ALL_MAX)
		return -EFBIG;
	text = realloc(x->text, room);
	if (!text)
		return -ENOMEM;
	x->text = text;
	x->room = room;
	x->reply.text = text;
	return 0;
}

/* Returns 1 where it is complete, 0 where not yet, or a negative errno. */
static int receive(struct exchange *x)
{
	ssize_t n;
	int r = grow(x);

	if (r == 0)
		r = wait_for(x, POLLIN);
	if (r < 0)
		return r;
	n = recv(x->fd, x->text + x->reply.have, x->room - x->reply.have - 1,
		 MSG_DONTWAIT);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	x->reply.have += (size_t)n;
	return reply_read(&x->reply, n == 0);
}

static int listen_to(struct exchange *x, struct fault *f)
{
	int r;

	do {
		r = receive(x);
		if (r == 0 && remaining(x) == 0)
			r = -ETIMEDOUT;
	} while (r == 0);
	if (r == -ETIMEDOUT)
		return no_answer(x, f);
	if (r == -EFBIG)
		return failed(x, FAULT_BAD_STATE, r,
			      "its answer is larger than 8 MiB", f);
	if (r == -EPROTO)
		return failed(x, FAULT_BAD_STATE, r,
			      "its answer is no HTTP that can be read, or "
			      "ends in the middle",
			      f);
	return r < 0 ? failed(x, FAULT_NO_ANSWER, r, NULL, f) : 0;
}

static void exchange_done(struct exchange *x)
{
	close_fd(&x->fd);
	free(x->text);
}

int http_get(const char *socket, const char *path, int patience,
	     struct http_answer *ret, struct fault *f)
{
	struct exchange x = {
		.socket = socket,
		.fd = -EBADF,
		.deadline = http_now() + patience,
		.patience = patience,
		.reply = REPLY_INIT,
	};
	uid_t peer = 0;
	int r = open_socket(&x, f);

	if (r == 0)
		r = check_peer(&x, &peer, f);
	if (r == 0)
		r = ask(&x, path, f);
	if (r == 0)
		r = listen_to(&x, f);
	if (r < 0) {
		exchange_done(&x);
		return r;
	}
	x.text[x.reply.body + x.reply.length] = '\0';
	*ret = (struct http_answer){
		.text = x.text,
		.body = x.text + x.reply.body,
		.length = x.reply.length,
		.status = x.reply.status,
		.peer = peer,
	};
	x.text = NULL; /* ownership has moved to the caller */
	exchange_done(&x);
	return 0;
}

void http_done(struct http_answer *answer)
{
	free(answer->text);
	answer->text = NULL;
}
