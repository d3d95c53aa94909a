#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Descriptors above the standard ones: kept, or closed where files change.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target=''

# The descriptors that a command finds, but for the one that lists them.
# shellcheck disable=SC2016
list_fds='for fd in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 20 63 100 255 1000
do [ -e /proc/self/fd/$fd ] && echo $fd; done; :'

# with_fds COMMAND...: three more are open, one of them numbered high.
with_fds() {
	run bash -c 'ulimit -n 1024
		exec 5</etc/passwd 9>>/dev/null 1000</dev/null "$@"' _ "$@"
}

# with_fds, and `uenter OPTIONS`: the same as without, or the first three.
inherited() {
	local kept closed option
	with_fds sh -c "$list_fds"
	kept=$out closed=$'0\n1\n2'
	has "inherited: open at all" "$kept" '^1000$'
	for option in -n -U -u -i; do
		with_fds "$uenter" $option "$target" sh -c "$list_fds"
		is "inherited, $option: kept, none added" "$out" "$kept"
	done
	for option in -m -r -a '-p --expose-host' '-m -p'; do
		# shellcheck disable=SC2086
		with_fds "$uenter" $option "$target" sh -c "$list_fds"
		is "inherited, $option: closed" "$out" "$closed"
	done
}

hold target user=0 net uts ipc mnt pid fork || finish
inherited
drop target
finish
