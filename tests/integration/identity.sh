#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Whom the command runs as: -S, -G, --preserve-credentials, --caps, as seen
# from inside and by the owner of a file that it makes.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target=''
none=0000000000000000

# runs_as NAME UID GID CAPS AMBIENT OPTION...: CAPS and AMBIENT are "all" of
# the bounding set, or the very mask.
runs_as() {
	local name=$1 uid=$2 gid=$3 caps=$4 ambient=$5
	shift 5
	run_probe "$@" "$target"
	is "$name: status" "$status,$err" 0,
	is "$name: uid" "${answer[Uid]-}" "$uid $uid $uid $uid"
	is "$name: gid" "${answer[Gid]-}" "$gid $gid $gid $gid"
	is "$name: effective" "${answer[CapEff]-}" \
		"${caps/all/${answer[CapBnd]-}}"
	is "$name: permitted" "${answer[CapPrm]-}" "${answer[CapEff]-}"
	is "$name: ambient" "${answer[CapAmb]-}" \
		"${ambient/all/${answer[CapBnd]-}}"
}

full=

# A bounding set that is empty would make "all" of no worth.
bounding() {
	run_probe -n "$target"
	full=${answer[CapBnd]-}
	has "there are capabilities to be had" "$full" '^0000[0-9a-f]*ff$'
}

# bounded_by NAME MASK: of the last run.
bounded_by() {
	is "$1: bounding" "${answer[CapBnd]-}" "$2"
}

map_of_0() {
	local options
	hold target user=0 net mnt pid fork || return
	bounding
	for options in -n -m '-m -p' -U; do
		# shellcheck disable=SC2086
		runs_as "0: $options" 0 0 all $none $options
	done
	runs_as "0: -S 0" 0 0 all $none -n -S 0
	runs_as "0: -G 0" 0 0 all $none -n -G 0
	runs_as "0: -S 0 -G 0" 0 0 all $none -m -S 0 -G 0
	runs_as "0: --setuid 0 --setgid=0" 0 0 all $none -m --setuid 0 \
		--setgid=0
	runs_as "0: follow" 0 0 all $none -n -S follow -G follow
	runs_as "0: --caps=all" 0 0 all $none -n --caps=all
	runs_as "0: --keep-caps" 0 0 all $none -n --keep-caps
	runs_as "0: --preserve-credentials" 0 0 all $none -m \
		--preserve-credentials
	runs_as "0: --caps=none" 0 0 $none $none -n --caps=none
	bounded_by "0: --caps=none" $none
	runs_as "0: --caps=target" 0 0 "$full" $none -n --caps=target
	drop target
}

map_of_1000() {
	local options
	hold target user=1000 net mnt pid fork || return
	for options in -n -m '-m -p' -U; do
		# shellcheck disable=SC2086
		runs_as "1000: $options" 1000 1000 all all $options
		is "1000: $options: all of them" "${answer[CapBnd]-}" "$full"
	done
	runs_as "1000: -S 1000" 1000 1000 $none $none -n -S 1000
	runs_as "1000: -G 1000" 1000 1000 $none $none -n -G 1000
	runs_as "1000: -S follow" 1000 1000 $none $none -n -S follow
	runs_as "1000: -S follow, -m -p" 1000 1000 $none $none -m -p -S follow
	runs_as "1000: -S 1000 --caps=all" 1000 1000 all all -n -S 1000 \
		--caps=all
	runs_as "1000: -S 1000 --keep-caps" 1000 1000 all all -m -S 1000 \
		--keep-caps
	runs_as "1000: --preserve-credentials" 1000 1000 $none $none -n \
		--preserve-credentials
	runs_as "1000: --caps=none" 1000 1000 $none $none -n --caps=none
	bounded_by "1000: --caps=none" $none
	runs_as "1000: --caps=all" 1000 1000 all all -n --caps=all
	drop target
}

no_map() {
	hold target user=none net || return
	runs_as "no map" 65534 65534 all all -n
	runs_as "no map: --preserve-credentials" 65534 65534 $none $none -n \
		--preserve-credentials
	runs_as "no map: --caps=none" 65534 65534 $none $none -n --caps=none
	drop target
}

# What the target was cut down to; its bounding set is what uid 0 would get.
cut_down() {
	local options mask=0000000000200400
	as=("$holder" user=0 net uts -- setpriv
		"--bounding-set=-all,+net_bind_service,+sys_admin")
	hold target
	as=()
	is "the target was cut down" \
		"$(sed -n 's/^CapBnd:\t//p' "/proc/$target/status")" $mask
	for options in -n '-U -n' -u; do
		# shellcheck disable=SC2086
		runs_as "cut down: $options" 0 0 "$full" $none $options
		# shellcheck disable=SC2086
		runs_as "cut down: $options --caps=target" 0 0 $mask $none \
			$options --caps=target
		bounded_by "cut down: $options --caps=target" $mask
	done
	drop target
}

# The permitted set of a target that is not 0 there, as ambient ones.
cut_down_1000() {
	hold target user=1000 net || return
	is "the target has all" \
		"$(sed -n 's/^CapPrm:\t//p' "/proc/$target/status")" "$full"
	runs_as "1000: --caps=target" 1000 1000 "$full" "$full" -n \
		--caps=target
	drop target
	as=("$holder" user=1000 net uts -- setpriv)
	hold target
	as=()
	is "the target has none" \
		"$(sed -n 's/^CapPrm:\t//p' "/proc/$target/status")" $none
	runs_as "1000, without: --caps=target" 1000 1000 $none $none -n \
		--caps=target
	bounded_by "1000, without: --caps=target" $none
	drop target
}

# A FILE's user namespace is not the target's: its own map counts.
by_file() {
	local other=''
	hold target user=0 net || return
	hold other user=1000 net || return
	runs_as "-U=FILE of another" 1000 1000 all all \
		-U="/proc/$other/ns/user" -t
	runs_as "-U=FILE and its net" 1000 1000 all all \
		-U="/proc/$other/ns/user" -n="/proc/$other/ns/net" -t
	drop other target
}

# Between the join and the exec nobody inside can trace: its /proc entries
# belong to root. The hook is run when uenter is about to execute.
# shellcheck disable=SC2016
undumpable() {
	local how hook
	hook='read -r child _ <"/proc/$PPID/task/$PPID/children"
		stat -c %u "/proc/$child/status"'
	hold target user=0 net mnt pid fork || return
	for how in -n -m -U '-m -S 0 -G 0' '-n --caps=none' '-a -F'; do
		# shellcheck disable=SC2086
		run "$at" execve "$hook" "$uenter" $how "$target" true
		is "not dumpable at the exec, $how" "$status,$out" 0,0
	done
	drop target
}

# Keys of the caller's session are left where files change, and before mnt:
# `at` ends with 99 where the call never comes.
keyring() {
	local how
	hold target user=0 net mnt pid fork || return
	for how in -m -a '-U -r' '-m -F -p'; do
		# shellcheck disable=SC2086
		run "$at" keyctl 'echo asked' "$uenter" $how "$target" true
		is "the keyring is left, $how" "$status,$out" 0,asked
	done
	run "$at" keyctl 'echo asked' "$uenter" -n "$target" true
	is "the keyring is kept, -n" "$status,$out" 99,
	drop target
}

# Groups stay where the map says "deny"; a file is the caller's anyway.
groups_and_files() {
	local how groups
	groups=$(sed -n 's/^Groups:\t//p' /proc/self/status | xargs)
	hold target user=0 net || return
	run_probe -n "$target"
	is "groups: as many as outside" \
		"$(wc -w <<<"${answer[Groups]-}")" "$(wc -w <<<"$groups")"
	for how in -n '-n -S 0 -G 0' '-n --caps=none' '-U -S follow' \
		'-n --preserve-credentials'; do
		rm -f "$scratch/made"
		# shellcheck disable=SC2086
		run "$uenter" $how "$target" touch "$scratch/made"
		is "a file made with $how" "$(stat -c %u:%g "$scratch/made")" \
			"$me:$(id -g)"
	done
	drop target
}

# A command cut down by --caps cannot do what it was entered for.
in_effect() {
	local how command='hostname renamed && hostname'
	hold target user=0 uts name=before || return
	run "$uenter" -u --caps=none "$target" sh -c "$command"
	isnt_renamed "--caps=none"
	run "$uenter" -u "$target" sh -c "$command"
	is "capabilities are of use" "$status,$out" 0,renamed
	drop target
	hold target user=1000 uts name=before || return
	for how in '-S 1000' '--preserve-credentials' '--caps=none'; do
		# shellcheck disable=SC2086
		run "$uenter" -u $how "$target" sh -c "$command"
		isnt_renamed "1000: $how"
	done
	run "$uenter" -u "$target" sh -c "$command"
	is "ambient ones are of use" "$status,$out" 0,renamed
	drop target
}

isnt_renamed() {
	has "$1: no capability" "$status" '^[1-9]'
	run "$uenter" -u "$target" hostname
	is "$1: nothing was done" "$out" before
}

map_of_0
map_of_1000
no_map
cut_down
cut_down_1000
by_file
undumpable
keyring
groups_and_files
in_effect
finish
