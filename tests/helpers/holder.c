/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * holder OP... [-- COMMAND...]: makes a sandbox, says so, and keeps it.
 *
 * The operations are done in their order by one process; at the end it
 * prints one line, the pids that were marked (its own where none was) as the
 * /proc that it was started under numbers them, and holds until its standard
 * input closes. With a COMMAND it prints nothing and becomes that. All that
 * it made ends with it.
 *
 *	user=N		a user namespace in which the caller is N
 *	user=none	one without maps
 *	map=UID,IN:OUT:COUNT,...  as root: become UID, a user namespace of
 *			that one's, and its uid and gid map written from above
 *	net uts ipc mnt cgroup time pid		one of that type
 *	fork		a child goes on, this process waits for it
 *	forkas=PID	the same, with that pid
 *	dead		a first child that ends: of pid, its init has died
 *	zombie		a child that ends and is never waited for; marked
 *	mark		the pid of this process goes into the line
 *	proc		a fresh /proc
 *	tmpfs=DIR pivot=DIR chroot=DIR cd=DIR name=HOSTNAME
 *	setid=ID	that uid and gid, and no groups where allowed
 *	undumpable	as a program that changed its ids
 *	scrawl=TEXT	over its own environment, as /proc shows it
 *	listen=PORT	loopback up, a TCP socket listening there
 *	sh=COMMAND	a shell does it, and has to succeed
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "sandbox.h"

#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>

#define MARKS_MAX 16

/* Shared by all that are forked, because the last one prints. */
static struct marks {
	unsigned int count;
	pid_t pids[MARKS_MAX];
} * marks;

/* /proc as it was at the start, whatever is mounted or joined since. */
static int outer_proc;

static pid_t outer_pid(void)
{
	char text[16] = "";

	check(readlinkat(outer_proc, "self", text, sizeof(text) - 1) > 0,
	      "/proc/self");
	return (pid_t)strtol(text, NULL, 10);
}

static void do_mark(const char *value)
{
	(void)value;
	check(marks->count < MARKS_MAX, "marks");
	marks->pids[marks->count++] = outer_pid();
}

/* The parent's whole remaining life. */
static void wait_for(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

static void do_fork(const char *value)
{
	pid_t child = fork();

	(void)value;
	check(child >= 0, "fork");
	if (child > 0)
		wait_for(child);
	end_with_parent();
}

static void do_forkas(const char *value)
{
	pid_t wanted = (pid_t)strtol(value, NULL, 10);
	struct clone_args args = {
		.exit_signal = SIGCHLD,
		.set_tid = (uintptr_t)&wanted,
		.set_tid_size = 1,
	};
	pid_t child = (pid_t)syscall(SYS_clone3, &args, sizeof(args));

	check(child >= 0, "clone3");
	if (child > 0)
		wait_for(child);
	end_with_parent();
}

static void do_dead(const char *value)
{
	pid_t child = fork();

	(void)value;
	check(child >= 0, "fork");
	if (child == 0)
		_exit(0);
	check(waitpid(child, NULL, 0) == child, "waitpid");
}

static void do_zombie(const char *value)
{
	siginfo_t info;
	pid_t child = fork();

	check(child >= 0, "fork");
	if (child == 0) {
		do_mark(value);
		_exit(0);
	}
	/* it has ended, and stays as it is */
	check(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) == 0,
	      "waitid");
}

static void do_proc(const char *value)
{
	(void)value;
	check(mount("proc", "/proc", "proc", 0, NULL) == 0, "/proc");
}

static void do_tmpfs(const char *dir)
{
	check(mount("tmpfs", dir, "tmpfs", 0, "mode=755") == 0, dir);
}

static void do_chroot(const char *dir)
{
	check(chroot(dir) == 0 && chdir("/") == 0, dir);
}

static void do_cd(const char *dir)
{
	check(chdir(dir) == 0, dir);
}

static void do_name(const char *name)
{
	check(sethostname(name, strlen(name)) == 0, "sethostname");
}

static void do_setid(const char *value)
{
	char text[8] = "";
	int fd = open("/proc/self/setgroups", O_RDONLY | O_CLOEXEC);
	bool allowed = fd >= 0 && read(fd, text, sizeof(text)) > 0 &&
		       text[0] == 'a';

	if (fd >= 0)
		close(fd);
	become((uid_t)strtoul(value, NULL, 10), allowed);
}

static void do_undumpable(const char *value)
{
	(void)value;
	check(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0, "undumpable");
}

/* In place of the first string, which has to be as long. */
static void do_scrawl(const char *text)
{
	check(environ[0] && strlen(text) <= strlen(environ[0]), "scrawl");
	memset(environ[0], 0, strlen(environ[0]));
	memcpy(environ[0], text, strlen(text));
}

static void do_listen(const char *port)
{
	listen_at((unsigned short)strtoul(port, NULL, 10));
}

static void do_mnt(const char *value)
{
	(void)value;
	unshare_mounts();
}

static const struct {
	const char *name;
	void (*run)(const char *value);
	int flag; /* for unshare(2), where there is no function */
} ops[] = {
	{ "user", enter_user, 0 },
	{ "map", enter_mapped_user, 0 },
	{ "net", NULL, CLONE_NEWNET },
	{ "uts", NULL, CLONE_NEWUTS },
	{ "ipc", NULL, CLONE_NEWIPC },
	{ "cgroup", NULL, CLONE_NEWCGROUP },
	{ "time", NULL, CLONE_NEWTIME },
	{ "pid", NULL, CLONE_NEWPID },
	{ "mnt", do_mnt, 0 },
	{ "fork", do_fork, 0 },
	{ "forkas", do_forkas, 0 },
	{ "dead", do_dead, 0 },
	{ "zombie", do_zombie, 0 },
	{ "mark", do_mark, 0 },
	{ "proc", do_proc, 0 },
	{ "tmpfs", do_tmpfs, 0 },
	{ "pivot", pivot, 0 },
	{ "chroot", do_chroot, 0 },
	{ "cd", do_cd, 0 },
	{ "name", do_name, 0 },
	{ "setid", do_setid, 0 },
	{ "undumpable", do_undumpable, 0 },
	{ "scrawl", do_scrawl, 0 },
	{ "listen", do_listen, 0 },
	{ "sh", run_shell, 0 },
};

static void do_op(const char *word)
{
	size_t length = strcspn(word, "=");
	const char *value = word[length] ? word + length + 1 : "";

	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		if (strncmp(ops[i].name, word, length) != 0 ||
		    ops[i].name[length])
			continue;
		if (ops[i].run)
			ops[i].run(value);
		else
			check(unshare(ops[i].flag) == 0, word);
		return;
	}
	fprintf(stderr, "holder: no such operation: %s\n", word);
	exit(2);
}

static void say(void)
{
	if (marks->count == 0)
		do_mark("");
	for (unsigned int i = 0; i < marks->count; i++)
		printf("%s%d", i ? " " : "", (int)marks->pids[i]);
	putchar('\n');
	check(fflush(stdout) == 0, "standard output");
}

static void hold(void)
{
	char buf[64];
	ssize_t n;

	do
		n = read(STDIN_FILENO, buf, sizeof(buf));
	while (n > 0 || (n < 0 && errno == EINTR));
}

int main(int argc, char **argv)
{
	int i;

	/* not to keep the input of another holder open */
	syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
	outer_proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	marks = mmap(NULL, sizeof(*marks), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	check(outer_proc >= 0 && marks != MAP_FAILED, "start");
	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		do_op(argv[i]);
	if (i + 1 < argc) {
		execvp(argv[i + 1], argv + i + 1);
		check(false, argv[i + 1]);
	}
	say();
	hold();
	return 0;
}
