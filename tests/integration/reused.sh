#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A pid given to another process: it is never entered for the first one.
#
# A process may choose pids in a pid namespace of its own, so this script
# starts itself again in one.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
if [ -z "${IN_SANDBOX-}" ]; then
	mkdir "$scratch/bin"
	cp "$holder" "$at" "$deny" "$scratch/bin/"
	"$holder" user=0 mnt pid fork proc -- env IN_SANDBOX=yes \
		UENTER="$uenter" HELPERS="$scratch/bin" bash "$0"
	exit
fi

# above what the namespace comes to by itself
pid=30000
# shellcheck disable=SC2016
inside='for ns in user net mnt; do readlink /proc/self/ns/$ns; done | xargs'

# namespaces_of PID: as `inside` prints them.
namespaces_of() {
	(cd "/proc/$1/ns" && for ns in user net mnt; do readlink $ns; done) |
		xargs
}

start() {
	# the one before has ended; its number is free once it was waited for
	local i
	for ((i = 0; i < 100000; i++)); do
		[ -e "/proc/$pid" ] || break
	done
	hold target forkas=$pid user=0 net mnt mark
}

pinned() {
	local target pin first
	start || return
	is "the pid was chosen" "$target" $pid
	pin=$(pinned_as $pid)
	has "it has an inode" "$pin" '^[0-9]+:([2-9]|[0-9]{2,})$'
	first=$(namespaces_of $pid)
	run "$uenter" -U -n -m "$pin" sh -c "$inside"
	is "pinned: entered" "$status,$out" "0,$first"
	drop target
	start || return
	refused "pinned: reused" "target $pin: the pid was reused" \
		"$(pinned_as $pid)" "$uenter" -n "$pin" echo entered
	run "$uenter" -U -n -m $pid sh -c "$inside"
	is "unpinned: the present one" "$status,$out" \
		"0,$(namespaces_of $pid)"
	drop target
}

# The process ends, and another one takes its pid: swap PID HOLDER FEED.
write_swap() {
	cat >"$scratch/swap" <<-'_'
		kill -PIPE "$1"
		while [ -d "/proc/$1" ]; do :; done
		"$2" forkas="$1" user=0 net mnt mark <"$3" >"$3.out" &
		read -r line <"$3.out"
	_
}

# reused_at CALL: while uenter is about to make that call. It may find the
# second one alone, or what is left of the first, or nothing: never a mix.
# Returns 1 where uenter made no such call.
reused_at() {
	local target first second fd feed=$scratch/feed
	start || return
	first=$(namespaces_of $pid)
	rm -f "$feed" "$feed.out"
	mkfifo "$feed" "$feed.out"
	exec {fd}<>"$feed"
	run "$at" "$1" "sh $scratch/swap $pid $holder $feed" \
		"$uenter" -U -n -m $pid sh -c "$inside"
	second=$(namespaces_of $pid 2>/dev/null)
	exec {fd}>&-
	# the second one is no child of this shell
	while [ -d /proc/$pid ] && [ "$status" -ne 99 ]; do :; done
	drop target
	[ "$status" -ne 99 ] || return
	case $status,$out in
	125, | "0,$first" | "0,$second") pass "reused at $1" ;;
	*) fail "reused at $1" "first: $first" "second: $second" "$(shown)" ;;
	esac
}

reused_meanwhile() {
	local n call
	for call in pidfd_open openat ioctl setns; do
		for ((n = 1; n < 100; n++)); do
			reused_at "$call:$n" || break
		done
		has "reused at $call: there were such calls" "$n" '^([2-9]|..)$'
	done
}

write_swap
pinned
reused_meanwhile
finish
