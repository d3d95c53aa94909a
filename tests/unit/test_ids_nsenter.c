/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whom the command runs as, called nsenter: 0, where that can be. */
#include "config.h"
#include "plan/plan.h"
#include "render.h"

#define BOX "A:1000 user=A net=A mnt=A "
#define ONE BOX "map=0:1000:1 "
#define RANGE BOX "map=0:1000:1+1:100000:65536 "
#define SUBID BOX "map=0:100000:65536 "
#define KEEP_ID BOX "map=0:100000:1000+1000:1000:1+1001:101000:64536 "
#define AS_1000 BOX "map=1000:1000:1 "
#define ROOT "uid=0 gid=0 caps=all "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	/* mnt and root unchanged: the two names part here */
	{ "a network, 0 is the caller, groups have to stay", ONE "deny",
	  "nsenter -n -t 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "a network, 0 is the caller of many: groups go", RANGE,
	  "nsenter -n -t 42",
	  "uid 0 stays, gid 0 stays, groups dropped, caps by exec" },
	{ "as uenter: groups are kept", RANGE, "uenter -n 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "a network, the caller mapped to 1000: 0 is set", KEEP_ID,
	  "nsenter -n -t 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "as uenter: it stays 1000", KEEP_ID, "uenter -n 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps ambient" },
	{ "a network, the caller not mapped: 0 is set", SUBID "deny",
	  "nsenter -n -t 42",
	  "uid 0 set, gid 0 set, groups kept, caps by exec" },
	{ "with -U it is the same", SUBID, "nsenter -U -n -t 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "the user namespace alone", SUBID, "nsenter -U -t 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	/* where that cannot be, as uenter */
	{ "0 not mapped: as uenter, what the caller maps to", AS_1000 "deny",
	  "nsenter -n -t 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps ambient" },
	{ "0 not mapped, groups are dropped where allowed", AS_1000,
	  "nsenter -n -t 42",
	  "uid 1000 stays, gid 1000 stays, groups dropped, caps ambient" },
	{ "nobody mapped", BOX "map=none", "nsenter -n -t 42",
	  "uid 65534 stays, gid 65534 stays, groups kept, caps ambient" },
	{ "0 not mapped, nor the caller", BOX "map=5:5:1", "nsenter -n -t 42",
	  "uid 65534 stays, gid 65534 stays, groups dropped, caps ambient" },
	{ "0 for the gid alone", AS_1000 "gmap=0:100000:10", "nsenter -n -t 42",
	  "uid 1000 stays, gid 0 set, groups dropped, caps ambient" },
	{ "0 for the uid alone", ONE "gmap=1000:1000:1", "nsenter -n -t 42",
	  "uid 0 stays, gid 1000 stays, groups dropped, caps by exec" },
	/* mnt or root changed: the same by both names */
	{ "files, 0 is a subordinate id", KEEP_ID, "nsenter -m -t 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "files, as uenter", KEEP_ID, "uenter -m 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "files, 0 not mapped", AS_1000 "deny", "nsenter -m -t 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps ambient" },
	{ "a root", SUBID, "nsenter -U -r -t 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	/* what was asked for stands above it */
	{ "-S: no capabilities go along", SUBID, "nsenter -n -S 5 -t 42",
	  "uid 5 set, gid 0 set, groups dropped, caps by exec" },
	{ "-S with --keep-caps: they do", SUBID,
	  "nsenter -n -S 5 --keep-caps -t 42",
	  "uid 5 set, gid 0 set, groups dropped, caps ambient" },
	{ "-G alone: the uid is 0", SUBID, "nsenter -n -G 5 -t 42",
	  "uid 0 set, gid 5 set, groups dropped, caps by exec" },
	{ "-S follow", SUBID "target=100033:100034",
	  "nsenter -n -S follow -G follow -t 42",
	  "uid 33 set, gid 34 set, groups dropped, caps by exec" },
	{ "preserved", KEEP_ID, "nsenter -n --preserve-credentials -t 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps by exec" },
	{ "preserved, with files", KEEP_ID,
	  "nsenter -m --preserve-credentials -t 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps by exec" },
	{ "preserved, with capabilities", KEEP_ID,
	  "nsenter -n --preserve-credentials --keep-caps -t 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps ambient" },
	/* at home nothing changes, as with nsenter */
	{ "root, a network of its own", ROOT "net=own", "nsenter -n -t 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "root, files of its own", ROOT "mnt=own", "nsenter -m -t 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "a caller with capabilities and an id of its own", "caps=all net=own",
	  "nsenter -n -t 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps by exec" },
	{ "root, an id asked for", ROOT "net=own", "nsenter -n -S 5 -t 42",
	  "uid 5 set, gid 0 stays, groups kept, caps by exec" },
	{ "root that goes in", ROOT "A:0 user=A net=A map=0:100000:9",
	  "nsenter -U -n -t 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct text steps = TEXT_INIT, got = TEXT_INIT;
	struct plan plan;

	render_plan(&steps, row->facts, row->line, &plan);
	if (plan.count == 999 || !plan.has_ids)
		fail_msg("%s", steps.buf);
	render_ids(&got, &plan.ids);
	expect_text(got.buf, row->want);
}

/* Where the ids are decided inside, the walk has to know it too. */
static void the_habit_is_kept_for_later(void **state)
{
	static const struct {
		const char *line;
		bool becomes_root;
	} lines[] = {
		{ "nsenter -n -t 42", true }, { "nsenter -m -t 42", true },
		{ "uenter -m 42", true },     { "uenter -U -r 42", true },
		{ "uenter -n 42", false },    { "uenter -U -w 42", false }
	};
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct text got = TEXT_INIT;

		render_plan(&got, BOX, lines[i].line, &plan);
		assert_false(plan.has_ids);
		if (plan.becomes_root != lines[i].becomes_root)
			fail_msg("%s: %s", lines[i].line, got.buf);
	}
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	table_add(&table, "the habit is kept for later",
		  the_habit_is_kept_for_later, NULL);
	return table_run("ids: nsenter", &table);
}
