/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * While the child runs: signals go down to it, stops come up from it.
 *
 * What the terminal sends goes to its whole foreground group (SI_KERNEL), so
 * a child beside us has it; with a session of its own it is for the other
 * terminal's foreground group. What a program sends to this process is for
 * the child. A program may send to the whole group, too, and only of SIGCONT
 * can be seen that the child has had it: of the others it gets ours as well.
 */
#include "config.h"
#include "enter/follow.h"
#include "enter/relay.h"

#include <limits.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* With a signal, from the outer process to the middle one: for the group. */
#define FOR_THE_GROUP 1

static bool take_pending(int number)
{
	const struct timespec now = { 0, 0 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, number);
	return sigtimedwait(&set, NULL, &now) == number;
}

/*
 * Sending to a group holds the kernel's list of tasks until each has it, and
 * setpgid(2) waits for that list, into an impossible group as well.
 */
static void let_group_have_it(void)
{
	setpgid(0, INT_MAX);
}

/* By somebody else than us: it has then had the signal. */
static bool was_continued(const struct child *c)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)c->pid, &info, WCONTINUED | WNOHANG) == 0 &&
	       info.si_pid == c->pid;
}

static void continue_child(const struct child *c, pid_t whom)
{
	let_group_have_it();
	if (was_continued(c) && c->place == PLACE_BESIDE)
		return;
	kill(whom, SIGCONT);
	was_continued(c); /* by us: not to be taken for somebody else */
}

/* Though the caller may ignore or block it: the command was stopped by it. */
static void stop_by(int number)
{
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	struct sigaction callers = by_default;
	sigset_t set, mask;

	sigemptyset(&set);
	sigaddset(&set, number);
	sigaction(number, &by_default, &callers);
	kill(getpid(), number);
	sigprocmask(SIG_UNBLOCK, &set, &mask);
	/* here it is stopped, and continued */
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(number, &callers, NULL);
}

/*
 * By SIGTSTP and the like the kernel stops nobody whom no shell could
 * continue (setpgid(2), "orphaned"): then the child goes on as well. The
 * leader of the new session is always such a one, so it takes SIGSTOP, and
 * the process outside cannot tell by which signal the command was stopped.
 */
static int stop_number(const struct child *c, int number)
{
	if (c->place == PLACE_BESIDE)
		return number;
	return c->place == PLACE_GROUP ? SIGSTOP : SIGTSTP;
}

/* Job control: this process is what the shell, or the one above, waits for. */
static void stop_too(const struct child *c, int number)
{
	if (c->terminal)
		terminal_restore(c->terminal);
	/* to be continued already: a stop would have the kernel forget that */
	if (!take_pending(SIGCONT)) {
		stop_by(stop_number(c, number));
		take_pending(SIGCONT);
	}
	if (c->terminal)
		terminal_raw(c->terminal);
	continue_child(c, c->place == PLACE_GROUP ? -c->pid : c->pid);
}

/* True at its end; *@ret_status is then its wait status. */
static bool child_changed(const struct child *c, int *ret_status)
{
	int status, options = WNOHANG | WUNTRACED;

	if (c->place == PLACE_BESIDE)
		options |= WCONTINUED;
	while (waitpid(c->pid, &status, options) == c->pid) {
		if (WIFSTOPPED(status)) {
			stop_too(c, WSTOPSIG(status));
		} else if (WIFCONTINUED(status)) {
			/* together with us: then it was sent to the group */
			let_group_have_it();
			take_pending(SIGCONT);
		} else {
			*ret_status = status;
			return true;
		}
	}
	return false;
}

static bool is_of_kernel(const struct signalfd_siginfo *info)
{
	return info->ssi_code == SI_KERNEL;
}

/* Whether a child beside us has had it itself. */
static bool has_it_too(const struct child *c,
		       const struct signalfd_siginfo *info)
{
	int number = (int)info->ssi_signo;

	if (c->place != PLACE_BESIDE || !is_of_kernel(info))
		return false;
	/* a terminal that is gone: told to the session's leader, and by the
	 * leader's end to the foreground group */
	return (number != SIGHUP && number != SIGCONT) || getsid(0) != getpid();
}

/* The terminal's, to a command that is not in the terminal's session. */
static void send_to_session(const struct child *c, int number)
{
	const union sigval group = { .sival_int = FOR_THE_GROUP };
	int master = c->terminal ? c->terminal->master : -EBADF;

	if (number == SIGWINCH && master >= 0)
		terminal_resize(c->terminal);
	/* those that a terminal has keys for, and no others */
	else if (master < 0 || ioctl(master, TIOCSIG, number) < 0)
		sigqueue(c->pid, number, group);
}

static void pass_on(const struct child *c, const struct signalfd_siginfo *info)
{
	int number = (int)info->ssi_signo;
	bool for_group = info->ssi_code == SI_QUEUE &&
			 info->ssi_int == FOR_THE_GROUP;

	if (has_it_too(c, info))
		return;
	if (is_of_kernel(info) && c->place == PLACE_SESSION)
		send_to_session(c, number);
	else if (number == SIGCONT)
		continue_child(c, c->pid);
	else
		kill(for_group && c->place == PLACE_GROUP ? -c->pid : c->pid,
		     number);
}

int follow(const struct child *c)
{
	struct terminal none = TERMINAL_NONE;
	static struct relay relay; /* where no terminal is, never touched */
	struct signalfd_siginfo info;
	int status;

	relay.terminal = c->terminal ? c->terminal : &none;
	for (;;) {
		relay_until_signal(&relay, c->signals);
		if (read(c->signals, &info, sizeof(info)) != sizeof(info))
			continue;
		if (info.ssi_signo != SIGCHLD)
			pass_on(c, &info);
		else if (child_changed(c, &status))
			break;
	}
	relay_drain(&relay);
	return status;
}
