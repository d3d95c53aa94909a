/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The caller's files with something of the target's in them: may that be? */
#include "config.h"
#include "plan/view.h"
#include "base/cleanup.h"
#include "plan/take.h"

#include <errno.h>
#include <string.h>

/* The line with -n alone of all namespaces, and with the option. */
static void hint_net(const struct request *req, struct fault *f)
{
	struct request net = *req;
	bool asked[NS_COUNT] = { false };

	asked[NS_NET] = true;
	net.all = false;
	net.read_only = READ_ONLY_UNSAID;
	net.root.kind = net.cwd.kind = DIR_UNSAID;
	request_hint(&net, asked, NULL, false, f);
}

static int contradicts(const struct request *req, const char *why,
		       struct fault *f)
{
	request_usage(f, "--resolv", why);
	if (req->target.text)
		hint_net(req, f);
	return -EINVAL;
}

int view_and(const struct request *req, struct fault *f)
{
	if (!req->resolv)
		return 0;
	if (req->asked[NS_MNT] || req->all || !req->named)
		return contradicts(req,
				   "contradicts -m (and -a, and no namespace "
				   "named): with the target's files come its "
				   "own",
				   f);
	if (!req->asked[NS_NET])
		return contradicts(req,
				   "goes with -n: its name servers are those "
				   "of its network",
				   f);
	if (req->root.kind != DIR_UNSAID)
		return contradicts(req, "contradicts -r: the root is yours", f);
	if (req->cwd.kind != DIR_UNSAID)
		return contradicts(req,
				   "contradicts -w: that directory would lie "
				   "outside of the copy of your mounts",
				   f);
	if (req->read_only != READ_ONLY_UNSAID)
		return contradicts(req,
				   "contradicts --read-only: the files are "
				   "your own",
				   f);
	return 0;
}

/* Without the option, as a hint. */
static void hint_without(const struct request *req, const char *remark,
			 struct fault *f)
{
	struct request without = *req;
	struct line l = LINE_INIT;

	without.resolv = false;
	request_line(&without, NULL, NULL, false, &l);
	fault_hint(f, "%s   # %s", l.text, remark);
}

static int not_its_own(const struct request *req, enum ns_type type,
		       const char *why, const char *remark, struct fault *f)
{
	fault_set(f, FAULT_VIEW, -EINVAL, "--resolv of %s", req->target.text);
	fault_why(f, "it has no %s namespace of its own: %s",
		  ns_infos[type].name, why);
	hint_without(req, remark, f);
	return -EINVAL;
}

int view_check(const struct request *req, const struct facts *facts,
	       const bool wanted[NS_COUNT], struct fault *f)
{
	const struct ns_fact *mnt = &facts->ns[NS_MNT];

	if (!req->resolv)
		return 0;
	if (!wanted[NS_NET])
		return not_its_own(req, NS_NET,
				   "names are resolved as they are here "
				   "already",
				   "the same network, and your files", f);
	if (mnt->seen && mnt->exists && mnt->error == 0 && mnt->shared)
		return not_its_own(req, NS_MNT,
				   "its name resolution files are yours",
				   "the same files as here", f);
	return 0;
}

/* By their man pages; of getent(1), what looks up hosts. */
static const struct {
	const char *program, *word;
	int status;
} lookups[] = {
	{ "curl", "", 6 }, { "dig", "", 9 },  { "getent", "hosts", 2 },
	{ "host", "", 1 }, { "ping", "", 2 }, { "nslookup", "", 1 },
	{ "wget", "", 4 },
};

int view_unresolved(const struct request *req)
{
	const char *slash, *name;

	if (!req->command || !req->command[1])
		return 0;
	slash = strrchr(req->command[0], '/');
	name = slash ? slash + 1 : req->command[0];
	for (size_t i = 0; i < ARRAY_SIZE(lookups); i++) {
		if (strcmp(name, lookups[i].program) == 0 &&
		    strstr(req->command[1], lookups[i].word))
			return lookups[i].status;
	}
	return 0;
}
