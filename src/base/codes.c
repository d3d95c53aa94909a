/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue of refusals and failures: their words, and in brief why. */
#include "config.h"
#include "base/fault.h"

/*
 * The names are an interface: -v and --explain=json print them, and scripts
 * go by them. None is ever given another meaning. The man page has all but
 * the first, under REFUSALS.
 */
static const struct {
	const char *name;
	const char *brief;
} codes[FAULT_COUNT] = {
	[FAULT_NONE] = { "none", "" },
	[FAULT_USAGE] = { "usage", "the command line" },
	[FAULT_BAD_TARGET] = { "bad-target", "it is no target" },
	[FAULT_NO_NAME] = { "no-such-name", "none is called so" },
	[FAULT_AMBIGUOUS] = { "ambiguous", "several are called so" },
	[FAULT_NOT_RUNNING] = { "not-running", "it does not run" },
	[FAULT_BAD_STATE] = { "bad-state", "its state is not to be believed" },
	[FAULT_NO_ANSWER] = { "no-answer", "its engine does not answer" },
	[FAULT_REMOTE_ENGINE] = { "remote-engine", "on another machine" },
	[FAULT_NO_LIBRARY] = { "no-library", "a library is missing" },
	[FAULT_GONE] = { "gone", "it ended" },
	[FAULT_ZOMBIE] = { "zombie", "it ended" },
	[FAULT_REUSED] = { "reused", "it ended" },
	[FAULT_NOTHING] = { "nothing-to-enter", "no namespace differs" },
	[FAULT_NOT_OWNER] = { "not-owner", "another user's" },
	[FAULT_ROOT_OWNED] = { "root-owned", "root's" },
	[FAULT_OWN_NAMESPACE] = { "own-namespace",
				  "owned by your user namespace" },
	[FAULT_SIBLING] = { "sibling-userns", "not below your user namespace" },
	[FAULT_NON_DUMPABLE] = { "non-dumpable", "it keeps its /proc closed" },
	[FAULT_LACKS_CAPABILITY] = { "lacks-capability",
				     "a capability is missing" },
	[FAULT_FILTERED] = { "filtered", "a seccomp filter" },
	[FAULT_EXPOSES_HOST] = { "exposes-host", "it could reach you" },
	[FAULT_FOREIGN_PROC] = { "foreign-proc",
				 "/proc of another pid namespace" },
	[FAULT_NO_PROC] = { "no-proc", "no /proc" },
	[FAULT_NO_NAMESPACE] = { "no-such-namespace",
				 "not a type of this kernel's" },
	[FAULT_BAD_FILE] = { "bad-file", "no way leads there" },
	[FAULT_DEAD_PID_NS] = { "dead-pid-namespace", "its init died" },
	[FAULT_UNMAPPED] = { "unmapped", "no id is mapped" },
	[FAULT_NOT_FOUND] = { "not-found", "no such command" },
	[FAULT_NOT_RUNNABLE] = { "not-runnable", "the command cannot be run" },
	[FAULT_NO_SHELL] = { "no-shell", "there is no shell" },
	[FAULT_READ_ONLY] = { "read-only", "not to be had read-only" },
	[FAULT_VIEW] = { "no-view", "not to be had beside your files" },
	[FAULT_OWN_FILE] = { "own-file", "uenter could be overwritten" },
	[FAULT_SETUID] = { "set-user-id", "uenter is set-user-ID" },
	[FAULT_SYSTEM] = { "system", "a system call failed" },
};

const char *fault_code_name(enum fault_code code)
{
	return codes[code].name;
}

const char *fault_code_brief(enum fault_code code)
{
	return codes[code].brief;
}
