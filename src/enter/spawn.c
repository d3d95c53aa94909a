/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A child for the command, and its end made ours.
 *
 * With a terminal of its own there are three processes. The outer one keeps
 * the caller's terminal and the pty's master, and is what the caller's shell
 * waits for. The middle one leads the new session, so that the command has a
 * parent in its session and can be stopped by ^Z: in an orphaned process
 * group that signal is discarded (setpgid(2)). The command is the third, in
 * a group of its own in the foreground. Each is waited for by the one above
 * it in the same loop (follow.c), and ends, stops and continues with it.
 */
#include "config.h"
#include "enter/spawn.h"
#include "base/cleanup.h"
#include "enter/follow.h"
#include "kernel/pidfd.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define STATUS_FAILED 125

struct spawner {
	spawn_function *run;
	void *context;
	struct terminal *terminal; /* served by this process */
	struct terminal *session;  /* or: led by this process */
	sigset_t signals;	   /* taken while waiting */
	sigset_t mask;		   /* the caller's */
	struct sigaction chld;	   /* likewise */
	/*
	 * pidfd of this process, for the child to look at; or, before Linux
	 * 5.3, a pipe's end, whose other one is held by this process alone.
	 */
	int self, held;
	pid_t child;
};

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

/* SIGTTOU is only blocked: a group in the back may then come to the front. */
static const int watched[] = { SIGCHLD, SIGTERM, SIGINT,  SIGHUP,  SIGQUIT,
			       SIGUSR1, SIGUSR2, SIGCONT, SIGTSTP, SIGWINCH };

static void take_signals(struct spawner *s)
{
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	sigset_t blocked;

	sigemptyset(&s->signals);
	for (size_t i = 0; i < ARRAY_SIZE(watched); i++)
		sigaddset(&s->signals, watched[i]);
	blocked = s->signals;
	sigaddset(&blocked, SIGTTOU);
	/* blocked before the fork: none is lost, none kills the waiter */
	sigprocmask(SIG_BLOCK, &blocked, &s->mask);
	/* ignored, there would be nothing to wait for: wait(2) */
	sigaction(SIGCHLD, &by_default, &s->chld);
}

static void give_signals_back(const struct spawner *s)
{
	sigaction(SIGCHLD, &s->chld, NULL);
	sigprocmask(SIG_SETMASK, &s->mask, NULL);
}

static int supervise(struct spawner *s, struct fault *f);

/* The middle process: it leads the session, and waits for the command. */
static void lead_session(const struct spawner *outer)
{
	struct spawner s = { .run = outer->run,
			     .context = outer->context,
			     .held = -EBADF };
	struct fault f = FAULT_INIT;
	int r = terminal_attach(outer->terminal);

	s.session = outer->terminal;
	if (r == 0)
		r = supervise(&s, &f);
	if (r >= 0)
		spawn_end_as(r);
	if (f.code == FAULT_NONE)
		fault_set(&f, FAULT_SYSTEM, r, "a session for the command");
	fault_print(&f, "uenter");
	_exit(STATUS_FAILED);
}

static void run_child(struct spawner *s)
{
	/* the command must not outlive a uenter that was killed */
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	/* killed before that: getppid(2) says 0 from a pid namespace below */
	close_fd(&s->held);
	if (s->self >= 0 && !pidfd_is_alive(s->self))
		_exit(STATUS_FAILED);
	if (s->session) {
		setpgid(0, 0);
		terminal_take_foreground(s->session);
	}
	close_fd(&s->self);
	give_signals_back(s);
	if (s->terminal && s->terminal->own_session)
		lead_session(s);
	_exit(s->run(s->context));
}

static enum place place_of_child(const struct spawner *s)
{
	if (s->session)
		return PLACE_GROUP;
	return s->terminal ? PLACE_SESSION : PLACE_BESIDE;
}

/*
 * The signals stay blocked: what is sent from its end on has no command to
 * go to, and must not make our end another one than the command's.
 */
static int wait_for(const struct spawner *s, int signals)
{
	const struct child child = { .pid = s->child,
				     .place = place_of_child(s),
				     .terminal = s->terminal,
				     .signals = signals };
	int status;

	/* here and there: neither can tell which of them comes first */
	if (s->session)
		setpgid(s->child, s->child);
	if (s->terminal) {
		terminal_release(s->terminal);
		terminal_raw(s->terminal);
	}
	status = follow(&child);
	if (s->terminal)
		terminal_restore(s->terminal);
	return status;
}

static void hold_self(struct spawner *s)
{
	int ends[2];

	s->self = pidfd_open_process(getpid());
	if (s->self >= 0 || pipe2(ends, O_CLOEXEC) < 0)
		return;
	s->self = ends[0];
	s->held = ends[1];
}

static int supervise(struct spawner *s, struct fault *f)
{
	cleanup_close int signals = -EBADF;
	int status;

	take_signals(s);
	hold_self(s);
	signals = signalfd(-1, &s->signals, SFD_CLOEXEC);
	s->child = signals < 0 ? -1 : fork();
	if (s->child == 0) {
		close_fd(&signals);
		run_child(s);
	}
	close_fd(&s->self);
	if (s->child < 0) {
		status = no_child(-errno, f);
		give_signals_back(s);
		return status;
	}
	return wait_for(s, signals);
}

int spawn(spawn_function *run, void *context, struct terminal *terminal,
	  struct fault *f)
{
	struct spawner s = { .run = run,
			     .context = context,
			     .terminal = terminal->own_session ? terminal
							       : NULL,
			     .held = -EBADF };

	return supervise(&s, f);
}

/*
 * By the system calls: for the library, two of the signals are its own, and
 * it lets nobody set or unblock them.
 */
static void die_of(int number)
{
	struct {
		void (*handler)(int);
		unsigned long flags;
		void (*restorer)(void);
		uint64_t mask;
	} by_default = { .handler = SIG_DFL };
	uint64_t one = UINT64_C(1) << (number - 1);

	syscall(SYS_rt_sigaction, number, &by_default, NULL, sizeof(one));
	syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), number);
	/* only this one: another that waits would be the end */
	syscall(SYS_rt_sigprocmask, SIG_UNBLOCK, &one, NULL, sizeof(one));
}

void spawn_end_as(int status)
{
	const struct rlimit no_core = { 0, 0 };

	if (WIFEXITED(status))
		_exit(WEXITSTATUS(status));
	/* the child has left its core; a second one would be of no use */
	setrlimit(RLIMIT_CORE, &no_core);
	die_of(WTERMSIG(status));
	/* pid 1 of a pid namespace does not die of what it has no handler for */
	_exit(128 + WTERMSIG(status));
}
