#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# --host-tools and --resolv where it takes root: maps with more than one id, so
# that a set-user-ID file could give another one; and root as the caller, whose
# mounts are shared with what it would leave behind.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/names.sh
. "$(dirname "$0")/lib/names.sh"
user=${TEST_UID:?}
target=0
box=$scratch/box dir=$scratch/dir
mkdir "$box" "$dir"
# as the target's root goes there, too
chmod 755 "$box" "$dir"

# The user is 100 there, and 0 to 9 are others.
set_user_id() {
	local id
	id=$(command -v id)
	hold target "map=$user,0:100000:10,100:$user:1" net mnt setid=0 \
		"tmpfs=$box" sh="cp $id $box/suid && chmod 4755 $box/suid" \
		|| return
	as=(setpriv "--reuid=$user" "--regid=$user" --clear-groups
		--inh-caps=-all)
	if "${as[@]}" "$uenter" -n "$target" grep -q '^NoNewPrivs:.*1' \
		/proc/self/status; then
		cannot "set-user-ID files" "no_new_privs keeps them from all"
		drop target
		as=()
		return
	fi
	run "${as[@]}" "$uenter" -m --preserve-credentials "$target" \
		"$box/suid" -u
	is "control: a set-user-ID file, with the target's files" \
		"$status,$out" 0,0
	run "${as[@]}" "$uenter" --host-tools="$dir" "$target" \
		"$dir$box/suid" -u
	is "a set-user-ID file gives nothing" "$status,$out" 0,100
	run "${as[@]}" "$uenter" --host-tools="$dir,follow" "$target" \
		"$dir$box/suid" -u
	is "nor with links followed" "$status,$out" 0,100
	drop target
	as=()
}

callers() {
	hold target user=0 net mnt "tmpfs=$box" \
		sh="mount --make-rshared $box && echo it >$box/file" || return
	note_mounts
	run "$uenter" --host-tools="$dir" "$target" sh -c "cat '$dir$box/file'
		ls /sys/class/net; cat /proc/$$/mountinfo"
	is "$1: works" "$status,$out" $'0,it\nlo\n'"$mounts_here"
	run "$uenter" -n --resolv "$target" cat "/proc/$target/mountinfo"
	is "$1: --resolv works" "$status,$out" "0,$mounts_there"
	same_mounts "$1"
	drop target
}

shared() {
	has "mounts are shared" "$(</proc/self/mountinfo)" ' shared:'
	callers "root, shared mounts"
}

if [ -n "${PART-}" ]; then
	"$PART"
	finish
fi
can_show && can_do --host-tools="$dir" || finish
set_user_id
callers root
part_in shared unshare -m --propagation shared
finish
