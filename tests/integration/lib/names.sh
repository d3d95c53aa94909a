# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Targets with name resolution files of their own, and what must stay as it is.
# shellcheck disable=SC2034,SC2154 # shared with who sources it

# named COMMAND [OP...]: `target` with a tmpfs as its /etc, filled by COMMAND
# there, after the OPs.
named() {
	local command=$1
	shift
	hold target user=0 net uts mnt "$@" tmpfs=/etc \
		sh="cd /etc && PATH=/usr/sbin:/usr/bin:/sbin:/bin && $command" \
		cd=/
}

good='echo nameserver 192.0.2.53 >resolv.conf
	echo 192.0.2.7 db.uenter.test >hosts; echo boxed >hostname'

# can_show: whether there is what is to be covered, and a fresh /sys to be had;
# in a container there most often is none.
can_show() {
	[ -e /etc/resolv.conf ] && [ -e /etc/hosts ] || {
		cannot "all of it" "no /etc/resolv.conf or /etc/hosts here"
		return 1
	}
	"$holder" user=0 net mnt sh='mount -t sysfs sysfs /sys' -- true \
		2>/dev/null && return
	cannot "all of it" "no fresh /sys is to be had here"
	return 1
}

# can_do OPTION...: likewise, for what these take; where that is missing, it
# has to be said, and nothing is done.
can_do() {
	named "$good" || return
	run "$uenter" "$@" "$target" echo entered
	drop target
	[[ $err == *'of Linux 5.'* || $err == *'older than Linux'* ]] || return 0
	is "refused by name" "$status,$out" 125,
	cannot "the rest" "$err"
	return 1
}

# note_mounts: those of here and of the target, as they are now.
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
	local part=$1
	shift
	part_in "$part" "$holder" user=0 mnt "$@" --
}

# part_in PART COMMAND...: likewise, with a command that runs what is behind it.
part_in() {
	local part=$1 log=$scratch/again
	shift
	"$@" env IN_SANDBOX=yes "PART=$part" bash "$0" >"$log" 2>&1 || true
	grep -av "^$suite: " "$log"
	if [[ $(tail -n 1 "$log") =~ :\ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]
	then
		passed=$((passed + BASH_REMATCH[1]))
		failed=$((failed + BASH_REMATCH[2]))
	else
		fail "in a sandbox: $part" "$(cat "$log")"
	fi
}
