#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What goes through: unchanged, complete, and without turning the processor.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target=''
big=$((100 * 1000 * 1000))

# Pipes under a controlling terminal: every byte.
binary() {
	local way sum
	head -c 10000000 /dev/urandom >"$scratch/random"
	sum=$(sha256sum <"$scratch/random")
	for way in -m '-m -p' '-m -p --pty' -n; do
		# shellcheck disable=SC2086
		"$pty" "$report" iit -- "$uenter" $way "$target" cat \
			< <(cat "$scratch/random") | sha256sum >"$scratch/sum"
		is "binary, $way" "$(cat "$scratch/sum")" "$sum"
	done
}

# lines COUNT: the last of so many came, and each once.
complete() {
	is "$1: lines" "$(screen | grep -c .)" "$2"
	is "$1: the last" "$(screen | tail -n 1)" "$2"
}

# Read slowly: nothing is read until the command has ended.
slowly() {
	local way
	for way in -m '-m -p' '-m -p --no-pty'; do
		# shellcheck disable=SC2086
		drive ttt -- "$uenter" $way "$target" seq 20000
		ended "printed, $way" 'exit: 0'
		complete "printed, $way" 20000
		# what a terminal takes in without a reader is less than 64 kB
		# shellcheck disable=SC2086
		drive ttp shut expect=done read -- "$uenter" $way \
			"$target" sh -c 'seq 2000; echo done >&2'
		ended "printed, read late, $way" 'exit: 0'
		is "printed, read late, $way: the last" \
			"$(tr -d '\r' <"$report.screen" | tail -n 1)" 2000
	done
}

# The processor's time for it, in milliseconds: that of all its processes.
cpu_of() {
	"$pty" "$report" ttt plain -- "$@"
	out=$(cat "$report")
	said cpu
}

# As much, and no more than a few times what another program with a pty needs.
# shellcheck disable=SC2016
big_output() {
	local mine theirs command='yes | head -c '$big
	mine=$(cpu_of "$uenter" -m "$target" sh -c "$command")
	is "100 MB: exit" "$(sed -n 's/^exit: //p' "$report")" 0
	is "100 MB: complete" "$(tr -d '\r' <"$report.screen" | wc -c)" "$big"
	is "100 MB: nothing but what was printed" \
		"$(tr -d '\ry\n' <"$report.screen" | wc -c)" 0
	command -v script >/dev/null || {
		skip "100 MB: processor" "there is no script(1)"
		return
	}
	theirs=$(cpu_of script -qec "$command" /dev/null)
	# once more, where the machine was busy with something else
	[ "$mine" -le $((3 * theirs)) ] ||
		mine=$(cpu_of "$uenter" -m "$target" sh -c "$command")
	rm -f "$report.screen"
	has "100 MB: processor: $mine ms, script(1) $theirs ms" \
		"$((mine <= 3 * theirs))" 1
}

# What it cannot show yet must not make it deaf.
deaf() {
	local way
	for way in -m '-m -p'; do
		# shellcheck disable=SC2086
		drive ttp shut expect='full ' expect=ready "signal=$USR1" \
			expect='<USR1' "signal=$TERM" expect='<TERM' read -- \
			"$uenter" $way "$target" "$inside" fill TERM
		ended "a full terminal, $way: signals" 'exit: 0'
	done
}

# The command is gone, and what it printed waits: all of it is shown, and the
# end stays the command's, whatever is sent meanwhile.
late() {
	local way op ops
	for way in -m '-m -p'; do
		for op in childless "signal=$TERM" "signal=$USR1"; do
			ops=(childless "$op")
			# shellcheck disable=SC2086
			drive ttp shut expect='full ' "${ops[@]}" read -- \
				"$uenter" $way "$target" "$inside" fill
			ended "shown late, $way, $op" 'exit: 0'
			is "shown late, $way, $op: all" \
				"$(tr -d '\r' <"$report.screen" | wc -l)" \
				"$(sed -n 's/^full \(.*\)\./\1/p' "$report.2")"
		done
	done
}

# While the command works and prints nothing, nobody else does. A machine that
# works on something else too makes any one run longer, and never all of them
# twice as long, as a loop of ours would.
# shellcheck disable=SC2016
idle() {
	local mine theirs way
	local work='i=0; while [ $i -lt 500000 ]; do i=$((i + 1)); done'
	for way in -m '-m -p' '-m -p --no-pty'; do
		for _ in 1 2 3 4 5 6; do
			theirs=$(cpu_of sh -c "$work")
			# shellcheck disable=SC2086
			mine=$(cpu_of "$uenter" $way "$target" sh -c "$work")
			[ $((2 * mine)) -gt $((3 * theirs + 50)) ] || break
		done
		has "idle, $way: processor: $mine ms, directly $theirs ms" \
			"$((2 * mine <= 3 * theirs + 50))" 1
	done
}

hold target user=0 net mnt pid fork || finish
binary
slowly
deaf
late
idle
big_output
finish
