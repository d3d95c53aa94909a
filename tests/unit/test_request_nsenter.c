/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The grammar under the name nsenter: its habits, its abbreviations. */
#include "config.h"
#include "requests.h"

static const struct request_row rows[] = {
	/* the first operand is the command */
	{ "a target and a command", "nsenter -n -t 42 ss -tln",
	  "enter -t 42, net, run ss -tln" },
	{ "the first operand is the command, a number too",
	  "nsenter -n -t 42 43", "enter -t 42, net, run 43" },
	{ "no command", "nsenter -n -t 42", "enter -t 42, net" },
	{ "-t behind the namespaces, or before", "nsenter -t 42 -n ss",
	  "enter -t 42, net, run ss" },
	{ "-t attached", "nsenter -nt42 ss", "enter -t 42, net, run ss" },
	{ "options end at the command", "nsenter -n -t 42 ss -t 43 -m",
	  "enter -t 42, net, run ss -t 43 -m" },
	{ "-- before the command", "nsenter -n -t 42 -- ss -t",
	  "enter -t 42, net, run ss -t" },
	{ "-- lets a command start with a dash", "nsenter -n -t 42 -- -x",
	  "enter -t 42, net, run -x" },
	{ "a FILE and a command", "nsenter --net=/x ss",
	  "enter nothing, net=/x, run ss" },
	{ "-Un is a cluster", "nsenter -t 42 -Un id",
	  "enter -t 42, user net, run id" },
	{ "all", "nsenter -a -t 42", "enter -t 42, all" },
	{ "all by its name", "nsenter --all --target=42", "enter -t 42, all" },
	{ "-N names one", "nsenter -N 3 -t 42", "enter -t 42, net, socket 3" },
	{ "--user-parent names one", "nsenter --user-parent -t 42",
	  "enter -t 42, user, 1 up" },
	{ "help needs nothing", "nsenter --help", "help" },
	{ "version needs nothing", "nsenter -V", "version" },
	/* what is missing */
	{ "no words", "nsenter",
	  "no target: -t PID says which process to enter" },
	{ "no -t", "nsenter -n 42 ss",
	  "no target: -t PID says which process to enter" },
	{ "no -t, and no operand", "nsenter -n",
	  "no target: -t PID says which process to enter" },
	{ "no namespace", "nsenter -t 42 ss",
	  "no namespace|none was named: -a is all of them" },
	{ "a root is no namespace", "nsenter -r -t 42 ls", "no namespace" },
	{ "nor is a directory, an id, a context, a cgroup",
	  "nsenter -w -S 0 -Z -c -t 42 ls", "no namespace" },
	{ "what is missing is said as under the other name",
	  "nsenter -n=/x -i ls", "there is no target to take it from" },
	{ "two targets", "nsenter -n -t 42 -t 43", "two targets were given" },
	{ "-W and -w", "nsenter -n -W=/x -w -t 42", "-W: contradicts -w" },
	/* beginnings of nsenter's long options */
	{ "--targ", "nsenter --net --targ 42", "enter -t 42, net" },
	{ "--t is two", "nsenter --net --t 42",
	  "--t: no such option; --target or --time would be" },
	{ "--net is whole, and not a beginning of --net-socket",
	  "nsenter --net -t 42", "enter -t 42, net" },
	{ "--net- is a beginning", "nsenter --net-=3 -t 42",
	  "enter -t 42, net, socket 3" },
	{ "--user is whole, and not a beginning of --user-parent",
	  "nsenter --user -t 42", "enter -t 42, user" },
	{ "--user- is a beginning", "nsenter --user- -t 42",
	  "enter -t 42, user, 1 up" },
	{ "--mo --ut --ip --pi --cg --ti",
	  "nsenter --mo --ut --ip --pi --cg --ti -t 42",
	  "enter -t 42, cgroup ipc uts time pid mnt" },
	{ "a beginning with its FILE", "nsenter --mou=/x ls",
	  "enter nothing, mnt=/x, run ls" },
	{ "--set is two, and not ours", "nsenter -U --set 5 -t 42",
	  "--set: no such option; --setuid or --setgid would be" },
	{ "--setu --setg", "nsenter -U --setu 5 --setg=6 -t 42",
	  "enter -t 42, user, uid 5, gid 6" },
	{ "--ro --wdn", "nsenter -m --ro --wdn=/x -t 42",
	  "enter -t 42, mnt, root the target's, inside /x" },
	{ "--wd is whole", "nsenter -m --wd -t 42",
	  "enter -t 42, mnt, directory the target's" },
	{ "--keep --join --fol", "nsenter -U --keep --join --fol -t 42",
	  "enter -t 42, user, cgroups, context, caps all" },
	{ "--al --he", "nsenter --al --he", "help" },
	/* ours do not make nsenter's ambiguous */
	{ "--preserve is nsenter's", "nsenter -U --preserve -t 42",
	  "enter -t 42, user, ids kept" },
	{ "--no is nsenter's", "nsenter -p --no -t 42",
	  "enter -t 42, pid, no fork" },
	{ "--e is nsenter's", "nsenter -n --e -t 42",
	  "enter -t 42, net, its environment" },
	{ "--ver is nsenter's", "nsenter --ver", "version" },
	{ "--c is nsenter's", "nsenter --c -t 42", "enter -t 42, cgroup" },
	/* nor are they to be abbreviated */
	{ "--explain is whole", "nsenter --explain -n -t 42",
	  "explain -t 42, net" },
	{ "--expl is not", "nsenter --expl -n -t 42",
	  "--expl: no such option" },
	{ "--pt is not", "nsenter --pt -n -t 42", "--pt: no such option" },
	{ "--expose is not", "nsenter --expose -p -t 42",
	  "--expose: no such option" },
	{ "--sete is not", "nsenter -n --sete A=1 -t 42",
	  "--sete: no such option" },
	{ "an unknown one", "nsenter --nett -t 42",
	  "--nett: no such option; the nearest is --net" },
};

/* What holds for the other name alone must not be promised here. */
static void the_help_is_of_this_name(void **state)
{
	static char text[8192];
	FILE *to = fmemopen(text, sizeof(text), "w");

	(void)state;
	request_help("nsenter", to);
	fclose(to);
	expect_mentions(text, "Usage: nsenter [options] |-t TARGET [COMMAND|"
			      "-t, --target|-N, --net-socket|127");
	if (strstr(text, "nsenter [options] TARGET"))
		fail_msg("the first operand is no target: %s", text);
	if (strstr(text, "all that differ are"))
		fail_msg("nothing named is refused: %s", text);
	if (strstr(text, "125"))
		fail_msg("its own failures are 1: %s", text);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, request_check);
	table_add(&table, "the help is of this name", the_help_is_of_this_name,
		  NULL);
	return table_run("request: nsenter", &table);
}
