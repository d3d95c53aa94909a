/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Whether user namespaces can be made. An entry makes none: what is told here
 * keeps engines from having something to enter.
 */
#include "config.h"
#include "doctor/judge.h"
#include "base/escape.h"

#include <errno.h>
#include <inttypes.h>

/* As many as useradd(8) gives: SUB_UID_COUNT of login.defs(5). */
#define RANGE 65536U

/* Why distributions shut it: no advice to open it goes without. */
static const char lost_surface[] =
	"every program of every user then reaches kernel code that otherwise "
	"only root reaches, in which holes are found each year";

static const char enters_all_the_same[] =
	"no new rootless container can be made; one that is there is entered "
	"all the same";

static void judge_max(const struct doctor_facts *facts, struct doctor_line *l)
{
	int64_t max = facts->value[SWITCH_MAX_USER];

	if (max < 0) {
		line_note(l, "how many may be made is not known");
		line_measured(l, "user.max_user_namespaces cannot be read");
		return;
	}
	line_measured(l, "user.max_user_namespaces = %" PRId64, max);
	if (max > 0) {
		line_ok(l, "so many may be made by each user");
		return;
	}
	line_missing(l, enters_all_the_same);
	line_change(l, "sudo sysctl user.max_user_namespaces=10000");
	line_lost(l, lost_surface);
}

static void judge_debian(const struct doctor_facts *facts,
			 struct doctor_line *l)
{
	int64_t value = facts->value[SWITCH_DEBIAN_CLONE];

	if (line_unknown(l, facts))
		return;
	if (value < 0) {
		line_ok(l, "an ordinary user may make them");
		line_measured(l, "no such switch");
		return;
	}
	line_measured(l, "kernel.unprivileged_userns_clone = %" PRId64, value);
	if (value) {
		line_ok(l, "an ordinary user may make them");
		return;
	}
	line_missing(l, enters_all_the_same);
	line_change(l, "sudo sysctl kernel.unprivileged_userns_clone=1");
	line_lost(l, lost_surface);
}

static void judge_apparmor(const struct doctor_facts *facts,
			   struct doctor_line *l)
{
	int64_t value = facts->value[SWITCH_APPARMOR];

	if (line_unknown(l, facts))
		return;
	if (value <= 0) {
		line_ok(l, "AppArmor does not keep programs from making them");
		line_measured(l, value < 0 ? "no such switch"
					   : "kernel.apparmor_restrict_"
					     "unprivileged_userns = 0");
		return;
	}
	line_measured(l,
		      "kernel.apparmor_restrict_unprivileged_userns = "
		      "%" PRId64,
		      value);
	line_note(l, "only programs whose profile allows it make user "
		     "namespaces; entering is not restricted");
	line_change(l, "a profile with the rule 'userns,' for the one engine "
		       "that is refused: apparmor.d(5)");
	line_lost(l, "whoever may start that engine reaches, through it, "
		     "kernel code that otherwise only root reaches; the switch "
		     "set to 0 would give that to all programs");
}

static void judge_subids(const struct doctor_facts *facts,
			 const struct doctor_subids *ids, const char *option,
			 struct doctor_line *l)
{
	struct line user = LINE_INIT;
	char buf[DOCTOR_ERRNO];

	if (ids->count)
		line_measured(l, "%" PRIu64 " ids, the first from %" PRIu64,
			      ids->count, ids->first);
	else if (ids->error < 0)
		line_measured(l, "/etc/%s cannot be read (%s)", l->check,
			      doctor_errno(ids->error, buf));
	else
		line_measured(l, "none in /etc/%s", l->check);
	if (ids->count || facts->uid == 0) {
		line_ok(l, ids->count ? "containers can have users of their own"
				      : "root needs none");
		return;
	}
	line_missing(l, "containers have one id alone; entering needs none");
	if (ids->free > UINT32_MAX - RANGE)
		return;
	line_lost(l, "nothing, as long as nobody else has ids of that range");
	if (!*facts->name) {
		line_change(l, "echo %u:%" PRIu64 ":%u | sudo tee -a /etc/%s",
			    (unsigned int)facts->uid, ids->free, RANGE,
			    l->check);
		return;
	}
	line_word(&user, facts->name);
	line_change(l, "sudo usermod %s %" PRIu64 "-%" PRIu64 " %s", option,
		    ids->free, ids->free + RANGE - 1, user.text);
}

static void judge_helper(const struct doctor_facts *facts,
			 const struct doctor_helper *h, struct doctor_line *l)
{
	const char *without = "containers have one id alone; entering needs no "
			      "such program";

	if (!*h->path) {
		line_missing(l, without);
		line_measured(l, "not found in PATH or /usr/bin");
		line_change(l, "sudo apt-get install uidmap   # Fedora, Arch: "
			       "shadow, Alpine: shadow-subids");
		line_lost(l, "one more program runs as root for every user");
	} else if (!facts->is_initial && !h->is_setuid) {
		/* user_namespaces(7): the file's owner has to be mapped */
		line_missing(l, without);
		line_measured(l, "%s gains nothing in this user namespace",
			      h->path);
	} else if (!h->is_setuid && !h->has_caps) {
		line_missing(l, without);
		line_measured(l,
			      "%s is neither set-user-ID nor has file "
			      "capabilities",
			      h->path);
		line_change(l, "sudo setcap cap_set%cid+ep %s", l->check[3],
			    h->path);
		line_lost(l, "one more program has a capability for every "
			     "user");
	} else if (h->is_nosuid || facts->no_new_privs) {
		line_missing(l, without);
		line_measured(l, "%s gains nothing: %s", h->path,
			      h->is_nosuid ? "it is mounted nosuid"
					   : "no_new_privs is set");
	} else {
		line_ok(l, "engines can map the ids of subuid and subgid");
		line_measured(l, "%s, %s", h->path,
			      h->is_setuid ? "set-user-ID"
					   : "with file capabilities");
	}
}

void judge_userns(const struct doctor_facts *facts, struct doctor_report *ret)
{
	judge_max(facts, line_add(ret, "user namespaces"));
	judge_debian(facts, line_add(ret, "Debian's switch"));
	judge_apparmor(facts, line_add(ret, "AppArmor's switch"));
	judge_subids(facts, &facts->subuids, "--add-subuids",
		     line_add(ret, "subuid"));
	judge_subids(facts, &facts->subgids, "--add-subgids",
		     line_add(ret, "subgid"));
	judge_helper(facts, &facts->uid_helper, line_add(ret, "newuidmap"));
	judge_helper(facts, &facts->gid_helper, line_add(ret, "newgidmap"));
}
