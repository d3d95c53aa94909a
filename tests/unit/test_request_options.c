/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options that came later: each spelling, each contradiction. */
#include "config.h"
#include "requests.h"

#define LONG64 \
	"0123456789012345678901234567890123456789012345678901234567890123"

static const struct request_row rows[] = {
	/* -S and -G by name */
	{ "a name with a dash and a dot", "uenter -S www-data.x 42",
	  "enter 42, uid named www-data.x" },
	{ "a name that starts with a digit", "uenter -S 3com 42",
	  "enter 42, uid named 3com" },
	{ "a name that follows one does not follow", "uenter -S follower 42",
	  "enter 42, uid named follower" },
	{ "a number in hexadecimal is a name", "uenter -G 0x10 42",
	  "enter 42, gid named 0x10" },
	{ "leading zeros are a number", "uenter -S 007 42", "enter 42, uid 7" },
	{ "a number is never a name: too large",
	  "uenter -S 99999999999999999999 42",
	  "-S '99999999999999999999': an id is a number from 0 to "
	  "4294967294, a name in the target, or 'follow' for its own" },
	{ "a name with a colon", "uenter -S a:b 42", "-S 'a:b': an id is" },
	{ "a name with a slash", "uenter -G a/b 42", "-G 'a/b': an id is" },
	{ "a name with a space", "uenter -S 'a b' 42", "-S 'a b': an id is" },
	{ "a name with a line end", "uenter -S $'a\\x0a' 42", "an id is" },
	{ "a name with a byte of 127", "uenter -S $'a\\x7f' 42", "an id is" },
	{ "a name with a dash first", "uenter -S -x 42", "-S '-x': an id is" },
	{ "a number with a plus", "uenter -S +7 42",
	  "-S '+7': an id is a number from 0 to 4294967294" },
	{ "a line of NIS", "uenter -G +@staff 42", "-G '+@staff': an id is" },
	{ "a name of 256 bytes",
	  "uenter -S " LONG64 LONG64 LONG64 LONG64 "x 42", "an id is" },
	{ "a name and ids kept", "uenter --preserve-credentials -S ann 42",
	  "--preserve-credentials: contradicts -S and -G" },
	{ "a name twice", "uenter -S ann -S ann 42", "-S: it was given twice" },
	{ "a name, and a number", "uenter -S ann -S 5 42",
	  "-S: it was given twice" },
	{ "nobody's names", "uenter -n=/x -S ann",
	  "there is no target to follow, or to look a name up in" },
	{ "nobody's groups", "uenter -n=/x -G adm",
	  "there is no target to follow, or to look a name up in" },
	/* -W */
	{ "-W is /", "uenter -W 42", "enter 42, inside /" },
	{ "-W=DIR", "uenter -W=/srv 42", "enter 42, inside /srv" },
	{ "-W/DIR", "uenter -W/srv 42", "enter 42, inside /srv" },
	{ "--wdns", "uenter --wdns 42", "enter 42, inside /" },
	{ "--wdns=DIR", "uenter --wdns=srv 42", "enter 42, inside srv" },
	{ "-W= is / too, and not an empty path", "uenter -W= 42",
	  "enter 42, inside /" },
	{ "-W needs no target", "uenter -m=/x -W=/y ls",
	  "enter nothing, mnt=/x, inside /y, run ls" },
	{ "-Wn is a cluster", "uenter -Wn 42", "enter 42, net, inside /" },
	{ "-W twice", "uenter -W -W=/x 42", "-W: it was given twice" },
	{ "-W and -w", "uenter -W -w 42",
	  "-W: contradicts -w: one of them says where to start" },
	{ "-w=DIR and -W=DIR", "uenter -w=/x -W=/y 42", "-W: contradicts -w" },
	/* read-only */
	{ "--read-only", "uenter --read-only 42", "enter 42, read-only" },
	{ "--read-only=mounts", "uenter --read-only=mounts 42 ls",
	  "enter 42, read-only mounts, run ls" },
	{ "--mount-ro is the same", "uenter --mount-ro 42",
	  "enter 42, read-only" },
	{ "twice the same", "uenter --read-only --mount-ro 42",
	  "enter 42, read-only" },
	{ "read-only, of another kind", "uenter --read-only=all 42",
	  "--read-only: takes mounts, or nothing" },
	{ "read-only, empty", "uenter --mount-ro= 42",
	  "--read-only: takes mounts, or nothing" },
	{ "all of it, and the mounts alone",
	  "uenter --read-only --read-only=mounts 42",
	  "--read-only: all of it, and the mounts alone, were both asked" },
	{ "the mounts alone, and all of it",
	  "uenter --mount-ro=mounts --read-only 42",
	  "--read-only: all of it, and the mounts alone, were both asked" },
	{ "the target's own directory and root are no contradiction",
	  "uenter --read-only -r -w -e --caps=none 42",
	  "enter 42, root the target's, directory the target's, its "
	  "environment, caps none, read-only" },
	/* names */
	{ "--resolv", "uenter -n --resolv 42 ls",
	  "enter 42, net, resolving, run ls" },
	{ "--resolv twice", "uenter --resolv -n --resolv 42",
	  "enter 42, net, resolving" },
	{ "--resolv by nsenter, which may shorten its own words alone",
	  "nsenter -n --resolv -t 42", "enter -t 42, net, resolving" },
	{ "--resolv beside others", "uenter -n -u -i -W=/x --resolv 42",
	  "enter 42, ipc uts net, inside /x, resolving" },
	{ "--resolv of a socket's network", "uenter -N3 --resolv 42",
	  "enter 42, net, socket 3, resolving" },
	{ "--resolv of all", "uenter --resolv 42",
	  "--resolv: contradicts -m (and -a, and no namespace named)" },
	{ "--resolv and -a", "uenter -a --resolv 42",
	  "--resolv: contradicts -m" },
	{ "--resolv and -m", "uenter -n -m --resolv 42",
	  "--resolv: contradicts -m" },
	{ "--resolv without a network", "uenter -u --resolv 42",
	  "--resolv: goes with -n" },
	{ "--resolv and a root", "uenter -n -r=/x --resolv 42",
	  "--resolv: contradicts -r" },
	{ "--resolv and a directory", "uenter -n -w --resolv 42",
	  "--resolv: contradicts -w" },
	{ "--resolv and --read-only", "uenter -n --read-only --resolv 42",
	  "--resolv: contradicts --read-only" },
	{ "--resolv of FILEs alone", "uenter -n=/x --resolv ls",
	  "-r, -w, -Z, --caps=target or --resolv: there is no target" },
	{ "--resolv with a value", "uenter -n --resolv=web 42", "--resolv" },
	/* environment */
	{ "--env=host", "uenter --env=host 42", "enter 42, our environment" },
	{ "-e=host", "uenter -e=host 42", "enter 42, our environment" },
	{ "--env=host twice", "uenter --env=host -e=host 42",
	  "enter 42, our environment" },
	{ "--env=host needs no target", "uenter -n=/x --env=host",
	  "enter nothing, net=/x, our environment" },
	{ "--env of something else", "uenter --env=target 42",
	  "--env: takes host, or nothing for the target's" },
	{ "--env of nothing", "uenter --env= 42", "--env: takes host" },
	{ "theirs and ours", "uenter -e --env=host 42",
	  "--env: the target's (-e) and the host's (--env=host)" },
	{ "ours and theirs", "uenter --env=host -e 42",
	  "--env: the target's (-e) and the host's (--env=host)" },
	{ "--setenv", "uenter --setenv A=1 42", "enter 42, set A=1" },
	{ "several, in their order", "uenter --setenv=B=1 --setenv=A= 42",
	  "enter 42, set B=1, set A=" },
	{ "the same again", "uenter --setenv=A=1 --setenv=A=1 42",
	  "enter 42, set A=1, set A=1" },
	{ "another value for the same name",
	  "uenter --setenv=A=1 --setenv=A=12 42",
	  "--setenv: two values were given for one name" },
	{ "a longer name is another one",
	  "uenter --setenv=A=1 --setenv=AA=12 42",
	  "enter 42, set A=1, set AA=12" },
	{ "= in its value", "uenter --setenv A=b=c 42", "enter 42, set A=b=c" },
	{ "--setenv beside -e", "uenter -e --setenv A=1 42",
	  "enter 42, its environment, set A=1" },
	{ "--setenv without a value", "uenter --setenv A 42",
	  "--setenv: takes NAME=VALUE" },
	{ "--setenv without a name", "uenter --setenv =1 42",
	  "--setenv: takes NAME=VALUE" },
	{ "--setenv of nothing", "uenter --setenv '' 42",
	  "--setenv: takes NAME=VALUE" },
	{ "--setenv at the end", "uenter --setenv",
	  "--setenv: needs a value: --setenv NAME=VALUE" },
	/* -N */
	{ "-N", "uenter -N 3 42", "enter 42, net, socket 3" },
	{ "-N attached", "uenter -N0 42", "enter 42, net, socket 0" },
	{ "--net-socket", "uenter --net-socket=9 42",
	  "enter 42, net, socket 9" },
	{ "-N and -n", "uenter -n -N 3 42", "enter 42, net, socket 3" },
	{ "-N and -a", "uenter -a -N 3 42", "enter 42, all net, socket 3" },
	{ "the largest descriptor", "uenter -N 2147483647 42",
	  "enter 42, net, socket 2147483647" },
	{ "one past it", "uenter -N 2147483648 42",
	  "-N: takes the number of a descriptor that the target has open" },
	{ "-N with a sign", "uenter -N -1 42", "-N: takes the number" },
	{ "-N of a word", "uenter -N eth0 42", "-N: takes the number" },
	{ "-N of nothing", "uenter -N '' 42", "-N: takes the number" },
	{ "-N twice", "uenter -N 3 -N 3 42", "-N: it was given twice" },
	{ "-N of 0 twice", "uenter -N 0 -N 1 42", "-N: it was given twice" },
	{ "nobody's socket", "uenter -i=/x -N 3 ls", "there is no target" },
	{ "nobody's socket, beside a network by FILE", "uenter -n=/x -N 3 ls",
	  "" },
	{ "a network by socket and by FILE", "uenter -N 3 -n=/x -t 42",
	  "contradicts" },
	/* --user-parent */
	{ "--user-parent", "uenter --user-parent 42", "enter 42, user, 1 up" },
	{ "each is a level", "uenter --user-parent --user-parent 42",
	  "enter 42, user, 2 up" },
	{ "with -U", "uenter -U --user-parent 42", "enter 42, user, 1 up" },
	{ "before -U", "uenter --user-parent -U 42", "enter 42, user, 1 up" },
	{ "of a FILE", "uenter -U=/x --user-parent ls",
	  "enter nothing, user=/x, 1 up, run ls" },
	{ "before its FILE", "uenter --user-parent -U=/x ls",
	  "enter nothing, user=/x, 1 up, run ls" },
	{ "of nobody", "uenter -n=/x --user-parent ls", "there is no target" },
	{ "it takes no value", "uenter --user-parent=2 42", "takes no value" },
	/* -c, -Z */
	{ "-c", "uenter -c 42", "enter 42, cgroups" },
	{ "--join-cgroup", "uenter --join-cgroup 42", "enter 42, cgroups" },
	{ "--join-cgroup=require", "uenter --join-cgroup=require 42",
	  "enter 42, cgroups required" },
	{ "-c=require", "uenter -c=require 42", "enter 42, cgroups required" },
	{ "to insist counts, first", "uenter -c=require -c 42",
	  "enter 42, cgroups required" },
	{ "to insist counts, last", "uenter -c -c=require 42",
	  "enter 42, cgroups required" },
	{ "-c of something else", "uenter -c=try 42",
	  "--join-cgroup: takes require, or nothing" },
	{ "nobody's cgroups", "uenter -n=/x -c", "there is no target" },
	{ "-cn is a cluster", "uenter -cn 42", "enter 42, net, cgroups" },
	{ "-Z", "uenter -Z 42", "enter 42, context" },
	{ "--follow-context", "uenter --follow-context 42",
	  "enter 42, context" },
	{ "nobody's context", "uenter -n=/x -Z", "there is no target" },
	/* terminal, descriptors */
	{ "--pty", "uenter --pty 42", "enter 42, pty" },
	{ "--no-pty", "uenter --no-pty 42", "enter 42, no pty" },
	{ "--pty twice", "uenter --pty --pty 42", "enter 42, pty" },
	{ "--pty and --no-pty", "uenter --pty --no-pty 42",
	  "--pty: contradicts --no-pty" },
	{ "--no-pty and --pty", "uenter --no-pty --pty 42",
	  "--pty: contradicts --no-pty" },
	{ "--preserve-fds", "uenter --preserve-fds=2 42", "enter 42, fds 2" },
	{ "--preserve-fds and its word", "uenter --preserve-fds 2 42",
	  "enter 42, fds 2" },
	{ "--preserve-fds=0 is none", "uenter --preserve-fds=0 42",
	  "enter 42" },
	{ "--preserve-fds of the most", "uenter --preserve-fds=1048576 42",
	  "enter 42, fds 1048576" },
	{ "--preserve-fds of more", "uenter --preserve-fds=1048577 42",
	  "--preserve-fds: takes how many descriptors from 3 on are kept" },
	{ "--preserve-fds of a word", "uenter --preserve-fds=all 42",
	  "--preserve-fds: takes how many" },
	{ "--preserve-fds with a sign", "uenter --preserve-fds=-1 42",
	  "--preserve-fds: takes how many" },
	{ "--preserve-fds, the same twice",
	  "uenter --preserve-fds=1 --preserve-fds=1 42", "enter 42, fds 1" },
	{ "--preserve-fds of two numbers",
	  "uenter --preserve-fds=1 --preserve-fds=2 42", "--preserve-fds: " },
};

/* 64 fit, and the next is refused, not dropped. */
static void there_is_room_for_many_assignments(void **state)
{
	static char program[] = "uenter", option[] = "--setenv=A=1",
		    target[] = "42";
	char *argv[SETENV_MAX + 4] = { program };
	struct fault f = FAULT_INIT;
	struct request req;
	size_t n = 1;

	(void)state;
	while (n <= SETENV_MAX)
		argv[n++] = option;
	argv[n] = target;
	assert_int_equal(request_parse(argv, &req, &f), 0);
	assert_int_equal(req.setenv_count, SETENV_MAX);
	argv[n++] = option;
	argv[n] = target;
	assert_int_equal(request_parse(argv, &req, &f), -EINVAL);
	expect_text(f.what, "--setenv");
	expect_text(f.why, "may be given 64 times");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, request_check);
	table_add(&table, "there is room for many assignments",
		  there_is_room_for_many_assignments, NULL);
	return table_run("request: options", &table);
}
