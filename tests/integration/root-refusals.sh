#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Refusals that take root to bring about: other users, root's, hidepid, setuid.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

user=${TEST_UID:?}
other=${TEST_OTHER:?}

# as_id ID COMMAND...
as_id() {
	local id=$1
	shift
	setpriv --reuid="$id" --regid="$id" --clear-groups --inh-caps=-all "$@"
}

# hold_as ID VAR OP...
hold_as() {
	as=(setpriv --reuid="$1" --regid="$1" --clear-groups --inh-caps=-all)
	shift
	hold "$@"
	local status=$?
	as=()
	return "$status"
}

# As the user: refused; and the line of the hint, as root, enters.
# refused_then NAME WHAT HINT OPTION...
refused_then() {
	local name=$1 what=$2 hint=$3
	shift 3
	refused "$name" "$what" "$hint" \
		as_id "$user" "$uenter" "$@" echo entered
}

another_users() {
	local target how
	hold_as "$other" target user=0 net || return
	for how in '' -n '-U -n' -a; do
		# shellcheck disable=SC2086
		refused_then "another user's ($how)" \
			"process $target .*owned by uid $other\b.*you are uid $user\b" \
			"sudo -u '#$other' uenter" $how "$target"
		pasted "another user's ($how)" "$(hint)"
	done
	run as_id "$user" "$uenter" --explain -n "$target"
	is "another user's: explain" "$status" 1
	has "another user's: explain" "$out" 'would be refused \(not-owner\)'
	drop target
	hold_as "$other" target || return
	for how in '' -n; do
		# shellcheck disable=SC2086
		refused_then "another user's, no sandbox ($how)" \
			"process $target .*owned by uid $other\b.*you are uid $user\b" \
			"sudo" $how "$target"
	done
	drop target
	hold_as 1 target user=0 net || return
	refused_then "another user's, with a name" \
		"owned by uid 1 \(daemon\)" "sudo -u '#1'" -n "$target"
	drop target
}

roots() {
	local target
	hold target || return
	refused_then "root's process, no sandbox" "process $target .*root" \
		sudo "$target"
	drop target
	hold target net uts || return
	refused_then "root's namespaces" \
		"process $target .*owned by the host's user namespace.*you, uid $user\b" \
		"sudo uenter -n $target" -n "$target"
	pasted "root's namespaces" "$(hint)"
	drop target
	hold target user=0 net || return
	refused_then "root's user namespace" \
		"process $target .*one that root owns.*uid $user\b" \
		"sudo uenter -n $target" -n "$target"
	pasted "root's user namespace" "$(hint)"
	drop target
}

# A directory of a cgroup hierarchy in which a process can be put, or nothing.
cgroup_parent() {
	local dir
	for dir in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd
	do
		[ -w "$dir/cgroup.procs" ] && printf '%s\n' "$dir" && return
	done
}

# Root's container, as Docker's cgroup driver names it.
docker_like() {
	local target dir id
	id=$(printf '%064d' 0 | tr 0 c)
	dir=$(cgroup_parent)/docker-$id.scope
	if ! mkdir "$dir" 2>/dev/null; then
		skip "root's container" "no cgroup can be made here"
		return
	fi
	hold target net uts pid fork sh="echo 0 >$dir/cgroup.procs" \
		sh="echo \$PPID >$dir/cgroup.procs || :" mark
	local line
	if grep -q "$id" "/proc/$target/cgroup"; then
		refused_then "root's container" \
			"process $target .*root's container.*host's user namespace" \
			"sudo uenter -n $target.*docker exec ${id:0:12} echo entered" \
			-n "$target"
		line=$(hint)
		pasted "root's container" "$line"
	else
		skip "root's container" "the cgroup did not take it"
	fi
	drop target
	rmdir "$dir"
}

# mnt was made before the user namespace, so the host's owns it.
own_namespace() {
	local target
	hold target mnt setid="$user" user=0 net uts || return
	refused_then "-a, and mnt is owned from outside" \
		"the mnt namespace of $target: .*owned by your own user namespace.*uid $user.*cap_sys_(admin|chroot)" \
		"uenter .*$target echo entered" -a "$target"
	lacks "-a, and mnt is owned from outside: left out" "$(hint)" ' -m'
	as=(as_id "$user")
	pasted "-a, and mnt is owned from outside" "$(hint)"
	as=()
	drop target
}

many_extents() {
	local target ranges='0 to 9, 100, 1000 to 1004'
	hold target "map=$user,0:100000:10,100:$user:1,1000:200000:5" net || return
	refused_then "-S in a gap" "uid 50: .*not mapped.*has $ranges" \
		"uenter -n -S 0 $target" -n -S 50 "$target"
	refused_then "-G in a gap" "gid 1005: .*not mapped.*has $ranges" \
		'-G 0' -n -G 1005 "$target"
	refused_then "-S beyond" "uid 4294967294: .*not mapped" \
		"uenter -n -S 0 $target" -n -S 4294967294 "$target"
	drop target
}

hidden() {
	local theirs mine how
	hold_as "$other" theirs user=0 net || return
	hold_as "$user" mine user=0 net || return
	for how in 1 2; do
		run unshare -m sh -c "mount --make-rprivate / &&
			mount -t proc -o hidepid=$how proc /proc &&
			exec setpriv --reuid=$user --regid=$user \
			--clear-groups $uenter -n $theirs echo entered"
		is "hidepid=$how, another's: status" "$status,$out" 125,
		has "hidepid=$how, another's" "$err" "process $theirs.*hidepid"
		has "hidepid=$how, another's: hint" "$(hint)" .
		run unshare -m sh -c "mount --make-rprivate / &&
			mount -t proc -o hidepid=$how proc /proc &&
			exec setpriv --reuid=$user --regid=$user \
			--clear-groups $uenter -n $mine echo entered"
		is "hidepid=$how, one's own" "$status,$out" 0,entered
	done
	drop theirs mine
}

# given_rights NAME COMMAND...: which gives rights to a copy. What stands in
# for uenter (tests/degraded) would be what has them.
given_rights() {
	local name=$1 copy=$scratch/given/uenter
	shift
	mkdir -p "$scratch/given"
	rm -f "$copy"
	cp "${UENTER_ITSELF:-$uenter}" "$copy"
	chmod 755 "$copy"
	"$@" "$copy" || return
	refused "$name" 'refuses to run.*set-user-ID|set-group-ID' . \
		as_id "$user" "$copy" -n "$target" echo entered
	refused "$name: even the help" 'refuses to run' . \
		as_id "$user" "$copy" --help
	run env PATH="$scratch/given:$paste_path:$PATH" sh -c "$(hint)"
	run as_id "$user" "$copy" -n "$target" echo entered
	is "$name: pasted" "$status,$out" 0,entered
}

set_user_id() {
	local target
	hold_as "$user" target user=0 net || return
	given_rights "set-user-ID" chmod 4755
	given_rights "set-group-ID" chmod 2755
	if command -v setcap >/dev/null; then
		given_rights "file capabilities" setcap cap_sys_admin+ep
	else
		skip "file capabilities" "no setcap here"
	fi
	drop target
}

# The owner of a user namespace is its owner in any group; a process in the
# caller's own user namespace is looked at by ptrace(2)'s rules.
another_group() {
	local target
	hold_as "$user" target user=0 net || return
	run setpriv --reuid="$user" --regid="$other" --clear-groups \
		"$uenter" -n "$target" echo entered
	is "another gid, own user namespace" "$status,$out" 0,entered
	drop target
	hold_as "$user" target || return
	refused "another gid" "gid $user and you with gid $other" . \
		setpriv --reuid="$user" --regid="$other" --clear-groups \
		"$uenter" -n "$target" echo entered
	drop target
}

# Root in a container of an engine that keeps CAP_SYS_ADMIN back.
root_without_admin() {
	local target cell
	cell=(setpriv --bounding-set=-sys_admin --inh-caps=-all)
	hold target net uts || return
	refused "root without cap_sys_admin" \
		"the net namespace of $target: .*lack cap_sys_admin" \
		'--cap-add=(cap_)?sys_admin' \
		"${cell[@]}" "$uenter" -n "$target" echo entered
	drop target
	hold target mnt || return
	refused "root without cap_sys_chroot" \
		"the mnt namespace of $target: .*lack cap_sys_chroot" . \
		setpriv --bounding-set=-sys_chroot --inh-caps=-all \
		"$uenter" -m "$target" echo entered
	drop target
	hold target user=0 net || return
	run "${cell[@]}" "$uenter" -n "$target" echo entered
	is "root without cap_sys_admin, its own sandbox" "$status,$out" \
		0,entered
	drop target
	hold_as "$user" target user=0 net || return
	refused "root without cap_sys_admin, another's sandbox" \
		"owned by uid $user\b" "sudo -u '#$user'" \
		"${cell[@]}" "$uenter" -n "$target" echo entered
	drop target
}

another_users
roots
root_without_admin
docker_like
own_namespace
many_extents
hidden
set_user_id
another_group
finish
