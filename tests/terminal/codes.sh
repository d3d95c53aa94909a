#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The end of uenter is the command's: every exit code, every signal.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target=''

# checked NAME COUNT: the table ran, and nothing in it differs.
checked() {
	is "$1" "$(cat "$scratch/ends" 2>&1)" "$2 checked"
}

# by_pipe NAME WHICH COUNT WORD...: none of 0, 1, 2 is a terminal.
by_pipe() {
	local name="$1, $2, by pipes" which=$2 count=$3
	shift 3
	rm -f "$scratch/ends"
	: | "$table" "$scratch/ends" "$which" "$@" 2>&1 | cat >"$scratch/log"
	checked "$name" "$count"
}

# by_pty NAME WHICH COUNT WORD...: all are, and it controls the session.
by_pty() {
	on_terminal ttt "$@"
}

# by_neither NAME WHICH COUNT WORD...: it does, and none is.
by_neither() {
	on_terminal ppp "$@"
}

# A table takes as long as the machine needs, be it busy.
on_terminal() {
	local name="$2, $3, on a terminal, $1" arrangement=$1 which=$3 count=$4
	shift 4
	rm -f "$scratch/ends"
	PATIENCE=300 drive "$arrangement" -- "$table" "$scratch/ends" "$which" "$@"
	ended "$name: driver" 'exit: 0' || return
	checked "$name" "$count"
}

# Codes where there is somebody who has to pass them on; signals everywhere.
each_way() {
	by_pipe "with a child" "$1" "$2" "$uenter" -m -p --no-pty "$target"
	by_pty "with a child" "$1" "$2" "$uenter" -m -p --no-pty "$target"
	by_pty "with a session" "$1" "$2" "$uenter" -m -p "$target"
	[ "$1" != codes ] || return
	by_neither "with a session" "$1" "$2" "$uenter" -m -p "$target"
	by_pty "without a child" "$1" "$2" "$uenter" -m --no-pty "$target"
	by_pty "as nsenter" "$1" "$2" "$nsenter" -t "$target" -m -p
}

# One core is the command's. That of the process waited for would be uenter's.
cores() {
	local way
	mkdir "$scratch/cores" && cd "$scratch/cores" || exit 2
	for way in '-p --expose-host' '-m -p' '-m' '-m -p --pty'; do
		# shellcheck disable=SC2086
		drive ttt -- "$table" "$scratch/ends" cores \
			"$uenter" $way "$target"
		if grep -q 'no cores' "$scratch/ends"; then
			skip "cores, $way" "no core is written here"
		else
			checked "cores, $way: none of its own" 10
		fi
	done
	cd /
}

hold target user=0 net mnt pid fork || finish
each_way codes 256
each_way signals 180
cores
finish
