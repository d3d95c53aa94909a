# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Targets with name resolution files of their own, and what must stay as it is.

# named COMMAND [OP...]: `target` with a tmpfs as its /etc, filled by COMMAND
# there, after the OPs.
named() {
	local command=$1
	shift
	hold target user=0 net uts mnt "$@" tmpfs=/etc \
		sh="cd /etc && PATH=/usr/sbin:/usr/bin:/sbin:/bin && $command" \
		cd=/
}

# shellcheck disable=SC2034 # the name is the caller's
good='echo nameserver 192.0.2.53 >resolv.conf
	echo 192.0.2.7 db.uenter.test >hosts; echo boxed >hostname'

# note_mounts: those of here and of the target, as they are now.
# shellcheck disable=SC2154
note_mounts() {
	mounts_here=$(</proc/self/mountinfo)
	mounts_there=$(<"/proc/$target/mountinfo")
}

# same_mounts NAME: and not one more is left.
same_mounts() {
	is "$1: our mounts are as they were" "$(</proc/self/mountinfo)" \
		"$mounts_here"
	is "$1: the target's mounts are as they were" \
		"$(<"/proc/$target/mountinfo")" "$mounts_there"
}

# again PART OP...: the function PART of this script, in a sandbox where we are
# root. The script has to look for PART before all else.
again() {
	local part=$1 log=$scratch/again
	shift
	"$holder" user=0 mnt "$@" -- env IN_SANDBOX=yes "PART=$part" \
		bash "$0" >"$log" 2>&1 || true
	grep -av "^$suite: " "$log"
	if [[ $(tail -n 1 "$log") =~ :\ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]
	then
		passed=$((passed + BASH_REMATCH[1]))
		failed=$((failed + BASH_REMATCH[2]))
	else
		fail "in a sandbox: $part" "$(cat "$log")"
	fi
}
