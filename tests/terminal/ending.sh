#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command ends with uenter, and uenter as it, whatever stands around.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target='' starter=''
ways=('-m -p' '-p --expose-host' '-m -p --no-pty' '-m')

# Without a terminal: nobody is left who has the other end of the pipe.
killed() {
	local way=$1
	# shellcheck disable=SC2086
	start "$uenter" $way "$target" "$inside" count TERM
	ready "killed, $way"
	kill -KILL "$started"
	ends_as "killed, $way" 137
}

killed_on_terminal() {
	local way=$1 arrangement=$2
	# shellcheck disable=SC2086
	drive "$arrangement" expect=ready "signal=$KILL" closed -- \
		"$uenter" $way "$target" "$inside" count TERM
	ended "killed, $way, $arrangement" "signal: $KILL"
}

# At the worst moment: there is a child, and it has not yet done anything.
# Whatever children uenter makes on its way, each is tried.
killed_at_once() {
	local way=$1 n
	for ((n = 1; n < 20; n++)); do
		# shellcheck disable=SC2086
		run timeout "$patience" "$orphan" $n "$uenter" $way "$target" \
			sh -c 'echo ran'
		[ "$status" -ne 2 ] || break
		is "killed at once, $way, child $n: nothing runs" \
			"$status,$out" 0,
		# shellcheck disable=SC2086
		drive tpt -- "$orphan" $n "$uenter" $way "$target" \
			sh -c 'echo ran'
		is "killed at once, $way, child $n, on a terminal" \
			"$(screen)" ""
	done
	has "killed at once, $way: children" "$n" '^([2-9]|1.)$'
}

# The terminal goes away: a hangup for the session's leader, and when that
# is a shell, one for the job in front as it ends.
hung_up() {
	local name=$1 setting
	shift
	for setting in leader block=0; do
		drive tpp $setting expect=ready hangup expect='<HUP' \
			"signal=$USR1" expect='<USR1' "signal=$TERM" -- \
			"$@" "$inside" count TERM
		# the kernel continues whom it hangs up
		is "hung up, $name, $setting: once" \
			"$(counted | sed 's/CONT //g')" "HUP USR1 TERM"
	done
}

# ignoring NUMBER: the child has to be waited for all the same.
ignoring() {
	local how
	for how in "ignore=$1" "block=$1"; do
		for way in "${ways[@]}"; do
			# shellcheck disable=SC2086
			drive ttt "$how" -- "$uenter" $way "$target" \
				sh -c 'exit 7'
			ended "$how, $way" 'exit: 7'
		done
	done
}

heard_but_cont() {
	local line='<CONT>'
	while [ "$line" = '<CONT>' ]; do
		line=$(heard)
	done
	printf '%s\n' "$line"
}

# The waiting is broken off a few hundred times.
interrupted() {
	local way=$1 i
	# shellcheck disable=SC2086
	start "$uenter" $way "$target" "$inside" count TERM
	ready "interrupted, $way"
	for ((i = 0; i < 300; i++)); do
		kill -STOP "$started"
		kill -CONT "$started"
	done
	kill -USR1 "$started"
	is "interrupted, $way: goes on" "$(heard_but_cont)" '<USR1>'
	kill -TERM "$started"
	is "interrupted, $way: ends" "$(heard_but_cont)" '<TERM>'
	ends_as "interrupted, $way" 0
}

# traced WAY HOW: a peer traces the command until its end.
traced() {
	local way=$1 how=$2 tracer
	# shellcheck disable=SC2086
	start "$uenter" $way "$target" "$inside" count TERM
	ready "traced, $how, $way"
	rm -f "$scratch/tracer"
	mkfifo "$scratch/tracer"
	"$uenter" -m -p "$target" "$inside" trace "$(cut -d " " -f 2 "$scratch/ready")" "$how" \
		>"$scratch/tracer" 2>&1 &
	exec {tracer}<"$scratch/tracer"
	read -r -t "$patience" <&"$tracer"
	is "traced, $how, $way: is" "$REPLY" tracing
	kill -USR1 "$started"
	is "traced, $how, $way: signal" "$(heard)" '<USR1>'
	kill -TERM "$started"
	is "traced, $how, $way: last signal" "$(heard)" '<TERM>'
	ends_as "traced, $how, $way" 0
	exec {tracer}<&-
}

# What pid 1 of a pid namespace runs: another sandbox, then uenter.
write_first() {
	cat >"$scratch/first" <<-'_'
		exec 6<>"$1"
		"$2" user=0 net mnt pid fork <&6 >"$1.out" &
		read -r target <"$1.out"
		shift 2
		uenter=$1
		shift
		exec 6<&- "$uenter" -m -p "$target" "$@"
	_
}

# as_first COMMAND...: run by uenter as pid 1.
as_first() {
	rm -f "$scratch/feed" "$scratch/feed.out"
	mkfifo "$scratch/feed" "$scratch/feed.out"
	set -- "$holder" user=0 mnt pid fork proc -- bash "$scratch/first" \
		"$scratch/feed" "$holder" "$uenter" "$@"
	"$starter" "$@"
}

as_init() {
	local first
	write_first
	starter=run as_first sh -c 'exit 7'
	is "as pid 1: code" "$status,$err" 7,
	starter=run as_first sh -c 'kill -TERM $$'
	is "as pid 1: signal" "$status,$err" 143,
	starter=start as_first "$inside" count TERM
	ready "as pid 1"
	# the holder's only child
	read -r first <"/proc/$started/task/$started/children"
	for signal in USR1 INT HUP CONT TERM; do
		kill -s "$signal" "$first"
		is "as pid 1: $signal" "$(heard)" "<$signal>"
	done
	ends_as "as pid 1" 0
}

orphan=$(compile orphan orphan.c) || exit 2
hold target user=0 net mnt pid fork || finish
for way in "${ways[@]:0:3}"; do
	killed "$way"
	killed_at_once "$way"
	interrupted "$way"
	for how in seize attach; do
		traced "$way" $how
	done
	# shellcheck disable=SC2086
	hung_up "$way" "$uenter" $way "$target"
	for arrangement in ttp tpp ppp; do
		killed_on_terminal "$way" $arrangement
	done
done
hung_up direct env
ignoring "$(kill -l CHLD)"
as_init
finish
