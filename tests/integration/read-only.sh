#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# --read-only: every way to change something that there is, each of which does
# change it without the option; and that reading, and little else, goes on.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/writing.sh
. "$(dirname "$0")/lib/writing.sh"

ways() {
	local way before mounts own list
	mapfile -t list < <("$writer" --list)
	is "there are many ways" "$((${#list[@]} >= 60))" 1
	# what is made by the first of them can be changed by an id
	for way in shm sem msg; do
		"$uenter" "$target" "$writer" "$way" "$box" "$peer" >/dev/null
	done
	before=$(state)
	mounts=$(<"/proc/$target/mountinfo") own=$(</proc/self/mountinfo)
	for way in "${list[@]}"; do
		refuses "read-only" "$way" --read-only
	done
	is "all is as it was" "$(state)" "$before"
	is "the target's mounts are as they were" \
		"$(<"/proc/$target/mountinfo")" "$mounts"
	is "our mounts are as they were" "$(</proc/self/mountinfo)" "$own"
	for way in "${list[@]}"; do
		[ "$way" = umount ] || allows "without" "$way"
	done
}

# Where the command is nobody's root: with the capability as an ambient one.
other_ids() {
	local way
	sandbox user=1000 || return
	run_probe --read-only "$target"
	is "uid 1000: it is that" "${answer[Uid]-}" '1000 1000 1000 1000'
	is "uid 1000: may read" "${answer[CapEff]-}" 0000000000000004
	for way in write chmod peer-root first-cwd kill mount unix-stream; do
		refuses "uid 1000" "$way" --read-only
		allows "uid 1000" "$way"
	done
	drop peer target
}

# inside NAME WANT COMMAND: what a shell there prints.
inside() {
	run "$uenter" --read-only "$target" sh -c "$3"
	is "read-only: $1" "$status,$out,$err" "0,$2,"
}

reading() {
	inside "a file" 0123456789 "cat '$box/file'"
	inside "a directory" "$(printf '%s\n' dgram fifo file other stream sub)" \
		"ls '$box'"
	inside "processes" init "[ -r /proc/1/status ] && echo init"
	inside "/dev/null" "" 'echo x >/dev/null && echo y >>/dev/null'
	inside "/dev/zero and /dev/full" full 'echo x >/dev/zero &&
		{ echo x >/dev/full; } 2>/dev/null || echo full'
	inside "a pipe" through 'echo through | cat'
	inside "/dev/stderr that is a pipe" out \
		'{ echo out >/dev/stderr; } 2>&1 | cat'
	inside "its own limits and nice value" 7,yes \
		'ulimit -n 7; was=$(nice); is=$(nice -n 1 nice)
		[ "$is" -gt "$was" ] || [ "$was" = 19 ] && is=yes
		echo "$(ulimit -n),$is"'
	inside "its own children" ended 'sleep 60 & kill $!; wait; echo ended'
	inside "what marks it" "$target:user,ipc,uts,net,pid,mnt:read-only" \
		'echo "$UENTER"'
	run "$uenter" --read-only "$target" ls "/proc/1/root/"
	has "read-only: /proc/1/root, to read" "$err" 'Permission denied'
	run_probe --read-only "$target"
	for set in CapPrm CapEff CapBnd; do
		is "read-only: $set" "${answer[$set]-}" 0000000000000004
	done
	is "read-only: CapInh" "${answer[CapInh]-}" 0000000000000000
	is "read-only: no_new_privs" "${answer[NoNewPrivs]-}" 1
}

# Root and directory go along into the copy.
places() {
	run "$uenter" --read-only -r -w "$target" sh -c \
		"pwd; cat '$box/file'; touch '$box/new'"
	is "-r, -w: reads" "${out%%$'\n'*},${out#*$'\n'}" /,0123456789
	has "-r, -w: does not write" "$err" 'Read-only file system'
	run "$uenter" --read-only -W="$box" "$target" sh -c 'pwd; touch new'
	is "-W: is there" "$out" "$box"
	has "-W: does not write" "$err" 'Read-only file system'
	hold other user=0 mnt pid fork proc tmpfs="$box" \
		cd="$box" || return
	run "$uenter" --read-only -w "$other" sh -c 'pwd; touch new'
	is "-w: is there" "$out" "$box"
	has "-w: does not write" "$err" 'Read-only file system'
	drop other
	hold other user=0 mnt pid fork tmpfs="$box" \
		sh="mkdir '$box/root' && mount --rbind / '$box/root' &&
			mount -t proc proc '$box/root/proc'" \
		chroot="$box/root" cd=/tmp || return
	run "$uenter" --read-only -r -w "$other" sh -c \
		'pwd; ls / | grep -x proc; touch new; touch /new; touch -c /
		grep -v " ro[, ]" /proc/self/mountinfo; echo end'
	is "-r, changed: is there" "$out" $'/tmp\nproc\nend'
	is "-r, changed: does not write" \
		"$(grep -c 'Read-only file system' <<<"$err")" 3
	drop other
}

# What stands at /dev/null is the target's word: another device is not written.
devices() {
	hold other user=0 mnt pid fork proc \
		sh='mount --bind /dev/ptmx /dev/null' || return
	run "$uenter" "$other" sh -c 'echo x >/dev/null; echo opened'
	has "another device as /dev/null: it can be opened" "$out" '^opened$'
	run "$uenter" --read-only "$other" sh -c 'true >/dev/null; echo opened'
	has "another device as /dev/null: refused" "$err" 'Permission denied'
	drop other
}

# The weaker one, and what makes it so: what it says of itself.
mounts_alone() {
	local way
	for way in write chmod utimes mount remount setns unix-stream prlimit \
		hostname shm; do
		refuses "mounts" "$way" --read-only=mounts
	done
	run "$deny" landlock_create_ruleset=ENOSYS -- "$uenter" \
		--read-only=mounts "$target" "$writer" write "$box" "$peer"
	is "mounts, no Landlock: refused" "$status,$out,$err" \
		'1,Read-only file system,'
	for way in peer-root peer-root-chmod kill; do
		allows "mounts: the man page says so" "$way" --read-only=mounts
	done
}

refusals() {
	local try=(-- "$uenter" --read-only "$target" echo entered)
	refused "no Landlock" \
		'there is no Landlock: the kernel was built without it' \
		'--read-only=mounts .* # weaker' \
		"$deny" landlock_create_ruleset=ENOSYS "${try[@]}"
	pasted "no Landlock" "$(hint)"
	refused "Landlock, filtered" 'a seccomp filter refuses it' \
		'--read-only=mounts' "$deny" landlock_create_ruleset "${try[@]}"
	refused "no rules" 'deny every write: Operation not permitted' \
		'--explain' "$deny" landlock_restrict_self "${try[@]}"
	refused "no openat2" 'deny every write: openat2.2., .* fails here' \
		'--explain' "$deny" openat2 "${try[@]}"
	refused "no_new_privs" 'set no_new_privs: Operation not permitted' \
		'--explain' "$deny" prctl@0:38 "${try[@]}"
	refused "no filter" 'refuse calls that write: Operation not permitted' \
		'--explain' "$deny" prctl@0:22 "${try[@]}"
	refused "no rule" 'deny every write: Operation not permitted' \
		'--explain' "$deny" landlock_add_rule "${try[@]}"
	run "$deny" prctl@0:24 "${try[@]}"
	is "the bounding set: refused" "$status,$out" 125,
	refused "mount_setattr" 'Linux 5.12' '--explain' \
		"$deny" mount_setattr=ENOSYS "${try[@]}"
	refused "unshare" 'copy the mount namespace: Operation not permitted' \
		'--explain' "$deny" unshare "${try[@]}"
	refused "no mount namespace is joined" '--read-only without -m' \
		'-n -m --read-only' \
		"$uenter" --read-only -n "$target" echo entered
	pasted "no mount namespace is joined" "$(hint)"
	refused "FILEs alone" '--read-only without -m' 'lsns -t mnt' \
		"$uenter" --read-only -n="/proc/$target/ns/net" echo entered
	run "$uenter" --read-only -m="/proc/$target/ns/mnt" cat "$box/file"
	is "by FILE" "$status,$out,$err" 0,0123456789,
	refused "all capabilities" 'contradicts --caps=all' --help \
		"$uenter" --read-only --keep-caps "$target" echo entered
	refused "a root of ours" 'contradicts -r=DIR' --help \
		"$uenter" --mount-ro -r=/ "$target" echo entered
	refused "a directory of ours" 'contradicts -w=DIR' --help \
		"$uenter" --read-only=mounts -w=/ "$target" echo entered
	refused "another word" 'takes mounts, or nothing' --help \
		"$uenter" --read-only=all "$target" echo entered
	hold other user=0 net || return
	refused "no mount namespace of its own" 'no mount namespace of its own' \
		'# without it' "$uenter" --read-only "$other" echo entered
	pasted "no mount namespace of its own" "$(hint)"
	drop other
}

sandbox user=0 || finish
if lacks_landlock; then
	pasted "older: the weaker one" "$(hint | sed 's/ true / echo entered /')"
	cannot "all of it" "no Landlock of version 6 here (Linux 6.12)"
	mounts_alone
	drop peer target
	finish
fi
reading
ways
mounts_alone
places
devices
refusals
drop peer target
other_ids
finish
