/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * at [-b] CALL[:N] HOOK COMMAND...: runs HOOK when COMMAND is at that call.
 *
 * COMMAND is held by ptrace(2) when it is about to make its Nth (first) CALL
 * after its start, `sh -c HOOK` is run to its end, and then COMMAND goes on:
 * a race that is always lost. With -b what the kernel writes where the second
 * argument points is lost: capget(2) then tells of no capabilities, as where
 * a security module withholds them. Ends as COMMAND ends, with 99 where it
 * never came to the call.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "calls.h"

#include <elf.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATUS_MISSED = 99, BELOW_STACK = 4096 };

#if defined(__x86_64__)
#define STACK(r) ((r).rsp)
#define SECOND(r) ((r).rsi)
#elif defined(__aarch64__)
#define STACK(r) ((r).sp)
#define SECOND(r) ((r).regs[1])
#endif

struct wish {
	uint64_t number;     /* of the call */
	unsigned long count; /* until it is the one */
	bool blank;
	const char *hook;
};

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void run_hook(const char *hook)
{
	pid_t child = fork();

	if (child == 0) {
		execl("/bin/sh", "sh", "-c", hook, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || waitpid(child, NULL, 0) != child)
		die("hook");
}

static pid_t start(char **argv)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
			_exit(127);
		execvp(argv[0], argv);
		_exit(127);
	}
	/* traced, an exec stops with SIGTRAP */
	if (child < 0 || waitpid(child, &status, 0) != child ||
	    !WIFSTOPPED(status))
		die(argv[0]);
	/* without TRACEEXEC the signal of the next exec may come after the end */
	if (ptrace(PTRACE_SETOPTIONS, child, NULL,
		   (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC |
			    PTRACE_O_EXITKILL)) < 0)
		die("ptrace");
	return child;
}

/* Goes on to the next system call stop; the wait status, or that of its end. */
static int go_on(pid_t child)
{
	int status, deliver = 0;

	for (;;) {
		if (ptrace(PTRACE_SYSCALL, child, NULL,
			   (void *)(intptr_t)deliver) < 0)
			die("ptrace");
		if (waitpid(child, &status, 0) != child)
			die("waitpid");
		if (!WIFSTOPPED(status) || WSTOPSIG(status) == (SIGTRAP | 0x80))
			return status;
		deliver = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
	}
}

static struct __ptrace_syscall_info look(pid_t child)
{
	struct __ptrace_syscall_info info = { .op = 0 };

	if (ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof(info),
		   &info) < 0)
		die("ptrace");
	return info;
}

static void registers(pid_t child, bool set, struct user_regs_struct *r)
{
	struct iovec v = { r, sizeof(*r) };

	if (ptrace(set ? PTRACE_SETREGSET : PTRACE_GETREGSET, child,
		   (void *)NT_PRSTATUS, &v) < 0)
		die("registers");
}

/*
 * Memory of what made itself non-dumpable is closed to its tracer, registers
 * are not: so the answer goes to where nobody reads.
 */
static int go_on_blank(pid_t child)
{
	struct user_regs_struct regs;
	uint64_t second;
	int status;

	registers(child, false, &regs);
	second = SECOND(regs);
	SECOND(regs) = STACK(regs) - BELOW_STACK;
	registers(child, true, &regs);
	status = go_on(child);
	if (!WIFSTOPPED(status))
		return status;
	registers(child, false, &regs);
	SECOND(regs) = second;
	registers(child, true, &regs);
	return status;
}

/* Until the call, then without a trace of us; the status of its end. */
static int watch(pid_t child, struct wish *wish, bool *ret_met)
{
	int status = go_on(child);

	*ret_met = false;
	while (WIFSTOPPED(status)) {
		struct __ptrace_syscall_info info = look(child);

		if (info.op == PTRACE_SYSCALL_INFO_ENTRY &&
		    info.entry.nr == wish->number && --wish->count == 0) {
			*ret_met = true;
			run_hook(wish->hook);
			status = wish->blank ? go_on_blank(child)
					     : go_on(child);
			break;
		}
		status = go_on(child);
	}
	if (!WIFSTOPPED(status))
		return status;
	if (ptrace(PTRACE_DETACH, child, NULL, NULL) < 0 ||
	    waitpid(child, &status, 0) != child)
		die("ptrace");
	return status;
}

static struct wish read_wish(const char *call, const char *hook)
{
	size_t length = strcspn(call, ":");
	struct wish wish = { .count = 1, .hook = hook };
	int number = call_number(call, length);

	if (number < 0) {
		fprintf(stderr, "at: unknown call %s\n", call);
		exit(2);
	}
	wish.number = (uint64_t)number;
	if (call[length])
		wish.count = strtoul(call + length + 1, NULL, 10);
	return wish;
}

int main(int argc, char **argv)
{
	bool blanks = argc > 1 && strcmp(argv[1], "-b") == 0;
	struct wish wish;
	bool met;
	int status;

	argv += blanks;
	argc -= blanks;
	if (argc < 4) {
		fprintf(stderr, "usage: at [-b] CALL[:N] HOOK COMMAND...\n");
		return 2;
	}
	wish = read_wish(argv[1], argv[2]);
	wish.blank = blanks;
	status = watch(start(argv + 3), &wish, &met);
	if (!met)
		return STATUS_MISSED;
	if (WIFSIGNALED(status)) {
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	return WEXITSTATUS(status);
}
