/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whom the command runs as: the whole table, and what changes it. */
#include "config.h"
#include "plan/ids.h"
#include "render.h"

#define ONE "map=0:1000:1"
#define RANGE "map=0:1000:1+1:100000:65536"
#define SUBID "map=0:100000:65536"
#define KEEP_ID "map=0:100000:1000+1000:1000:1+1001:101000:64536"
#define AS_1000 "map=1000:1000:1"

/* The files change where the line has -m or -r; a map: a user namespace. */
static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	/* mnt and root unchanged: files touched stay the caller's */
	{ "a network, the caller mapped to 0", ONE, "uenter -n 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "a network, the caller mapped to 0 of many", RANGE, "uenter -n 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "a network, the caller mapped to 1000", KEEP_ID, "uenter -n 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps ambient" },
	{ "a network, the caller not mapped", SUBID, "uenter -n 42",
	  "uid 65534 stays, gid 65534 stays, groups kept, caps ambient" },
	{ "a network, nobody mapped", "map=none", "uenter -n 42",
	  "uid 65534 stays, gid 65534 stays, groups kept, caps ambient" },
	{ "a network, the uid mapped and the gid not", ONE " gmap=none",
	  "uenter -n 42",
	  "uid 0 stays, gid 65534 stays, groups kept, caps by exec" },
	{ "a network, the gid mapped and the uid not", SUBID " gmap=0:1000:1",
	  "uenter -n 42",
	  "uid 65534 stays, gid 0 stays, groups kept, caps ambient" },
	{ "a network, setgroups allowed: groups are kept all the same", KEEP_ID,
	  "uenter -U -n 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps ambient" },
	/* mnt or root changed: 0 where mapped */
	{ "files, 0 is the caller", ONE " deny", "uenter -m 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "files, 0 is the caller, of many", RANGE, "uenter -m 42",
	  "uid 0 stays, gid 0 stays, groups dropped, caps by exec" },
	{ "files, 0 is a subordinate id", KEEP_ID, "uenter -m 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "files, the caller not mapped", SUBID, "uenter -m 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	{ "files, 0 not mapped, the caller is", AS_1000, "uenter -m 42",
	  "uid 1000 stays, gid 1000 stays, groups dropped, caps ambient" },
	{ "files, 0 not mapped, nor the caller", "map=5:5:1", "uenter -m 42",
	  "uid 65534 stays, gid 65534 stays, groups dropped, caps ambient" },
	{ "files, nobody mapped", "map=none", "uenter -m 42",
	  "uid 65534 stays, gid 65534 stays, groups kept, caps ambient" },
	{ "files, 0 for the uid alone", ONE " gmap=1000:1000:1", "uenter -m 42",
	  "uid 0 stays, gid 1000 stays, groups dropped, caps by exec" },
	{ "files, 0 for the gid alone", AS_1000 " gmap=0:100000:10",
	  "uenter -m 42",
	  "uid 1000 stays, gid 0 set, groups dropped, caps ambient" },
	{ "files, setgroups denied", KEEP_ID " deny", "uenter -m 42",
	  "uid 0 set, gid 0 set, groups kept, caps by exec" },
	{ "a root is like mnt", KEEP_ID, "uenter -r 42",
	  "uid 0 set, gid 0 set, groups dropped, caps by exec" },
	/* no user namespace joined: nothing changes */
	{ "no user namespace: all stays", "", "uenter -n 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps by exec" },
	{ "no user namespace, files: all stays", "uid=0 gid=0 caps=all",
	  "uenter -m 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps by exec" },
	{ "no user namespace, -S: it is set", "uid=0 gid=0 caps=all",
	  "uenter -m -S 7 42",
	  "uid 7 set, gid 0 stays, groups kept, caps by exec" },
	{ "no user namespace, -G: groups go", "uid=0 gid=0 caps=all",
	  "uenter -m -G 7 42",
	  "uid 0 stays, gid 7 set, groups dropped, caps by exec" },
	{ "no user namespace, -G without cap_setgid: groups stay",
	  "caps=sys_admin", "uenter -m -G 7 42",
	  "uid 1000 stays, gid 7 set, groups kept, caps by exec" },
	{ "no user namespace, -S follow: the target's as it is",
	  "uid=0 gid=0 caps=all target=33:34", "uenter -S follow 42",
	  "uid 33 set, gid 0 stays, groups kept, caps by exec" },
	/* -S and -G */
	{ "-S 0 asked for", RANGE, "uenter -n -S 0 42",
	  "uid 0 set, gid 0 stays, groups kept, caps by exec" },
	{ "-S of another id: no capabilities go along", RANGE,
	  "uenter -n -S 1000 42",
	  "uid 1000 set, gid 0 stays, groups kept, caps by exec" },
	{ "-G: groups go, where they may", RANGE, "uenter -n -G 1000 42",
	  "uid 0 stays, gid 1000 set, groups dropped, caps by exec" },
	{ "-G: groups stay, where they must", RANGE " deny",
	  "uenter -n -G 1000 42",
	  "uid 0 stays, gid 1000 set, groups kept, caps by exec" },
	{ "-S with files: the gid is chosen", KEEP_ID, "uenter -m -S 1000 42",
	  "uid 1000 set, gid 0 set, groups dropped, caps by exec" },
	{ "-G alone: no capabilities go along", SUBID, "uenter -n -G 0 42",
	  "uid 65534 stays, gid 0 set, groups dropped, caps by exec" },
	{ "-S follow: the target's, as numbered inside",
	  SUBID " target=100033:100034", "uenter -m -S follow -G follow 42",
	  "uid 33 set, gid 34 set, groups dropped, caps by exec" },
	{ "-S follow: to the caller's own", RANGE " target=1000:1000",
	  "uenter -m -S follow 42",
	  "uid 0 set, gid 0 stays, groups dropped, caps by exec" },
	{ "the last of a range is mapped", "map=0:100000:65536",
	  "uenter -m -S 65535 42",
	  "uid 65535 set, gid 0 set, groups dropped, caps by exec" },
	{ "the one past it is not", "map=0:100000:65536",
	  "uenter -m -S 65536 42",
	  "refused, unmapped: uid 65536: it is not mapped in the user "
	  "namespace of the target: the map has 0 to 65535 "
	  "(user_namespaces(7))" },
	{ "the one before it is not", "map=5:100000:65536", "uenter -m -S 4 42",
	  "refused, unmapped: uid 4: it is not mapped in the user namespace "
	  "of the target: the map has 5 to 65540 (user_namespaces(7))" },
	{ "-S not mapped: the ranges are said", RANGE, "uenter -S 70000 42",
	  "refused, unmapped: uid 70000: it is not mapped in the user "
	  "namespace of the target: the map has 0, 1 to 65536 "
	  "(user_namespaces(7))" },
	{ "-G not mapped: those of the gids", RANGE " gmap=7:7:1",
	  "uenter -G 8 42",
	  "refused, unmapped: gid 8: it is not mapped in the user namespace "
	  "of the target: the map has 7 (user_namespaces(7))" },
	{ "-S with an empty map", "map=none", "uenter -S 0 42",
	  "refused, unmapped: uid 0: it is not mapped in the user namespace "
	  "of the target: the map is empty (user_namespaces(7))" },
	{ "-S follow of one not mapped", ONE " target=70000:0",
	  "uenter -S follow 42",
	  "refused, unmapped: uid 70000 (the target's, seen from here): it "
	  "is not mapped in the user namespace of the target: the map has 0 "
	  "(user_namespaces(7))" },
	/* --preserve-credentials */
	{ "preserved: nothing is set, with files", KEEP_ID,
	  "uenter -m --preserve-credentials 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps by exec" },
	{ "preserved: nothing is set, without", SUBID,
	  "uenter -n --preserve-credentials 42",
	  "uid 65534 stays, gid 65534 stays, groups kept, caps by exec" },
	{ "preserved, with all capabilities", SUBID,
	  "uenter -n --preserve-credentials --caps=all 42",
	  "uid 65534 stays, gid 65534 stays, groups kept, caps ambient" },
	/* --caps */
	{ "all at uid 0 comes by exec", RANGE, "uenter -m --caps=all 42",
	  "uid 0 stays, gid 0 stays, groups dropped, caps by exec" },
	{ "all at an uid asked for", RANGE, "uenter -m -S 5 --caps=all 42",
	  "uid 5 set, gid 0 stays, groups dropped, caps ambient" },
	{ "--keep-caps is all", RANGE, "uenter -m -S 5 --keep-caps 42",
	  "uid 5 set, gid 0 stays, groups dropped, caps ambient" },
	{ "target at uid 0: its bounding set",
	  RANGE " target=1000:1000 bounding=a80425fb permitted=ff",
	  "uenter -m --caps=target 42",
	  "uid 0 stays, gid 0 stays, groups dropped, caps a80425fb" },
	{ "target at another uid: what it holds",
	  RANGE " target=1000:1000 bounding=a80425fb permitted=ff",
	  "uenter -m -S 5 --caps=target 42",
	  "uid 5 set, gid 0 stays, groups dropped, caps ff" },
	{ "target without a user namespace",
	  "uid=0 gid=0 caps=all target=0:0 bounding=3",
	  "uenter -m --caps=target 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps 3" },
	{ "none at uid 0", RANGE, "uenter -m --caps=none 42",
	  "uid 0 stays, gid 0 stays, groups dropped, caps none" },
	{ "none where the caller is not 0", KEEP_ID, "uenter -n --caps=none 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps none" },
};

static int decide_on(struct facts *facts, const char *sentence,
		     const char *line, struct ids *ids, struct fault *f)
{
	struct ids_facts in = { .caller = &facts->caller };
	struct request req;
	struct words w;

	facts_from(facts, sentence);
	request_from(&req, &w, line);
	in.maps = facts->has_maps ? &facts->maps : NULL;
	in.status = facts->has_status ? &facts->status : NULL;
	in.becomes_root = req.asked[NS_MNT] || req.root.kind != DIR_UNSAID;
	return ids_decide(&req, &in, ids, f);
}

static void decide(struct text *got, const char *sentence, const char *line)
{
	static struct facts facts;
	struct fault f = FAULT_INIT;
	struct ids ids = { .uid = 77 };
	int r = decide_on(&facts, sentence, line, &ids, &f);

	if (r == 0) {
		render_ids(got, &ids);
		return;
	}
	assert_true(r < 0);
	assert_int_equal(ids.uid, 77);
	render_refusal(got, &f);
	text_add(got, ": %s", f.why);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;

	decide(&got, row->facts, row->line);
	expect_text(got.buf, row->want);
}

/* The same ids as the caller sees them: what --explain prints. */
static const struct row outer[] = {
	{ "what stays is the caller's, whatever its number inside", SUBID,
	  "uenter -n 42", "here 1000:1000" },
	{ "0 that is set is whom it maps to", SUBID, "uenter -m 42",
	  "here 100000:100000" },
	{ "0 that is the caller's is the caller's", RANGE, "uenter -m 42",
	  "here 1000:1000" },
	{ "one of a later range", RANGE, "uenter -m -S 5 -G 6 42",
	  "here 100004:100005" },
	{ "one set and one not", "gid=7 " KEEP_ID, "uenter -n -S 1 42",
	  "here 100001:7" },
	{ "without a user namespace they are themselves",
	  "uid=0 gid=0 caps=all", "uenter -S 5 42", "here 5:0" },
};

static void check_outer(void **state)
{
	static struct facts facts;
	const struct row *row = *state;
	struct fault f = FAULT_INIT;
	struct ids ids;
	char got[64];

	assert_int_equal(decide_on(&facts, row->facts, row->line, &ids, &f), 0);
	snprintf(got, sizeof(got), "here %u:%u", ids.outer_uid, ids.outer_gid);
	expect_text(got, row->want);
}

/* Of the target nothing is known: then nothing can be taken from it. */
static void nothing_is_followed_blindly(void **state)
{
	struct text got = TEXT_INIT;

	(void)state;
	decide(&got, RANGE, "uenter -S follow 42");
	expect_mentions(got.buf, "refused");
}

static void nothing_is_followed_blindly_at_home(void **state)
{
	struct text got = TEXT_INIT;

	(void)state;
	decide(&got, "uid=0 gid=0 caps=all", "uenter -S follow 42");
	expect_mentions(got.buf, "refused");
}

/* "no more than the target has" must not become "all" in silence. */
static void an_unknown_set_is_not_all(void **state)
{
	struct text got = TEXT_INIT;

	(void)state;
	decide(&got, RANGE, "uenter -m --caps=target 42");
	expect_mentions(got.buf, "refused");
}

static void many_ranges_fit(void **state)
{
	char sentence[2000] = "map=0:0:1";
	struct text got = TEXT_INIT;
	size_t n = strlen(sentence);

	(void)state;
	for (int i = 1; i < 50; i++)
		n += (size_t)snprintf(sentence + n, sizeof(sentence) - n,
				      "+%d:%d:1", i * 1000000, i * 1000000);
	decide(&got, sentence, "uenter -S 5 42");
	expect_mentions(got.buf, "refused, unmapped: uid 5|the map has 0, "
				 "1000000, 2000000");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, outer, check_outer);
	table_add(&table, "nothing is followed blindly",
		  nothing_is_followed_blindly, NULL);
	table_add(&table, "nothing is followed blindly at home",
		  nothing_is_followed_blindly_at_home, NULL);
	table_add(&table, "an unknown set is not all",
		  an_unknown_set_is_not_all, NULL);
	table_add(&table, "many ranges fit", many_ranges_fit, NULL);
	return table_run("ids", &table);
}
