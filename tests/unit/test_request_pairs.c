/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every two options, in both orders: which are refused, and none by order. */
#include "config.h"
#include "requests.h"

/* Each option, with each kind of value that it takes. */
static const char *const options[] = {
	"-a",
	"-U",
	"-C",
	"-i",
	"-u",
	"-n",
	"-T",
	"-p",
	"-m",
	"-U=/x",
	"-C=/x",
	"-i=/x",
	"-u=/x",
	"-n=/x",
	"-T=/x",
	"-p=/x",
	"-m=/x",
	"-U=/y",
	"-n=/y",
	"-S1",
	"-S2",
	"-Sann",
	"-Sfollow",
	"-G1",
	"-Gstaff",
	"-Gfollow",
	"--preserve-credentials",
	"-r",
	"-r=/x",
	"-w",
	"-w=/x",
	"-W",
	"-W=/x",
	"-e",
	"--env=host",
	"--setenv=A=1",
	"--setenv=A=2",
	"--setenv=AB=2",
	"-F",
	"-N3",
	"-N4",
	"--user-parent",
	"-c",
	"-c=require",
	"-Z",
	"--caps=all",
	"--keep-caps",
	"--caps=target",
	"--caps=none",
	"--read-only",
	"--mount-ro",
	"--host-tools",
	"--host-tools=/x",
	"--host-tools=/x,follow",
	"--preserve-fds=0",
	"--preserve-fds=1",
	"--preserve-fds=2",
	"--pty",
	"--no-pty",
	"--expose-host",
	"--explain",
	"--explain=json",
	"-v",
	"-v=json",
	"-t42",
	"-t43",
};

/*
 * The pairs that are refused: one of the first with one of the second, where
 * a word stands for all that begin so, or, with a ! behind it, for itself
 * alone. Any other two go together.
 */
static const struct pair {
	const char *name, *one, *other, *why;
} pairs[] = {
	{ "two targets", "-t", "-t", "two targets" },
	{ "ids are kept or set", "--preserve-credentials", "-S -G",
	  "contradicts -S and -G" },
	{ "two uids", "-S", "-S", "twice" },
	{ "two gids", "-G", "-G", "twice" },
	{ "two roots", "-r", "-r", "twice" },
	{ "two directories", "-w", "-w", "twice" },
	{ "two directories inside", "-W", "-W", "twice" },
	{ "a directory from here and one inside", "-w", "-W",
	  "-W: contradicts -w" },
	{ "two environments", "-e", "--env=host", "(-e)|(--env=host)" },
	{ "two values of a variable", "--setenv=A=1", "--setenv=A=2",
	  "two values" },
	{ "two networks by socket", "-N", "-N", "twice" },
	{ "a network by socket, and one by FILE", "-N",
	  "-n=", "-N: contradicts -n=FILE" },
	{ "two files of a user namespace", "-U=", "-U=", "two files" },
	{ "two files of a cgroup namespace", "-C=", "-C=", "two files" },
	{ "two files of an ipc namespace", "-i=", "-i=", "two files" },
	{ "two files of a uts namespace", "-u=", "-u=", "two files" },
	{ "two files of a network", "-n=", "-n=", "two files" },
	{ "two files of a time namespace", "-T=", "-T=", "two files" },
	{ "two files of a pid namespace", "-p=", "-p=", "two files" },
	{ "two files of a mount namespace", "-m=", "-m=", "two files" },
	{ "all capabilities and the target's", "--caps=all --keep-caps",
	  "--caps=target", "two different sets" },
	{ "all capabilities and none", "--caps=all --keep-caps", "--caps=none",
	  "two different sets" },
	{ "the target's capabilities and none", "--caps=target", "--caps=none",
	  "two different sets" },
	{ "read-only, and all capabilities", "--read-only --mount-ro",
	  "--caps=all --keep-caps", "--read-only: contradicts --caps=all" },
	{ "read-only, and a root from here", "--read-only --mount-ro",
	  "-r=", "--read-only: contradicts -r=DIR" },
	{ "read-only, and a directory from here", "--read-only --mount-ro",
	  "-w=", "--read-only: contradicts -w=DIR" },
	{ "host tools, and the target's mounts", "--host-tools", "-m",
	  "--host-tools: contradicts -m" },
	{ "host tools, and a root", "--host-tools", "-r",
	  "--host-tools: contradicts -r" },
	{ "host tools, and a directory outside", "--host-tools", "-w",
	  "--host-tools: contradicts -w" },
	{ "host tools, and no fork", "--host-tools", "-F",
	  "--host-tools: contradicts -F" },
	{ "host tools at /mnt and at /x", "--host-tools!",
	  "--host-tools=", "two directories" },
	{ "host tools with links and without", "--host-tools=/x!",
	  "--host-tools=/x,follow", "two directories" },
	{ "0 descriptors and 1", "--preserve-fds=0", "--preserve-fds=1",
	  "two numbers" },
	{ "0 descriptors and 2", "--preserve-fds=0", "--preserve-fds=2",
	  "two numbers" },
	{ "1 descriptor and 2", "--preserve-fds=1", "--preserve-fds=2",
	  "two numbers" },
	{ "a terminal of its own, and not", "--pty", "--no-pty",
	  "--pty: contradicts --no-pty" },
	{ "explained in words and in JSON", "--explain!", "--explain=json",
	  "--explain: words and JSON" },
	{ "verbose in words and in JSON", "-v!", "-v=json",
	  "-v: words and JSON" },
	{ "no fork, and a terminal to serve", "-F", "--pty",
	  "-F: contradicts --pty" },
};

static bool begins_with_one(const char *option, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		bool whole = n && words[n - 1] == '!';

		if (strncmp(option, words, n - whole) == 0 &&
		    (!whole || !option[n - 1]))
			return true;
		words += n + (words[n] == ' ');
	}
	return false;
}

static const struct pair *refused(const char *one, const char *other)
{
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		const struct pair *p = &pairs[i];

		if ((begins_with_one(one, p->one) &&
		     begins_with_one(other, p->other)) ||
		    (begins_with_one(other, p->one) &&
		     begins_with_one(one, p->other)))
			return p;
	}
	return NULL;
}

/* What is understood, or why not, of "-t 9" and the two. */
static int understand(const char *one, const char *other, struct text *got)
{
	struct request req = { .program = NULL };
	struct fault f = FAULT_INIT;
	struct words w;
	char line[256];
	/* but where the two say it, there is a target */
	bool targets = strncmp(one, "-t", 2) == 0 ||
		       strncmp(other, "-t", 2) == 0;
	int r;

	snprintf(line, sizeof(line), "uenter %s %s %s id", one, other,
		 targets ? "" : "-t 9");
	r = request_parse(words_split(&w, line), &req, &f);
	if (r == 0)
		request_render(got, &req);
	else
		text_add(got, "%s: %s", f.what, f.why);
	return r;
}

/* --setenv keeps its order, which changes nothing. */
static bool both_set(const char *one, const char *other)
{
	return strncmp(one, "--setenv", 8) == 0 &&
	       strncmp(other, "--setenv", 8) == 0;
}

static void check_pair(const char *one, const char *other)
{
	struct text here = TEXT_INIT, there = TEXT_INIT;
	const struct pair *p = refused(one, other);
	int r = understand(one, other, &here);

	if (understand(other, one, &there) != r ||
	    (strcmp(here.buf, there.buf) != 0 && !both_set(one, other) &&
	     !strstr(here.buf, "two files")))
		fail_msg("order decides on %s and %s:\n%s\n%s", one, other,
			 here.buf, there.buf);
	if (!p && r != 0)
		fail_msg("%s and %s: %s", one, other, here.buf);
	if (!p)
		return;
	if (r == 0)
		fail_msg("%s and %s are not refused: %s", one, other, here.buf);
	expect_mentions(here.buf, p->why);
}

static void pair_by_pair(void **state)
{
	const char *const *one = *state;

	for (size_t i = 0; i < ARRAY_SIZE(options); i++)
		check_pair(*one, options[i]);
}

/* A pair that no two options make would say nothing. */
static void is_made(void **state)
{
	const struct pair *p = *state;

	for (size_t i = 0; i < ARRAY_SIZE(options); i++) {
		for (size_t k = 0; k < ARRAY_SIZE(options); k++) {
			if (begins_with_one(options[i], p->one) &&
			    begins_with_one(options[k], p->other))
				return;
		}
	}
	fail_msg("no options are %s", p->name);
}

int main(void)
{
	static struct table table;

	for (size_t i = 0; i < ARRAY_SIZE(options); i++)
		table_add(&table, options[i], pair_by_pair,
			  (void *)(uintptr_t)&options[i]);
	TABLE_ROWS(&table, pairs, is_made);
	return table_run("request: pairs", &table);
}
