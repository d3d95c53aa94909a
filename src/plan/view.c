/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The caller's files with something of the target's in them: may that be? */
#include "config.h"
#include "plan/view.h"
#include "base/cleanup.h"
#include "plan/refuse.h"
#include "plan/take.h"

#include <errno.h>
#include <string.h>

#define TOOLS "--host-tools"
#define TOOLS_DIR "/mnt"
#define FOLLOW ",follow"

static bool is_same(const struct tools_wish *a, const struct tools_wish *b)
{
	return a->length == b->length && a->follow == b->follow &&
	       memcmp(a->dir, b->dir, a->length) == 0;
}

int view_take(struct request *req, const char *value, struct fault *f)
{
	struct tools_wish tools = { .dir = value ? value : TOOLS_DIR };
	size_t suffix = strlen(FOLLOW);

	tools.length = strlen(tools.dir);
	if (tools.length > suffix &&
	    strcmp(tools.dir + tools.length - suffix, FOLLOW) == 0) {
		tools.follow = true;
		tools.length -= suffix;
	}
	if (tools.dir[0] != '/' || tools.length >= PATH_MAX)
		return request_usage(f, TOOLS,
				     "takes an absolute directory of yours, "
				     "with ,follow behind it or not; without "
				     "'=' it is " TOOLS_DIR);
	if (req->tools.dir && !is_same(&req->tools, &tools))
		return request_usage(f, TOOLS,
				     "two directories were given, or one with "
				     "and without ,follow");
	req->tools = tools;
	return 0;
}

const char *view_dir(const struct request *req, char buf[PATH_MAX])
{
	memcpy(buf, req->tools.dir, req->tools.length);
	buf[req->tools.length] = '\0';
	return buf;
}

bool view_is_asked(const struct request *req)
{
	return req->resolv || req->tools.dir;
}

void view_drop(struct request *req)
{
	req->resolv = false;
	req->tools.dir = NULL;
}

static const char *name_of(const struct request *req)
{
	return req->resolv ? "--resolv" : TOOLS;
}

/* The line with what goes together: --resolv with -n alone. */
static int contradicts(const struct request *req, const char *why,
		       struct fault *f)
{
	struct request fit = *req;
	bool asked[NS_COUNT] = { false };

	request_usage(f, name_of(req), why);
	fit.root.kind = fit.cwd.kind = DIR_UNSAID;
	fit.no_fork = false;
	if (req->resolv) {
		asked[NS_NET] = true;
		fit.all = false;
		fit.read_only = READ_ONLY_UNSAID;
		fit.tools.dir = NULL;
	} else {
		memcpy(asked, req->asked, sizeof(asked));
		asked[NS_MNT] = false;
	}
	if (req->target.text)
		request_hint(&fit, asked, NULL, false, f);
	return -EINVAL;
}

static int resolv_and(const struct request *req, struct fault *f)
{
	if (req->tools.dir)
		return contradicts(req,
				   "contradicts " TOOLS ": that resolves "
				   "names so as well",
				   f);
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
	if (req->read_only != READ_ONLY_UNSAID)
		return contradicts(req,
				   "contradicts --read-only: the files are "
				   "your own",
				   f);
	return 0;
}

static int tools_and(const struct request *req, struct fault *f)
{
	if (req->asked[NS_MNT])
		return contradicts(req,
				   "contradicts -m: the root is yours, and the "
				   "target's files are at a directory",
				   f);
	if (req->no_fork)
		return contradicts(req,
				   "contradicts -F: the command would stand "
				   "outside of the processes that /proc shows",
				   f);
	return 0;
}

int view_and(const struct request *req, struct fault *f)
{
	int r;

	if (!view_is_asked(req))
		return 0;
	r = req->resolv ? resolv_and(req, f) : tools_and(req, f);
	if (r < 0)
		return r;
	if (req->root.kind != DIR_UNSAID)
		return contradicts(req, "contradicts -r: the root is yours", f);
	if (req->cwd.kind != DIR_UNSAID)
		return contradicts(req,
				   "contradicts -w: that directory would lie "
				   "outside of the copy of your mounts; -W is "
				   "in it",
				   f);
	return 0;
}

/* Without the option, as a hint. */
static void hint_without(const struct request *req, const char *remark,
			 struct fault *f)
{
	struct request without = *req;
	struct line l = LINE_INIT;

	view_drop(&without);
	request_line(&without, NULL, NULL, false, &l);
	fault_hint(f, "%s   # %s", l.text, remark);
}

static int not_its_own(const struct request *req, enum ns_type type,
		       const char *why, const char *remark, struct fault *f)
{
	fault_set(f, FAULT_VIEW, -EINVAL, "%s of %s", name_of(req),
		  req->target.text);
	fault_why(f, "it has no %s namespace of its own: %s",
		  ns_infos[type].name, why);
	hint_without(req, remark, f);
	return -EINVAL;
}

static int check_directory(const struct request *req, const struct facts *facts,
			   struct fault *f)
{
	char dir[PATH_MAX], shown[256];
	int error = facts->tools_error;

	if (error == 0 && !facts->tools_is_mount)
		return 0;
	escape(shown, sizeof(shown), view_dir(req, dir));
	fault_set(f, FAULT_BAD_FILE, error ? error : -EBUSY, TOOLS "=%s",
		  shown);
	fault_why(f,
		  error ? "%s: the target's files are put on a directory that "
			  "is there, and nothing is created"
			: "something is mounted there already, which would "
			  "not be seen (%s)",
		  strerror(error ? -error : EBUSY));
	fault_hint(f, "mktemp -d   # one of its own; then " TOOLS "=DIR");
	return f->error;
}

int view_check(const struct request *req, const struct facts *facts,
	       const bool wanted[NS_COUNT], struct fault *f)
{
	const struct ns_fact *mnt = &facts->ns[NS_MNT];

	if (!view_is_asked(req))
		return 0;
	if (req->resolv && !wanted[NS_NET])
		return not_its_own(req, NS_NET,
				   "names are resolved as they are here "
				   "already",
				   "the same network, and your files", f);
	if (mnt->seen && mnt->exists && mnt->error == 0 && mnt->shared)
		return not_its_own(req, NS_MNT,
				   req->resolv ? "its name resolution files "
						 "are yours"
					       : "its files are yours",
				   "the same files as here", f);
	if (!req->tools.dir)
		return 0;
	if (mnt->error < 0)
		return refuse_access(req, facts, NS_MNT, f);
	return check_directory(req, facts, f);
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
