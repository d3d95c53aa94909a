#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# --host-tools: our files as /, the target's at a directory, where no link leads
# out and no bit gives rights; whose pids; what is refused, and that no mount is
# left.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/names.sh
. "$(dirname "$0")/lib/names.sh"
target=0
name=db.uenter.test
box=$scratch/box dir=$scratch/dir
mkdir "$box" "$dir"
echo ours >"$scratch/planted"

# boxed: `target` with a root of its own, as a container has it, and a
# mount below. Its processes have every capability there.
boxed() {
	hold target user=0 net uts ipc mnt pid fork "tmpfs=$box" \
		sh="PATH=/usr/sbin:/usr/bin:/sbin:/bin
		cd $box && mkdir etc proc below late dev && (cd etc && $good) &&
		mount --make-rshared $box && mount -t proc proc proc &&
		mount -t tmpfs tmpfs below && echo deep >below/file &&
		ln -s $scratch/planted absolute && ln -s etc/hosts relative &&
		ln -s ../../../../../../..$scratch/planted up &&
		touch dev/null && mount --bind /dev/null dev/null" \
		name=boxed "chroot=$box"
}

# safe: a target none of whose processes could trace ours: without a capability
# and without a way to one.
safe() {
	hold target user=1000 net uts ipc mnt pid fork "tmpfs=$box" -- \
		setpriv --no-new-privs "$holder"
}

# tools NAME WANT COMMAND: what a shell with our tools prints; but for the line
# that tells whose the pids are.
tools() {
	run "$uenter" --host-tools="$dir" "$target" sh -c "$3"
	is "$1" "$status,$out,$(grep -v 'pids and /proc are your own' <<<"$err")" \
		"0,$2,"
}

works() {
	boxed || return
	note_mounts
	tools "resolv.conf" 'nameserver 192.0.2.53' 'cat /etc/resolv.conf'
	tools "libc goes by its hosts" "192.0.2.7 $name" \
		"getent hosts $name | xargs"
	[ ! -e /etc/hostname ] ||
		tools "its hostname, the file" boxed 'cat /etc/hostname'
	tools "its hostname" boxed 'uname -n'
	tools "interfaces" lo 'ls /sys/class/net'
	tools "the root is ours" "$(ls /)" 'ls /'
	tools "its files" deep 'cat "$UENTER_ROOT/below/file"'
	tools "where they are" "$dir" 'echo "$UENTER_ROOT"'
	tools "what marks it" "$target:user,ipc,uts,net:host-tools" \
		'echo "$UENTER"'
	tools "where it starts" "$own" pwd
	tools "what is written there is there" '' \
		'echo written >"$UENTER_ROOT/below/new"'
	run "$uenter" -m -p -r "$target" /nosuch
	is "its namespaces end as they were: status" "$status" 127
	is "what is written there is there" \
		"$(cat "/proc/$target/root/below/new")" written
	run "$uenter" --host-tools="$dir" "$target" cat "/proc/$$/mountinfo"
	is "meanwhile: our mounts" "$out" "$mounts_here"
	run "$uenter" --host-tools="$dir" "$target" \
		cat "/proc/$target/mountinfo"
	is "meanwhile: the target's mounts" "$out" "$mounts_there"
	same_mounts "afterwards"
	run "$uenter" -v --host-tools="$dir" "$target" true
	for step in 'take its files as a tree' 'put that tree at its' \
		'mount a /sys of its network'; do
		has "-v: $step" "$err" "^uenter: $step"
	done
	run "$uenter" -u --host-tools="$dir" "$target" sh -c \
		'echo "$UENTER"; cat "$UENTER_ROOT/relative" 2>&1
		stat -c %d /sys'
	is "of one namespace alone" "$out" "$target:uts:host-tools
cat: $dir/relative: Too many levels of symbolic links
$(stat -c %d /sys)"
	ln -sf "$uenter" "$scratch/nsenter"
	run "$scratch/nsenter" --host-tools="$dir" -t "$target" \
		env -u UENTER sh -c 'echo "$UENTER_ROOT"
		getent hosts db.uenter.test'
	is "nsenter" "$status,$(xargs <<<"$out")" "0,$dir 192.0.2.7 $name"
	drop target
}

# What the directory holds is the target's word.
restricted() {
	local link
	boxed || return
	for link in absolute up proc/1/root/etc/hosts proc/self/cwd/planted; do
		run "$uenter" --host-tools="$dir" "$target" cat "$dir/$link"
		is "a link: $link: not followed" "$status,$out" 1,
		has "a link: $link" "$err" 'Too many levels of symbolic links'
	done
	for link in absolute up; do
		run "$uenter" --host-tools="$dir,follow" "$target" \
			cat "$dir/$link"
		is "control: $link: leads into our files" "$status,$out" 0,ours
	done
	run "$uenter" --host-tools="$dir,follow" "$target" sh -c 'echo $UENTER'
	has "what marks it, links followed" "$out" ':host-tools,follow$'
	run "$uenter" --host-tools="$dir" "$target" sh -c \
		'grep " $UENTER_ROOT[/ ]" /proc/self/mountinfo'
	is "mounts: all four" "$(grep -c . <<<"$out")" 4
	is "mounts: each of them is restricted" \
		"$(grep -c 'nosuid,nodev,.*nosymfollow' <<<"$out")" 4
	run "$uenter" --host-tools="$dir,follow" "$target" sh -c \
		'grep " $UENTER_ROOT[/ ]" /proc/self/mountinfo'
	is "mounts, links followed: the rest holds" \
		"$(grep -c 'nosuid,nodev' <<<"$out"),$(grep -c nosym <<<"$out")" \
		4,0
	run "$uenter" --host-tools="$dir" "$target" sh -c \
		'echo x >"$UENTER_ROOT/dev/null"'
	has "a device: is none" "$err" 'Permission denied'
	run sh -c "echo x >/proc/$target/root/dev/null"
	is "control: it is one" "$status" 0
	# shellcheck disable=SC2016
	run "$uenter" --host-tools="$dir" "$target" sh -c '
		"$0" -m -- "$1" sh -c "mount -t tmpfs tmpfs $2/late &&
			echo >$2/late/new && grep -c $2/late /proc/self/mountinfo"
		ls "$UENTER_ROOT/late"' "$uenter" "$target" "$box"
	is "a later mount there is not seen here" "$status,$out" 0,1
	drop target
}

shells() {
	boxed || return
	run sh -c 'echo "echo \$UENTER_ROOT" | "$@"' sh env SHELL=/bin/sh \
		"$uenter" --host-tools="$dir" "$target"
	is "a shell" "$status,$out" "0,$dir"
	has "a shell: is told of links" "$err" \
		"^uenter: host tools: the files of $target are at $dir, and links in it are not followed"
	run sh -c 'echo | "$@"' sh env SHELL=/bin/sh \
		"$uenter" --host-tools="$dir,follow" "$target"
	has "a shell: that they are followed" "$err" \
		'are followed, into your own files'
	drop target
}

# The numbers are those that kill(2) takes; and whose they are is said.
pids() {
	local look='echo "$$ $(readlink /proc/self) $(cat /proc/1/comm)"
		kill -0 1 && echo alive'
	boxed || return
	run "$uenter" --host-tools="$dir" "$target" sh -c 'echo $$
		readlink /proc/self/ns/pid; cat /proc/$$/comm
		ls "$UENTER_ROOT/proc/1/comm"'
	is "where its root could reach us: our pids" "${out#*$'\n'}" \
		"$(ns_of self pid)"$'\nsh\n'"$dir/proc/1/comm"
	has "where its root could reach us: is said, and why" "$err" \
		"^uenter: pids and /proc are your own, those of $target are in \
$dir/proc: .*process [0-9]* there may have cap_sys_ptrace \(--expose-host\)$"
	is "where its root could reach us: in one line" "$(wc -l <<<"$err")" 1
	run "$uenter" --host-tools="$dir" --expose-host "$target" sh -c "$look"
	like_its_own "exposed"
	refused "-p where its root could reach us" 'through /proc/N/root' \
		'# with your pids' \
		"$uenter" -p --host-tools="$dir" "$target" echo entered
	run bash -c "PATH=${uenter%/*}:$PATH; $(hint)"
	is "-p: pasted" "$status,$out" 0,entered
	drop target
	safe || return
	run "$uenter" --host-tools="$dir" "$target" sh -c "$look"
	like_its_own "where it could not"
	is "where it could not: nothing is said" "$err" ""
	run "$uenter" --host-tools="$dir" "$target" readlink /proc/self/ns/pid
	is "where it could not: its namespace" "$out" \
		"$(readlink "/proc/$target/ns/pid")"
	run "$uenter" -n --host-tools="$dir" "$target" \
		readlink /proc/self/ns/pid
	is "not asked for: ours" "$out" "$(ns_of self pid)"
	drop target
}

# like_its_own NAME
like_its_own() {
	local own shown comm
	read -r own shown comm <<<"$out"
	is "$1: status" "$status" 0
	is "$1: the number is the shell's child's" \
		"$((own > 1 && shown >= own))" 1
	is "$1: process 1 is its own" "${comm%%$'\n'*}" holder
	has "$1: process 1 can be signalled" "$out" '^alive$'
}

read_only() {
	boxed || return
	run "$uenter" --read-only --host-tools="$dir" "$target" true
	if [[ $err == *Landlock* ]]; then
		cannot "read-only" "$err"
		drop target
		return
	fi
	run "$uenter" --read-only --host-tools="$dir" "$target" sh -c '
		cat "$UENTER_ROOT/below/file"; echo "$UENTER"
		for file in "$UENTER_ROOT/below/file" '"$scratch/planted"'; do
			(echo x >>"$file") 2>/dev/null && echo written
		done; touch -c '"$scratch/planted"' 2>&1'
	is "read-only" "$out" "deep
$target:user,ipc,uts,net:host-tools:read-only
touch: setting times of '$scratch/planted': Read-only file system"
	is "read-only: as it was" \
		"$(cat "$scratch/planted" "/proc/$target/root/below/file" |
			xargs)" 'ours deep'
	has "read-only: whose pids" "$err" 'hardly a capability'
	drop target
}

directories() {
	local rootfs=$scratch/rootfs
	boxed || return
	note_mounts
	echo >"$scratch/file"
	for try in "$scratch/nosuch=No such file" "$scratch/file=Not a dir" \
		'/proc=mounted there already' '/=mounted there already' \
		'/proc/self=which is mounted anew' \
		"/proc/$target/root/below=mounted there already" \
		"/proc/$target/root/etc=inside of the target"; do
		refused "at ${try%=*}" ".*${try#*=}" . "$uenter" \
			--host-tools="${try%=*}" "$target" echo entered
	done
	refused "at a relative one" 'takes an absolute directory' --help \
		"$uenter" --host-tools=dir "$target" echo entered
	same_mounts "directories"
	drop target
	mkdir -p "$rootfs/etc/inner" "$rootfs/proc"
	hold target user=0 net mnt "chroot=$rootfs" || return
	note_mounts
	for try in "$rootfs" "$rootfs/etc/inner" "$rootfs/../rootfs/proc"; do
		refused "at $try, inside" 'inside of the target' 'mktemp -d' \
			"$uenter" --host-tools="$try" "$target" echo entered
	done
	run "$uenter" --host-tools="$dir" "$target" ls "$dir/etc"
	is "beside it" "$status,$out" 0,inner
	rm -r "$rootfs"
	refused "a root that is gone" 'the directory was removed' \
		"^uenter $target echo entered" \
		"$uenter" --host-tools="$dir" "$target" echo entered
	same_mounts "inside, and gone"
	drop target
}

refusals() {
	local try=(-- "$uenter" "--host-tools=$dir")
	boxed || return
	note_mounts
	for option in -m -r -w=/ -F; do
		refused "$option" "contradicts ${option%=*}" --host-tools \
			"$uenter" "$option" --host-tools="$dir" "$target" \
			echo entered
		run bash -c "PATH=${uenter%/*}:$PATH; $(hint)"
		is "$option: pasted" "$status,$out" 0,entered
	done
	refused "--resolv" 'contradicts --host-tools' 'uenter -n --resolv' \
		"$uenter" -n --resolv --host-tools "$target" echo entered
	refused "no target" 'there is no target' --help \
		"$uenter" "-n=/proc/$target/ns/net" --host-tools echo entered
	for call in open_tree=ENOSYS mount_setattr=ENOSYS move_mount \
		mount_setattr unshare umount2 mount@3:0xe mount@3:0x1000 \
		mount@3:0x84000 setns@1:0x20000; do
		run "$deny" "$call" "${try[@]}" "$target" echo entered
		is "$call: refused" "$status,$out" 125,
		has "$call: says what" "$err" '^uenter: .*: .'
		has "$call: hint" "$err" '^uenter: hint: '
	done
	same_mounts "refused"
	drop target
	hold target user=0 net || return
	refused "the same files" 'no mnt namespace of its own' \
		'# the same files' \
		"$uenter" --host-tools="$dir" "$target" echo entered
	pasted "the same files" "$(hint)"
	drop target
	named 'mkfifo hosts' || return
	refused "hostile: hosts is a FIFO" '/etc/hosts of the target' . \
		"$uenter" --host-tools="$dir" "$target" echo entered
	drop target
	hold target user=0 mnt tmpfs=/etc sh='echo it >/etc/name' || return
	run "$uenter" --host-tools="$dir" "$target" cat "$dir/etc/name"
	is "a target of files alone" "$status,$out,$err" 0,it,
	drop target
}

# A program that is to run from where none may.
noexec() {
	hold target user=0 mnt "tmpfs=$box" sh="PATH=/usr/bin:/bin
		cp $(type -P true) $box/true && ln -s $box/true $box/link &&
		mount -o remount,bind,noexec,nosuid $box" || return
	note_mounts
	run "$uenter" --host-tools="$dir" "$target" "$dir$box/true"
	is "noexec: status" "$status,$out" 126,
	has "noexec: says what" "$err" 'true: .*Permission denied'
	has "noexec: hint" "$(hint)" 'mounted noexec'
	run bash -c "PATH=${uenter%/*}:$PATH; $(hint)"
	is "noexec: pasted: status" "$status" 0
	run "$uenter" --host-tools="$dir" "$target" "$dir$box/link"
	is "a program that is a link: status" "$status,$out" 126,
	same_mounts "noexec"
	drop target
}

masked_proc() {
	hold target user=0 net mnt pid fork || return
	note_mounts
	refused "a masked /proc" 'mount a /proc of its processes: .*is covered' \
		'-n --host-tools' "$uenter" --expose-host --host-tools="$dir" \
		"$target" echo entered
	run bash -c "PATH=${uenter%/*}:$PATH; $(hint)"
	is "a masked /proc: pasted" "$status,$out" 0,entered
	same_mounts "a masked /proc"
	drop target
}

own=$(pwd -P)
if [ -n "${PART-}" ]; then
	"$PART"
	finish
fi
can_show && can_do --host-tools="$dir" || finish
works
restricted
shells
pids
read_only
directories
refusals
noexec
# below it, what was covered above it is locked
again masked_proc sh='mount -t tmpfs tmpfs /proc/sys' user=0 mnt
finish
