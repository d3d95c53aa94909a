/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the command prints, and what becomes of it. */
#include "pty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 10 };

struct driver d = { .master = -1,
		    .pipes = { -1, -1, -1 },
		    .theirs = { -1, -1, -1 } };
struct serving s;

static void remember(const char *text, size_t length)
{
	if (length > SEEN_MAX / 2) {
		text += length - SEEN_MAX / 2;
		length = SEEN_MAX / 2;
	}
	if (s.seen_length + length > SEEN_MAX) {
		memmove(s.seen, s.seen + SEEN_MAX / 2,
			s.seen_length - SEEN_MAX / 2);
		s.seen_length -= SEEN_MAX / 2;
	}
	memcpy(s.seen + s.seen_length, text, length);
	s.seen_length += length;
	/* for strstr(3) */
	for (size_t i = s.seen_length - length; i < s.seen_length; i++)
		s.seen[i] = s.seen[i] ? s.seen[i] : ' ';
	s.seen[s.seen_length] = '\0';
}

static void take_output(int *fd, int file)
{
	char text[16384];
	ssize_t n = read(*fd, text, sizeof(text));

	if (n > 0) {
		remember(text, (size_t)n);
		check(write(file, text, (size_t)n) == n, "report");
	} else if (n == 0 || errno != EAGAIN) {
		close(*fd);
		*fd = -1;
	}
}

void serve_tell_end(int status)
{
	fprintf(s.report, "%s: %d\n", WIFEXITED(status) ? "exit" : "signal",
		WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

static void take_news(void)
{
	struct told t = { .kind = TOLD_ENDED };

	/* a command that leads is a child of ours: that it ended is all */
	if (d.leads) {
		s.ended = true;
		return;
	}
	/* hung up; the command may still be there */
	if (read(d.leader, &t, sizeof(t)) != (ssize_t)sizeof(t)) {
		d.leader = -1;
		return;
	}
	if (t.kind == TOLD_STOPPED) {
		s.stops++;
		fprintf(s.report, "stopped: %d\n", t.value);
	} else if (t.kind == TOLD_ENDED) {
		s.ended = true;
		serve_tell_end(t.value);
		fprintf(s.report, "cpu: %ld\n", t.cpu_ms);
	}
}

/* In seconds; not to be used up where all is well. */
static int patience(void)
{
	const char *wish = getenv("PATIENCE");

	return wish ? atoi(wish) : PATIENCE;
}

static void give_up(const char *op)
{
	fprintf(s.report, "timeout: %s\n", op);
	fclose(s.report);
	kill(d.pid, SIGKILL);
	kill(-d.pid, SIGKILL);
	exit(3);
}

/* Serves all once; false where there is nothing left to come. */
bool serve(const char *op)
{
	struct pollfd fds[] = {
		{ .fd = s.shut ? -1 : d.master, .events = POLLIN },
		{ .fd = d.pipes[1], .events = POLLIN },
		{ .fd = d.pipes[2], .events = POLLIN },
		{ .fd = s.ended ? -1 : d.leader, .events = POLLIN },
	};
	int r;

	if (d.leader < 0 && d.master < 0 && d.pipes[1] < 0 && d.pipes[2] < 0)
		return false;
	r = poll(fds, 4, s.ended && !s.insists ? 0 : patience() * 1000);
	if (r == 0 && s.ended && !s.insists)
		return false; /* all is read that was written */
	if (r == 0)
		give_up(op);
	if (fds[0].revents)
		take_output(&d.master, s.files[0]);
	for (int i = 1; i < 3; i++) {
		if (fds[i].revents)
			take_output(&d.pipes[i], s.files[i]);
	}
	if (fds[3].revents && !s.ended)
		take_news();
	return true;
}

/* The first word of such a file; "" where there is none. */
static const char *read_word(const char *format, int pid, const char *scan)
{
	static char word[64];
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), format, pid);
	file = fopen(path, "re");
	if (!file || fscanf(file, scan, word) != 1)
		word[0] = '\0';
	if (file)
		fclose(file);
	return word;
}

pid_t serve_child(pid_t pid)
{
	return atoi(read_word("/proc/%1$d/task/%1$d/children", pid, "%63s"));
}

bool serve_has_child(pid_t pid)
{
	pid_t child = serve_child(pid);
	const char *word = "";

	if (child > 0)
		word = read_word("/proc/%d/stat", child, "%*d (%*[^)]) %63s");
	return *word && *word != 'Z';
}
