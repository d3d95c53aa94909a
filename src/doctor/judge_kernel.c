/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What this kernel has, and what a filter keeps from the caller. */
#include "config.h"
#include "doctor/judge.h"
#include "base/cleanup.h"
#include "kernel/caps.h"
#include "kernel/landlock.h"

#include <errno.h>
#include <stdio.h>

#define OUTSIDE                                                            \
	"run uenter outside of the container, sandbox or service that is " \
	"filtered"

static const struct feature {
	const char *name;
	enum doctor_feature key;
	unsigned int major, minor; /* the first Linux that has it */
	const char *there, *missing;
	bool is_extra; /* no plain entry goes by it */
} features[] = {
	{ "pidfd_open", FEATURE_PIDFD_OPEN, 5, 3,
	  "the process that is entered is never mistaken for another",
	  "PID:INODE is refused; any other process is held by its directory in "
	  "/proc instead",
	  false },
	{ "inodes of pidfds", FEATURE_PIDFD_INODE, 6, 9,
	  "PID:INODE pins a process", "PID:INODE is refused", false },
	{ "namespaces of pidfds", FEATURE_PIDFD_NAMESPACE, 6, 11,
	  "namespaces are taken from the process itself",
	  "the links of /proc/PID/ns are opened instead, which wait for an "
	  "execve(2) of the target",
	  false },
	{ "NS_GET_USERNS", FEATURE_GET_USERNS, 4, 9,
	  "which user namespaces stand in between is found out",
	  "what is more than one user namespace below yours is not entered, "
	  "nor a FILE alone",
	  false },
	{ "NS_GET_OWNER_UID", FEATURE_OWNER_UID, 4, 11,
	  "a refusal tells whose a user namespace is",
	  "refusals and ulsns cannot tell whose a user namespace is", false },
	{ "close_range", FEATURE_CLOSE_RANGE, 5, 9,
	  "descriptors are closed by one call",
	  "descriptors are closed one by one, which may take a second", false },
	{ "openat2", FEATURE_OPENAT2, 5, 6,
	  "the target's passwd is read without being led out of its root",
	  "the target's passwd is not read: no login shell from it, and -S NAME "
	  "and -G NAME are refused",
	  false },
	{ "open_tree", FEATURE_OPEN_TREE, 5, 2,
	  "--host-tools can show the target's files to your own programs",
	  "--host-tools is refused; an entry without it does not need this",
	  true },
	{ "mount_setattr", FEATURE_MOUNT_SETATTR, 5, 12,
	  "--read-only and --host-tools can say what a mount does not let do",
	  "--read-only and --host-tools are refused; an entry without them "
	  "does not need this",
	  true },
	{ "Landlock", FEATURE_LANDLOCK, 5, 13,
	  "--read-only can keep a command from the ways around the view",
	  "--read-only is refused, and --read-only=mounts is what is left",
	  true },
};

/* Who can say EPERM before the kernel does. */
static const char *refuser(const struct doctor_facts *facts)
{
	return facts->seccomp == 2   ? "a seccomp filter"
	       : facts->seccomp == 0 ? "a security module"
				     : "a seccomp filter or a security module";
}

/*
 * A filter says EPERM, or ENOSYS so that a program takes it for an older
 * kernel: the release tells.
 */
static bool is_filtered(const struct doctor_facts *facts,
			const struct feature *row, int error)
{
	bool is_due = facts->version >= DOCTOR_VERSION(row->major, row->minor);

	if (error == -EPERM || error == -EACCES)
		return true;
	return is_due && error != -EOPNOTSUPP && facts->seccomp != 0;
}

static void judge_absent(const struct doctor_facts *facts,
			 const struct feature *row, struct doctor_line *l)
{
	int error = facts->feature[row->key];
	char buf[DOCTOR_ERRNO];
	const char *word = doctor_errno(error, buf);

	if (row->is_extra)
		line_note(l, row->missing);
	else
		line_missing(l, row->missing);
	if (is_filtered(facts, row, error)) {
		line_measured(l, "refused (%s) by %s", word, refuser(facts));
		line_change(l, OUTSIDE);
	} else if (facts->version < DOCTOR_VERSION(row->major, row->minor)) {
		line_measured(l, "not in this kernel (%s)", word);
		line_change(l, "Linux %u.%u or later", row->major, row->minor);
	} else {
		line_measured(l, "not enabled in this kernel (%s)", word);
	}
}

static void judge_landlock(const struct feature *row, int version,
			   struct doctor_line *l)
{
	line_measured(l, "ABI %d", version);
	if (version >= LANDLOCK_ABI_SCOPES) {
		line_ok(l, row->there);
		return;
	}
	line_note(l, row->missing);
	line_change(l, "Linux 6.12 or later, for ABI %d", LANDLOCK_ABI_SCOPES);
}

static void judge_feature(const struct doctor_facts *facts,
			  const struct feature *row, struct doctor_line *l)
{
	int value = facts->feature[row->key];

	/* those that need a file of it */
	if (value == -ENOENT && line_unknown(l, facts))
		return;
	/* that one, inside: EPERM is the kernel's word for "further out" */
	if (row->key == FEATURE_GET_USERNS && value == -EPERM &&
	    !facts->is_initial) {
		line_note(l, "what is below your user namespace can be asked "
			     "for all the same");
		line_measured(l, "nothing here is owned by your user "
				 "namespace or below it (EPERM)");
	} else if (value < 0) {
		judge_absent(facts, row, l);
	} else if (row->key == FEATURE_LANDLOCK) {
		judge_landlock(row, value, l);
	} else {
		line_ok(l, row->there);
		line_measured(l, "there");
	}
}

static void judge_release(const struct doctor_facts *facts,
			  struct doctor_line *l)
{
	line_measured(l, "Linux %s", facts->release);
	if (facts->version >= DOCTOR_VERSION(4, 9)) {
		line_ok(l, "new enough; what single calls mean is told below");
		return;
	}
	line_note(l, "namespaces cannot be asked for their owners");
	line_change(l, "Linux 4.9 or later");
}

/* Writes the names of the types for which @is_meant. */
static void type_names(const bool *is_meant, char *buf, size_t size)
{
	size_t n = 0;

	*buf = '\0';
	for (int t = 0; t < NS_COUNT && n < size; t++) {
		if (is_meant[t])
			n += (size_t)snprintf(buf + n, size - n, "%s%s",
					      n ? ", " : "", ns_infos[t].name);
	}
}

/* Who has it in the own user namespace needs no other to be joined first. */
static bool is_admin(const struct doctor_facts *facts)
{
	return facts->caps & CAP_BIT(CAP_SYS_ADMIN);
}

static void judge_types(const struct doctor_facts *facts, struct doctor_line *l)
{
	bool lacks[NS_COUNT];
	char names[80];

	if (line_unknown(l, facts))
		return;
	for (int t = 0; t < NS_COUNT; t++)
		lacks[t] = !facts->has_type[t];
	type_names(lacks, names, sizeof(names));
	if (!*names) {
		line_ok(l, "whatever a container is made of can be entered");
		line_measured(l, "all eight types");
		return;
	}
	line_measured(l, "this kernel has none of: %s", names);
	if (!lacks[NS_USER]) {
		line_note(l, "containers here have none either; to ask for one "
			     "is refused");
		return;
	}
	line_missing(l, "without user namespaces nothing belongs to an "
			"ordinary user");
	line_change(l, "a kernel with CONFIG_USER_NS");
	line_lost(l, "kernel code that only root reaches otherwise comes "
		     "within every user's reach");
	l->stops = !is_admin(facts);
}

static void judge_setns(const struct doctor_facts *facts, struct doctor_line *l)
{
	bool is_filtered[NS_COUNT], all = true;
	char names[80], buf[DOCTOR_ERRNO];
	int error = 0;

	for (int t = 0; t < NS_COUNT; t++) {
		is_filtered[t] = facts->filter[t] < 0;
		all &= is_filtered[t];
		if (is_filtered[t])
			error = facts->filter[t];
	}
	if (!error) {
		line_ok(l, "the call that enters reaches the kernel");
		line_measured(l, "not filtered");
		return;
	}
	type_names(is_filtered, names, sizeof(names));
	line_missing(l, all ? "nothing can be entered from here"
			    : "those types cannot be entered from here");
	line_measured(l, "refused (%s) by %s%s%s", doctor_errno(error, buf),
		      refuser(facts), all ? "" : ": ", all ? "" : names);
	line_change(l, OUTSIDE "; or allow setns in its seccomp profile");
	line_lost(l, "allowed in the profile, all that runs under it may join "
		     "what namespaces it can open");
	l->stops = all || (is_filtered[NS_USER] && !is_admin(facts));
}

void judge_kernel(const struct doctor_facts *facts, struct doctor_report *ret)
{
	judge_release(facts, line_add(ret, "kernel"));
	judge_types(facts, line_add(ret, "namespace types"));
	judge_setns(facts, line_add(ret, "setns"));
	for (size_t i = 0; i < ARRAY_SIZE(features); i++)
		judge_feature(facts, &features[i],
			      line_add(ret, features[i].name));
}
