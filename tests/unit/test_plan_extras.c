/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a plan says besides its steps: what is joined, fetched, decided. */
#include "config.h"
#include "plan/plan.h"
#include "render.h"

#define BOX "A:1000 user=A map=0:1000:1 deny "
#define DEEP "A:1000 B:1000<A user=B map=1000:1000:1 deny "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	{ "a network: the user namespace on the way counts as joined",
	  BOX "net=A", "uenter -n 42",
	  "joins net in A, environment: the caller's, ids known" },
	{ "with -U it says so", BOX "net=A", "uenter -U -n 42",
	  "joins user,net in A, environment: the caller's, ids known" },
	{ "files: the target's environment where it can be read", BOX "mnt=A",
	  "uenter -m 42",
	  "joins mnt in A, mnt changes, files change, environment: the "
	  "target's if it can be and some of the caller's, ids known" },
	{ "-e: the target's, or nothing", BOX "mnt=A", "uenter -m -e 42",
	  "joins mnt in A, mnt changes, files change, environment: the "
	  "target's, ids known" },
	{ "-e without files", BOX "net=A", "uenter -n -e 42",
	  "joins net in A, environment: the target's, ids known" },
	{ "-r changes the files, and not mnt", BOX, "uenter -U -r 42",
	  "joins user in A, files change, environment: the target's if it "
	  "can be and some of the caller's, root fetched, ids known" },
	{ "-r=DIR fetches no root", BOX, "uenter -U -r=/srv 42",
	  "joins user in A, files change, environment: the target's if it "
	  "can be and some of the caller's, ids known" },
	{ "-w fetches a directory", BOX "net=A", "uenter -n -w 42",
	  "joins net in A, environment: the caller's, directory fetched, "
	  "ids known" },
	{ "-w=DIR fetches none", BOX "net=A", "uenter -n -w=/srv 42",
	  "joins net in A, environment: the caller's, ids known" },
	{ "files by FILE: there is no other environment",
	  "uid=0 caps=all mnt=own", "uenter -m=/x sh",
	  "joins mnt in own, mnt changes, files change, environment: the "
	  "caller's, ids known" },
	{ "two deep without -U it runs in the outer, ids not known",
	  DEEP "net=A", "uenter -n 42",
	  "joins net in A, environment: the caller's, ids unknown" },
	{ "two deep with -U it runs in the inner", DEEP "net=A",
	  "uenter -U -n 42",
	  "joins user,net in B, environment: the caller's, ids known" },
	{ "maps that cannot be read: ids not known", "A:1000 user=A net=A",
	  "uenter -n 42",
	  "joins net in A, environment: the caller's, ids unknown" },
	{ "at home they are known", "uid=0 caps=all net=own", "uenter -n 42",
	  "joins net in own, environment: the caller's, ids known" },
	{ "pid: it forks", BOX "pid=A mnt=A", "uenter -p -m 42",
	  "joins pid,mnt in A, mnt changes, files change, environment: the "
	  "target's if it can be and some of the caller's, ids known, forks" },
	{ "pid with -F: it does not", BOX "pid=A mnt=A", "uenter -p -m -F 42",
	  "joins pid,mnt in A, mnt changes, files change, environment: the "
	  "target's if it can be and some of the caller's, ids known" },
	{ "nothing that differs: nothing changes", "", "uenter -m -p 42",
	  "joins nothing in own, environment: the caller's, ids known" },
};

static void render_joins(struct text *t, const struct plan *plan)
{
	const char *comma = "";

	text_add(t, "joins ");
	for (int type = 0; type < NS_COUNT; type++) {
		if (!plan->joins[type])
			continue;
		text_add(t, "%s%s", comma, ns_infos[type].name);
		comma = ",";
	}
	if (!*comma)
		text_add(t, "nothing");
	if (plan->user == USERNS_OWN)
		text_add(t, " in own");
	else
		text_add(t, " in %c", render_user(plan->user));
}

static void render(struct text *t, const struct plan *plan)
{
	render_joins(t, plan);
	text_add(t, "%s%s, environment: ",
		 plan->mnt_changes ? ", mnt changes" : "",
		 plan->files_change ? ", files change" : "");
	if (!plan->fetch_env)
		text_add(t, "the caller's");
	else
		text_add(t, "the target's%s%s",
			 plan->env_is_required ? "" : " if it can be",
			 plan->mix_env ? " and some of the caller's" : "");
	text_add(t, "%s%s, ids %s%s", plan->fetch_root ? ", root fetched" : "",
		 plan->fetch_cwd ? ", directory fetched" : "",
		 plan->has_ids ? "known" : "unknown",
		 plan->fork ? ", forks" : "");
}

static void make(const char *sentence, const char *line, struct plan *plan)
{
	static struct facts facts;
	struct fault f = FAULT_INIT;
	struct request req;
	struct words w;

	facts_from(&facts, sentence);
	request_from(&req, &w, line);
	if (plan_make(&req, &facts, plan, &f) < 0)
		fail_msg("%s: %s", f.what, f.why);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	make(row->facts, row->line, &plan);
	render(&got, &plan);
	expect_text(got.buf, row->want);
}

/* What test_ids.c has the table of reaches the plan. */
static const struct row ids[] = {
	{ "ids where files stay", "A:1000 user=A map=5:1000:1 net=A",
	  "uenter -n 42",
	  "uid 5 stays, gid 5 stays, groups kept, caps ambient" },
	{ "ids where files change", "A:1000 user=A map=0:7:5 mnt=A",
	  "uenter -m 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "ids where the root changes", "A:1000 user=A map=0:7:5",
	  "uenter -U -r 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "ids at home are not by the target's map",
	  "uid=0 gid=0 caps=all A:1000 user=A map=0:1000:1 net=A",
	  "uenter -n 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by "
	  "exec" },
	{ "ids at home are by no map at all",
	  "uid=0 gid=0 caps=all map=5:0:1 net=own", "uenter -n 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "ids that follow the target",
	  "A:1000 user=A map=0:7:5 net=A pid=A target=9:10",
	  "uenter -n -S follow 42",
	  "uid 2 set, gid 65534 stays, groups kept, caps by exec" },
};

static void check_ids(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	make(row->facts, row->line, &plan);
	assert_true(plan.has_ids);
	render_ids(&got, &plan.ids);
	expect_text(got.buf, row->want);
}

/* Every step that can be, in one plan: it must have room. */
static void the_longest_plan_fits(void **state)
{
	struct plan plan;

	(void)state;
	make("uid=0 gid=0 caps=sys_admin A:0 B:0<A user=B mnt=A pid=own "
	     "net=A ipc=own uts=A cgroup=own time=A",
	     "uenter -a -r -w -e --caps=all 42", &plan);
	assert_true(plan.count <= PLAN_STEPS);
	assert_true(plan.count >= 18);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, ids, check_ids);
	table_add(&table, "the longest plan fits", the_longest_plan_fits, NULL);
	return table_run("plan: extras", &table);
}
