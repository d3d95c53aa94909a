#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What takes root: root as the caller, and targets whose maps root wrote.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

user=${TEST_UID:?}
target=''

# be_user: what `as` holds is run as the user.
be_user() {
	as=(setpriv "--reuid=$user" "--regid=$user" --groups=$((user + 1))
		--inh-caps=-all)
}

# hold_as_user OP...
hold_as_user() {
	be_user
	hold target "$@"
	local result=$?
	as=()
	return "$result"
}

# joins NAME STEPS OPTION...: by --explain, and the same in fact: what is
# joined is the target's, the rest stays. A root that is not mapped there is
# the overflow id, unless the files change.
joins() {
	local name=$1 steps=$2 type want
	shift 2
	run "$uenter" --explain "$@" "$target" true
	is "$name: explain" "$status" 0
	is "$name: explain: joins" "$(sed -n 's/^ *[0-9]*\. join //p' \
		<<<"$out" | sed 's/^user .*/user/' | xargs)" "$steps"
	run_probe "$@" "$target"
	is "$name: status" "$status,$err" 0,
	for type in $ns_types; do
		want=$(ns_of self "$type")
		case " $steps " in
		*" $type "*) want=$(ns_of "$target" "$type") ;;
		esac
		is "$name: $type" "${answer[ns_$type]-}" "$want"
	done
	want=0
	[[ $steps != *user* || $steps == *mnt* ]] || want=65534
	is "$name: uid" "${answer[Uid]-}" "$want $want $want $want"
	is "$name: capabilities" "${answer[CapEff]-}" "${answer[CapBnd]-}"
}

# A user's sandbox: root's capabilities reach into it from where it stands.
into_users() {
	hold_as_user user=0 net uts mnt pid fork || return
	joins "root: -n" net -n
	joins "root: -m" mnt -m
	joins "root: -u -n" 'uts net' -u -n
	joins "root: -m -p" 'pid mnt' -m -p
	joins "root: -U" user -U
	joins "root: -U -n" 'user net' -U -n
	joins "root: all" 'user uts net pid mnt'
	joins "root: -a" 'user uts net pid mnt' -a
	drop target
	hold_as_user user=0 mark fork user=0 net mark || return
	target=${pids[1]}
	joins "root, two deep: -n" net -n
	joins "root, two deep: -U -n" 'user net user' -U -n
	drop target
}

# What the caller's own user namespace owns comes before the user namespace,
# where the rights over it end.
own_first() {
	hold target mnt uts setid="$user" user=0 net pid fork || return
	joins "own first: all" 'uts mnt user net pid'
	joins "own first: -U -m" 'mnt user' -U -m
	joins "own first: -m -n" 'net mnt' -m -n
	drop target
	hold target net uts mnt pid fork || return
	joins "no user namespace at all" 'uts net pid mnt'
	joins "no user namespace at all: -m -p" 'pid mnt' -m -p
	drop target
}

# Root, but without CAP_SYS_ADMIN: what it made itself, as its owner.
without_admin() {
	local how
	hold target user=0 net uts mnt pid fork || return
	as=(setpriv "--bounding-set=-sys_admin,-sys_chroot" --inh-caps=-all)
	for how in -n -m '-m -p' '-U -n' -a ''; do
		# shellcheck disable=SC2086
		run_probe $how "$target"
		is "root without rights, its own sandbox ($how)" \
			"$status,$err,${answer[ns_user]-}" \
			"0,,$(ns_of "$target" user)"
		is "root without rights, its own sandbox ($how): all there" \
			"${answer[CapEff]-}" "${answer[CapBnd]-}"
	done
	refused "root without rights: -r" 'cap_sys_chroot' "sudo uenter" \
		"${as[@]}" "$uenter" -n -r=/ $$ echo entered
	as=()
	drop target
}

# ids NAME UID GID OPTION...: as the user.
ids() {
	local name=$1 uid=$2 gid=$3
	shift 3
	be_user
	run_probe "$@" "$target"
	as=()
	is "$name: status" "$status,$err" 0,
	is "$name: uid" "${answer[Uid]-}" "$uid $uid $uid $uid"
	is "$name: gid" "${answer[Gid]-}" "$gid $gid $gid $gid"
}

# The user is 100 there; 0 to 9 and 1000 to 1004 are of its range.
many_extents() {
	local map="map=$user,0:100000:10,100:$user:1,1000:200000:5" n
	hold target "$map" net mnt pid fork || return
	ids "extents: -n" 100 100 -n
	is "extents: -n: ambient" "${answer[CapAmb]-}" "${answer[CapBnd]-}"
	is "extents: -n: groups are kept" "${answer[Groups]-}" 65534
	ids "extents: -m" 0 0 -m
	is "extents: -m: groups are dropped" "${answer[Groups]-}" ""
	is "extents: -m: none ambient" "${answer[CapAmb]-}" 0000000000000000
	ids "extents: -a" 0 0 -a
	for n in 0 9 100 1000 1004; do
		ids "extents: -S $n" $n 100 -n -S $n
		ids "extents: -G $n" 100 $n -n -G $n
		is "extents: -G $n: groups are dropped" "${answer[Groups]-}" ""
		ids "extents: -S $n -G $n, -m -p" $n $n -m -p -S $n -G $n
	done
	ids "extents: --preserve-credentials" 100 100 -m --preserve-credentials
	is "extents: --preserve-credentials: groups" "${answer[Groups]-}" 65534
	ids "extents: -S 5 --caps=all" 5 100 -n -S 5 --caps=all
	is "extents: -S 5 --caps=all: ambient" "${answer[CapAmb]-}" \
		"${answer[CapBnd]-}"
	ids "extents: -S 5" 5 100 -n -S 5
	is "extents: -S 5: none" "${answer[CapEff]-}" 0000000000000000
	drop target
}

# The user is 0 there: a change from 0 takes capabilities, unless they are kept.
from_0() {
	hold target "map=$user,0:$user:1,1:100000:10" net mnt || return
	ids "from 0: -S 5 --caps=all" 5 0 -n -S 5 --caps=all
	is "from 0: -S 5 --caps=all: ambient" "${answer[CapAmb]-}" \
		"${answer[CapBnd]-}"
	is "from 0: -S 5 --caps=all: effective" "${answer[CapEff]-}" \
		"${answer[CapBnd]-}"
	ids "from 0: -S 5" 5 0 -m -S 5
	is "from 0: -S 5: none" "${answer[CapEff]-}" 0000000000000000
	drop target
}

# The target itself is one of the middle extent.
following() {
	local map="map=$user,0:100000:10,100:$user:1,1000:200000:5"
	hold target "$map" net mnt pid fork setid=1003 || return
	is "the target is of the range" \
		"$(sed -n 's/^Uid:\t//p' "/proc/$target/status" | cut -f 1)" \
		200003
	ids "follow: -S" 1003 100 -n -S follow
	ids "follow: -S -G" 1003 1003 -m -p -S follow -G follow
	is "follow: no capability" "${answer[CapEff]-}" 0000000000000000
	be_user
	# shellcheck disable=SC2016
	run "${as[@]}" "$at" execve '
		read -r child _ <"/proc/$PPID/task/$PPID/children"
		stat -c %u "/proc/$child/status"' "$uenter" -m -S 1003 -G 1003 \
		--caps=all "$target" true
	is "not dumpable at the exec, after a change of ids" "$status,$out" 0,0
	run "${as[@]}" "$uenter" -n -w -e -r "$target" true
	is "follow: its /proc is read after the join" "$status,$err" 0,
	run "${as[@]}" "$uenter" --explain -n -S follow -G follow "$target"
	has "follow: explain" "$out" \
		"^runs as: uid 1003, gid 1003 there .here uid 200003, gid 200003"
	run "${as[@]}" "$uenter" -m -S 1004 -G 2 "$target" sh -c \
		"id -u; id -g; touch '$scratch/open/made'"
	is "a file made by -S 1004 -G 2" \
		"$status,$(stat -c %u:%g "$scratch/open/made")" 0,200004:100002
	as=()
	drop target
}

mkdir -m 1777 "$scratch/open"
into_users
own_first
without_admin
many_extents
from_0
following
finish
