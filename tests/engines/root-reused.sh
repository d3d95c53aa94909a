#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A container's pid given to another process; and pids that begin an id.
#
# Root may choose the pid of a process; uenter is an ordinary user's.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"

user=${TEST_UID:?}
become=(setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all)
limit=("${limit[@]}" "${become[@]}")
reuse=$(helper reuse) || exit 2

read -r pid </proc/sys/kernel/pid_max
pid=$((pid - 31))
while [ -e "/proc/$pid" ]; do
	pid=$((pid - 1))
done
id=$(digits_id "$pid")
feed=$scratch/feed

# theirs: what was made in the home is the user's.
theirs() {
	chown -R "$user:$user" "$HOME"
}

# turn WORD: another process has the pid; `net` becomes its namespace. A tick
# of the clock that start times are told in is 10 ms or less, as is uptime's.
turn() {
	local was now
	read -r was _ </proc/uptime
	now=$was
	while [ "$now" = "$was" ]; do
		read -r now _ </proc/uptime
	done
	echo "$1" >"$feed.in"
	read -r -t 60 _ _ net <"$feed.out"
}

with_both() {
	fresh
	docker "$id" web "$pid"
	podman "$(id_of 2)" db "$pid"
	theirs
}

reused() {
	turn right
	with_both
	entered "before: Docker" web "$pid"
	entered "before: Podman" db "$pid"
	turn wrong
	not_entered "the pid is another's by now, Docker" \
		"^uenter: docker:web: its process was $pid, and that one is another's by now: it started at another time" \
		'^docker ps -a   #' web
	not_entered "the pid is another's by now, Podman" \
		"^uenter: podman:db: its process was $pid, and that one is another's by now: it started at another time" \
		'^podman ps -a   #' db
}

# reused_at CALL NAME: while uenter is about to make that call: the container
# is entered or nothing is. Returns 1 where it made no such call.
reused_at() {
	local first
	turn right
	first=$net
	with_both
	run timeout -k 1 20 "${become[@]}" "$at" "$1" "
		read -r was _ </proc/uptime; now=\$was
		while [ \"\$now\" = \"\$was\" ]; do read -r now _ </proc/uptime; done
		echo wrong >$feed.in; read -r line <$feed.out" \
		"$uenter" -U -n "$2" readlink /proc/self/ns/net
	[ "$status" -ne 99 ] || return
	met=$((met + 1))
	case $status,$out in
	125, | "0,$first") pass "$2 reused at $1" ;;
	*) fail "$2 reused at $1" "first: $first" "$(shown)" ;;
	esac
}

reused_meanwhile() {
	local n call met
	for call in pidfd_open openat openat2 ioctl setns; do
		met=0
		for ((n = 1; n < 100; n++)); do
			reused_at "$call:$n" web || break
		done
		has "reused at $call: there were such calls" "$met" '[1-9]'
	done
	met=0
	for n in 1 2 3; do
		reused_at "pidfd_open:$n" db
	done
	has "Podman's reused: there were such calls" "$met" '[1-9]'
}

# A number is a PID; where that shares everything, an id that begins so may
# have been meant.
digits() {
	local other target
	hold target forkas="$pid" setid="$user" mark || return
	as=("${become[@]}")
	hold other user=0 net || return
	fresh
	docker "$id" web "$other"
	theirs
	refused "a PID that shares everything and begins an id" \
		"target $pid: there is nothing to enter" \
		"^uenter docker:web echo entered   # docker:$pid = web$" \
		"${limit[@]}" "$uenter" "$pid" echo entered
	hint_enters "a PID that shares everything and begins an id"
	run "${limit[@]}" "$uenter" --explain "$pid" echo entered
	is "and --explain says so: status" "$status" 1
	has "and --explain says so" "$err" "docker:$pid = web"
	fresh
	docker "$(digits_id "${pid:0:3}x")" web "$other"
	theirs
	run "${limit[@]}" "$uenter" "$pid" echo entered
	lacks "an id that begins with three of the digits is none" "$err" \
		'docker:'
	drop target
	as=()
	hold target forkas="$pid" setid="$user" user=0 net mark || return
	fresh
	docker "$id" web "$other"
	theirs
	entered "a PID that can be entered is that, not the id" "$pid"
	run "${limit[@]}" "$uenter" -U -n -w=/nowhere "$pid" echo entered
	lacks "what else is refused keeps its hint" "$err" 'docker:'
	drop target other
}

digits
mkfifo "$feed.in" "$feed.out"
"$reuse" "$user" "$pid" <"$feed.in" >"$feed.out" 2>"$feed.err" &
turns=$!
exec {feed_in}<>"$feed.in" {feed_out}<>"$feed.out"
chmod 666 "$feed.in" "$feed.out"
reused
reused_meanwhile
exec {feed_in}>&-
kill "$turns"
wait "$turns" 2>/dev/null
finish
