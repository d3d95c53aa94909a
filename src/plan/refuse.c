/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be seen and still not be joined, worded. */
#include "config.h"
#include "plan/refuse.h"
#include "kernel/caps.h"

#include <errno.h>
#include <string.h>

int refuse_nothing(const struct request *req, const struct facts *facts,
		   struct fault *f)
{
	(void)facts;
	fault_set(f, FAULT_NOTHING, -EINVAL, "target %s", req->target.text);
	fault_why(f, "there is nothing to enter: it shares every namespace "
		     "with you. A stale pid, that another process has by "
		     "now?");
	if (req->target.pid)
		fault_hint(f, "ps -o pid,user,lstart,args -p %d   # what it is",
			   (int)req->target.pid);
	else
		fault_hint(f,
			   "lsns -o NS,TYPE,PID,USER,COMMAND   # the others");
	return -EINVAL;
}

int refuse_type(const struct request *req, enum ns_type type, struct fault *f)
{
	bool rest[NS_COUNT], any = false;

	memcpy(rest, req->asked, sizeof(rest));
	rest[type] = false;
	for (int t = 0; t < NS_COUNT; t++)
		any |= rest[t];
	fault_set(f, FAULT_NO_NAMESPACE, -ENOENT, "-%c", ns_infos[type].letter);
	fault_why(f,
		  "this kernel has no %s namespaces: /proc/self/%s is not "
		  "there",
		  ns_infos[type].name, ns_infos[type].path);
	/* a line that names none would mean all */
	if (any)
		request_hint(req, rest, NULL, false, f);
	else
		fault_hint(f, "ls /proc/self/ns   # the types there are");
	return -ENOENT;
}

int refuse_outside(const struct request *req, const struct facts *facts,
		   enum ns_type type, struct fault *f)
{
	struct line l = LINE_INIT;

	fault_set(f, FAULT_SIBLING, -EPERM, "the %s namespace of %s",
		  ns_infos[type].name,
		  req->target.text ? req->target.text : req->file[type]);
	fault_why(f,
		  "%s a user namespace that is not below yours (%ju): a "
		  "sibling or an ancestor, and setns(2) leads only "
		  "downwards",
		  type == NS_USER ? "it is" : "it is owned by",
		  (uintmax_t)facts->users[USERNS_OWN].id.ino);
	fault_namespace(f, ns_infos[type].name, facts->ns[type].there.ino);
	request_line(req, NULL, NULL, false, &l);
	if (facts->caller.initial)
		request_hint(req, NULL, NULL, true, f);
	else
		fault_hint(f,
			   "exit   # out of this user namespace (podman "
			   "unshare or the like), then: %s",
			   l.text);
	return -EPERM;
}

int refuse_owner(const struct request *req, const struct facts *facts, int user,
		 struct fault *f)
{
	const struct userns_fact *u = &facts->users[user];
	char theirs[64], you[64];

	fault_set(f, u->owner == 0 ? FAULT_ROOT_OWNED : FAULT_NOT_OWNER, -EPERM,
		  "user namespace %ju", (uintmax_t)u->id.ino);
	fault_why(f,
		  "it is owned by %s, and you are %s: only its owner, or "
		  "cap_sys_admin above it, may enter (user_namespaces(7))",
		  facts_who(facts, u->owner, theirs, sizeof(theirs)),
		  facts_who(facts, facts->caller.uid, you, sizeof(you)));
	fault_namespace(f, ns_infos[NS_USER].name, u->id.ino);
	fault_owner(f, u->owner);
	request_hint_as(req, u->owner, f);
	return -EPERM;
}

/* What is left of @wanted without @type, as a line; false if nothing is. */
static bool line_without(const struct request *req, const bool wanted[NS_COUNT],
			 enum ns_type type, const struct facts *facts,
			 struct line *l)
{
	bool rest[NS_COUNT], any = false;

	/* of what would be left there is no such view */
	if (type == NS_MNT &&
	    (req->read_only != READ_ONLY_UNSAID || req->tools.dir))
		return false;
	for (int t = 0; t < NS_COUNT; t++) {
		rest[t] = wanted[t] && t != (int)type &&
			  (t == NS_USER || facts->ns[t].owner != USERNS_OWN);
		any |= rest[t];
	}
	if (any)
		request_line(req, rest, NULL, false, l);
	return any;
}

bool refuse_is_unknown(const struct facts *facts, enum ns_type type)
{
	return facts->ns[type].seen && facts->ns[type].owner == USERNS_UNKNOWN;
}

void refuse_why_unknown(struct fault *f)
{
	fault_why(f, "which user namespace owns it, and has to be joined "
		     "before it, cannot be asked: NS_GET_USERNS (ioctl_ns(2)) "
		     "fails here: the kernel is older than Linux 4.9, or a "
		     "seccomp filter refuses it");
}

/* Nobody tells whose it is: no word then of whose it would be. */
static int refuse_unknown(const struct request *req, const struct facts *facts,
			  enum ns_type type, struct fault *f)
{
	const struct ns_info *info = &ns_infos[type];

	fault_set(f, FAULT_OWN_NAMESPACE, -EPERM, "the %s namespace of %s",
		  info->name,
		  req->target.text ? req->target.text : req->file[type]);
	refuse_why_unknown(f);
	fault_namespace(f, ns_infos[type].name, facts->ns[type].there.ino);
	if (req->target.text)
		request_hint(req, NULL, NULL, true, f);
	else
		fault_hint(f,
			   "lsns -t %s -o NS,PID,USER,COMMAND   # a process "
			   "in it; then -t PID -%c",
			   info->name, info->letter);
	return -EPERM;
}

int refuse_own(const struct request *req, const struct facts *facts,
	       enum ns_type type, const bool wanted[NS_COUNT], uint64_t missing,
	       struct fault *f)
{
	char cap[CAPS_NAME_SIZE], you[64];
	struct line l = LINE_INIT;
	bool root = facts->caller.uid == 0;

	if (refuse_is_unknown(facts, type))
		return refuse_unknown(req, facts, type, f);
	fault_set(f, root ? FAULT_LACKS_CAPABILITY : FAULT_OWN_NAMESPACE,
		  -EPERM, "the %s namespace of %s", ns_infos[type].name,
		  req->target.text ? req->target.text : req->file[type]);
	fault_why(f,
		  "it is owned by your own user namespace (%ju), and to "
		  "join it you, %s, lack %s there (setns(2))",
		  (uintmax_t)facts->users[USERNS_OWN].id.ino,
		  facts_who(facts, facts->caller.uid, you, sizeof(you)),
		  caps_name(caps_lowest(missing), cap));
	fault_namespace(f, ns_infos[type].name, facts->ns[type].there.ino);
	if (line_without(req, wanted, type, facts, &l))
		fault_hint(f, "%s", l.text);
	else if (root)
		fault_hint(f,
			   "grep CapEff /proc/self/status   # the "
			   "container that you are in needs --cap-add=%s",
			   cap);
	else
		request_hint(req, NULL, NULL, true, f);
	return -EPERM;
}

int refuse_split(const struct request *req, const struct facts *facts,
		 enum ns_type type, const bool wanted[NS_COUNT],
		 struct fault *f)
{
	struct line l = LINE_INIT;

	fault_set(f, FAULT_SIBLING, -EPERM, "the %s namespace",
		  ns_infos[type].name);
	fault_why(f, "it lies in another user namespace beside that of the "
		     "others, and who joins the one leaves the other for good");
	fault_namespace(f, ns_infos[type].name, facts->ns[type].there.ino);
	if (line_without(req, wanted, type, facts, &l))
		fault_hint(f, "%s", l.text);
	else
		request_hint(req, NULL, NULL, true, f);
	return -EPERM;
}

int refuse_exposed(const struct request *req, const struct facts *facts,
		   const bool wanted[NS_COUNT], const char *reason,
		   struct fault *f)
{
	struct line all = LINE_INIT, exposed = LINE_INIT;
	bool with_mnt[NS_COUNT];

	memcpy(with_mnt, wanted, sizeof(with_mnt));
	with_mnt[NS_MNT] = !req->tools.dir;
	with_mnt[NS_PID] = !req->tools.dir;
	fault_set(f, FAULT_EXPOSES_HOST, -EPERM, "-p without -m");
	fault_why(f,
		  "the target could reach your files through "
		  "/proc/N/root of the command: %s (ptrace(2))",
		  reason);
	request_line(req, with_mnt, NULL, false, &all);
	request_line(req, NULL, "--expose-host", false, &exposed);
	if (facts->ns[NS_MNT].shared)
		fault_hint(f, "%s", exposed.text);
	else if (req->tools.dir)
		fault_hint(f, "%s   # with your pids; or, if you trust it: %s",
			   all.text, exposed.text);
	else
		fault_hint(f, "%s   # or all: -a; or, if you trust it: %s",
			   all.text, exposed.text);
	return -EPERM;
}

int refuse_filtered(int error, const char *what, struct fault *f)
{
	fault_set(f, FAULT_FILTERED, error, "%s", what);
	fault_why(f,
		  "setns(2) is refused by a seccomp filter (%s), though the "
		  "rights are there: the default profile of a container does "
		  "this",
		  error == -ENOSYS ? "ENOSYS" : "EPERM");
	fault_hint(f, "grep Seccomp /proc/self/status   # 2 is a filter; the "
		      "container that you are in needs a profile that allows "
		      "setns: --security-opt seccomp=FILE");
	return error;
}

int refuse_capability(const struct request *req, const struct facts *facts,
		      unsigned int cap, const char *purpose, struct fault *f)
{
	const struct ns_fact *user = &facts->ns[NS_USER];
	char name[CAPS_NAME_SIZE];

	fault_set(f, FAULT_LACKS_CAPABILITY, -EPERM, "%s", purpose);
	fault_why(f,
		  "it needs %s, and you do not have it in your own user "
		  "namespace (capabilities(7))",
		  caps_name(cap, name));
	/* in the target's, all are there */
	if (user->seen && user->error == 0 && !user->shared &&
	    !req->asked[NS_USER])
		request_hint(req, NULL, "-U", false, f);
	else
		request_hint(req, NULL, NULL, true, f);
	return -EPERM;
}

int refuse_no_fork(const struct request *req, struct fault *f)
{
	struct request other = *req;

	fault_set(f, FAULT_USAGE, 0, "-F");
	fault_why(f, "the command needs a terminal of its own, or it could "
		     "type into your shell (TIOCSTI), and without a fork "
		     "nobody is left to serve that");
	other.no_fork = false;
	request_hint(&other, NULL, NULL, false, f);
	return -EINVAL;
}
