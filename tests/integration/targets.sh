#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What is no target, or no longer: each brought about for real, its hint pasted.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

# command_in TEXT PATTERN: what of a hint is to be pasted.
command_in() {
	grep -Eo -e "$2" <<<"$1"
}

# listed NAME PATTERN: the command of the last hint runs, and prints PATTERN.
listed() {
	local line tries
	line=$(command_in "$(hint)" "^(lsns|ps) -o [A-Za-z,]+( (-p|--ppid) [0-9]+)?")
	# lsns gives up where a process ends while it looks
	for tries in {1..40}; do
		paste_line "$line"
		[ "$status" -ne 0 ] || break
	done
	is "$1: pasted: $line ($tries)" "$status" 0
	has "$1: pasted: $line" "$out" "$2"
}

no_operand() {
	local options
	run "$uenter"
	is "no word at all lists" "$status,${out%% *},$err" "0,TARGET,"
	for options in -n '-U -n' -a --explain; do
		# shellcheck disable=SC2086
		refused "no operand ($options)" \
			'usage: uenter \[options\] TARGET' \
			'what may be entered' "$uenter" $options
		paste_line "$(hint)"
		has "no operand ($options): pasted" "$out" '^TARGET +PID +ID'
	done
}

# bad_target VALUE WHY: by both ways to give one.
bad_target() {
	local value=${1/+/\\+}
	refused "target '$1'" "'$value'.*$2.*accepted" . \
		"$uenter" "$1" echo entered
	refused "-t '$1'" "'$value'.*$2.*accepted" . \
		"$uenter" -t "$1" -n echo entered
}

# no_name VALUE: that could be one, but looks like a number.
no_name() {
	refused "target '$1'" "'$1'.*no container.*a PID is digits alone" \
		'^uenter   # lists' "$uenter" "$1" echo entered
	refused "-t '$1'" "'$1'.*no container.*a PID is digits alone" \
		'^uenter   # lists' "$uenter" -t "$1" -n echo entered
}

bad_targets() {
	bad_target '' 'it is empty'
	listed "target ''" PID
	bad_target 0 "no process's PID"
	listed "target 0" PID
	bad_target 0:5 "no process's PID"
	no_name 12ab
	no_name 0x10
	no_name ' 12'
	no_name '12 '
	bad_target +12 'no sign'
	bad_target 12: inode
	bad_target 12:x inode
	bad_target 12:0 inode
	bad_target ns: inode
	bad_target ns:0 inode
	bad_target ns:-1 inode
	bad_target ns:12ab inode
	bad_target 4294967296 'so large'
	bad_target 99999999999999999999999 'so large'
	bad_target ns:99999999999999999999999 'so large'
	bad_target 4194305 'no process'
	listed "target 4194305" PID
	bad_target ns:1 'no process'
	bad_target 4294967295 'no process'
	refused "target -12" "-12?.*no sign.*accepted" . "$uenter" -12 true
	refused "-t -12" "'-12'.*no sign.*accepted" . "$uenter" -t -12 true
}

gone() {
	local pid
	# shellcheck disable=SC2016
	pid=$(sh -c 'echo $$')
	refused gone "process $pid: there is no such process" lsns \
		"$uenter" "$pid" echo entered
	listed gone PID
	refused "gone, -t -U -n" "process $pid: there is no such process" . \
		"$uenter" -t "$pid" -U -n echo entered
}

zombie() {
	local target parent how
	hold target user=0 net mark zombie || return
	parent=${pids[0]} target=${pids[1]}
	for how in '' -n -U -a --explain; do
		# shellcheck disable=SC2086
		refused "zombie ($how)" \
			"process $target .*zombie.*process $parent\b" . \
			"$uenter" $how "$target" echo entered
	done
	listed zombie "$parent"
	drop target
}

# To its end, which is not the end of `kill`: it is one of this script's
# children, and stays until it is waited for, or as a zombie. (PIPE is the
# signal that bash does not report.)
# shellcheck disable=SC2016
end_now='kill -PIPE "$0"
while grep -qs "^State:.[^ZX]" "/proc/$0/status"; do :; done'

# gone_at CALL: it ends when uenter is about to make that call.
gone_at() {
	local target
	hold target user=0 net mnt || return
	refused "it exits at $1" "process $target.*(no such|zombie)" . \
		"$at" "$1" "sh -c '${end_now//\'/}' $target" \
		"$uenter" -U -n -m "$target" echo entered
	drop target
}

gone_meanwhile() {
	local target net
	gone_at pidfd_open
	gone_at ioctl
	gone_at ioctl:2
	# from then on its namespaces are held: there is no wrong process
	hold target user=0 net || return
	net=$(ns_of "$target" net)
	run "$at" setns "sh -c '$end_now' $target" \
		"$uenter" -U -n "$target" readlink /proc/self/ns/net
	is "it exits at setns: its namespace, or none" "${out:-$net}" "$net"
	drop target
}

reused() {
	local target inode line
	hold target user=0 net || return
	refused "PID:INODE of another" "$target:1: the pid was reused" . \
		"$uenter" -n "$target:1" echo entered
	inode=$(command_in "$err" 'inode [0-9]+')
	line=$(command_in "$(hint)" "$target:[0-9]+")
	is "PID:INODE of another: names the present one" "$line" \
		"$target:${inode#inode }"
	# none is named where pidfds have no inodes
	[ -z "$line" ] ||
		pasted "PID:INODE of another" "uenter -n $line echo entered"
	drop target
}

nothing() {
	local how
	for how in '' -t; do
		# shellcheck disable=SC2086
		refused "nothing to enter ($how)" \
			"target $$.*nothing to enter.*stale pid" . \
			"$uenter" $how $$ echo entered
	done
	listed "nothing to enter" bash
	run "$uenter" -n $$ echo entered
	is "named, and shared: it is entered already" "$status,$out" 0,entered
	run "$uenter" -a $$ echo entered
	is "-a, and shared: it is entered already" "$status,$out" 0,entered
}

no_operand
bad_targets
gone
zombie
gone_meanwhile
reused
nothing
finish
