/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * agent OP...: the root of a sandbox, who wants the files of whoever enters.
 *
 * Does the operations in their order, prints `ready PID`, and then answers
 * lines of standard input, until that is closed:
 *	reach PATH	`got TEXT` where a process's root or directory led to
 *			PATH in a file system that the sandbox does not have
 *	switch		goes into new net and uts namespaces: `done`
 * Operations:
 *	fork	a child goes on; PID is then the child's
 *	proc	a fresh /proc
 *	cut	without CAP_SYS_PTRACE from here on
 *	keep	a child goes on, with the capability, and answers; this
 *		process is cut
 *	thread	the same with a thread in place of the child
 *	decoys	a dozen processes, each in a user namespace of its own
 *	groups	as a member of thousands of groups
 *	id=ID	with that uid and gid, and whatever capabilities that leaves
 *	nest	a child in a pid namespace of its own, and cut, for a target
 *	become=FILE	another copy of this program goes on with what is left
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "cut.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DECOYS = 12, GROUPS = 8192, PIDS = 65536 };

static int up = -1; /* a forked child tells its parent through it */

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "agent: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void cut(void)
{
	check(cut_ptrace(), "cut");
}

/* True in the child. */
static bool split(pid_t *ret)
{
	*ret = fork();
	check(*ret >= 0, "fork");
	if (*ret == 0)
		check(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0, "prctl");
	return *ret == 0;
}

static void wait_forever(void)
{
	for (;;)
		pause();
}

static void do_fork(void)
{
	int ends[2];
	pid_t child;
	char byte;

	check(pipe2(ends, O_CLOEXEC) == 0, "pipe");
	if (split(&child)) {
		up = fcntl(ends[1], F_DUPFD, 100);
		close(ends[1]);
		return;
	}
	close(ends[1]);
	if (read(ends[0], &byte, 1) == 1) {
		printf("ready %d\n", (int)child);
		fflush(stdout);
	}
	waitpid(child, NULL, 0);
	_exit(0);
}

static void say_ready(void)
{
	if (up >= 0 && write(up, "", 1) == 1)
		return;
	printf("ready %d\n", (int)getpid());
	fflush(stdout);
}

static bool try_path(const char *path)
{
	char text[64] = "";
	FILE *f = fopen(path, "re");

	if (!f)
		return false;
	if (fgets(text, sizeof(text), f))
		printf("got %s\n", strtok(text, "\n"));
	fclose(f);
	return *text;
}

static void reach(const char *path)
{
	static const char *const ways[] = {
		"/proc/%d/root%s",
		"/proc/%d/cwd/../../../../../../../../../..%s",
		"/host/%d/root%s",
	};
	char found[512];

	for (int pid = 1; pid < PIDS; pid++) {
		for (size_t i = 0; i < 3; i++) {
			snprintf(found, sizeof(found), ways[i], pid, path);
			if (try_path(found))
				return;
		}
	}
	puts("none");
}

static void switch_over(void)
{
	check(unshare(CLONE_NEWNET | CLONE_NEWUTS) == 0 &&
		      sethostname("wrong", 5) == 0,
	      "switch");
	puts("done");
}

static void *serve(void *unused)
{
	char line[256];

	say_ready();
	while (fgets(line, sizeof(line), stdin)) {
		if (strncmp(line, "reach ", 6) == 0)
			reach(strtok(line + 6, "\n"));
		else
			switch_over();
		fflush(stdout);
	}
	exit(0);
	return unused;
}

static void do_keep(void)
{
	pid_t child;

	if (split(&child))
		return;
	cut();
	waitpid(child, NULL, 0);
	exit(0);
}

static void do_thread(void)
{
	pthread_t thread;

	check(pthread_create(&thread, NULL, serve, NULL) == 0, "thread");
	cut();
	wait_forever();
}

/* A child does it, and stays; returns once that is so. */
static void leave(void (*work)(void))
{
	int ends[2];
	pid_t child;
	char byte;

	check(pipe2(ends, O_CLOEXEC) == 0, "pipe");
	if (split(&child)) {
		work();
		check(write(ends[1], "", 1) == 1, "pipe");
		wait_forever();
	}
	check(read(ends[0], &byte, 1) == 1, "child");
	close(ends[0]);
	close(ends[1]);
}

static void become_decoy(void)
{
	check(unshare(CLONE_NEWUSER) == 0, "unshare");
}

static void do_decoys(void)
{
	for (int i = 0; i < DECOYS; i++)
		leave(become_decoy);
}

static void do_id(const char *value)
{
	gid_t id = (gid_t)strtoul(value, NULL, 10);

	check(setresgid(id, id, id) == 0 && setresuid(id, id, id) == 0, "ids");
	check(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0, "prctl");
}

static void do_groups(void)
{
	static gid_t list[GROUPS];

	for (int i = 0; i < GROUPS; i++)
		list[i] = (gid_t)(1000 + i);
	check(setgroups(GROUPS, list) == 0, "setgroups");
}

/* Which number the pipe has is all that it has to be told. */
static void do_become(char *file, char **argv)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", up);
	check(setenv("AGENT_UP", number, 1) == 0, "setenv");
	argv[0] = file;
	execv(file, argv);
	check(false, file);
}

static void become_nest(void)
{
	check(unshare(CLONE_NEWPID) == 0, "unshare");
	cut();
	leave(cut);
}

static void do_nest(void)
{
	leave(become_nest);
}

static void do_proc(void)
{
	check(mount("proc", "/proc", "proc", 0, NULL) == 0, "/proc");
}

static const struct op {
	const char *name;
	void (*run)(void);
} ops[] = {
	{ "fork", do_fork },	 { "proc", do_proc },
	{ "cut", cut },		 { "keep", do_keep },
	{ "thread", do_thread }, { "decoys", do_decoys },
	{ "groups", do_groups }, { "nest", do_nest },
};

static void do_op(const char *word)
{
	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		if (strcmp(ops[i].name, word) != 0)
			continue;
		ops[i].run();
		return;
	}
	check(strncmp(word, "id=", 3) == 0, word);
	do_id(word + 3);
}

int main(int argc, char **argv)
{
	const char *number = getenv("AGENT_UP");

	if (number)
		up = atoi(number);
	for (char **word = argv + (argc > 0); *word; word++) {
		if (strncmp(*word, "become=", 7) == 0)
			do_become(*word + 7, word);
		do_op(*word);
	}
	serve(NULL);
}
