# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# Each cell by --read-only: what is there can be read, and nothing written.

# Of a kernel that does not scope signals it is refused, and says so.
check_read_only() {
	! is_a noid && mnt_changes || return 0
	enter "$where: --read-only" -t "$pid" -a --read-only sh -c \
		'ls / >/dev/null && echo read
		for at in / /proc/1/root/ /tmp/; do
			touch "${at}written" 2>/dev/null && echo "$at"
		done; echo end'
	if [ "$status" = 125 ] && [[ $err == *Landlock* ]]; then
		cannot "$where: --read-only" "$err"
		return
	fi
	is "$where: --read-only" "$status,$out" $'0,read\nend'
	lacks "$where: --read-only: nothing is left" \
		"$(ls -d "/proc/$pid/root/written" 2>/dev/null)" .
}
