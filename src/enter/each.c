/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One command in many containers. */
#include "config.h"
#include "enter/each.h"
#include "base/cleanup.h"
#include "enter/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

/* A line that is longer is passed on in pieces. */
#define LINE_MAX_LENGTH (64 * 1024)
#define JOBS_MAX EACH_JOBS_MAX
#define STREAMS 2

/* Standard output, or standard error, of one of them. */
struct stream {
	int from; /* -EBADF at its end */
	size_t length;
	char *text; /* of LINE_MAX_LENGTH bytes */
};

struct job {
	pid_t pid; /* 0: free */
	size_t index;
	struct stream streams[STREAMS];
};

struct jobs {
	const struct each *each;
	struct job *job; /* each->jobs of them */
	size_t next;	 /* the one to be started */
	int signals;	 /* a descriptor of signalfd(2) */
	int ended_by;	 /* the signal that ended it all, or 0 */
	int status;	 /* the greatest so far */
	bool failed;
	int failed_status;
};

static void write_all(int fd, const char *text, size_t length)
{
	while (length) {
		ssize_t n = write(fd, text, length);

		if (n < 0 && errno != EINTR)
			return;
		if (n > 0) {
			text += n;
			length -= (size_t)n;
		}
	}
}

/* Title and line are one write(2), so that lines do not mix. */
static void put_line(const struct jobs *jobs, const struct job *job, int fd,
		     const char *line, size_t length)
{
	const struct each *each = jobs->each;
	char text[512 + LINE_MAX_LENGTH];
	size_t n = 0;

	if (each->title)
		n = (size_t)snprintf(text, 512, "%.500s: ",
				     each->title(job->index, each->context));
	memcpy(text + n, line, length);
	n += length;
	if (each->title && text[n - 1] != '\n')
		text[n++] = '\n';
	write_all(fd, text, n);
}

/* Passes on the lines that are whole, or (@all) what there is. */
static void put_lines(const struct jobs *jobs, const struct job *job, int fd,
		      struct stream *s, bool all)
{
	char *at = s->text, *end = s->text + s->length, *newline;

	while ((newline = memchr(at, '\n', (size_t)(end - at)))) {
		put_line(jobs, job, fd, at, (size_t)(newline + 1 - at));
		at = newline + 1;
	}
	if (at < end && (all || s->length == LINE_MAX_LENGTH)) {
		put_line(jobs, job, fd, at, (size_t)(end - at));
		at = end;
	}
	s->length = (size_t)(end - at);
	memmove(s->text, at, s->length);
}

static void serve(const struct jobs *jobs, const struct job *job, int fd,
		  struct stream *s)
{
	ssize_t n =
		read(s->from, s->text + s->length, LINE_MAX_LENGTH - s->length);

	if (n < 0 && errno == EINTR)
		return;
	if (n > 0)
		s->length += (size_t)n;
	put_lines(jobs, job, fd, s, n <= 0);
	if (n <= 0)
		close_fd(&s->from);
}

static void stand_in(const int to[STREAMS])
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (null >= 0)
		dup2(null, STDIN_FILENO);
	for (int i = 0; i < STREAMS; i++)
		dup2(to[i], i + 1);
}

static bool open_streams(struct job *job, int to[STREAMS])
{
	for (int i = 0; i < STREAMS; i++) {
		int ends[2];

		if (pipe2(ends, O_CLOEXEC) < 0)
			return false;
		job->streams[i].from = ends[0];
		to[i] = ends[1];
	}
	return true;
}

static int start(struct jobs *jobs, struct job *job, const sigset_t *before)
{
	int to[STREAMS] = { -EBADF, -EBADF };
	bool open = open_streams(job, to);
	pid_t pid = open ? fork() : -1;
	int error = -errno;

	if (pid == 0) {
		stand_in(to);
		sigprocmask(SIG_SETMASK, before, NULL);
		_exit(jobs->each->run(jobs->next, jobs->each->context));
	}
	for (int i = 0; i < STREAMS; i++)
		close_fd(&to[i]);
	if (pid < 0) {
		for (int i = 0; i < STREAMS; i++)
			close_fd(&job->streams[i].from);
		return error;
	}
	job->pid = pid;
	job->index = jobs->next++;
	return 0;
}

static void note_end(struct jobs *jobs, int status)
{
	int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				       : WEXITSTATUS(status);

	jobs->failed |= code == jobs->failed_status;
	if (code > jobs->status)
		jobs->status = code;
}

/* Both streams at their end: so is the command, or it closed them. */
static void finish_job(struct jobs *jobs, struct job *job)
{
	int status;

	for (int i = 0; i < STREAMS; i++) {
		if (job->streams[i].from >= 0)
			return;
	}
	while (waitpid(job->pid, &status, 0) < 0) {
		if (errno != EINTR)
			return;
	}
	job->pid = 0;
	note_end(jobs, status);
}

static void pass_on(struct jobs *jobs)
{
	struct signalfd_siginfo info;

	if (read(jobs->signals, &info, sizeof(info)) != sizeof(info))
		return;
	jobs->ended_by = (int)info.ssi_signo;
	for (unsigned int i = 0; i < jobs->each->jobs; i++) {
		/* the terminal sends to its whole foreground group */
		if (jobs->job[i].pid > 0 && info.ssi_code != SI_KERNEL)
			kill(jobs->job[i].pid, jobs->ended_by);
	}
}

/* Waits for whatever comes next, and serves it. */
static void serve_all(struct jobs *jobs)
{
	struct pollfd polls[JOBS_MAX * STREAMS + 1];
	unsigned int count = jobs->each->jobs * STREAMS;

	for (unsigned int i = 0; i < count; i++)
		polls[i] = (struct pollfd){
			.fd = jobs->job[i / STREAMS].streams[i % STREAMS].from,
			.events = POLLIN,
		};
	polls[count] = (struct pollfd){ .fd = jobs->signals, .events = POLLIN };
	if (poll(polls, count + 1, -1) < 0)
		return;
	if (polls[count].revents)
		pass_on(jobs);
	for (unsigned int i = 0; i < count; i++) {
		struct job *job = &jobs->job[i / STREAMS];

		if (!polls[i].revents || polls[i].fd < 0)
			continue;
		serve(jobs, job, (int)(i % STREAMS) + 1,
		      &job->streams[i % STREAMS]);
		finish_job(jobs, job);
	}
}

static bool is_busy(const struct jobs *jobs)
{
	for (unsigned int i = 0; i < jobs->each->jobs; i++) {
		if (jobs->job[i].pid > 0)
			return true;
	}
	return false;
}

static int start_some(struct jobs *jobs, const sigset_t *before)
{
	int r = 0;

	for (unsigned int i = 0; i < jobs->each->jobs && r == 0; i++) {
		if (jobs->job[i].pid == 0 && !jobs->ended_by &&
		    jobs->next < jobs->each->count)
			r = start(jobs, &jobs->job[i], before);
	}
	return r;
}

static int run_all(struct jobs *jobs, const sigset_t *before)
{
	int r = start_some(jobs, before);

	while (is_busy(jobs)) {
		serve_all(jobs);
		if (r == 0)
			r = start_some(jobs, before);
	}
	return r;
}

/* The buffers are one piece of memory behind the jobs themselves. */
static struct job *jobs_new(unsigned int count)
{
	size_t size = count * sizeof(struct job);
	struct job *job =
		calloc(1, size + (size_t)count * STREAMS * LINE_MAX_LENGTH);
	char *text = (char *)job + size;

	for (unsigned int i = 0; job && i < count * STREAMS; i++) {
		struct stream *s = &job[i / STREAMS].streams[i % STREAMS];

		s->from = -EBADF;
		s->text = text + (size_t)i * LINE_MAX_LENGTH;
	}
	return job;
}

int each_run(const struct each *each, int failed, struct fault *f)
{
	struct jobs jobs = { .each = each, .failed_status = failed };
	sigset_t set, before;
	int r;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGQUIT);
	sigprocmask(SIG_BLOCK, &set, &before);
	jobs.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	jobs.job = jobs_new(each->jobs);
	r = jobs.signals < 0 || !jobs.job ? -ENOMEM : run_all(&jobs, &before);
	free(jobs.job);
	close_fd(&jobs.signals);
	if (jobs.ended_by) {
		sigprocmask(SIG_SETMASK, &before, NULL);
		spawn_end_as(jobs.ended_by);
	}
	if (r < 0)
		return fault_set(f, FAULT_SYSTEM, r, "--each");
	return jobs.failed ? failed : jobs.status;
}
