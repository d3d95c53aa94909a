/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * deny RULE... -- COMMAND: runs it with those calls refused.
 *
 * A seccomp filter, as a container's profile has one; filter.h has the rules:
 *
 *	deny setns=ENOSYS ioctl@1:0xb701 -- uenter ...
 */
#include "filter.h"

int main(int argc, char **argv)
{
	struct program p = { .length = 0 };
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const struct rule rule = filter_rule(argv[i]);

		filter_add_rule(&p, &rule);
	}
	if (i + 1 >= argc)
		filter_die("no command");
	if (filter_install(&p, 0) < 0)
		filter_die("no seccomp filters here");
	execvp(argv[i + 1], argv + i + 1);
	filter_die("cannot run the command");
	return 2;
}
