# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Sandboxes and their conversation, for the attacks; sourced after tests/lib.sh.

# Where the programs of these tests are, and what the whole run shares.
bin=$ATTACK_BIN
uenter=$bin/uenter
secret=$bin/secret
secret_text='the host is open'

# By the name of a process: its pid, and the descriptors of its two pipes.
declare -A pid_of in_of out_of
# What the last `hear` or `ask` was told.
heard=

# begin NAME COMMAND...: in the background, with a pipe to it and one from it.
begin() {
	local name=$1 to from
	shift
	mkfifo "$scratch/$name.in" "$scratch/$name.out" || exit 2
	exec {to}<>"$scratch/$name.in" {from}<>"$scratch/$name.out"
	"$@" <"$scratch/$name.in" >"$scratch/$name.out" \
		2>"$scratch/$name.err" {to}<&- {from}<&- &
	pid_of[$name]=$!
	in_of[$name]=$to
	out_of[$name]=$from
}

# hear NAME: its next line; nothing where it ended, or says nothing for long.
hear() {
	local alive=1 tries
	heard=
	for ((tries = 0; tries < 80 && alive; tries++)); do
		# asked first: what it said before its end is still to be read
		kill -0 "${pid_of[$1]}" 2>/dev/null || alive=0
		! IFS= read -t 0.25 -r heard <&"${out_of[$1]}" || return 0
	done
	return 1
}

# ask NAME LINE
ask() {
	printf '%s\n' "$2" >&"${in_of[$1]}"
	hear "$1"
}

# close_input NAME
close_input() {
	local to=${in_of[$1]}
	[ "$to" = closed ] || exec {to}>&-
	in_of[$1]=closed
}

# end NAME
end() {
	local from=${out_of[$1]}
	close_input "$1"
	exec {from}>&-
	kill -KILL "${pid_of[$1]}" 2>/dev/null
	wait "${pid_of[$1]}" 2>/dev/null
	rm -f "$scratch/$1.in" "$scratch/$1.out"
	unset "pid_of[$1]" "in_of[$1]" "out_of[$1]"
}

end_all() {
	local name
	for name in "${!pid_of[@]}"; do
		end "$name"
	done
}

# cell NAME OP...: a sandbox by holder; its process's pid goes to `cell`.
cell() {
	local name=$1
	shift
	begin "$name" "$bin/holder" "$@"
	hear "$name"
	cell=$heard
	[ -n "$cell" ] || fail "$name" 'the sandbox could not be made' \
		"$(cat "$scratch/$name.err")"
}

# below DIR COMMANDS: what fills the root of a sandbox, as an operation. A
# new /proc may be mounted only where another is to be seen: user_namespaces(7).
below() {
	printf 'sh=cd "%s" && mkdir bin etc proc tmp mnt &&
		mount --rbind /proc proc && cp "%s/probe" bin/sh &&
		cp "%s/agent" agent && %s' \
		"$1" "$bin" "$bin" "${2:-:}"
}

# agent NAME OPS COMMANDS OP...: one whose root has no file of the host;
# holder does OPS first, and the agent OP, in a pid namespace of its own if
# `fork` is among them. Its pid goes to `cell`.
agent() {
	local name=$1 ops=$2 commands=$3 root=$scratch/$1.root pid=
	shift 3
	[[ " $* " != *' fork '* ]] || pid=pid
	mkdir -p "$root"
	# shellcheck disable=SC2086
	begin "$name" "$bin/holder" $ops mnt tmpfs="$root" \
		"$(below "$root" "$commands")" pivot="$root" \
		$pid -- /agent "$@"
	hear "$name"
	cell=${heard#ready }
	[ -n "$cell" ] || fail "$name" 'the sandbox could not be made' \
		"$(cat "$scratch/$name.err")"
}

# child_of PID: the first one.
child_of() {
	local children
	read -r children <"/proc/$1/task/$1/children"
	echo "${children%% *}"
}

# bounded COMMAND...: run, with 124 or 137 as the status of what hangs.
bounded() {
	run timeout -k 1 20 "$@"
}
