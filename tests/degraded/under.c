/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Stands in for a program: installs a filter, and then is that program.
 *
 * Compiled for each rule, with the program's path as PROGRAM and its rules as
 * RULES, strings with commas between: so nothing has to be handed through an
 * empty environment or a /proc that is not there, and argv stays as it was.
 * With RECORD, a file, a process of its own notes there which of the rules
 * have met, and lets the calls go on.
 *
 * The program is executed by execveat(2): who counts the calls of execve(2)
 * (tests/helpers/at.c) finds those of the program alone.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "filter.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#ifndef PROGRAM
#define PROGRAM "/bin/true"
#define RULES "openat2=ENOSYS"
#endif

static const char *const rules[] = { RULES };

enum { RULES_COUNT = sizeof(rules) / sizeof(rules[0]) };

#ifdef RECORD
/* Room for one descriptor, aligned as cmsg(3) asks for. */
union passing {
	struct cmsghdr align;
	char room[CMSG_SPACE(sizeof(int))];
};

static struct msghdr message_of(struct iovec *data, union passing *passing)
{
	return (struct msghdr){
		.msg_iov = data,
		.msg_iovlen = 1,
		.msg_control = passing->room,
		.msg_controllen = sizeof(passing->room),
	};
}

static void send_descriptor(int to, int fd)
{
	char byte = 0;
	struct iovec data = { &byte, 1 };
	union passing passing;
	struct msghdr message = message_of(&data, &passing);
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(head), &fd, sizeof(fd));
	if (sendmsg(to, &message, 0) != 1)
		filter_die("the listener cannot be handed over");
}

static int receive_descriptor(int from)
{
	char byte;
	struct iovec data = { &byte, 1 };
	union passing passing;
	struct msghdr message = message_of(&data, &passing);
	const struct cmsghdr *head;
	int fd;

	/* the end of it: there is no listener, and nothing to note */
	if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) != 1)
		_exit(0);
	head = CMSG_FIRSTHDR(&message);
	if (!head || head->cmsg_type != SCM_RIGHTS)
		_exit(0);
	memcpy(&fd, CMSG_DATA(head), sizeof(fd));
	return fd;
}

static bool is_met(const struct rule *rule, const struct seccomp_data *call)
{
	return rule->number == call->nr &&
	       (!rule->by_argument ||
		rule->value == (uint32_t)call->args[rule->index]);
}

static void note(int file, const struct seccomp_data *call)
{
	char line[64];

	for (int i = 0; i < RULES_COUNT; i++) {
		const struct rule rule = filter_rule(rules[i]);
		int length;

		if (!is_met(&rule, call))
			continue;
		length = snprintf(line, sizeof(line), "%.*s\n",
				  (int)strcspn(rules[i], "="), rules[i]);
		if (write(file, line, (size_t)length) != length)
			_exit(1);
	}
}

/* Until no process is left under the filter. */
static void note_all(int file, int listener)
{
	union {
		struct seccomp_notif call;
		char room[512]; /* the kernel's may be longer than ours */
	} told;
	struct pollfd p = { .fd = listener, .events = POLLIN };

	while (poll(&p, 1, -1) > 0 && (p.revents & POLLIN)) {
		struct seccomp_notif_resp answer = {
			.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE,
		};

		memset(&told, 0, sizeof(told));
		/* it was killed in between, or a signal took it out */
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &told) < 0)
			continue;
		note(file, &told.call.data);
		answer.id = told.call.id;
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
	}
}

/* No child of ours, and nothing of ours kept open by it. */
static void start_recorder(int from)
{
	int file, status = -1;
	pid_t child = fork();

	if (child > 0) {
		/* ECHILD: it has ended, and CHLD is ignored */
		if (waitpid(child, &status, 0) < 0 && errno == ECHILD)
			return;
		if (status != 0)
			filter_die("no recorder");
		return;
	}
	if (child < 0 || fork() != 0)
		_exit(child < 0);
	setsid();
	file = open(RECORD, O_WRONLY | O_APPEND | O_CLOEXEC);
	for (int fd = 0; fd < 1024; fd++) {
		if (fd != from && fd != file)
			close(fd);
	}
	if (file >= 0)
		note_all(file, receive_descriptor(from));
	_exit(file < 0);
}

static void install(struct program *p)
{
	int ends[2], listener;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		filter_die("no socket");
	start_recorder(ends[0]);
	listener = filter_install(p, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	/* EBUSY: it runs below another of these, which notes the same */
	if (listener < 0 && errno != EBUSY)
		filter_die("no listener for a seccomp filter");
	if (listener >= 0) {
		send_descriptor(ends[1], listener);
		close(listener);
	}
	close(ends[0]);
	close(ends[1]);
}
#else
static void install(struct program *p)
{
	if (filter_install(p, 0) < 0)
		filter_die("no seccomp filters here");
}
#endif

int main(int argc, char **argv, char **envp)
{
	struct program p = { .length = 0 };

	(void)argc;
	for (int i = 0; i < RULES_COUNT; i++) {
		const struct rule rule = filter_rule(rules[i]);

		filter_add_rule(&p, &rule);
	}
	install(&p);
	syscall(SYS_execveat, AT_FDCWD, PROGRAM, argv, envp, 0);
	filter_die("cannot run " PROGRAM);
	return 2;
}
