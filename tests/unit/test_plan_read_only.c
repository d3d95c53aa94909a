/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --read-only: where in the order, with which capabilities, and why not. */
#include "config.h"
#include "plan/plan.h"
#include "refusals.h"

#define ROOT "uid=0 gid=0 caps=all "
#define BOX "A:1000 user=A map=0:1000:1 deny mnt=A "
#define AS_1000 "A:1000 user=A map=1000:1000:1 deny mnt=A "
#define RANGE "A:1000 user=A map=0:100000:65536 mnt=A "
#define BOUNDED "target=1000:1000 bounding=a80425fb permitted=a8 "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	{ "the view after the last join, the rest after the capabilities", BOX,
	  "uenter --read-only 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch "
	  "keyring mnt view caps confine close" },
	{ "under its other name", BOX, "uenter --mount-ro -m 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch "
	  "keyring mnt view caps confine close" },
	{ "mounts alone take the same steps", BOX,
	  "uenter --read-only=mounts 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch "
	  "keyring mnt view caps confine close" },
	{ "mounts alone do without Landlock", BOX "landlock=-38",
	  "uenter --read-only=mounts 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch "
	  "keyring mnt view caps confine close" },
	{ "a later Landlock will do", BOX "landlock=9", "uenter --read-only 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch "
	  "keyring mnt view caps confine close" },
	{ "root and directory first: they go along into the copy", BOX,
	  "uenter --read-only -r -w 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch "
	  "keyring mnt root cwd view caps confine close" },
	{ "so does a directory inside", BOX, "uenter --read-only -W=/srv 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) fetch "
	  "keyring mnt inner-cwd view caps confine close" },
	{ "before the ids, whose change takes the rights", RANGE,
	  "uenter --read-only 42",
	  "undumpable user(A) verify(setgid,setuid,setpcap,sys_chroot,"
	  "sys_admin) fetch keyring mnt view identity undumpable caps confine "
	  "close" },
	{ "two deep: the copy is the innermost's",
	  "A:1000 B:1000<A user=B map=0:1000:1 deny mnt=A",
	  "uenter --read-only 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "user(B) verify(setpcap,sys_chroot,sys_admin)-bare view caps "
	  "confine close" },
	{ "root, from where it is", ROOT "mnt=own", "uenter --read-only 42",
	  "undumpable fetch keyring mnt view caps confine close" },
	{ "nsenter, too", BOX, "nsenter -m --read-only -t 42",
	  "undumpable user(A) verify(setpcap,sys_chroot,sys_admin) keyring "
	  "mnt view caps confine" },
	{ "without it, nothing of the kind", BOX, "uenter 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "close" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	expect_text(got.buf, row->want);
}

/* cap_dac_read_search is 4 in hexadecimal. */
static const struct row ids[] = {
	{ "all may be read", BOX, "uenter --read-only 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps to read, 4" },
	{ "by another uid that was chosen", AS_1000, "uenter --read-only 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps to read, 4" },
	{ "at home", ROOT "mnt=own", "uenter --read-only 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps to read, 4" },
	{ "an uid that was asked for reads what it may", RANGE,
	  "uenter --read-only -S 33 42",
	  "uid 33 set, gid 0 set, groups dropped, caps none" },
	{ "0 that was asked for is 0", RANGE, "uenter --read-only -S 0 42",
	  "uid 0 set, gid 0 set, groups dropped, caps to read, 4" },
	{ "ids that are kept", AS_1000,
	  "uenter --read-only --preserve-credentials 42",
	  "uid 1000 stays, gid 1000 stays, groups kept, caps none" },
	{ "fewer still", BOX, "uenter --read-only --caps=none 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps none" },
	{ "the target's, which has not even that", BOX BOUNDED,
	  "uenter --read-only --caps=target 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps 0" },
	{ "the target's, which has it", BOX "target=1000:1000 bounding=ff",
	  "uenter --read-only --caps=target 42",
	  "uid 0 stays, gid 0 stays, groups kept, caps 4" },
};

static void check_ids(void **state)
{
	const struct row *row = *state;
	struct text steps = TEXT_INIT, got = TEXT_INIT;
	struct plan plan;

	render_plan(&steps, row->facts, row->line, &plan);
	assert_true(plan.has_ids);
	render_ids(&got, &plan.ids);
	expect_text(got.buf, row->want);
}

static const struct refusal_row refusals[] = {
	{ "files that would be the caller's", BOX "net=A",
	  "uenter --read-only -n 42 ss", "read-only", "--read-only without -m",
	  "the files would be your own|a read-only view",
	  "uenter -n -m --read-only 42 ss" },
	{ "a target whose files are the caller's",
	  "A:1000 user=A map=0:1000:1 net=A", "uenter --read-only 42 ls",
	  "read-only", "--read-only of 42",
	  "no mount namespace of its own|are yours",
	  "uenter 42 ls   # without it: what it writes is written" },
	{ "the same, with -m", "A:1000 user=A map=0:1000:1 net=A",
	  "uenter --read-only=mounts -m 42 ls", "read-only",
	  "--read-only of 42", "no mount namespace of its own",
	  "uenter -m 42 ls   # without it: what it writes is written" },
	{ "no Landlock in the kernel", BOX "landlock=-38",
	  "uenter --read-only 42 ls", "read-only", "--read-only",
	  "there is no Landlock|the kernel was built without it, or a "
	  "seccomp filter refuses it|/proc/N/root",
	  "uenter --read-only=mounts 42 ls   # weaker: see READ-ONLY ENTRY in "
	  "uenter(1)" },
	{ "switched off at boot", BOX "landlock=-95",
	  "uenter --mount-ro -m 42 ls", "read-only", "--read-only",
	  "it was switched off at boot",
	  "uenter -m --read-only=mounts 42 ls   # weaker: see READ-ONLY ENTRY in "
	  "uenter(1)" },
	{ "refused by a filter", BOX "landlock=-1", "uenter --read-only 42",
	  "read-only", "--read-only", "a seccomp filter refuses it",
	  "uenter --read-only=mounts 42   # weaker: see READ-ONLY ENTRY in "
	  "uenter(1)" },
	{ "one that scopes no signals", BOX "landlock=5",
	  "uenter --read-only 42", "read-only", "--read-only",
	  "Landlock has version 5 here|from version 6 on|Linux 6.12",
	  "uenter --read-only=mounts 42   # weaker: see READ-ONLY ENTRY in "
	  "uenter(1)" },
	{ "root that may not give up its capabilities",
	  "uid=0 gid=0 caps=sys_admin+sys_chroot mnt=own",
	  "uenter --read-only 42", "lacks-capability",
	  "fewer capabilities (--read-only)", "it needs cap_setpcap",
	  "sudo uenter --read-only 42" },
	{ "mnt that is the caller's own: what is left has no files",
	  "A:1000 user=A mnt=own net=A", "uenter --read-only 42 id",
	  "own-namespace", "the mnt namespace of 42", "lack cap_sys_chroot",
	  "sudo uenter --read-only 42 id" },
};

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, ids, check_ids);
	TABLE_ROWS(&table, refusals, refusal_check);
	return table_run("plan: read-only", &table);
}
