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
	local name="$1, $2, on a terminal" which=$2 count=$3
	shift 3
	rm -f "$scratch/ends"
	drive ttt -- "$table" "$scratch/ends" "$which" "$@"
	ended "$name: driver" 'exit: 0' || return
	checked "$name" "$count"
}

each_way() {
	"$1" "without a child" "$2" "$3" "$uenter" -m --no-pty "$target"
	"$1" "with a child" "$2" "$3" "$uenter" -m -p --no-pty "$target"
	"$1" "with a session" "$2" "$3" "$uenter" -m -p "$target"
	"$1" "as nsenter" "$2" "$3" "$nsenter" -t "$target" -m -p
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
for way in by_pipe by_pty; do
	each_way $way codes 256
	each_way $way signals 180
done
cores
finish
