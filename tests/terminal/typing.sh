#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A program inside cannot type into the caller's terminal (TIOCSTI).
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target='' devpts=''
# tried inside: 0, 1, 2, the controlling terminal, and the caller's by name
channels=(0 1 2 /dev/tty "$scratch/terminal")

# typed_by ARRANGEMENT COMMAND...: the characters that arrived.
typed_by() {
	local arrangement=$1
	shift
	# shellcheck disable=SC2016
	drive "$arrangement" -- sh -c 'ln -sf "$(tty </dev/tty)" "$0"; exec "$@"' \
		"$scratch/terminal" "$@" "$inside" type "${channels[@]}"
	well "typing, $arrangement, $*: driver"
}

# Without this one arriving, the others prove nothing.
control() {
	local want=34 fd
	for fd in 2 1 0; do
		[ "${1:fd:1}" != t ] || want=$fd$want
	done
	typed_by "$1" nsenter -U -m --preserve-credentials -t "$target"
	is "typing, $1, by the installed nsenter: arrives" "$(said typed)" \
		"$want"
}

# closed ARRANGEMENT NAME COMMAND...
closed() {
	local arrangement=$1 name=$2
	shift 2
	typed_by "$arrangement" "$@"
	is "typing, $arrangement, $name: nothing arrives" "$(said typed)" ""
	is "typing, $arrangement, $name: it ran" \
		"$(screen | grep -c '/dev/tty: ')" \
		"$(grep -c . <<<"${arrangement:1:1}")"
}

arrangement() {
	control "$1"
	closed "$1" "-m" "$uenter" -m "$target"
	closed "$1" "-a" "$uenter" -a "$target"
	closed "$1" "-r" "$uenter" -U -r "$target"
	closed "$1" "no option" "$uenter" "$target"
	closed "$1" "own devpts" "$uenter" "$devpts"
	closed "$1" "nsenter --pty" "$nsenter" -t "$target" -m --pty
	closed "$1" "no /dev/tty here" "$holder" user=0 mnt "$hide" -- bash "$scratch/nested" \
		"$scratch/feed" "$holder" "$uenter" -m
}

# What is asked for is given.
asked() {
	typed_by ttt "$uenter" -m --no-pty "$target"
	is "typing, --no-pty: arrives" "$(said typed)" 01234
	typed_by ttt "$uenter" -n "$target"
	is "typing, a host program: arrives" "$(said typed)" 01234
	typed_by ttt "$nsenter" -t "$target" -m
	is "typing, as nsenter: arrives" "$(said typed)" 01234
}

# A /dev that has ptys, and no file of the terminal.
hide='sh=mount -t tmpfs none /dev && mkdir /dev/pts &&
	mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts &&
	ln -s pts/ptmx /dev/ptmx'

# A caller who has a terminal, and no file of it: a target made from there.
write_nested() {
	mkfifo "$scratch/feed" "$scratch/feed.out"
	cat >"$scratch/nested" <<-'_'
		exec 6<>"$1"
		"$2" user=0 net mnt <&6 >"$1.out" &
		read -r target <"$1.out"
		uenter=$3
		shift 3
		"$uenter" "$1" "$target" "${@:2}"
		status=$?
		kill -KILL $!
		exit $status
	_
}

write_nested
hold target user=0 net mnt pid fork || finish
hold devpts user=0 mnt pid fork proc \
	'sh=mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts' ||
	finish
if [ "$(cat /proc/sys/dev/tty/legacy_tiocsti 2>/dev/null)" = 0 ]; then
	skip "typing" "the kernel has it switched off (dev.tty.legacy_tiocsti)"
	finish
fi
for a in t p; do for b in t p; do for c in t p; do
	arrangement $a$b$c
done; done; done
asked
finish
