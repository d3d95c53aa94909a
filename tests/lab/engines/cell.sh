# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# What the families share. A family's script names its cells first, then makes
# them; each one that it did not come to is printed as a skip when it ends,
# with $why: what it was doing, and the last line of its log that says more.
#
# HAS is a list of: port=N (a network of its own, N listened on), id=UID and
# noid (what `-a id` prints; the image has none), who=UID (what `-n id` prints),
# one=NAME (process 1 in its pid namespace), host=NAME (its own host name),
# shell, env (an environment of its own), expose (its processes could reach a
# program of the host's in its pid namespace), waits (only its children are
# in a new pid namespace), root (for a caller who is root).

family=${0##*/}
log=$LAB_STATE/log/$family
why=starting

# cells NAME...
cells() {
	cells_left=" $* "
	trap cells_rest EXIT
}

cells_rest() {
	local name last
	# Docker's last line is advice, after an empty one.
	last=$(grep -v -e '^$' -e "^Run '.* --help' for" "$log" 2>/dev/null |
		tail -n 1 | tr '\t' ' ' | cut -c 1-600)
	for name in $cells_left; do
		printf '%s\tskip\t%s\t%s\t%s: %s\n' "$name" "$family" \
			"$LAB_USER" "$why" "$last"
	done
}

# cell NAME PID HAS
cell() {
	[ -d "/proc/$2" ] || { echo "no process $2" >&2; return 1; }
	printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$family" "$LAB_USER" "$3"
	cells_left=${cells_left/ $1 / }
}

# Every wait has an end: end of file, or a minute without a line.
# await FD PATTERN: sets line
await() {
	while read -rt 60 -u "$1" line; do
		printf '%s\n' "$line" >&2
		[[ $line != *"$2"* ]] || return 0
	done
	why="$why: did not say \"$2\""
	return 1
}

# await_line PATTERN COMMAND...: runs until it has printed such a line.
await_line() {
	local fd
	exec {fd}< <(exec "${@:2}" 2>&1)
	await "$fd" "$1"
	kill "$!" 2>/dev/null || true
	exec {fd}<&-
}

# spawn COMMAND...: starts what stays; sets held, its pid (setsid forks only
# where it leads its process group, which it does not here), and spawned, from
# which to read what it says.
spawn() {
	exec {spawned}< <(exec setsid "$@" </dev/null 2>&1)
	held=$!
}

# hold COMMAND...: spawns what says "ready PID", and nothing after it: sets line.
hold() {
	spawn "$@"
	await "$spawned" ready
}
