# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Ways to change what there is, with --read-only and without.

writer=$(helper writer) || exit 2
box=$scratch/box target=0 peer=0 other=0
mkdir "$box"

# What not every kernel, or no file system of a test, allows to begin with; the
# pair is of the kind that stays allowed, because it leads nowhere else.
impossible='ficlone handle io-uring setxattr setflags key keyctl mqueue
	mqueue-unlink unix-stream-pair int80 x32'

# sandbox OP...: `target` in it; `peer`, as it is numbered there, without a
# capability, and with the files to be changed.
sandbox() {
	hold target "$@" mnt net ipc uts pid fork proc tmpfs="$box" ||
		return
	as=("$uenter" "$target" --) holder=$writer
	hold peer peer "$box"
	as=() holder=$(helper holder)
}

# state: of all that is there, as text.
state() {
	"$uenter" "$target" sh -c "ls -lR --time-style=full-iso '$box' &&
		cat '$box/file' '$box/other' && cat /proc/sys/net/ipv4/ip_forward
		hostname; cat /proc/sysvipc/*; cat /sys/class/net/lo/flags
		cat /proc/$peer/limits; cut -d ' ' -f 18- /proc/$peer/stat |
			cut -d ' ' -f 1,2,24"
}

# refuses NAME WAY OPTION...
refuses() {
	local name=$1 way=$2
	shift 2
	run "$uenter" "$@" "$target" "$writer" "$way" "$box" "$peer"
	is "$name: $way: refused" "$status,$err" 1,
}

# allows NAME WAY OPTION...: the control.
allows() {
	local name=$1 way=$2
	shift 2
	run "$uenter" "$@" "$target" "$writer" "$way" "$box" "$peer"
	if [ "$status" -ne 0 ] && [[ " ${impossible//[$'\n\t']/ } " == \
		*" $way "* ]]; then
		cannot "$name: $way" "$out, also without the option"
	else
		is "$name: $way: changes" "$status,$out,$err" 0,changed,
	fi
	"$uenter" "$target" "$writer" fresh "$box"
}

# lacks_landlock: before Linux 6.12, where it is refused by name.
lacks_landlock() {
	run "$uenter" --read-only "$target" true
	[ "$status" -eq 125 ] && [[ $err == *'Landlock'*'--read-only=mounts'* ]]
}
