/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* In which order the namespaces of a tree can be joined, or why not. */
#include "config.h"
#include "plan/order.h"
#include "render.h"

#define ROOT "uid=0 gid=0 caps=all "
#define ALL_OF(user)                                                    \
	"mnt=" user " pid=" user " net=" user " ipc=" user " uts=" user \
	" cgroup=" user

static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	/* one level: a plain rootless container */
	{ "a network below the caller: its user namespace, then it",
	  "A:1000 user=A net=A", "uenter -n 42", "user(A) net" },
	{ "with -U it is the same", "A:1000 user=A net=A", "uenter -U -n 42",
	  "user(A) net" },
	{ "the user namespace alone", "A:1000 user=A net=A", "uenter -U 42",
	  "user(A)" },
	{ "all: user first, pid next to last, mnt last",
	  "A:1000 user=A " ALL_OF("A"), "uenter -a 42",
	  "user(A) cgroup ipc uts net pid mnt" },
	{ "what is shared is not joined", "A:1000 user=A mnt=A", "uenter -a 42",
	  "user(A) mnt" },
	{ "the user namespace shared, the rest the caller's, who is root",
	  ROOT "net=own mnt=own", "uenter -a 42", "net mnt" },
	/* two deep: bubblewrap and flatpak */
	{ "two deep: the network is the outer one's",
	  "A:1000 B:1000<A user=B mnt=A net=A", "uenter -n 42", "user(A) net" },
	{ "two deep with -U: the inner one comes last",
	  "A:1000 B:1000<A user=B mnt=A net=A", "uenter -U -n 42",
	  "user(A) net, user(B)" },
	{ "two deep, all", "A:1000 B:1000<A user=B " ALL_OF("A"),
	  "uenter -a 42", "user(A) cgroup ipc uts net pid mnt, user(B)" },
	{ "two deep, the inner owned by nobody we know",
	  "A:1000 B:?<A user=B net=A", "uenter -U -n 42",
	  "user(A) net, user(B)" },
	{ "two deep, the inner owned by a subordinate uid",
	  "A:1000 B:100000<A user=B net=B", "uenter -n 42", "user(A) net" },
	{ "two deep, the user namespace alone", "A:1000 B:1000<A user=B",
	  "uenter -U 42", "user(A), user(B)" },
	/* podman --userns=keep-id, in another's network */
	{ "keep-id in another's network: net is the parent's",
	  "A:1000 B:1000<A user=B mnt=B pid=B net=A", "uenter -n -m 42",
	  "user(A) net mnt" },
	{ "keep-id in another's network, with -U",
	  "A:1000 B:1000<A user=B mnt=B pid=B net=A", "uenter -U -n -m 42",
	  "user(A) net mnt, user(B)" },
	/* deeper */
	{ "three deep: the outermost, the rest, the innermost",
	  "A:1000 B:1000<A C:1000<B user=C net=B mnt=C uts=A", "uenter -a 42",
	  "user(A) uts net mnt, user(C)" },
	{ "three deep without -U: the outermost is enough",
	  "A:1000 B:1000<A C:1000<B user=C net=C", "uenter -n 42",
	  "user(A) net" },
	/* what the caller's own user namespace owns */
	{ "owned by the caller's, without capabilities: refused",
	  "A:1000 user=A mnt=own net=A", "uenter -a 42",
	  "refused, own-namespace: the mnt namespace of 42" },
	{ "owned by the caller's, with capabilities: before the user "
	  "namespace",
	  ROOT "A:1000 user=A mnt=own net=A", "uenter -a 42",
	  "early mnt, user(A) net" },
	{ "inside podman unshare: capabilities, and nothing to climb",
	  "uid=0 gid=0 caps=all inside net=own mnt=own", "uenter -n -m 42",
	  "net mnt" },
	{ "inside podman unshare: a container one below",
	  "uid=0 gid=0 caps=all inside A:0 user=A net=A mnt=A",
	  "uenter -U -n -m 42", "user(A) net mnt" },
	{ "sys_admin alone is not enough for mnt of the caller's own",
	  "uid=0 caps=sys_admin mnt=own", "uenter -m 42",
	  "refused, lacks-capability: the mnt namespace of 42" },
	{ "sys_chroot alone is not either", "uid=0 caps=sys_chroot mnt=own",
	  "uenter -m 42",
	  "refused, lacks-capability: the mnt namespace of 42" },
	{ "sys_admin alone is enough for net of the caller's own",
	  "uid=0 caps=sys_admin net=own", "uenter -n 42", "net" },
	{ "root of a CI container without sys_admin",
	  "uid=0 caps=sys_chroot+net_admin net=own", "uenter -n 42",
	  "refused, lacks-capability: the net namespace of 42" },
	{ "what was not asked for does not matter",
	  "A:1000 user=A mnt=own net=A", "uenter -n 42", "user(A) net" },
	/* root stays in its own user namespace */
	{ "root needs no user namespace", ROOT "A:1000 user=A net=A mnt=A",
	  "uenter -n -m 42", "net mnt" },
	{ "root joins it where it was asked for",
	  ROOT "A:1000 user=A net=A mnt=A", "uenter -U -n -m 42",
	  "user(A) net mnt" },
	{ "root enters where another uid is owner", ROOT "A:1000 user=A net=A",
	  "uenter -U -n 42", "user(A) net" },
	{ "root enters two siblings' from its own",
	  ROOT "A:1 B:2 user=A net=A mnt=B", "uenter -n -m 42", "net mnt" },
	{ "root enters a sibling's first where -U binds it",
	  ROOT "A:1 B:2 user=A net=B mnt=A", "uenter -U -n -m 42",
	  "early net, user(A) mnt" },
	{ "sys_admin without sys_chroot joins mnt after the user namespace",
	  "uid=0 caps=sys_admin A:0 user=A net=A mnt=A", "uenter -n -m 42",
	  "early net, user(A) mnt" },
	{ "sys_admin may join a user namespace of another owner",
	  "caps=sys_admin A:7 user=A net=A", "uenter -U -n 42", "user(A) net" },
	/* others' */
	{ "another uid's user namespace", "A:1002 user=A net=A", "uenter -n 42",
	  "refused, not-owner: user namespace 4026532001" },
	{ "root's user namespace", "A:0 user=A net=A", "uenter -n 42",
	  "refused, root-owned: user namespace 4026532001" },
	{ "the owner of the inner one does not help",
	  "A:1002 B:1000<A user=B net=B", "uenter -n 42",
	  "refused, not-owner: user namespace 4026532001" },
	{ "an unknown owner is left to the kernel", "A:? user=A net=A",
	  "uenter -n 42", "user(A) net" },
	/* beside and above */
	{ "a network outside the caller's tree", "A:1000 user=A net=outside",
	  "uenter -n 42", "refused, sibling-userns: the net namespace of 42" },
	{ "root is refused outside its tree too", ROOT "inside net=outside",
	  "uenter -n 42", "refused, sibling-userns: the net namespace of 42" },
	{ "a user namespace outside the caller's tree", "A:1000<outside user=A",
	  "uenter -U 42", "refused, sibling-userns: the user namespace of 42" },
	{ "owned by a user namespace outside the caller's tree",
	  "A:1000<outside B:1000<A user=B net=B", "uenter -n 42",
	  "refused, sibling-userns: the net namespace of 42" },
	{ "two siblings cannot both be joined",
	  "A:1000 B:1000 user=A net=A mnt=B", "uenter -n -m 42",
	  "refused, sibling-userns: the mnt namespace" },
	{ "nor a sibling's beside the user namespace asked for",
	  "A:1000 B:1000 user=A net=B", "uenter -U -n 42",
	  "refused, sibling-userns: the net namespace" },
	{ "a sibling's alone can", "A:1000 B:1000 user=A net=B", "uenter -n 42",
	  "user(B) net" },
	/* FILEs */
	{ "a FILE in a tree of its own", "B:1000 A:1000 user=shared net=B",
	  "uenter -n=/run/netns/x ss", "user(B) net" },
	{ "a FILE outside the tree is named by its path", "net=outside",
	  "uenter -n=/run/netns/x ss",
	  "refused, sibling-userns: the net namespace of /run/netns/x" },
	{ "a FILE of a user namespace, and the network below it",
	  "A:1000 user=A net=A", "uenter -U=/x/user -n=/x/net ss",
	  "user(A) net" },
	{ "a FILE of another tree beside a process",
	  "A:1000 B:1000 user=A mnt=A net=B", "uenter -m -n=/x -t 42",
	  "refused, sibling-userns: the mnt namespace" },
	/* kernels that do not tell owners (before 4.9) */
	{ "an unknown owner is taken for the target's user namespace",
	  "A:1000<unknown user=A net=unknown", "uenter -n 42", "user(A) net" },
	{ "with -U too", "A:1000<unknown user=A net=unknown mnt=unknown",
	  "uenter -U -n -m 42", "user(A) net mnt" },
	{ "an unknown owner beside a shared user namespace is the caller's",
	  "net=unknown", "uenter -n 42",
	  "refused, own-namespace: the net namespace of 42" },
	{ "so it is where the target's cannot be placed either",
	  "user=unknown net=unknown", "uenter -n 42",
	  "refused, own-namespace: the net namespace of 42" },
	{ "that is tried where the caller is root", ROOT "net=unknown",
	  "uenter -n 42", "net" },
	{ "a user namespace that cannot be placed", "user=unknown",
	  "uenter -U 42", "refused, sibling-userns: the user namespace of 42" },
};

static void add_types(struct text *t, const bool types[NS_COUNT])
{
	for (int type = 0; type < NS_COUNT; type++) {
		if (types[type])
			text_add(t, "%s%s", t->length ? " " : "",
				 ns_infos[type].name);
	}
}

/* Without a user namespace to join there is no before and after. */
static void render(struct text *t, const struct order *o)
{
	struct text early = TEXT_INIT, late = TEXT_INIT;

	add_types(&early, o->early);
	add_types(&late, o->late);
	if (o->top == USERNS_OWN) {
		text_add(t, "%s%s", early.buf, late.length ? " LATE" : "");
	} else {
		if (early.length)
			text_add(t, "early %s, ", early.buf);
		text_add(t, "user(%c)%s%s", render_user(o->top),
			 late.length ? " " : "", late.buf);
	}
	if (o->last != USERNS_OWN)
		text_add(t, ", user(%c)", render_user(o->last));
}

static void check(void **state)
{
	static struct facts facts;
	const struct row *row = *state;
	struct order order = { .top = -7, .last = -7 };
	struct fault f = FAULT_INIT;
	struct text got = TEXT_INIT;
	bool wanted[NS_COUNT];
	struct request req;
	struct words w;
	int r;

	facts_from(&facts, row->facts);
	request_from(&req, &w, row->line);
	assert_int_equal(plan_wanted(&req, &facts, wanted, &f), 0);
	r = order_make(&req, &facts, wanted, &order, &f);
	if (r < 0) {
		render_refusal(&got, &f);
		/* untouched on failure */
		assert_int_equal(order.top, -7);
	} else {
		render(&got, &order);
	}
	expect_text(got.buf, row->want);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	return table_run("order", &table);
}
