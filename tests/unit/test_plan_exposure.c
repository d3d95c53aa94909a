/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The caller's files in the target's pid namespace: who there could reach
 * them through the command, and when it is refused for that.
 */
#include "config.h"
#include "plan/plan.h"
#include "render.h"

#define ROOT "uid=0 gid=0 caps=all "
/* a container whose root is the caller, with files and pids of its own */
#define BOX "A:1000 user=A map=0:1000:1 mnt=A pid=A net=A "
#define TWO "A:1000 B:1000<A user=B map=1000:1000:1 mnt=B pid=B "
/* its files are the caller's own */
#define SHARED "A:1000 user=A pid=A "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	{ "nobody there can trace", BOX, "uenter -p 42", "enters" },
	{ "somebody there can trace", BOX "tracer=A:77", "uenter -p 42",
	  "process 77 there may have cap_sys_ptrace" },
	{ "all of it is named in one line", BOX "tracer=A:77",
	  "uenter -n -p 42 ps", "process 77 there may have cap_sys_ptrace" },
	{ "with mnt the files are the target's", BOX "tracer=A:77",
	  "uenter -m -p 42", "enters" },
	{ "with everything too", BOX "tracer=A:77", "uenter -a 42", "enters" },
	{ "without pid nothing in it reaches", BOX "tracer=A:77",
	  "uenter -n 42", "enters" },
	{ "a root alone does not hide the command", BOX "tracer=A:77",
	  "uenter -p -r 42", "process 77 there may have cap_sys_ptrace" },
	{ "-F does not either: the children are there", BOX "tracer=A:77",
	  "uenter -p -F 42", "process 77 there may have cap_sys_ptrace" },
	{ "allowed where it was asked for", BOX "tracer=A:77",
	  "uenter -p --expose-host 42", "enters" },
	{ "nobody looked: it might be so", BOX "unscanned", "uenter -p 42",
	  "its processes could not be looked through" },
	{ "nobody looked, and it is allowed", BOX "unscanned",
	  "uenter -p --expose-host 42", "enters" },
	{ "a pid namespace that is shared", "A:1000 user=A mnt=A tracer=A:77",
	  "uenter -p 42", "enters" },
	/* capabilities over the command: those above it have them */
	{ "a tracer above the command reaches it", TWO "tracer=A:77",
	  "uenter -U -p 42", "process 77 there may have cap_sys_ptrace" },
	{ "a tracer beside it in the inner one reaches it", TWO "tracer=B:77",
	  "uenter -U -p 42", "process 77 there may have cap_sys_ptrace" },
	{ "a tracer below the command does not reach it", TWO "tracer=B:77",
	  "uenter -p 42", "enters" },
	{ "one of several does", TWO "tracer=B:77 tracer=A:78", "uenter -p 42",
	  "process 78 there may have cap_sys_ptrace" },
	{ "a tracer of a sibling does not",
	  "A:1000 B:1000 user=A map=0:1000:1 mnt=A pid=A tracer=B:77",
	  "uenter -p 42", "enters" },
	{ "root stays above every tracer",
	  ROOT "A:1000 user=A map=0:1000:1 mnt=A pid=A tracer=A:77",
	  "uenter -p 42", "enters" },
	{ "root that goes in is reached",
	  ROOT "A:1000 user=A map=0:1000:1 mnt=A pid=A tracer=A:77",
	  "uenter -U -p 42", "process 77 there may have cap_sys_ptrace" },
	/* a command cut down to what the container has */
	{ "--caps=target makes them equals",
	  BOX "target=1000:1000 bounding=ff permitted=ff",
	  "uenter -p --caps=target 42",
	  "--caps leaves the command no more capabilities than the target's "
	  "processes have" },
	{ "--caps=none does too", BOX, "uenter -p --caps=none 42",
	  "--caps leaves the command no more capabilities than the target's "
	  "processes have" },
	{ "--caps=all does not", BOX, "uenter -p --caps=all 42", "enters" },
	{ "--caps=none with the target's files", BOX,
	  "uenter -p -m --caps=none 42", "enters" },
	/* a caller that was started in that user namespace */
	{ "a caller from inside is not protected",
	  "uid=0 caps=all inside mnt=own pid=own", "uenter -p 42",
	  "the command runs in the user namespace that this process was "
	  "started in" },
	{ "a caller from inside, with the files",
	  "uid=0 caps=all inside mnt=own pid=own", "uenter -p -m 42",
	  "enters" },
	{ "a caller from inside, allowed",
	  "uid=0 caps=all inside mnt=own pid=own", "uenter -p --expose-host 42",
	  "enters" },
	/* files that are shared are no secret to the same user */
	{ "the files are shared, and the caller is mapped",
	  SHARED "map=0:1000:1 tracer=A:77", "uenter -p 42", "enters" },
	{ "the files are shared, and nobody is mapped",
	  SHARED "map=none tracer=A:77", "uenter -p 42", "enters" },
	{ "the files are shared, and the caller is not mapped",
	  SHARED "map=0:100000:65536 tracer=A:77", "uenter -p 42",
	  "process 77 there may have cap_sys_ptrace" },
	{ "the files are shared, and the map is not known",
	  SHARED "tracer=A:77", "uenter -p 42",
	  "process 77 there may have cap_sys_ptrace" },
	{ "the files and the user namespace are shared",
	  "uid=0 caps=all pid=own", "uenter -p 42", "enters" },
	{ "the files are shared, and capabilities are cut",
	  SHARED "map=0:1000:1", "uenter -p --caps=none 42", "enters" },
};

/* The same under the name that promised nothing: said, and not refused. */
static const struct row warned[] = {
	{ "nsenter: nobody there can trace", BOX, "nsenter -p -t 42",
	  "enters" },
	{ "nsenter: somebody there can trace", BOX "tracer=A:77",
	  "nsenter -p -t 42", "warns" },
	{ "nsenter: nobody looked", BOX "unscanned", "nsenter -p -t 42",
	  "warns" },
	{ "nsenter: with mnt", BOX "tracer=A:77", "nsenter -p -m -t 42",
	  "enters" },
	{ "nsenter: without pid", BOX "tracer=A:77", "nsenter -n -t 42",
	  "enters" },
	{ "nsenter: allowed, there is nothing to say", BOX "tracer=A:77",
	  "nsenter -p --expose-host -t 42", "enters" },
	{ "nsenter: capabilities that are cut", BOX,
	  "nsenter -p --caps=none -t 42", "warns" },
	{ "nsenter: a caller from inside",
	  "uid=0 caps=all inside mnt=own pid=own", "nsenter -p -t 42",
	  "warns" },
	{ "nsenter: the files are shared, and the caller is mapped",
	  SHARED "map=0:1000:1 tracer=A:77", "nsenter -p -t 42", "enters" },
	{ "uenter: allowed, there is nothing to say", BOX "tracer=A:77",
	  "uenter -p --expose-host 42", "enters" },
	{ "uenter: nobody there can trace, nothing to say", BOX, "uenter -p 42",
	  "enters" },
};

static void check_warned(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	if (plan.count == 999)
		fail_msg("%s", got.buf);
	expect_text(plan.is_exposed ? "warns" : "enters", row->want);
}

static void check(void **state)
{
	static struct facts facts;
	const struct row *row = *state;
	struct fault f = FAULT_INIT;
	struct text got = TEXT_INIT;
	struct request req;
	struct words w;
	struct plan plan;

	facts_from(&facts, row->facts);
	request_from(&req, &w, row->line);
	if (plan_make(&req, &facts, &plan, &f) == 0) {
		expect_text("enters", row->want);
		return;
	}
	render_refusal(&got, &f);
	expect_text(got.buf, "refused, exposes-host: -p without -m");
	expect_mentions(f.why, "/proc/N/root|ptrace(2)");
	expect_mentions(f.why, row->want);
	expect_mentions(f.hint, "--expose-host");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, warned, check_warned);
	return table_run("plan: exposure", &table);
}
