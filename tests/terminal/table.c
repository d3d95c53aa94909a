/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * table REPORT codes|signals|cores PREFIX...: ends, run directly and so.
 *
 * Each of the 256 exit codes; or each signal that does not stop, with the
 * caller's disposition of it default, ignored and blocked: a command that
 * ends so is run directly and behind the words PREFIX, and the two wait
 * statuses have to be the same. The direct one has to be as it is known, and
 * is not run for a code.
 * cores: those signals that leave a core, with no limit on it: the status
 * tells whether a core was written by the process that is waited for.
 * REPORT gets a line for each that differs, and the number of all.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum disposition { BY_DEFAULT, IGNORED, BLOCKED, DISPOSITIONS };
enum {
	SIGNALS = 64,
	CODES = 256,
	WORDS_MAX = 32,
	MASK_SIZE = 8,
	CORE_BIT = 0x80
};

static const char *const dispositions[] = { "default", "ignored", "blocked" };

static FILE *report;
static int checked;
static char *words[WORDS_MAX]; /* the prefix, and room for four more */
static int prefix_length;

/* Not by libc, which keeps two of the numbers for itself. */
static void set_disposition(int number, enum disposition how)
{
	unsigned long action[8] = { 0 }, mask = 1UL << (number - 1);

	action[0] = how == IGNORED ? (unsigned long)SIG_IGN : 0;
	syscall(SYS_rt_sigaction, number, action, NULL, MASK_SIZE);
	syscall(SYS_rt_sigprocmask, how == BLOCKED ? SIG_BLOCK : SIG_UNBLOCK,
		&mask, NULL, MASK_SIZE);
}

/* The command: ends so, or with 99 where the signal kills nobody. */
static int end(const char *how, int number)
{
	if (strcmp(how, "code") == 0)
		return number;
	set_disposition(number, BY_DEFAULT);
	syscall(SYS_kill, getpid(), number);
	return 99;
}

static int run(int number, enum disposition how, char **command)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (number > 0)
			set_disposition(number, how);
		execvp(command[0], command);
		_exit(126);
	}
	if (child < 0) {
		perror("fork");
		exit(2);
	}
	while (waitpid(child, &status, 0) < 0)
		;
	return status;
}

static const char *status_text(int status, char text[32])
{
	snprintf(text, 32, "%s %d%s", WIFEXITED(status) ? "exit" : "signal",
		 WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status),
		 WCOREDUMP(status) ? " with a core" : "");
	return text;
}

static void compare(const char *how, int number, enum disposition caller,
		    int want)
{
	static char text[16]; /* words[] outlives the call */
	char expected[32], got[32];
	bool is_signal = strcmp(how, "signal") == 0;
	int direct, behind;

	snprintf(text, sizeof(text), "%d", number);
	words[prefix_length + 2] = (char *)(unsigned long)how;
	words[prefix_length + 3] = text;
	/* of a code it is known */
	direct = is_signal ? run(number, caller, words + prefix_length) : want;
	behind = run(is_signal ? number : 0, caller, words);
	checked++;
	if ((direct & ~CORE_BIT) == want && behind == want)
		return;
	fprintf(report, "%s %d, %s: expected %s, ", how, number,
		dispositions[caller], status_text(want, expected));
	fprintf(report, "direct %s, got %s\n", status_text(direct, expected),
		status_text(behind, got));
}

/* What a signal does by default: signal(7). */
static bool is_stop(int number)
{
	return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN ||
	       number == SIGTTOU;
}

static bool is_harmless(int number)
{
	return number == SIGCHLD || number == SIGCONT || number == SIGURG ||
	       number == SIGWINCH;
}

static void all_codes(void)
{
	for (int i = 0; i < CODES; i++)
		compare("code", i, BY_DEFAULT, i << 8);
}

static void all_signals(void)
{
	for (int i = 1; i <= SIGNALS; i++) {
		for (enum disposition how = 0; how < DISPOSITIONS; how++) {
			if (!is_stop(i))
				compare("signal", i, how,
					is_harmless(i) ? 99 << 8 : i);
		}
	}
}

static bool writes_core(void)
{
	char *command[] = { words[prefix_length], words[prefix_length + 1],
			    (char *)(unsigned long)"signal",
			    (char *)(unsigned long)"6", NULL };

	return WCOREDUMP(run(0, BY_DEFAULT, command));
}

/* One core is right: the command's own. A second one would be of uenter. */
static void all_cores(void)
{
	static const int with_core[] = { SIGQUIT, SIGABRT, SIGSEGV, SIGBUS,
					 SIGFPE,  SIGILL,  SIGSYS,  SIGTRAP,
					 SIGXCPU, SIGXFSZ };
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };

	setrlimit(RLIMIT_CORE, &unlimited);
	if (!writes_core()) {
		fprintf(report, "no cores here\n");
		return;
	}
	for (size_t i = 0; i < sizeof(with_core) / sizeof(with_core[0]); i++)
		compare("signal", with_core[i], BY_DEFAULT, with_core[i]);
}

int main(int argc, char **argv)
{
	const struct rlimit none = { 0, RLIM_INFINITY };

	if (argc == 4 && strcmp(argv[1], "end") == 0)
		return end(argv[2], atoi(argv[3]));
	if (argc < 3 || argc > WORDS_MAX - 5)
		return 2;
	report = fopen(argv[1], "we");
	if (!report) {
		perror(argv[1]);
		return 2;
	}
	prefix_length = argc - 3;
	memcpy(words, argv + 3, (size_t)prefix_length * sizeof(*words));
	words[prefix_length] = argv[0];
	words[prefix_length + 1] = (char *)(unsigned long)"end";
	if (setrlimit(RLIMIT_CORE, &none) < 0) {
		struct rlimit soft;

		getrlimit(RLIMIT_CORE, &soft);
		soft.rlim_cur = 0;
		setrlimit(RLIMIT_CORE, &soft);
	}
	if (strcmp(argv[2], "codes") == 0)
		all_codes();
	else if (strcmp(argv[2], "signals") == 0)
		all_signals();
	else
		all_cores();
	fprintf(report, "%d checked\n", checked);
	return fclose(report) == 0 ? 0 : 2;
}
