/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A child for the command, and its end made ours. */
#include "config.h"
#include "enter/spawn.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int no_child(int error, struct fault *f)
{
	fault_set(f, FAULT_SYSTEM, error, "fork");
	if (error != -ENOMEM)
		return error;
	/* pid_namespaces(7): once its init is gone, fork gives ENOMEM */
	f->code = FAULT_DEAD_PID_NS;
	fault_why(f, "the pid namespace takes no new process: its init has "
		     "died (pid_namespaces(7)), or there is no memory");
	return error;
}

static void run_child(spawn_function *run, void *context, const sigset_t *mask)
{
	/* the command must not outlive a uenter that was killed */
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	sigprocmask(SIG_SETMASK, mask, NULL);
	_exit(run(context));
}

/* The terminal's own signals reached the child's process group already. */
static void pass_on(pid_t child, const siginfo_t *info)
{
	if (info->si_code == SI_KERNEL && info->si_signo != SIGHUP)
		return;
	kill(child, info->si_signo);
}

/* True at its end; *@ret_status is then its wait status. */
static bool child_changed(pid_t child, int *ret_status)
{
	int status;

	while (waitpid(child, &status, WNOHANG | WUNTRACED) == child) {
		if (!WIFSTOPPED(status)) {
			*ret_status = status;
			return true;
		}
		/* job control: this process is what the shell waits for */
		raise(SIGSTOP);
		kill(child, SIGCONT);
	}
	return false;
}

static int wait_for(pid_t child, const sigset_t *signals)
{
	siginfo_t info;
	int status;

	for (;;) {
		if (sigwaitinfo(signals, &info) < 0)
			continue;
		if (info.si_signo != SIGCHLD)
			pass_on(child, &info);
		else if (child_changed(child, &status))
			return status;
	}
}

int spawn(spawn_function *run, void *context, struct fault *f)
{
	static const int taken[] = { SIGCHLD, SIGTERM, SIGINT,
				     SIGHUP,  SIGQUIT, SIGUSR1,
				     SIGUSR2, SIGTSTP, SIGWINCH };
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	struct sigaction before;
	sigset_t signals, mask;
	pid_t child;
	int status;

	sigemptyset(&signals);
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		sigaddset(&signals, taken[i]);
	/* blocked before the fork: none is lost, none kills the waiter */
	sigprocmask(SIG_BLOCK, &signals, &mask);
	/* ignored, there would be nothing to wait for: wait(2) */
	sigaction(SIGCHLD, &by_default, &before);
	child = fork();
	if (child == 0) {
		sigaction(SIGCHLD, &before, NULL);
		run_child(run, context, &mask);
	}
	if (child > 0)
		status = wait_for(child, &signals);
	else
		status = no_child(-errno, f);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	return status;
}

void spawn_end_as(int status)
{
	const struct rlimit no_core = { 0, 0 };
	int signal_number = WTERMSIG(status);
	sigset_t only;

	if (WIFEXITED(status))
		_exit(WEXITSTATUS(status));
	/* the child has left its core; a second one would be of no use */
	setrlimit(RLIMIT_CORE, &no_core);
	signal(signal_number, SIG_DFL);
	sigemptyset(&only);
	sigaddset(&only, signal_number);
	sigprocmask(SIG_UNBLOCK, &only, NULL);
	raise(signal_number);
	_exit(128 + signal_number);
}
