/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a joined process to the command. */
#include "config.h"
#include "enter/exec.h"
#include "base/cleanup.h"
#include "base/passwd.h"
#include "enter/untrusted.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of an environment that has none: what login(1) gives to root. */
#define DEFAULT_PATH \
	"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

#define STATUS_NOT_RUNNABLE 126
#define STATUS_NOT_FOUND 127

static size_t count_words(char **words)
{
	size_t n = 0;

	while (words[n])
		n++;
	return n;
}

/* A script without #! is the shell's, as it is for execvp(3). */
static int exec_script(const char *file, char **argv, char **env)
{
	size_t n = count_words(argv);
	char **words = calloc(n + 3, sizeof(*words));

	if (!words)
		return -ENOMEM;
	words[0] = argv[0];
	words[1] = (char *)(uintptr_t)file;
	for (size_t i = 1; i <= n; i++)
		words[i + 1] = argv[i];
	execve("/bin/sh", words, env);
	free(words);
	return -ENOEXEC;
}

static int exec_file(const char *file, char **argv, char **env)
{
	execve(file, argv, env);
	if (errno == ENOEXEC)
		return exec_script(file, argv, env);
	/* it is there, and its interpreter or loader is not */
	if (errno == ENOENT && access(file, F_OK) == 0)
		return -ENOEXEC;
	return -errno;
}

/* Errors that mean: look in the next directory of PATH. */
static bool is_absence(int error)
{
	return error == -ENOENT || error == -ENOTDIR || error == -ENAMETOOLONG;
}

static int exec_in_path(const char *path, char **argv, char **env)
{
	char file[PATH_MAX];
	int result = -ENOENT;

	while (*path) {
		size_t length = strcspn(path, ":");
		int r = -ENOENT;

		/* an empty element would mean the current directory */
		if (length &&
		    snprintf(file, sizeof(file), "%.*s/%s", (int)length, path,
			     argv[0]) < (int)sizeof(file))
			r = exec_file(file, argv, env);
		/* the directory is closed to us: not known to be there */
		if (r == -EACCES && access(file, F_OK) < 0)
			r = -ENOENT;
		if (!is_absence(r))
			result = r;
		if (!is_absence(r) && r != -EACCES)
			break;
		path += length + (path[length] == ':');
	}
	return result;
}

static int exec_words(char **argv, const struct env *env)
{
	const char *path = env_get(env, "PATH");
	char **vars = env->vars;

	if (strchr(argv[0], '/'))
		return exec_file(argv[0], argv, vars);
	if (!*argv[0])
		return -ENOENT;
	return exec_in_path(path && *path ? path : DEFAULT_PATH, argv, vars);
}

/* Where a command was looked for, in words. */
static const char *place(const struct join *j, char *buf, size_t size)
{
	if (!j->plan->files_change)
		return "here (the mount namespace is your own)";
	if (j->plan->mnt_changes)
		snprintf(buf, size, "inside the mount namespace of %s",
			 j->req->target.text ? j->req->target.text
					     : j->req->file[NS_MNT]);
	else
		snprintf(buf, size, "below the new root");
	return buf;
}

/*
 * The same command with the host's files. What was asked for stays, but for
 * what makes no sense there: directories of the target, its terminal, the
 * fork of a pid namespace that is not joined.
 */
static void hint_host(const struct join *j, struct fault *f)
{
	struct request req = *j->req;
	bool asked[NS_COUNT] = { false };
	bool any = false;

	for (int t = 0; t < NS_COUNT; t++) {
		asked[t] = j->plan->joins[t] && req.named && !req.all &&
			   t != NS_MNT && t != NS_PID;
		any |= asked[t];
	}
	if (!any)
		asked[NS_NET] = true;
	req.root.kind = req.cwd.kind = DIR_UNSAID;
	req.inner_cwd = NULL;
	req.env = ENV_UNSAID;
	req.pty = PTY_UNSAID;
	req.preserve_fds = 0;
	req.read_only = READ_ONLY_UNSAID;
	req.no_fork = req.expose_host = false;
	request_hint(&req, asked, NULL, false, f);
}

static void hint_look(const struct join *j, bool absent, struct fault *f)
{
	struct request req = *j->req;
	struct line l = LINE_INIT;
	char *look[] = { "ls", "-l", req.command[0], NULL };

	if (absent) {
		line_word(&l, "command");
		line_word(&l, "-v");
		line_word(&l, req.command[0]);
		fault_hint(f,
			   "%s   # not here either: check the name, or "
			   "install it",
			   l.text);
		return;
	}
	req.command = look;
	request_line(&req, NULL, NULL, false, &l);
	fault_hint(f, "%s   # its mode; and is it mounted noexec?", l.text);
}

static int not_executed(const struct join *j, int error, struct fault *f)
{
	char shown[128], where[128];
	bool absent = is_absence(error);

	escape(shown, sizeof(shown), request_command(j->req));
	fault_set(f, absent ? FAULT_NOT_FOUND : FAULT_NOT_RUNNABLE, error, "%s",
		  shown);
	if (absent)
		fault_why(f, "no such command %s",
			  place(j, where, sizeof(where)));
	else if (error == -ENOEXEC)
		fault_why(f,
			  "found %s, but neither a program nor a script "
			  "that can be run there: is its interpreter or "
			  "loader missing?",
			  place(j, where, sizeof(where)));
	else
		fault_why(f, "found %s, but not runnable: %s",
			  place(j, where, sizeof(where)), strerror(-error));
	if (j->facts->on_host)
		hint_host(j, f);
	else
		hint_look(j, absent, f);
	return error;
}

static int exec_shell(const char *shell, const struct env *env)
{
	const char *slash = strrchr(shell, '/');
	char name[64];
	char *argv[] = { name, NULL };

	if (!slash)
		return -ENOENT;
	/* a dash in front: a login shell, as nsenter starts it */
	snprintf(name, sizeof(name), "-%s", slash + 1);
	return exec_file(shell, argv, env->vars);
}

/* The login shell that the target's own passwd(5) has for the uid. */
static int exec_login_shell(const struct join *j)
{
	cleanup_close int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct passwd_entry entry;
	char text[65536];

	if (root < 0 ||
	    untrusted_read_file(root, "etc/passwd", text, sizeof(text)) < 0 ||
	    passwd_by_uid(text, j->ids.uid, &entry) < 0 || !entry.shell[0])
		return -ENOENT;
	return exec_shell(entry.shell, j->env);
}

/* Another shell than the one that is due is not taken without a word. */
static void tell_refused(const struct join *j)
{
	if (untrusted_is_refused())
		notice(j->req->program,
		       "/etc/passwd of the target is not read, the shell is "
		       "/bin/sh: openat2(2) fails here (before Linux 5.6, or "
		       "by a seccomp filter)");
}

static const char *own_shell(char **envp)
{
	for (; *envp; envp++) {
		if (strncmp(*envp, "SHELL=", 6) == 0)
			return *envp + 6;
	}
	return "";
}

static int exec_any_shell(struct join *j, struct fault *f)
{
	const char *own = own_shell(j->environment);
	char shown[128], where[128];

	exec_shell(own, j->env);
	if (j->plan->files_change) {
		exec_login_shell(j);
		tell_refused(j);
	}
	exec_shell("/bin/sh", j->env);
	fault_set(f, FAULT_NO_SHELL, -ENOENT, "no shell");
	fault_why(f, "there is neither %s nor /bin/sh %s: the image has none",
		  *own ? escape(shown, sizeof(shown), own) : "a $SHELL",
		  place(j, where, sizeof(where)));
	hint_host(j, f);
	return -ENOENT;
}

int exec_command(struct join *j, struct fault *f)
{
	if (!j->req->command)
		return exec_any_shell(j, f);
	return not_executed(j, exec_words(j->req->command, j->env), f);
}

int exec_status(const struct fault *f, int failed)
{
	switch (f->code) {
	case FAULT_NOT_FOUND:
	case FAULT_NO_SHELL:
		return STATUS_NOT_FOUND;
	case FAULT_NOT_RUNNABLE:
		return STATUS_NOT_RUNNABLE;
	default:
		return failed;
	}
}
