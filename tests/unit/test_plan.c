/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The whole plan: which steps, in which order, or why not. */
#include "config.h"
#include "plan/plan.h"
#include "render.h"

#define ROOT "uid=0 gid=0 caps=all "
#define BOX "A:1000 user=A map=0:1000:1 deny "
#define MANY "A:1000 user=A map=0:1000:1+1:100000:65536 "
#define KEEP_ID "A:1000 B:1000<A user=B map=0:100000:1000+1000:1000:1 "
#define DEEP "A:1000 B:1000<A user=B map=1000:1000:1 deny "

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	/* host tools in another network */
	{ "the network of a container", BOX "net=A mnt=A", "uenter -n 42",
	  "undumpable user(A) verify(sys_admin) net" },
	{ "the network of a container, with -U", BOX "net=A", "uenter -U -n 42",
	  "undumpable user(A) verify(sys_admin) net" },
	{ "the user namespace alone: nothing to verify", BOX, "uenter -U 42",
	  "undumpable user(A)" },
	{ "the caller is not 0 inside: capabilities are raised",
	  "A:1000 user=A map=1000:1000:1 deny net=A", "uenter -n 42",
	  "undumpable user(A) verify(sys_admin) net caps" },
	/* files too */
	{ "the files of a one-id container: groups have to stay", BOX "mnt=A",
	  "uenter -m 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "close" },
	{ "the files of a container with many ids: groups go", MANY "mnt=A",
	  "uenter -m 42",
	  "undumpable user(A) verify(setgid,sys_chroot,sys_admin) fetch "
	  "keyring mnt identity undumpable close" },
	{ "the ids have to be set: both are verified",
	  "A:1000 user=A map=0:100000:65536 mnt=A", "uenter -m 42",
	  "undumpable user(A) verify(setgid,setuid,sys_chroot,sys_admin) "
	  "fetch keyring mnt identity undumpable close" },
	{ "everything: pid next to last, mnt last, then fork",
	  MANY "mnt=A pid=A net=A ipc=A uts=A cgroup=A time=A", "uenter -a 42",
	  "undumpable user(A) verify(setgid,sys_chroot,sys_admin) fetch "
	  "keyring cgroup ipc uts net time pid mnt identity undumpable close "
	  "fork" },
	{ "nothing named is everything", BOX "mnt=A pid=A", "uenter 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring pid "
	  "mnt close fork" },
	{ "pids without files: descriptors are closed there too",
	  BOX "mnt=A pid=A", "uenter -p 42",
	  "undumpable user(A) verify(sys_admin) pid close fork" },
	{ "-F does not fork", BOX "mnt=A pid=A", "uenter -F 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring pid "
	  "mnt close" },
	/* deeper */
	{ "two deep: who it is can only be read inside", DEEP "net=A",
	  "uenter -n 42",
	  "undumpable user(A) verify(sys_admin) ids net identity undumpable "
	  "caps" },
	{ "two deep: or is known, where a process between told its map",
	  DEEP "net=A topmap=A:0:1000:1", "uenter -n 42",
	  "undumpable user(A) verify(sys_admin) net" },
	{ "two deep: the map between is not that of the inner one",
	  DEEP "net=A topmap=A:0:1000:1", "uenter -U -n 42",
	  "undumpable user(A) verify(sys_admin) net user(B) caps" },
	{ "two deep with -U: the inner one last", DEEP "net=A",
	  "uenter -U -n 42",
	  "undumpable user(A) verify(sys_admin) net user(B) caps" },
	{ "two deep with files: after mnt nothing reads /proc",
	  DEEP "mnt=A net=A", "uenter -a 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring net "
	  "mnt user(B) caps close" },
	{ "two deep, ids to set: verified inside, without /proc",
	  "A:1000 B:1000<A user=B map=0:100000:10 mnt=A", "uenter -a 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "user(B) verify(setgid,setuid)-bare identity undumpable close" },
	{ "two deep, maps not readable: ids are read inside, without /proc",
	  "A:1000 B:1000<A user=B mnt=A", "uenter -a 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "user(B) ids-bare identity undumpable caps close" },
	{ "keep-id in another's network", KEEP_ID "net=A mnt=B",
	  "uenter -U -n 42",
	  "undumpable user(A) verify(sys_admin) net user(B) caps" },
	/* what the caller's own user namespace owns */
	{ "root, nothing to climb", ROOT "A:1000 user=A net=A map=0:1000:1",
	  "uenter -n 42", "undumpable net" },
	{ "root, files: read before they change",
	  ROOT "mnt=own pid=own net=own", "uenter -m -n -p 42",
	  "undumpable fetch keyring net pid mnt close fork" },
	{ "root, files made before the user namespace",
	  ROOT "A:0 user=A mnt=own net=A map=0:0:1", "uenter -a 42",
	  "groups undumpable fetch keyring mnt user(A) verify(setgid,sys_admin)-bare "
	  "net identity undumpable close" },
	{ "root, that and maps not readable: ids without /proc",
	  ROOT "A:0 user=A mnt=own net=A", "uenter -a 42",
	  "groups undumpable fetch keyring mnt user(A) verify(sys_admin)-bare "
	  "ids-bare net identity undumpable caps close" },
	{ "root, that and two deep",
	  ROOT "A:0 B:0<A user=B mnt=own net=A map=0:7:1", "uenter -a 42",
	  "groups undumpable fetch keyring mnt user(A) verify(sys_admin)-bare net "
	  "user(B) verify(setgid,setuid)-bare identity undumpable close" },
	{ "root, another id", ROOT "mnt=own", "uenter -m -S 7 -G 8 42",
	  "undumpable fetch keyring mnt identity undumpable close" },
	/* root, directory, environment */
	{ "a root", BOX, "uenter -U -r 42",
	  "undumpable user(A) verify(sys_chroot) fetch keyring root close" },
	{ "a root of the caller's choice", BOX, "uenter -U -r=/srv 42",
	  "undumpable user(A) verify(sys_chroot) fetch keyring root close" },
	{ "root and mnt: mnt first", BOX "mnt=A", "uenter -m -r 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "root close" },
	{ "a directory", BOX "net=A", "uenter -n -w 42",
	  "undumpable user(A) verify(sys_admin) fetch net cwd" },
	{ "a directory of the caller's choice", BOX "net=A",
	  "uenter -n -w=/srv 42",
	  "undumpable user(A) verify(sys_admin) net cwd" },
	{ "root and directory: the root first", BOX, "uenter -U -r -w 42",
	  "undumpable user(A) verify(sys_chroot) fetch keyring root cwd "
	  "close" },
	{ "two deep with a root: before the inner one", DEEP "mnt=A",
	  "uenter -a -r 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "root user(B) verify(sys_chroot)-bare caps close" },
	{ "an environment", BOX "net=A", "uenter -n -e 42",
	  "undumpable user(A) verify(sys_admin) fetch net" },
	{ "root by capability at home", "caps=sys_chroot", "uenter -n -r 42",
	  "undumpable fetch keyring root close" },
	/* ids and capabilities asked for */
	{ "an uid asked for", MANY "net=A", "uenter -n -S 5 42",
	  "undumpable user(A) verify(setuid,sys_admin) net identity "
	  "undumpable" },
	{ "a gid asked for", MANY "net=A", "uenter -n -G 5 42",
	  "undumpable user(A) verify(setgid,sys_admin) net identity "
	  "undumpable" },
	{ "a gid asked for, and groups that have to stay", BOX "net=A",
	  "uenter -n -G 0 42",
	  "undumpable user(A) verify(setgid,sys_admin) net identity "
	  "undumpable" },
	{ "an uid with capabilities", MANY "net=A",
	  "uenter -n -S 5 --caps=all 42",
	  "undumpable user(A) verify(setuid,sys_admin) net identity "
	  "undumpable caps" },
	{ "no capabilities", MANY "net=A", "uenter -n --caps=none 42",
	  "undumpable user(A) verify(setpcap,sys_admin) net caps" },
	{ "the target's capabilities", MANY "net=A target=1000:1000",
	  "uenter -n --caps=target 42",
	  "undumpable user(A) verify(setpcap,sys_admin) net caps" },
	{ "preserved ids", MANY "mnt=A", "uenter -m --preserve-credentials 42",
	  "undumpable user(A) verify(sys_chroot,sys_admin) fetch keyring mnt "
	  "close" },
	/* FILEs */
	{ "a network by its file: ids are read inside", "A:1000 net=A",
	  "uenter -n=/run/netns/x ss",
	  "undumpable user(A) verify(sys_admin) ids net identity undumpable "
	  "caps" },
	{ "files by file: there is no environment to fetch", ROOT "mnt=own",
	  "uenter -m=/x sh", "undumpable keyring mnt close" },
	/* nothing to do is not nothing asked for */
	{ "what is shared is entered already", "", "uenter -n 42",
	  "undumpable" },
	{ "-a of a process like the caller", "", "uenter -a 42", "undumpable" },
	{ "what is shared is not joined again", BOX "net=A", "uenter -n -u 42",
	  "undumpable user(A) verify(sys_admin) net" },
	{ "a type the kernel has not is left out of all", BOX "time=absent",
	  "uenter -a 42", "undumpable user(A)" },
	{ "what was not asked for need not open", BOX "net=A mnt!EACCES",
	  "uenter -n 42", "undumpable user(A) verify(sys_admin) net" },
	/* refusals */
	{ "nothing named and nothing differs", "", "uenter 42",
	  "refused, nothing-to-enter: target 42" },
	{ "nothing named, and the one that differs is not in this kernel",
	  "time=absent", "uenter 42", "refused, nothing-to-enter: target 42" },
	{ "a type that the kernel has not", BOX "time=absent", "uenter -T 42",
	  "refused, no-such-namespace: -T" },
	{ "a namespace that does not open", "net!EACCES target=1002:1002",
	  "uenter -n 42", "refused, not-owner: process 42 (sleep)" },
	{ "one of all that does not open", BOX "uts!EIO", "uenter -a 42",
	  "refused, system: the uts namespace of 42" },
	{ "an order that there is not", "net=own", "uenter -n 42",
	  "refused, own-namespace: the net namespace of 42" },
	{ "a filter does not matter where nothing is joined", "filter=EPERM",
	  "uenter -n 42", "undumpable" },
	{ "a filter is no reason where there is a better one",
	  "net=own filter=EPERM", "uenter -n 42",
	  "refused, own-namespace: the net namespace of 42" },
	{ "an uid that is not mapped", BOX "net=A", "uenter -n -S 5 42",
	  "refused, unmapped: uid 5" },
	{ "a root without the capability at home", "", "uenter -n -r 42",
	  "refused, lacks-capability: changing the root (-r)" },
	{ "an uid without the capability at home", "", "uenter -n -S 5 42",
	  "refused, lacks-capability: another uid (-S)" },
	{ "a gid without the capability at home", "", "uenter -n -G 5 42",
	  "refused, lacks-capability: another gid (-G)" },
	{ "one's own uid needs none", "", "uenter -n -S 1000 42",
	  "undumpable identity undumpable" },
	{ "nor does one's own gid", "", "uenter -n -G 1000 42",
	  "undumpable identity undumpable" },
	{ "an uid with cap_setuid alone", "caps=setuid", "uenter -n -S 5 42",
	  "undumpable identity undumpable" },
	{ "a gid with cap_setuid alone", "caps=setuid", "uenter -n -G 5 42",
	  "refused, lacks-capability: another gid (-G)" },
	{ "a gid with cap_setgid alone", "caps=setgid", "uenter -n -G 5 42",
	  "undumpable identity undumpable" },
};

static void check(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	expect_text(got.buf, row->want);
}

/*
 * To give up the bounding set needs cap_setpcap: without it the walk would
 * fail in its last steps, where --explain had said that it would enter.
 */
static const struct row promises[] = {
	{ "no capabilities at home", "", "uenter -n --caps=none 42", "" },
	{ "the target's at home", "target=1000:1000",
	  "uenter -n --caps=target 42", "" },
	{ "no capabilities, and an uid by name", "caps=setuid",
	  "uenter -n -S ann --caps=none 42", "" },
	{ "the target's, and a gid by name", "caps=setgid target=1000:1000",
	  "uenter -n -G ann --caps=target 42", "" },
};

static void check_promise(void **state)
{
	const struct row *row = *state;
	struct text got = TEXT_INIT;
	struct plan plan;

	render_plan(&got, row->facts, row->line, &plan);
	expect_text(got.buf, "refused, lacks-capability: fewer capabilities "
			     "(--caps)");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, promises, check_promise);
	return table_run("plan", &table);
}
