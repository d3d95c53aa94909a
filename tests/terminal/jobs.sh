#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Stopped, continued, in the background: as a job of an interactive shell.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target=''
shell=(env PS1='% ' PS2='' HISTFILE= bash --norc --noprofile --noediting -i)

# stopped_and_on NAME MODES COMMAND...: ^Z, fg, ^C, as typed at the shell.
# MODES are the terminal's while the command is in front.
stopped_and_on() {
	local name=$1 modes=$2
	shift 2
	drive ttt expect='% ' send="$*"$'\n' expect=ready modes \
		send=$'\32' expect='Stopped' expect='% ' modes \
		send=$'fg\n' expect='<CONT' send=$'\3' expect='<INT' \
		expect='% ' modes send=$'echo ended $?.\n' expect='ended 0.' \
		send=$'exit\n' -- "${shell[@]}"
	ended "$name" 'exit: 0'
	is "$name: modes" "$(said modes)" "$modes cooked cooked"
	is "$name: each once" "$(counted)" "CONT INT"
}

# Raw mode, and the size, are set again before the command goes on.
set_again() {
	local name=$1
	shift
	drive ttt expect='% ' send="$*"$'\n' expect=ready send=$'\32' \
		expect='% ' modes resize=33x77 send=$'fg\n' expect='<CONT' \
		modes expect='33x77' send=$'\3' expect='<INT' expect='% ' \
		send=$'exit\n' -- "${shell[@]}"
	well "$name: set again"
	is "$name: set again: modes" "$(said modes)" "cooked raw"
}

# In the background the terminal is the shell's: nothing of it is touched,
# and the command goes on.
in_background() {
	local name=$1
	shift
	drive ttt expect='% ' send="$* &"$'\n' expect=ready modes \
		send=$'echo typed $((6 * 7))\n' expect='typed 42' modes \
		send=$'jobs\n' expect=Running send=$'kill -INT %1\n' \
		expect='<INT' modes send=$'wait\nexit\n' -- "${shell[@]}"
	ended "$name, background" 'exit: 0'
	is "$name, background: modes" "$(said modes)" "cooked cooked cooked"
}

# What reads the caller's own terminal from the back is stopped.
to_the_front() {
	local name=$1 stops=$2 waits=()
	shift 2
	[ "$stops" = raw ] || waits=(expect=Stopped)
	drive ttt expect='% ' send=$'set -b\n' expect='% ' send="$* &"$'\n' \
		expect=ready "${waits[@]}" send=$'fg\n' expect=inside \
		send=$'line\n' expect='took 5: line' send=$'\4' \
		expect='took the end' expect='% ' send=$'exit\n' -- \
		"${shell[@]}"
	ended "$name, to the front" 'exit: 0'
	waits=(expect=Stopped)
	[ "$stops" != raw ] || waits=(expect='<CONT')
	drive ttt expect='% ' send=$'set -b\n' expect='% ' send="$*"$'\n' \
		expect=ready send=$'\32' expect=Stopped expect='% ' \
		send=$'bg\n' "${waits[@]}" send=$'fg\n' expect=inside \
		send=$'line\n' expect='took 5: line' send=$'\4' \
		expect='took the end' expect='% ' send=$'exit\n' -- \
		"${shell[@]}"
	ended "$name, by the back to the front" 'exit: 0'
}

# Stopped by what nobody typed.
stopped_by() {
	local name="$1, $2" signal=$2
	shift 2
	drive ttt expect=ready modes "signal=$signal" stopped modes \
		"signal=$CONT" expect='<CONT' send=$'\3' -- "$@"
	ended "stopped by $name" 'exit: 0'
	has "stopped by $name: modes" "$(said modes)" '^(raw|cooked) cooked$'
}

# By STOP and KILL, which uenter cannot take: a shell puts its terminal back
# itself, and the command goes on, or ends, with uenter.
unasked() {
	local name=$1
	shift
	drive ttt expect='% ' send="$*"$'\n' expect=ready "child=$STOP" \
		expect=Stopped expect='% ' modes send=$'fg\n' expect='<CONT' \
		"child=$KILL" expect=Killed expect='% ' modes \
		send=$'exit\n' -- "${shell[@]}"
	well "$name, STOP and KILL"
	is "$name, STOP and KILL: modes" "$(said modes)" "cooked cooked"
}

# ^C right after it went on: the end is the command's, however they meet.
at_once() {
	local name=$1 i bad=0
	shift
	for ((i = 0; i < ${ROUNDS:-3}; i++)); do
		drive ttt expect=ready send=$'\32' stopped "group=$CONT" \
			expect='<CONT' send=$'\3' -- "$@"
		[[ $out == *'exit: 0'* ]] || bad=$((bad + 1))
	done
	is "at once, $name: others than the command's end" "$bad" 0
}

# Nobody could continue it: then the kernel discards ^Z, and it goes on.
orphaned() {
	local name=$1
	shift
	drive ttt leader expect=ready send=$'\32line\n' \
		expect='took 5: line' send=$'\4' -- "$@"
	ended "orphaned, $name" 'exit: 0'
}

# In a pipeline, too, where what it reads and prints are pipes; the other
# programs there do not end by ^C.
piped() {
	local name=$1 into="| sh -c 'trap \"\" INT; exec cat'" line
	shift
	for line in "cat /dev/null | $* $into" \
		"cat /dev/null | $* 2>&1 $into"; do
		drive ttt expect='% ' send="$line"$'\n' expect=ready \
			send=$'\32' expect=Stopped expect='% ' \
			send=$'fg\n' expect='<CONT' send=$'\3' \
			expect='<INT' expect='% ' send=$'exit\n' -- \
			"${shell[@]}"
		well "$name, piped: $line" || continue
		is "$name, piped: each once: $line" "$(counted)" "CONT INT"
	done
}

# each NAME MODES WORD...
each() {
	local name=$1 modes=$2 command
	shift 2
	command=("$@" "$inside" handle INT)
	stopped_and_on "$name" "$modes" "${command[@]}"
	in_background "$name" "${command[@]}"
	to_the_front "$name" "$modes" "$@" "$inside" take
	stopped_by "$name" "$TSTP" "${command[@]}"
	at_once "$name" "${command[@]}"
	unasked "$name" "${command[@]}"
	orphaned "$name" "$@" "$inside" take
	piped "$name" "${command[@]}"
	[ "$modes" = cooked ] || set_again "$name" "${command[@]}"
}

hold target user=0 net mnt pid fork || finish
each direct cooked env
each -m raw "$uenter" -m "$target"
each '-m -p' raw "$uenter" -m -p "$target"
each '-p' cooked "$uenter" -p --expose-host "$target"
each '--no-pty' cooked "$uenter" -m -p --no-pty "$target"
each 'nsenter' cooked "$nsenter" -t "$target" -m -p
each 'nsenter --pty' raw "$nsenter" -t "$target" -m -p --pty
finish
