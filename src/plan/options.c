/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The options of uenter: one table, the scanner's and the help's. */
#include "config.h"
#include "plan/options.h"
#include "base/cleanup.h"
#include "plan/request.h"

static const struct opt rows[] = {
	{ OPT_TARGET, 't', "target", OPT_REQUIRED, "TARGET",
	  "the process to enter" },
	{ OPT_ALL, 'a', "all", OPT_NONE, NULL, "enter all namespaces" },
	{ OPT_SETUID, 'S', "setuid", OPT_REQUIRED, "UID|follow",
	  "run with that uid inside" },
	{ OPT_SETGID, 'G', "setgid", OPT_REQUIRED, "GID|follow",
	  "run with that gid inside" },
	{ OPT_KEEP_IDS, '\0', "preserve-credentials", OPT_NONE, NULL,
	  "keep the caller's ids and groups" },
	{ OPT_ROOT, 'r', "root", OPT_OPTIONAL, "DIR",
	  "change the root to the target's, or DIR" },
	{ OPT_WD, 'w', "wd", OPT_OPTIONAL, "DIR",
	  "start in the target's directory, or DIR" },
	{ OPT_ENV, 'e', "env", OPT_NONE, NULL,
	  "take the target's environment" },
	{ OPT_NO_FORK, 'F', "no-fork", OPT_NONE, NULL,
	  "do not fork: the children are in the pid namespace" },
	{ OPT_CAPS, '\0', "caps", OPT_REQUIRED, "SET",
	  "all, target (what its bounding set has) or none" },
	{ OPT_KEEP_CAPS, '\0', "keep-caps", OPT_NONE, NULL,
	  "the same as --caps=all" },
	{ OPT_EXPOSE_HOST, '\0', "expose-host", OPT_NONE, NULL,
	  "allow -p where the target can reach the command" },
	{ OPT_EXPLAIN, '\0', "explain", OPT_NONE, NULL,
	  "say what would be done, and do nothing" },
	{ OPT_VERBOSE, 'v', "verbose", OPT_NONE, NULL, "say each step" },
	{ OPT_HELP, 'h', "help", OPT_NONE, NULL, "this text" },
	{ OPT_VERSION, 'V', "version", OPT_NONE, NULL, "the version" },
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
		table[n++] = (struct opt){ OPT_NS + t,
					   ns_infos[t].letter,
					   ns_infos[t].option,
					   OPT_OPTIONAL,
					   "FILE",
					   ns_help[t] };
	for (size_t i = 2; i < ARRAY_SIZE(rows); i++)
		table[n++] = rows[i];
	table[n] = (struct opt){ 0 };
}

void request_help(const char *program, FILE *to)
{
	struct opt table[OPTIONS_MAX];

	options_table(table);
	fprintf(to,
		"Usage: %s [options] TARGET [COMMAND [ARGUMENT...]]\n"
		"       %s [options] -t TARGET [COMMAND [ARGUMENT...]]\n\n"
		"Enter the namespaces of a process you own, without root.\n\n"
		"TARGET is a PID, PID:INODE (pinned), a namespace inode, or "
		"ns:INODE.\nWithout a namespace option, all that differ are "
		"entered.\n\n",
		program, program);
	opts_help(table, to);
	fputs("\nExit status: the command's; 125 uenter failed or refused, "
	      "126 the command\ncannot be run, 127 it was not found.\n",
	      to);
}
