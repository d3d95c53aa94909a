#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# machined's files, over root's processes in a cgroup of their own.
#
# /run/systemd/machines and the cgroup are this script's, in a mount namespace
# of its own: it starts itself again in one.
set -u
if [ -z "${IN_MOUNTS-}" ]; then
	IN_MOUNTS=yes exec unshare -m --propagation private bash "$0"
fi
# shellcheck source-path=SCRIPTDIR source=lib/sandboxes.sh
. "$(dirname "$0")/lib/sandboxes.sh"
stand_in machinectl

user=${TEST_UID:?}
dir=/run/systemd/machines

# as_id ID COMMAND...
as_id() {
	setpriv --reuid="$1" --regid="$1" --clear-groups --inh-caps=-all "${@:2}"
}

mounts() {
	mkdir "$scratch/cgroup" && mount -t cgroup2 none "$scratch/cgroup" &&
		mkdir "$scratch/cgroup/machine-$$.slice" &&
		slice=$scratch/cgroup/machine-$$.slice &&
		mkdir "$slice/machine-web\\x2d$$.scope" || return
	scope=machine-web\\x2d$$.scope
	mount -t tmpfs none /run && mkdir -p "$dir"
}

unmake() {
	rmdir "$slice"/*.scope "$slice" 2>/dev/null
	umount "$scratch/cgroup" 2>/dev/null
	rm -rf "$scratch"
}

# machine NAME PID SCOPE [CLASS]: as machined writes it, '\' doubled.
machine() {
	put "$dir/$1" "# This is private data. Do not parse.
NAME=$1
SCOPE=${3//\\/\\\\}
SERVICE=systemd-nspawn
ROOT=/var/lib/machines/$1
LEADER=$2
CLASS=${4-container}
REALTIME=1
MONOTONIC=1
"
}

# A machine of root's: with a mount namespace that root's user namespace owns.
running() {
	machine web "$child" "$scope"
	refused 'as a user' 'machine:web: root made it' \
		'^sudo uenter -n -m machine:web echo entered$' \
		as_id "$user" "${limit[@]}" "$uenter" -n -m web echo entered
	pasted 'as a user' "$(hint)"
	run "$uenter" -n -m -p --expose-host machine:web \
		sh -c 'cd /proc/self/ns && readlink net mnt'
	is 'as root' "$status,$(xargs <<<"$out")" \
		"0,$(cd "/proc/$child/ns" && readlink net mnt | xargs)"
}

classes() {
	local class
	for class in vm host; do
		machine virtual "$child" "$scope" "$class"
		unknown "$class" virtual
	done
	rm "$dir/virtual"
	ln -s web "$dir/unit:web.scope"
	unknown 'a link of the unit' machine:unit:web.scope
	machine .host "$child" "$scope"
	unknown 'the host' machine:.host
	rm "$dir/.host"
	machine web '' "$scope"
	not_entered 'being made' 'machine:web: it is created' \
		'^sudo machinectl start web$' web
	hint_says 'being made' 'machinectl start web'
}

# doubted NAME WHY
doubted() {
	not_entered "$1" "one is another's by now: $2" \
		'^machinectl list   # what became' web
}

another() {
	machine web $$ "$scope"
	doubted 'a pid used again' 'it is not in the unit'
	machine web "$child" "${scope%.scope}"
	doubted 'another unit, whose name begins so' 'it is not in the unit'
	machine web "$child" "${scope#machine-}"
	doubted 'another unit, whose name ends so' 'it is not in the unit'
	machine web "$child" ''
	doubted 'no unit' 'it is not in the unit'
}

broken() {
	machine web "$child" "$scope"
	chown "$user" "$dir/web"
	not_entered "another user's file" 'web: it belongs to another user' \
		'^ls -ld ' web
	chown 0 "$dir/web"
	mkdir "$dir/folder"
	not_entered 'a folder' 'folder: it is no regular file' '^ls -ld ' nothing
	rmdir "$dir/folder"
}

if ! mounts; then
	skip all 'no cgroup2, or nothing may be mounted'
	finish
fi
trap unmake EXIT
hold_under target unshare --net --mount --pid --fork || finish
echo "$child" >"$slice/$scope/cgroup.procs"
running
classes
another
broken
drop target
unmake
finish
