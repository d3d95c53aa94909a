#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# --read-only for root, who could do all of it over the whole machine: no user
# namespace stands in between.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/writing.sh
. "$(dirname "$0")/lib/writing.sh"

# A file handle needs a capability over the host, so only here is a control. No
# keys: the keyring would be that of root, outside too.
sandbox cgroup || finish
if lacks_landlock; then
	cannot "all of it" "no Landlock of version 6 here (Linux 6.12)"
	drop peer target
	finish
fi
before=$(state)
ways='write create chmod setxattr mmap handle peer-root first-root-utimes
	peer-fd ptrace kill prlimit scheduler mount setattr setns userns
	hostname link-up unix-stream shm mqueue'
for way in $ways; do
	refuses "root, read-only" "$way" --read-only
done
is "all is as it was" "$(state)" "$before"
for way in $ways; do
	allows "root, without" "$way"
done
run_probe --read-only "$target"
is "root: it is the same user namespace" "${answer[ns_user]-}" \
	"$(ns_of self user)"
is "root: one capability" "${answer[CapEff]-},${answer[CapBnd]-}" \
	0000000000000004,0000000000000004
drop peer target
finish
