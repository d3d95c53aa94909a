/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The options of uenter: one table, the scanner's and the help's. */
#include "config.h"
#include "plan/options.h"
#include "base/cleanup.h"
#include "plan/request.h"

/* Those of nsenter(1) may be abbreviated under its name; ours never. */
static const struct opt rows[] = {
	{ OPT_TARGET, 't', "target", OPT_REQUIRED, "TARGET",
	  "the process to enter", false },
	{ OPT_ALL, 'a', "all", OPT_NONE, NULL, "enter all namespaces", false },
	{ OPT_EACH, '\0', "each", OPT_REQUIRED, "PATTERN",
	  "enter each whose name matches that glob", true },
	{ OPT_JOBS, '\0', "jobs", OPT_REQUIRED, "N",
	  "of those, N at a time (default 1)", true },
	{ OPT_SETUID, 'S', "setuid", OPT_REQUIRED, "USER|follow",
	  "run as that uid, or name of the target's passwd", false },
	{ OPT_SETGID, 'G', "setgid", OPT_REQUIRED, "GROUP|follow",
	  "run with that gid, or name of its group file", false },
	{ OPT_KEEP_IDS, '\0', "preserve-credentials", OPT_NONE, NULL,
	  "keep the caller's ids and groups", false },
	{ OPT_ROOT, 'r', "root", OPT_OPTIONAL, "DIR",
	  "change the root to the target's, or DIR", false },
	{ OPT_WD, 'w', "wd", OPT_OPTIONAL, "DIR",
	  "start in the target's directory, or DIR of here", false },
	{ OPT_WDNS, 'W', "wdns", OPT_OPTIONAL, "DIR",
	  "start in the directory DIR (default /) of there", false },
	{ OPT_ENV, 'e', "env", OPT_OPTIONAL, "host",
	  "the target's environment, or the caller's", false },
	{ OPT_SETENV, '\0', "setenv", OPT_REQUIRED, "NAME=VALUE",
	  "add to the environment", true },
	{ OPT_NO_FORK, 'F', "no-fork", OPT_NONE, NULL,
	  "do not fork: its children are in the namespace", false },
	{ OPT_NET_SOCKET, 'N', "net-socket", OPT_REQUIRED, "FD",
	  "enter the network of that socket of the target", false },
	{ OPT_USER_PARENT, '\0', "user-parent", OPT_NONE, NULL,
	  "enter the parent of the user namespace", false },
	{ OPT_JOIN_CGROUP, 'c', "join-cgroup", OPT_OPTIONAL, "require",
	  "join the cgroups of the target", false },
	{ OPT_FOLLOW_CONTEXT, 'Z', "follow-context", OPT_NONE, NULL,
	  "run in its SELinux or AppArmor context", false },
	{ OPT_CAPS, '\0', "caps", OPT_REQUIRED, "SET",
	  "all, target (what its bounding set has) or none", true },
	{ OPT_KEEP_CAPS, '\0', "keep-caps", OPT_NONE, NULL,
	  "the same as --caps=all", false },
	{ OPT_READ_ONLY, '\0', "read-only", OPT_OPTIONAL, "mounts",
	  "change nothing there; or the mounts alone", true },
	{ OPT_MOUNT_RO, '\0', "mount-ro", OPT_OPTIONAL, "mounts",
	  "the same as --read-only", true },
	{ OPT_RESOLV, '\0', "resolv", OPT_NONE, NULL,
	  "with -n: resolve names as the target does", true },
	{ OPT_HOST_TOOLS, '\0', "host-tools", OPT_OPTIONAL, "DIR[,follow]",
	  "keep your own files, and have its at DIR (/mnt)", true },
	{ OPT_PRESERVE_FDS, '\0', "preserve-fds", OPT_REQUIRED, "N",
	  "keep descriptors 3 to N+2", true },
	{ OPT_PTY, '\0', "pty", OPT_NONE, NULL,
	  "a session and terminal of its own", true },
	{ OPT_NO_PTY, '\0', "no-pty", OPT_NONE, NULL,
	  "leave it the caller's terminal", true },
	{ OPT_EXPOSE_HOST, '\0', "expose-host", OPT_NONE, NULL,
	  "allow -p where the target can reach the command", true },
	{ OPT_EXPLAIN, '\0', "explain", OPT_WORD, "json",
	  "say what would be done, and do nothing", true },
	{ OPT_DOCTOR, '\0', "doctor", OPT_WORD, "json",
	  "say what this machine is able to, and why not", true },
	{ OPT_VERBOSE, 'v', "verbose", OPT_WORD, "json", "say each step",
	  true },
	{ OPT_HELP, 'h', "help", OPT_NONE, NULL, "this text", false },
	{ OPT_VERSION, 'V', "version", OPT_NONE, NULL, "the version", false },
};

_Static_assert(ARRAY_SIZE(rows) + NS_COUNT + 1 <= OPTIONS_MAX,
	       "room for the rows, the eight, and the end");

static const char *const ns_help[NS_COUNT] = {
	[NS_USER] = "enter the user namespace",
	[NS_CGROUP] = "enter the cgroup namespace",
	[NS_IPC] = "enter the System V and POSIX IPC namespace",
	[NS_UTS] = "enter the namespace of the host name",
	[NS_NET] = "enter the network namespace",
	[NS_TIME] = "enter the time namespace",
	[NS_PID] = "enter the pid namespace",
	[NS_MNT] = "enter the mount namespace",
};

/* -t, -a, then the eight, then the rest: the order of the help. */
void options_table(struct opt table[OPTIONS_MAX])
{
	size_t n = 0;

	table[n++] = rows[0];
	table[n++] = rows[1];
	for (int t = NS_COUNT - 1; t >= 0; t--)
		table[n++] = (struct opt){
			OPT_NS + t,   ns_infos[t].letter, ns_infos[t].option,
			OPT_OPTIONAL, "FILE|:NSID",	  ns_help[t],
			false
		};
	for (size_t i = 2; i < ARRAY_SIZE(rows); i++)
		table[n++] = rows[i];
	table[n] = (struct opt){ .key = 0 };
}

const struct opt_habit options_habits[] = {
	{ "workdir", "wdns", "docker's is --wdns here" },
	{ "tty", "pty", "docker's is --pty here" },
	{ "privileged", "caps=all", "docker's is --caps=all here" },
	{ "container", "target", "the container is --target" },
	{ "name", "target", "the container is --target" },
	{ "mnt", "mount", "it is spelled --mount" },
	{ "ro", "read-only", "it is spelled --read-only" },
	{ "readonly", "read-only", "it is spelled --read-only" },
	{ "resolve", "resolv", "it is spelled --resolv" },
	{ "dns", "resolv", "its name servers come with -n --resolv" },
	{ "tools", "host-tools", "it is spelled --host-tools" },
	{ "hostname", "uts", "the host name's is --uts" },
	{ "interactive", NULL, "standard input stays open as it is" },
	{ "detach", NULL, "a shell's & puts it in the background" },
	{ "d", NULL, "a shell's & puts it in the background" },
	{ "fork", NULL, "-p makes a child by itself" },
	{ "f", NULL, "-p makes a child by itself" },
	{ "R", "root", "unshare's is -r here" },
	{ NULL, NULL, NULL },
};

static void help_usage(const struct defaults *d, const char *program, FILE *to)
{
	fputs("Usage: ", to);
	if (d->operand_is_target)
		fprintf(to,
			"%s [options] TARGET [COMMAND [ARGUMENT...]]\n"
			"       ",
			program);
	fprintf(to,
		"%s [options] -t TARGET [COMMAND [ARGUMENT...]]\n\n"
		"Enter the namespaces of a process you own, without root.\n\n"
		"TARGET is a container or sandbox of any engine: NAME, ID or "
		"a unique\nbeginning of it, ENGINE:NAME; NAME/N, process N "
		"inside; @ENGINE, its own\nnamespaces; a PID, PID:INODE "
		"(pinned), a namespace inode, or ns:INODE.\n",
		program);
	if (d->enters_all)
		fputs("Without a namespace option, all that differ are "
		      "entered. Without any word,\nwhat may be entered is "
		      "listed.\n",
		      to);
	fputc('\n', to);
}

void request_help(const char *program, FILE *to)
{
	const struct defaults *d = defaults_of(program);
	struct opt table[OPTIONS_MAX];

	options_table(table);
	help_usage(d, program, to);
	opts_help(table, to);
	fprintf(to,
		"\nExit status: the command's; %d %s failed or refused, 126 "
		"the command\ncannot be run, 127 it was not found.\n",
		d->failed, d->name);
}
