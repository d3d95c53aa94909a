#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# From where it is called: inside the target's user namespace, beside it, with
# another /proc, with signals ignored; and how a target may be pinned.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
outer='' target=''

# Into the user namespace of a process, as `podman unshare` leads there.
# within PID COMMAND...
within() {
	local pid=$1
	shift
	nsenter -t "$pid" -U --preserve-credentials "$@"
}

# enters_there NAME TYPES OPTION...: called from inside `outer`. The user
# namespace is that one; what is of TYPES is the target's.
enters_there() {
	local name=$1 types=$2 type want
	shift 2
	as=(within "$outer")
	run_probe "$@" "$target"
	as=()
	is "$name: status" "$status,$err" 0,
	is "$name: uid" "${answer[Uid]-}" "0 0 0 0"
	for type in $ns_types; do
		want=$(ns_of self "$type")
		[ "$type" != user ] || want=$(ns_of "$outer" user)
		case " $types " in
		*" $type "*) want=$(ns_of "$target" "$type") ;;
		esac
		is "$name: $type" "${answer[ns_$type]-}" "$want"
	done
}

# explained_there NAME PATTERN OPTION...: what --explain says from inside.
explained_there() {
	local name=$1 pattern=$2
	shift 2
	run within "$outer" "$uenter" --explain "$@" "$target" true
	is "$name: explain" "$status" 0
	is "$name: explain: joins" \
		"$(sed -n 's/^ *[0-9]*\. join //p' <<<"$out" | xargs)" "$pattern"
}

# What is entered is owned by the very user namespace of the caller.
inside() {
	hold outer user=0 || return
	as=(within "$outer")
	hold target net uts mnt pid fork
	as=()
	enters_there "inside: -n" 'net' -n
	explained_there "inside: -n" net -n
	enters_there "inside: -m -p" 'mnt pid' -m -p
	enters_there "inside: all" 'net uts mnt pid'
	explained_there "inside: all" 'uts net pid mnt'
	enters_there "inside: -a" 'net uts mnt pid' -a
	enters_there "inside: -U is entered already" '' -U
	enters_there "inside: -U -n" net -U -n
	refused "inside: -p alone" "-p without -m.*user namespace" . \
		within "$outer" "$uenter" -p "$target" echo entered
	drop target
	as=(within "$outer")
	hold target user=0 net uts mnt pid fork
	as=()
	enters_there "inside, one deeper: -n" net -n
	explained_there "inside, one deeper: -n" net -n
	enters_there "inside, one deeper: -U -n" 'user net' -U -n
	enters_there "inside, one deeper: all" 'user net uts mnt pid'
	drop target outer
}

# The outer one's root, in the namespaces of one whose mnt it owns.
inside_mixed() {
	hold outer user=0 || return
	as=(within "$outer")
	hold target mnt uts user=0 net
	as=()
	enters_there "inside, mixed: all" 'user net uts mnt'
	explained_there "inside, mixed: all" \
		"uts mnt user $(ns_of "$target" user | tr -dc 0-9) net"
	enters_there "inside, mixed: -m -n" 'mnt net' -m -n
	enters_there "inside, mixed: -m -U" 'mnt user' -m -U
	drop target outer
}

# inode NAMESPACE-LINK
inode() {
	tr -dc 0-9 <<<"$1"
}

# Which of them is meant does not matter: the process that lives there does.
by_inode() {
	local type number form
	hold target user=0 net uts ipc cgroup time mnt pid fork || return
	for type in $ns_types; do
		number=$(inode "$(ns_of "$target" "$type")")
		for form in "ns:$number" "$number"; do
			run "$uenter" -n "$form" readlink /proc/self/ns/net
			is "target $form ($type)" "$status,$out" \
				"0,$(ns_of "$target" net)"
		done
		run_probe "ns:$number"
		is "target ns:$number ($type), all: mnt" \
			"${answer[ns_mnt]-}" "$(ns_of "$target" mnt)"
		is "target ns:$number ($type): told so" \
			"${answer[env UENTER]-}" \
			"ns:$number:user,cgroup,ipc,uts,net,time,pid,mnt"
	done
	run "$uenter" -t "ns:$number" -n echo entered
	is "-t ns:INODE" "$status,$out" 0,entered
	drop target
}

by_pinned_pid() {
	local how pin
	hold target user=0 net || return
	pin=$(pinned_as "$target")
	for how in '' -n '-U -n' '-n -t'; do
		# shellcheck disable=SC2086
		run "$uenter" $how "$pin" readlink /proc/self/ns/net
		is "pinned ($how)" "$status,$out" "0,$(ns_of "$target" net)"
	done
	run "$uenter" --explain -n "$pin"
	is "pinned, explained" "$status" 0
	drop target
	refused "pinned, gone" "process $target: there is no such process" . \
		"$uenter" -n "$pin" echo entered
}

# In a pid namespace with the /proc of that one, as in a container.
own_proc() {
	# shellcheck disable=SC2016
	local script='exec 7<>"$4" 8<>"$4.out"; "$1" user=0 net <&7 >&8 &
		read -r pid <&8
		readlink "/proc/$pid/ns/net"; shift
		"$1" "$2" "$pid" readlink /proc/self/ns/net'
	local options
	for options in -n -a; do
		rm -f "$scratch/feed" "$scratch/feed.out"
		mkfifo "$scratch/feed" "$scratch/feed.out"
		run "$holder" user=0 mnt pid fork proc -- sh -c "$script" sh \
			"$holder" "$uenter" $options "$scratch/feed"
		has "with a /proc of one's own, $options" "$status,$out" '^0,net:'
		is "with a /proc of one's own, $options: its net" \
			"$(sort -u <<<"$out" | wc -l)" 1
		is "with a /proc of one's own, $options: twice" \
			"$(wc -l <<<"$out")" 2
	done
	hold target user=0 mnt pid fork || return
	refused "of a pid namespace with the outer /proc" \
		'/proc is of another pid namespace' 'mount -t proc' \
		"$uenter" -p --expose-host "$target" "$uenter" -n 1 true
	drop target
}

# Children that are waited for in between: a reader of the environment, of
# passwd(5), the command itself.
ignored_signals() {
	local how
	as=(env -i WHOSE=target "PATH=$PATH")
	hold target user=0 net mnt pid fork
	as=()
	for how in '-n -e' -m '-m -p -e -w' '-U -r' '-p -e --expose-host'; do
		# shellcheck disable=SC2086
		run env --ignore-signal=CHLD WHOSE=caller "$uenter" $how \
			"$target" sh -c 'echo $WHOSE; exit 7'
		is "CHLD ignored: $how" "$status,$out,$err" 7,target,
		# shellcheck disable=SC2086
		run env --ignore-signal=CHLD "$uenter" $how "$target" grep \
			SigIgn: /proc/self/status
		is "CHLD ignored: $how: the command finds it so" \
			"$(ignores "$out")" yes
		# shellcheck disable=SC2086
		run env --default-signal=CHLD "$uenter" $how "$target" grep \
			SigIgn: /proc/self/status
		is "CHLD not ignored: $how" "$(ignores "$out")" no
	done
	run env --ignore-signal=CHLD SHELL=/nosuch HOME=/nosuch \
		"$uenter" -e -m "$target"
	is "CHLD ignored: a shell" "$status" 0
	hold outer user=0 || return
	for how in --default-signal=CHLD --ignore-signal=CHLD; do
		run env $how "$uenter" -U="/proc/$outer/ns/user" -e \
			-t "$target" echo entered
		is "$how: the environment cannot be read" "$status,$out" 125,
	done
	drop outer target
}

# ignores "SigIgn: MASK": is CHLD, the 17th, among them?
ignores() {
	local mask=${1##*[!0-9a-f]}
	if [ $((0x${mask:-0} >> 16 & 1)) = 1 ]; then echo yes; else echo no; fi
}

inside
inside_mixed
by_inode
by_pinned_pid
own_proc
ignored_signals
finish
