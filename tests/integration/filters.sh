#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Under a seccomp filter, or on an older kernel: what uenter goes without. It
# enters as it would without the filter, or refuses; it is never weaker.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target=''

# As the number of an ioctl(2): linux/nsfs.h.
get_user=0xb701
get_parent=0xb702
get_type=0xb703
get_owner=0xb704

# facts: of the last probe, all but what differs by nature.
facts() {
	local key
	for key in Uid Gid Groups CapEff CapPrm CapBnd CapAmb ns_user ns_cgroup \
		ns_ipc ns_uts ns_net ns_time ns_pid ns_mnt cwd 'env WHOSE'; do
		printf '%s=%s ' "$key" "${answer[$key]-}"
	done
	echo "$status $err"
}

# The lines that are tried.
tries=(-n '-U -n' -m '-m -p' -a '' '-p --expose-host' '-n -e -w' '-U -r'
	'-n --caps=none' '-m --caps=target' '-m -S follow')

# same RULE: each of them, with the filter as without it; --explain too.
same() {
	local how want
	for how in "${tries[@]}"; do
		# shellcheck disable=SC2086
		run_probe $how "$target"
		want=$(facts)
		as=("$deny" "$1" --)
		# shellcheck disable=SC2086
		run_probe $how "$target"
		as=()
		is "$1: $how: as without" "$(facts)" "$want"
		# shellcheck disable=SC2086
		run "$deny" "$1" -- "$uenter" --explain $how "$target"
		is "$1: $how: explain" "$status" 0
	done
}

# Where one user namespace is below the caller's, the ordinary case, nothing
# has to be asked for; and EPERM, the kernel's word for a sibling, is not one.
# tests/degraded runs all scripts under one rule or the other: not these under
# two at once.
old_kernels() {
	local rule
	for rule in keyctl=ENOSYS keyctl=EPERM \
		"ioctl@1:$get_owner=ENOTTY" "ioctl@1:$get_user=ENOTTY" \
		"ioctl@1:$get_type=ENOTTY" "ioctl@1:$get_parent=ENOTTY" \
		"ioctl@1:$get_parent=EPERM" ioctl=ENOTTY ioctl=ENOSYS \
		ioctl=EPERM; do
		same "$rule"
	done
}

# A pid alone is no proof: what has been pinned cannot be checked.
pinned() {
	local error pin
	pin=$(pinned_as "$target")
	for error in EPERM ENOSYS; do
		refused "pidfd_open=$error: PID:INODE" \
			"target $pin: .*pidfd" "give the PID" \
			"$deny" "pidfd_open=$error" -- \
			"$uenter" -n "$pin" echo entered
		refused "pidfd_open=$error: gone" 'process 4194304: .*no such' . \
			"$deny" "pidfd_open=$error" -- \
			"$uenter" -n 4194304 echo entered
	done
	refused "pidfd_open=ENOSYS: a foreign /proc" \
		'/proc is of another pid namespace' . "$holder" user=0 pid \
		fork -- "$deny" pidfd_open=ENOSYS -- "$uenter" -n 1 true
}

# What was open stays closed to the target, however high its number.
# shellcheck disable=SC2016
descriptors() {
	local error how list='for fd in 3 4 5 9 63 100 700 1000; do
		[ ! -e /proc/self/fd/$fd ] || echo $fd; done'
	for error in EPERM ENOSYS; do
		for how in -m '-m -p' '-p --expose-host' '-U -r'; do
			# shellcheck disable=SC2086
			run bash -c 'exec 5</etc/passwd 63</etc/passwd
				ulimit -n 1024; exec 700</etc/passwd; exec "$@"' _ \
				"$deny" "close_range=$error" -- \
				"$uenter" $how "$target" sh -c "$list"
			is "close_range=$error: $how" "$status,$out" 0,
			# above the limit, because that was lowered since
			# shellcheck disable=SC2086
			run bash -c 'exec 700</etc/passwd
				ulimit -n 256; exec "$@"' _ \
				"$deny" "close_range=$error" -- \
				"$uenter" $how "$target" sh -c "$list"
			is "close_range=$error: $how, above the limit" \
				"$status,$out" 0,
		done
	done
}

# Without openat2(2) the target's passwd(5) is not opened by another way.
login_shell() {
	local error
	cp "$(readlink -f /bin/sh)" "$scratch/planted-sh"
	echo "r:x:0:0::/:$scratch/planted-sh" >"$scratch/passwd"
	# shellcheck disable=SC2016
	echo 'echo "$0"' >"$scratch/line"
	hold shelled user=0 mnt \
		sh="mount --bind $scratch/passwd /etc/passwd" || return
	# shellcheck disable=SC2154 # by hold
	for error in EPERM ENOSYS; do
		# shellcheck disable=SC2016
		run sh -c 'exec "$@" <"$0"' "$scratch/line" env SHELL=/nosuch \
			HOME=/nosuch "$deny" "openat2=$error" -- \
			"$uenter" -m "$shelled"
		is "openat2=$error: the shell" "$status,$out" 0,-sh
	done
	drop shelled
}

# By argument alone: the first look finds no filter, the join does.
by_argument() {
	local how type flag
	for how in net:0x40000000 mnt:0x20000 user:0x10000000; do
		type=${how%:*} flag=${how#*:}
		ends "setns of $type alone" 125 \
			"join the $type namespace.*seccomp|seccomp.*filter" . \
			"$deny" "setns@1:$flag" -- "$uenter" -a "$target" \
			echo entered
	done
}

# A step that fails is an end: never a command with more than was planned.
no_weaker() {
	local rule
	for rule in prctl@0:4 prctl@0:24 capset setresuid chroot fchdir; do
		run "$deny" "$rule" -- "$uenter" -m -r=/ -w=/ -S 0 \
			--caps=none "$target" echo entered
		is "$rule: status" "$status,$out" 125,
		has "$rule: says what" "$err" '^uenter: [a-z ]+: Operation not'
	done
	refused "a capability that cannot be dropped" \
		'^uenter: set the capabilities: Operation not permitted' \
		'^uenter -n --caps=none --explain ' "$deny" prctl@0:24 -- \
		"$uenter" -n --caps=none "$target" echo entered
	paste_line "$(hint)"
	is "a capability that cannot be dropped: pasted: status" "$status" 0
	has "a capability that cannot be dropped: pasted" "$out" \
		'set the capabilities'
	run "$deny" setgroups -- "$uenter" -m "$target" echo entered
	is "setgroups: not called where it is denied" "$status,$out" 0,entered
}

as=(env WHOSE=target)
hold target user=0 net uts ipc mnt pid fork || finish
as=()
[ -n "${UENTER_ITSELF-}" ] || old_kernels
pinned
descriptors
login_shell
by_argument
no_weaker
finish
