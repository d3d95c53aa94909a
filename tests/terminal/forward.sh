#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Signals sent to uenter reach the command, each exactly once.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target=''

# What is sent, and told in that order; the last ends the command. They are
# handed on by name.
# shellcheck disable=SC2034
declare -a \
	sent=(USR1 HUP USR2 QUIT CONT WINCH TSTP INT TERM) \
	sent_back=(TERM INT TSTP WINCH CONT QUIT USR2 HUP USR1)

# each_once NAME SIGNALS COMMAND...: without any terminal.
each_once() {
	local name=$1 signal
	local -n signals=$2
	shift 2
	start "$@" "$inside" count "${signals[-1]}"
	ready "$name"
	for signal in "${signals[@]}"; do
		kill -s "$signal" "$started"
		is "$name: $signal" "$(heard | cut -c 2-)" "$signal>"
	done
	ends_as "$name" 0
}

# on_terminal NAME ARRANGEMENT SIGNALS COMMAND...
on_terminal() {
	local name="$1, $2" arrangement=$2 signal ops=(expect=ready)
	local -n signals=$3
	shift 3
	for signal in "${signals[@]}"; do
		ops+=("signal=$(kill -l "$signal")" "expect=<$signal")
	done
	drive "$arrangement" "${ops[@]}" -- "$@" "$inside" count "$signal"
	ended "$name" 'exit: 0'
	is "$name: each once" "$(counted)" "${signals[*]}"
}

everywhere() {
	local way list=sent arrangement
	for way in '-m -p' '-p --expose-host' '-m -p --no-pty'; do
		# shellcheck disable=SC2086
		each_once "sent, $way" $list "$uenter" $way "$target"
		# shellcheck disable=SC2086
		on_terminal "sent back, $way" ttt sent_back \
			"$uenter" $way "$target"
		for arrangement in ttt ppp tpt ptt; do
			# shellcheck disable=SC2086
			on_terminal "sent, $way" $arrangement $list \
				"$uenter" $way "$target"
		done
	done
	each_once "sent, as nsenter" $list "$nsenter" -t "$target" -p -m
}

# passes NAME SETTING SIGNAL COMMAND...: it, and another one for the end.
passes() {
	local name="$2 $3, $1" setting=$2 signal=$3 last=USR1
	shift 3
	[ "$signal" != USR1 ] || last=USR2
	drive ttt "$setting=${!signal}" expect=ready "signal=${!signal}" \
		expect="<$signal" "signal=${!last}" expect="<$last" -- \
		"$@" "$inside" count $last
	ended "$name" 'exit: 0'
	is "$name: each once" "$(counted)" "$signal $last"
}

# The caller ignores or blocks it; the command waits for it all the same.
unwanted() {
	local signal setting
	for signal in "${sent[@]}"; do
		for setting in ignore block; do
			passes '-m -p' $setting "$signal" \
				"$uenter" -m -p "$target"
			passes -p $setting "$signal" \
				"$uenter" -p --expose-host "$target"
		done
	done
}

# keys NAME ARRANGEMENT COMMAND...: ^C and ^\ reach it once, and so does what
# comes after.
keys() {
	local name="$1, $2" arrangement=$2
	shift 2
	drive "$arrangement" expect=ready send=$'\3' expect='<INT' \
		send=$'\34' expect='<QUIT' "signal=$USR1" expect='<USR1' \
		"signal=$TERM" -- "$@" "$inside" count TERM
	ended "keys, $name" 'exit: 0'
	is "keys, $name: each once" "$(counted)" "INT QUIT USR1 TERM"
}

all_keys() {
	local a b c arrangement
	for a in t p; do for b in t p; do for c in t p; do
		arrangement=$a$b$c
		keys "-p" $arrangement "$uenter" -p --expose-host "$target"
		keys "-m" $arrangement "$uenter" -m "$target"
		keys "-m -p" $arrangement "$uenter" -m -p "$target"
		keys "--no-pty" $arrangement "$uenter" -m -p --no-pty "$target"
	done; done; done
	keys direct ttt env
	keys "as nsenter" ttt "$nsenter" -t "$target" -m -p
	keys "as nsenter, --pty" ttt "$nsenter" -t "$target" -m -p --pty
}

hold target user=0 net mnt pid fork || finish
everywhere
unwanted
all_keys
finish
