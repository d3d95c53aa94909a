#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Standard descriptors: closed ones, what goes through them.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target='' dead=''
seen=$scratch/seen

# closed LIST COMMAND...: with those of 0, 1, 2 closed.
closed() {
	local list=$1
	shift
	case $list in *0*) exec <&- ;; esac
	case $list in *1*) exec >&- ;; esac
	case $list in *2*) exec 2>&- ;; esac
	exec "$@"
}

# What it is and where it ran goes into a file: nothing else may be open.
# shellcheck disable=SC2016
report='closed=
for fd in 0 1 2; do [ -e /proc/self/fd/$fd ] || closed="$closed $fd"; done
{ readlink /proc/self/ns/net; echo "closed:$closed"; } >"$0"'

# closed_and LIST OPTION...
closed_and() {
	local list=$1 net
	shift
	rm -f "$seen"
	(closed "$list" "$uenter" "$@" "$target" sh -c "$report" "$seen") \
		>"$scratch/stdout" 2>"$scratch/stderr" </dev/null
	is "closed '$list', $*: status" "$?" 0
	net=$(head -n 1 "$seen")
	is "closed '$list', $*: inside" "$net" "$(ns_of "$target" net)"
	is "closed '$list', $*: none is missing" \
		"$(tail -n 1 "$seen")" closed:
}

# Refused, and nobody to be told: never the command at home.
closed_and_refused() {
	rm -f "$seen"
	(closed "$1" "$uenter" -m -p "$dead" sh -c "$report" "$seen") \
		>"$scratch/stdout" 2>"$scratch/stderr" </dev/null
	is "closed '$1', refused: status" "$?" 125
	is "closed '$1', refused: nothing ran" "$(ls "$seen" 2>/dev/null)" ""
	(closed "$1" "$uenter" -n $$ sh -c "$report" "$seen") \
		>"$scratch/stdout" 2>"$scratch/stderr" </dev/null
	is "closed '$1', shared: status" "$?" 0
}

combinations() {
	local list
	for list in '' 0 1 2 01 02 12 012; do
		closed_and "$list" -n
		closed_and "$list" -n -m -p
		closed_and "$list" -n -p --expose-host
		closed_and "$list" -a -e -w
		closed_and_refused "$list"
	done
}

# 3 MB each way, and the two outputs kept apart.
through() {
	local options big=$scratch/big
	head -c 3000000 /dev/zero | tr '\0' x >"$big"
	cp "$big" "$scratch/copy"
	for options in -n '-m -p'; do
		# shellcheck disable=SC2086
		"$uenter" $options "$target" sh -c 'cat; cat "$0" >&2' \
			"$big" <"$scratch/copy" >"$scratch/1" 2>"$scratch/2"
		cmp "$big" "$scratch/1" >/dev/null 2>&1
		is "standard output goes through ($options)" "$?" 0
		cmp "$big" "$scratch/2" >/dev/null 2>&1
		is "standard error goes through ($options)" "$?" 0
		# shellcheck disable=SC2086
		out=$(echo line | "$uenter" $options "$target" cat)
		is "a pipe goes through ($options)" "$out" line
	done
}

hold target user=0 net uts ipc mnt pid fork || finish
hold dead user=0 net mnt pid dead || finish
combinations
through
finish
