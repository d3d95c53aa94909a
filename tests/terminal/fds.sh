#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Descriptors, and the dispositions of signals: what the command is given.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target=''

# finds NAME WANT N... -- COMMAND...
finds() {
	local name=$1 want=$2
	shift 2
	run "$inside" with "$@" "$inside" fds
	is "$name" "$status,$(xargs <<<"$out"),$err" "0,$want,"
}

closed_or_kept() {
	local way
	for way in -n -U -u -i '-n -U -u' '-n --pty' '-n -e'; do
		# shellcheck disable=SC2086
		finds "$way: kept" "0 1 2 3 7 200" 3 7 200 -- \
			"$uenter" $way "$target"
	done
	for way in -m -a -r '-p --expose-host' '-m -p' '-m -e -w' \
		'-m -S follow'; do
		# shellcheck disable=SC2086
		finds "$way: closed" "0 1 2" 3 7 200 -- \
			"$uenter" $way "$target"
		# shellcheck disable=SC2086
		finds "$way: none of its own" "0 1 2" -- \
			"$uenter" $way "$target"
	done
	for way in -n -m "-m -p" -a "-n -r" "-m --pty"; do
		# shellcheck disable=SC2086
		finds "nsenter $way: kept" "0 1 2 3 7 200" 3 7 200 -- \
			"$nsenter" -t "$target" $way
		# shellcheck disable=SC2086
		finds "nsenter $way: none of its own" "0 1 2" -- \
			"$nsenter" -t "$target" $way
	done
}

# The same where 0, 1, 2 are terminals and a pty is opened.
on_terminal() {
	local way
	for way in -m '-m -p' '-n --pty' '-m --preserve-fds=1'; do
		# shellcheck disable=SC2086
		drive ttt -- "$inside" with 3 -- \
			"$uenter" $way "$target" "$inside" fds
		ended "on a terminal, $way" 'exit: 0'
		case $way in
		*-n* | *preserve*) is "on a terminal, $way" \
			"$(screen | xargs)" "0 1 2 3" ;;
		*) is "on a terminal, $way" "$(screen | xargs)" "0 1 2" ;;
		esac
	done
}

preserved() {
	local n
	finds "--preserve-fds=1" "0 1 2 3" 3 4 5 9 -- \
		"$uenter" -m --preserve-fds=1 "$target"
	finds "--preserve-fds=3" "0 1 2 3 4 5" 3 4 5 6 9 -- \
		"$uenter" -m -p --preserve-fds=3 "$target"
	finds "--preserve-fds 0" "0 1 2" 3 4 5 9 -- \
		"$uenter" -m --preserve-fds 0 "$target"
	finds "--preserve-fds, nothing closed" "0 1 2 3 9" 3 9 -- \
		"$uenter" -n --preserve-fds=1 "$target"
	for n in 3 4 5; do
		local open=(3 4 5)
		unset "open[n - 3]"
		run "$inside" with "${open[@]}" -- "$uenter" -m --preserve-fds=3 "$target" \
			"$inside" fds
		is "--preserve-fds, $n not open: status" "$status,$out" 125,
		has "--preserve-fds, $n not open: named" "$err" "\b$n\b"
	done
	run "$inside" with -- "$uenter" -m -p --preserve-fds=5 "$target" "$inside" fds
	is "--preserve-fds, none open: status" "$status,$out" 125,
}

substitution() {
	run bash -c '"$@" <(echo through)' _ "$uenter" -n "$target" cat
	is "process substitution, host's files" "$status,$out" 0,through
	run bash -c '"$1" -m -p --preserve-fds=1 "$2" sh -c "cat <&3" \
		3< <(echo through)' _ "$uenter" "$target"
	is "a preserved one is read" "$status,$out" 0,through
}

settings=("ignore=$INT" "block=$TERM" "ignore=$TSTP" "block=$WINCH"
	"ignore=$(kill -l CHLD)" "block=$(kill -l CHLD)"
	"ignore=$(kill -l TTOU)" "block=$(kill -l TTOU)"
	"block=$(kill -l RTMIN)" "ignore=$(kill -l PIPE)" "block=$CONT")
declare -A direct

# What is ignored and blocked, in a direct run.
find_direct() {
	local arrangement setting
	for arrangement in ttt ppp; do
		for setting in "${settings[@]}"; do
			drive $arrangement "$setting" -- "$inside" signals
			direct[$arrangement$setting]=$(screen)
			has "given directly, $arrangement, $setting: is set" \
				"$(screen)" '(ignored|blocked) 0*[1-8]'
		done
	done
}

# given NAME COMMAND...: the same.
given() {
	local name=$1 setting arrangement
	shift
	for arrangement in ttt ppp; do
		for setting in "${settings[@]}"; do
			drive $arrangement "$setting" -- "$@" "$inside" signals
			is "given, $name, $arrangement, $setting" "$(screen)" \
				"${direct[$arrangement$setting]}"
		done
	done
}

hold target user=0 net mnt pid fork || finish
closed_or_kept
on_terminal
preserved
substitution
find_direct
given -n "$uenter" -n "$target"
given -m "$uenter" -m "$target"
given '-m -p' "$uenter" -m -p "$target"
given '--no-pty' "$uenter" -m -p --no-pty "$target"
given '-p' "$uenter" -p --expose-host "$target"
given nsenter "$nsenter" -t "$target" -m -p
finish
