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
	sent=(USR1 HUP USR2 QUIT WINCH TSTP INT TERM) \
	sent_back=(INT TSTP TERM WINCH QUIT USR2 HUP USR1) \
	sent_cont=(USR1 CONT TERM)

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
	local way list arrangement
	for list in sent sent_back sent_cont; do
		for way in '-m -p' '-p --expose-host' '-m -p --no-pty'; do
			# shellcheck disable=SC2086
			each_once "sent, $way, $list" "$list" "$uenter" $way \
				"$target"
			for arrangement in ttt ppp tpt ptt; do
				# shellcheck disable=SC2086
				on_terminal "sent, $way, $list" $arrangement \
					$list "$uenter" $way "$target"
			done
		done
		each_once "sent, as nsenter, $list" $list \
			"$nsenter" -t "$target" -p -m
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
		keys direct $arrangement env
		keys "-p" $arrangement "$uenter" -p --expose-host "$target"
		keys "-m" $arrangement "$uenter" -m "$target"
		keys "-m -p" $arrangement "$uenter" -m -p "$target"
		keys "--no-pty" $arrangement "$uenter" -m -p --no-pty "$target"
	done; done; done
	keys "as nsenter" ttt "$nsenter" -t "$target" -m -p
	keys "as nsenter, --pty" ttt "$nsenter" -t "$target" -m -p --pty
}


hold target user=0 net mnt pid fork || finish
everywhere
all_keys
finish
