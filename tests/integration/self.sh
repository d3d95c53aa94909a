#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The program's own file, where whoever calls it may write to it: what runs
# inside is a sealed copy, or from a read-only mount; else it is refused.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target=''

mkdir "$scratch/mine"
cp "$uenter" "$scratch/mine/uenter"
mine=$scratch/mine/uenter
filtered=("$deny" memfd_create=ENOSYS --)
shut=("$deny" memfd_create=EPERM open_tree=EPERM --)

# from_a_copy NAME COMMAND...: by `COMMAND... OPTION...`, with each of them
# that leads to where /proc/self/exe may be run.
from_a_copy() {
	local name=$1 option
	shift
	for option in -m -p -a '-m -p' -r; do
		# shellcheck disable=SC2086
		run "$@" $option "$target" /proc/self/exe --version
		has "$name, $option: it runs there" "$status,$out,$err" \
			'^0,uenter .*,$'
	done
}

# refused_own NAME OPTION: with neither.
refused_own() {
	refused "$1" "^uenter: the file of uenter itself, $mine: you may write to it, .*read-only mount to run instead can be made: " \
		"sudo install $mine /usr/local/bin/uenter   # a file of root's" \
		"${shut[@]}" "$mine" "$2" "$target" echo entered
}

hold target user=0 net mnt pid fork || finish
from_a_copy "a sealed copy" "$mine" --expose-host
from_a_copy "a read-only mount" "${filtered[@]}" "$mine" --expose-host
for option in -m -p -a -r; do
	refused_own "neither, $option" $option
done
run "${shut[@]}" "$mine" -n "$target" echo entered
is "neither, -n: needs none" "$status,$out,$err" 0,entered,
run "${shut[@]}" "$mine" --explain -a "$target"
is "neither, --explain: needs none" "$status,$err" 0,
if [ ! -w "$uenter" ] && [ ! -O "$uenter" ]; then
	run "${shut[@]}" "$uenter" -a "$target" echo entered
	is "neither, and another user's file" "$status,$out,$err" 0,entered,
else
	cannot "another user's file" "uenter is the tester's own"
fi
chmod 555 "$mine"
run strace -qq -e trace=memfd_create "$mine" -a "$target" true
[ "$status" -ne 0 ] ||
	has "not writable, but the caller's own: its mode can change" "$err" \
		memfd_create
chmod 755 "$mine"
run "${shut[@]}" env -C "$scratch" "$mine" --each nobody -a true
is "--each: refused before anything" "$status" 125
drop target
finish
