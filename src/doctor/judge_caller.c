/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the caller is, what it sees, and what watches over it. */
#include "config.h"
#include "doctor/judge.h"
#include "kernel/caps.h"

#include <inttypes.h>
#include <string.h>

static void judge_proc(const struct doctor_facts *facts, struct doctor_line *l)
{
	if (facts->has_proc && facts->is_own_proc) {
		line_ok(l, "a pid means the same to uenter and to the kernel");
		line_measured(l, "of the pid namespace that you are in");
		return;
	}
	l->stops = true;
	if (!facts->has_proc) {
		line_missing(l, "nothing tells which namespaces a process has");
		line_measured(l, "proc(5) is not mounted at /proc");
		line_change(l, "mount -t proc proc /proc   # as root of this "
			       "mount namespace");
		return;
	}
	line_missing(l, "its numbers mean other processes here: all targets "
			"are refused");
	line_measured(l, "of another pid namespace than you are in");
	line_change(l, "unshare -m sh -c 'mount -t proc proc /proc; exec "
		       "\"$0\"' sh   # a shell with the right one");
}

static void judge_hidepid(const struct doctor_facts *facts,
			  struct doctor_line *l)
{
	if (line_unknown(l, facts))
		return;
	line_measured(l, "hidepid=%u", facts->hidepid);
	if (!facts->hidepid)
		line_ok(l, "refusals and ulsns can name others' processes");
	else
		line_ok(l, "what you may enter is shown to you; refusals and "
			   "ulsns cannot name others' processes");
	if (!facts->hidepid)
		return;
	l->state = DOCTOR_NOTE;
	line_change(l, "sudo mount -o remount,hidepid=0 /proc");
	line_lost(l, "every user then sees every other's processes and their "
		     "command lines");
}

static void judge_yama(const struct doctor_facts *facts, struct doctor_line *l)
{
	int64_t scope = facts->value[SWITCH_PTRACE_SCOPE];

	if (line_unknown(l, facts))
		return;
	line_ok(l, "an entry attaches to no process: any value will do");
	if (scope < 0)
		line_measured(l, "no such switch");
	else
		line_measured(l, "kernel.yama.ptrace_scope = %" PRId64, scope);
}

static void judge_modules(const struct doctor_facts *facts,
			  struct doctor_line *l)
{
	int64_t selinux = facts->value[SWITCH_SELINUX];
	bool is_confined = facts->has_apparmor && *facts->context &&
			   strcmp(facts->context, "unconfined") != 0;

	if (selinux < 0 && !facts->has_apparmor) {
		line_ok(l, "none of the two stands in the way");
		line_measured(l, "neither SELinux nor AppArmor");
		return;
	}
	line_measured(l, "%s%s%s",
		      selinux < 0    ? "AppArmor"
		      : selinux == 1 ? "SELinux, enforcing"
				     : "SELinux, permissive",
		      *facts->context ? ", you are " : "", facts->context);
	if (selinux == 1)
		line_note(l, "its policy may refuse a join: 'sudo ausearch -m "
			     "avc -ts recent' tells; -Z runs the command in "
			     "the target's context");
	else if (is_confined)
		line_note(l, "that profile may refuse a join: 'sudo journalctl "
			     "-k -g DENIED' tells");
	else
		line_ok(l, "it does not stand in the way of a join");
}

static void judge_seccomp(const struct doctor_facts *facts,
			  struct doctor_line *l)
{
	if (facts->seccomp == 0) {
		line_ok(l, "all calls reach the kernel");
		line_measured(l, "no filter");
	} else if (facts->seccomp == 2) {
		line_note(l,
			  "calls that it refuses are told above; the command "
			  "keeps the filter");
		line_measured(l, "a filter");
		line_change(l, "a filter cannot be taken off: run uenter "
			       "outside of what was started with it");
	} else {
		line_note(l, "whether calls are filtered is not known");
		line_measured(l, "not told by /proc/self/status");
	}
}

static void judge_new_privs(const struct doctor_facts *facts,
			    struct doctor_line *l)
{
	if (line_unknown(l, facts))
		return;
	if (!facts->no_new_privs) {
		line_ok(l, "newuidmap and sudo can do what they are for");
		line_measured(l, "not set");
		return;
	}
	line_note(l, "newuidmap and sudo gain nothing from here; an entry "
		     "needs neither");
	line_measured(l, "set");
	line_change(l, "it cannot be unset: run uenter outside of the sandbox "
		       "or service that set it");
}

static void judge_nesting(const struct doctor_facts *facts,
			  struct doctor_line *l)
{
	if (line_unknown(l, facts))
		return;
	if (facts->is_initial) {
		line_ok(l, "what your engines made is below it");
		line_measured(l, "the host's");
		return;
	}
	line_note(l, "only what was made from inside it can be entered, not "
		     "what is beside or above it");
	line_measured(l, "inside of one: a container, or a sandbox");
	line_change(l, "to enter others run uenter outside of it");
}

static void judge_identity(const struct doctor_facts *facts,
			   struct doctor_line *l)
{
	bool is_admin = facts->caps & CAP_BIT(CAP_SYS_ADMIN);

	line_measured(l, "uid %u%s%s%s, %s", (unsigned int)facts->uid,
		      *facts->name ? " (" : "", facts->name,
		      *facts->name ? ")" : "",
		      is_admin	    ? "with cap_sys_admin"
		      : facts->caps ? "without cap_sys_admin"
				    : "no capability");
	line_ok(l, is_admin ? "what your user namespace owns can be entered, "
			      "and all below it"
			    : "what user namespaces of that uid own can be "
			      "entered");
}

void judge_caller(const struct doctor_facts *facts, struct doctor_report *ret)
{
	judge_identity(facts, line_add(ret, "caller"));
	judge_nesting(facts, line_add(ret, "user namespace"));
	judge_seccomp(facts, line_add(ret, "seccomp"));
	judge_new_privs(facts, line_add(ret, "no_new_privs"));
	judge_modules(facts, line_add(ret, "security modules"));
	judge_proc(facts, line_add(ret, "/proc"));
	judge_hidepid(facts, line_add(ret, "hidepid"));
	judge_yama(facts, line_add(ret, "Yama"));
}
