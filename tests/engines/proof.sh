#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A pid in a file is believed only with a proof that it is still that process.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"

id=$(id_of 1)
other_time='its process was [0-9]+, and that one is another.s by now: it started at another time'
no_time='its engine wrote down no start time of its process, [0-9]+, so nothing tells'
no_monitor='by now: its monitor is not its parent'

# docker_with PID STARTED, podman_with PID STARTED: as they stand in JSON.
docker_with() {
	fresh
	docker_config "$id" web "\"Running\":true,\"Pid\":$1"
	docker_state "$id" "$1" "$2"
}

podman_with() {
	fresh
	podman_item "$id" web
	crun_state "$id" "$1" "$2"
}

# in_both NAME WHAT PID STARTED
in_both() {
	docker_with "$3" "$4"
	not_entered "Docker, $1" "^uenter: docker:web: $2" \
		'^docker ps -a   # what became of it$' web
	hint_says "Docker, $1" "docker ps -a"
	podman_with "$3" "$4"
	not_entered "Podman, $1" "^uenter: podman:web: $2" \
		'^podman ps -a   # what became of it$' web
	hint_says "Podman, $1" "podman ps -a"
}

start_times() {
	local time
	time=$(started "$target")
	docker_with "$target" "$time"
	entered "the right start time, Docker" web
	podman_with "$target" "$time"
	entered "the right start time, Podman" web
	in_both "a start time too late by 1" "$other_time" \
		"$target" $((time + 1))
	in_both "a start time too early by 1" "$other_time" \
		"$target" $((time - 1))
	in_both "a start time beyond all numbers" "$other_time" \
		"$target" 99999999999999999999999
	in_both "a start time as a string" "$no_time" \
		"$target" "\"$time\""
	in_both "a start time as a fraction" "$no_time" \
		"$target" "$time.0"
	in_both "a negative start time" "$no_time" "$target" "-$time"
	in_both "a start time of 0" "$no_time" "$target" 0
	in_both "no start time" "$no_time" "$target" null
}

pids() {
	local time none='it is running, and what its engine wrote down names no process of it' pid
	time=$(started "$target")
	for pid in -1 "-$target" 0 null "\"$target\"" "[$target]" 2147483648 \
		$((4294967296 + target)) 99999999999999999999 "$target.5"; do
		in_both "a pid of $pid" "$none" "$pid" "$time"
	done
	docker_with 2147483647 "$time"
	not_entered "the largest pid" \
		"^uenter: docker:web: its process, 2147483647, has ended" \
		'^docker start web$' web
	in_both "pid 1 with another's start time" "$other_time" 1 "$time"
	docker_with 1 "$(started 1)"
	not_entered "pid 1 with its own start time is not the caller's" \
		'^uenter: .*' . web
	docker_with $$ "$(started $$)"
	refused "the caller's own process: there is nothing to enter" \
		'nothing to enter' . "${limit[@]}" "$uenter" web echo entered
}

ended() {
	local short time
	hold short user=0 net || return
	time=$(started "$short")
	docker_with "$short" "$time"
	entered "while it lives" web "$short"
	drop short
	not_entered "and when it has ended" \
		"^uenter: docker:web: its process, $short, has ended, and its engine did not write that down" \
		'^docker start web$' web
	hint_says "when it has ended" "docker start web"
	# whose cleanup comes later, by a process of its own
	hold short user=0 net || return
	fresh
	podman "$id" web "$short"
	entered "while it lives, Podman" web "$short"
	drop short
	not_entered "and when it has ended, Podman" \
		"^uenter: podman:web: it is exited" '^podman start web$' web
}

# by_monitor PID MONITOR: Podman's, with the pidfiles alone.
by_monitor() {
	fresh
	podman_item "$id" web
	conmon "$id" "$1" "$2"
}

# What stands over a process has to be its parent, from a file of root's, in
# the caller's pid namespace.
monitors() {
	local fake child
	by_monitor "$target" $$
	if [ "$(stat -L -c %u /proc/$$/exe)" = 0 ]; then
		entered "a monitor from a file of root's" web
	else
		skip "a monitor from a file of root's" 'bash is not root'\''s'
	fi
	by_monitor "$target" 1
	not_entered "a monitor that is no parent" \
		"^uenter: podman:web: .*$no_monitor" '^podman ps -a   #' web
	hint_says "a monitor that is no parent" "podman ps -a"
	by_monitor "$target" "$target"
	not_entered "a process as its own monitor" \
		"^uenter: podman:web: .*$no_monitor" '^podman ps -a   #' web
	# a copy is the caller's own file: anybody can be called conmon
	cp "$holder" "$scratch/conmon"
	hold_by "$scratch/conmon" fake user=0 net mark fork mark || return
	child=${pids[1]}
	by_monitor "$child" "$fake"
	not_entered "a monitor from the caller's own file" \
		"^uenter: podman:web: .*its parent is no monitor" \
		'^podman ps -a   #' web
	crun_state "$id" "$child" "$(started "$child")"
	entered "and with a start time it needs none" web "$child"
	drop fake
	inside_monitor
}

# hold_by PROGRAM VAR OP...: as hold, by another holder.
hold_by() {
	local usual=$holder result
	holder=$1
	shift
	hold "$@"
	result=$?
	holder=$usual
	return "$result"
}

# A program of root's can run in a container too: its pid namespace tells.
# shellcheck disable=SC2016
inside_monitor() {
	local outer child
	hold outer user=0 net pid fork \
		-- bash -c '"$0" mark; exit' "$holder" || return
	child=$outer
	by_monitor "$child" "$(sed -n 's/^PPid:\t//p' "/proc/$child/status")"
	not_entered "a monitor in a pid namespace of its own" \
		"^uenter: podman:web: .*its parent is no monitor" . web
	drop outer
}

hold target user=0 net || finish
start_times
pids
ended
monitors
finish
