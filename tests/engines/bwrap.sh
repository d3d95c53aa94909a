#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# bubblewrap's sandboxes: by the pid of bwrap, or by that of its child.
# shellcheck disable=SC2034,SC2154 # shared with what is sourced
set -u
# shellcheck source-path=SCRIPTDIR source=lib/sandboxes.sh
. "$(dirname "$0")/lib/sandboxes.sh"
need bwrap

# shellcheck disable=SC2016 # of the shell inside
foo='echo "$FOO"'

# both_numbers NAME COMMAND-PID
both_numbers() {
	local number
	for number in "$monitor" "$child"; do
		entered "$1: bwrap:$number" "bwrap:$number" "$2"
		run "${limit[@]}" "$uenter" -a "bwrap:$number" sh -c "$foo"
		is "$1: bwrap:$number: the command's environment" \
			"$status,$out" 0,inside
	done
}

# one NAME DEPTH OPTION...: the command is the child, or (2) the child's.
one() {
	local name=$1 deep=$2 command
	shift 2
	FOO=outside hold_under target bwrap --ro-bind / / \
		--setenv FOO inside "$@" || return
	command=$child
	[ "$deep" = 1 ] || command=$(child_of "$child")
	both_numbers "$name" "$command"
	refused "$name: digits are a PID" "target $monitor: there is nothing" . \
		"$uenter" "$monitor" echo entered
	unknown "$name: one digit more" "bwrap:${monitor}0"
	unknown "$name: no prefix" "bwrap:${child%?}"
	[ "$deep" = 1 ] || unknown "$name: the command is no name" \
		"bwrap:$command"
	drop target
	unknown "$name: ended" "bwrap:$monitor"
	unknown "$name: ended, its child" "bwrap:$child"
}

each() {
	one 'mounts alone' 1 --unshare-user --dev-bind /dev /dev
	one 'a pid namespace' 2 --unshare-user --unshare-pid --unshare-net \
		--dev-bind /dev /dev --proc /proc
	one 'two deep' 2 --unshare-user --unshare-pid --dev /dev --proc /proc
	one 'another uid' 2 --unshare-user --unshare-pid --uid 7 --gid 8 \
		--dev-bind /dev /dev --proc /proc
	one 'as process 1' 1 --unshare-user --unshare-pid --as-pid-1 \
		--dev-bind /dev /dev --proc /proc
}

# What the command started is not taken for it.
family() {
	local command
	# shellcheck disable=SC2016 # of the shell inside
	hold_under target bwrap --ro-bind / / --unshare-user --unshare-pid \
		--dev /dev --proc /proc \
		sh -c 'exec 3<&0; "$@" <&3 3<&- & wait' sh || return
	command=$(child_of "$child")
	run "$uenter" --explain "bwrap:$monitor" true
	has 'a shell and its child' "$out" "^target: .*process $command \(sh\)"
	is 'a shell and its child: would enter' "$status" 0
	drop target
}

# looks_real PID: what a look at names alone believes.
looks_real() {
	local first
	first=$(child_of "$1")
	[[ $(readlink "/proc/$1/exe") == */bwrap ]] &&
		[[ $(tr '\0' ' ' <"/proc/$1/cmdline") == bwrap* ]] &&
		[ -n "$first" ] && [ "$(ns_of "$first" mnt)" != "$(ns_of self mnt)" ]
	is "$2: it looks like bwrap" "$?" 0
}

# disguised NAME PID: a process like a bwrap with a sandbox below it.
disguised() {
	looks_real "$2" "$1"
	unknown "$1" "bwrap:$2"
	unknown "$1: its child" "bwrap:$(child_of "$2")"
}

# The best disguise is bwrap itself, started in a sandbox: what runs there may
# have any library loaded into it. Then, any file under that name.
disguise() {
	local -a inner=(bwrap --ro-bind / / --dev-bind /dev /dev)
	hold_under target "$holder" user=0 mnt -- "${inner[@]}" || return
	disguised 'in a mount namespace' "$monitor"
	drop target
	hold_under target "$holder" user=0 pid fork -- "${inner[@]}" || return
	disguised 'in a pid namespace' "$child"
	drop target
	cp "$(command -v bwrap)" "$scratch/bwrap"
	hold_under target bash -c 'exec -a bwrap "$0" "$@"' "$scratch/bwrap" \
		--ro-bind / / --dev-bind /dev /dev || return
	disguised "a file of the caller's" "$monitor"
	drop target
}

each
family
disguise
finish
