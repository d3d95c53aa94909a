/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a read-only view can be had, and kept. */
#include "config.h"
#include "plan/read_only.h"
#include "kernel/landlock.h"

#include <errno.h>
#include <string.h>

static const char *target_name(const struct request *req)
{
	return req->target.text ? req->target.text : "the FILEs";
}

/* The files would be the caller's, and with -m the target's. */
static int not_joined(const struct request *req, const bool wanted[NS_COUNT],
		      struct fault *f)
{
	bool with_mnt[NS_COUNT];

	memcpy(with_mnt, wanted, sizeof(with_mnt));
	with_mnt[NS_MNT] = true;
	fault_set(f, FAULT_READ_ONLY, -EINVAL, "--read-only without -m");
	fault_why(f, "the files would be your own: it is the target's mount "
		     "namespace that a read-only view is made of");
	if (req->target.text)
		request_hint(req, with_mnt, NULL, false, f);
	else
		fault_hint(f, "lsns -t mnt -o NS,PID,USER,COMMAND   # a "
			      "process in one; then -m=/proc/PID/ns/mnt");
	return -EINVAL;
}

static int not_private(const struct request *req, struct fault *f)
{
	struct request without = *req;
	struct line l = LINE_INIT;

	without.read_only = READ_ONLY_UNSAID;
	fault_set(f, FAULT_READ_ONLY, -EINVAL, "--read-only of %s",
		  target_name(req));
	fault_why(f, "it has no mount namespace of its own: the files there "
		     "are yours, and no view of them is made");
	request_line(&without, NULL, NULL, false, &l);
	fault_hint(f, "%s   # without it: what it writes is written", l.text);
	return -EINVAL;
}

static int no_landlock(const struct request *req, const struct facts *facts,
		       struct fault *f)
{
	struct request mounts = *req;
	struct line l = LINE_INIT;
	int abi = facts->landlock;

	mounts.read_only = READ_ONLY_MOUNTS;
	fault_set(f, FAULT_READ_ONLY, -EOPNOTSUPP, "--read-only");
	if (abi >= 0)
		fault_why(f,
			  "Landlock has version %d here, and signals and "
			  "abstract sockets are scoped from version %d on "
			  "(Linux 6.12, landlock(7))",
			  abi, LANDLOCK_ABI_SCOPES);
	else
		fault_why(f,
			  "there is no Landlock: %s (%s), and without it "
			  "/proc/N/root leads around the read-only mounts",
			  abi == -EOPNOTSUPP ? "it was switched off at boot"
			  : abi == -EPERM    ? "a seccomp filter refuses it"
					     : "the kernel was built without "
					       "it, or a seccomp filter "
					       "refuses it",
			  strerror(-abi));
	request_line(&mounts, NULL, NULL, false, &l);
	fault_hint(f, "%s   # weaker: see READ-ONLY ENTRY in uenter(1)",
		   l.text);
	return -EOPNOTSUPP;
}

int read_only_check(const struct request *req, const struct facts *facts,
		    const bool wanted[NS_COUNT], struct fault *f)
{
	const struct ns_fact *mnt = &facts->ns[NS_MNT];

	if (req->read_only == READ_ONLY_UNSAID)
		return 0;
	if (mnt->seen && mnt->exists && mnt->error == 0 && mnt->shared)
		return not_private(req, f);
	if (!wanted[NS_MNT] && !req->tools.dir)
		return not_joined(req, wanted, f);
	if (req->read_only == READ_ONLY_FULL &&
	    facts->landlock < LANDLOCK_ABI_SCOPES)
		return no_landlock(req, facts, f);
	return 0;
}
