# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# -c, --join-cgroup: the target's cgroups, and nothing left open or closed.

# A cgroup of our own, of the unified or of any other hierarchy.
make_cgroup() {
	local root
	for root in /sys/fs/cgroup /sys/fs/cgroup/unified \
		/sys/fs/cgroup/systemd /sys/fs/cgroup/pids; do
		[ -w "$root/cgroup.procs" ] || continue
		cgroup=$(mktemp -d "$root/uenter-test.XXXXXX" 2>/dev/null) &&
			return
	done
	return 1
}

cgroups() {
	local cgroup='' program where option
	section "as root, against room"
	[ -n "$is_there" ] || return
	if ! make_cgroup; then
		cannot "-c" "no cgroup can be made here"
		drop pid
		return
	fi
	echo "$pid" >"$cgroup/cgroup.procs"
	where="/${cgroup##*/}$"
	for program in "$nsenter" "$uenter"; do
		for option in -c --join-cgroup; do
			joined "$program" "$option"
		done
		stdin_and_descriptors "$program"
	done
	drop pid
	rmdir "$cgroup"
}

joined() {
	local name="$2: ${1##*/}"
	run_as "$1" -t "$pid" -n "$2" cat /proc/self/cgroup
	is "$name: status" "$status" 0
	has "$name: the target's cgroup" "$out" "$where"
	is "$name: as the target has them" "$out" "$(cat "/proc/$pid/cgroup")"
	run_as "$1" -t "$pid" -n cat /proc/self/cgroup
	lacks "$name: only where asked for" "$out" "$where"
}

stdin_and_descriptors() {
	local name="-c: ${1##*/}" theirs
	run_as "$1" -t "$pid" -n cat
	theirs=$out
	run_as "$1" -t "$pid" -n -c cat
	is "$name: standard input is the caller's" "$status,$out" "0,$theirs"
	run_as "$1" -t "$pid" -n sh -c 'ls /proc/self/fd'
	theirs=$out
	run_as "$1" -t "$pid" -n -c sh -c 'ls /proc/self/fd'
	is "$name: leaves nothing open" "$status,$out" "0,$theirs"
}

# Who may not is told so once, and the command runs; or not, if it has to.
cgroups_closed() {
	local program
	section "as user, against single"
	run_as "$uenter" -t "$pid" -n -c echo ran
	is "-c, not allowed: it runs" "$status,$out" "0,ran"
	is "-c, not allowed: one notice" "$(grep -c cgroup <<<"$err")" 1
	run_as "$uenter" -t "$pid" -n --join-cgroup=require echo ran
	is "-c, not allowed, required: uenter" "$status,$out" "125,"
	run_as "$nsenter" -t "$pid" -n --join-cgroup=require echo ran
	is "-c, not allowed, required: nsenter" "$status,$out" "1,"
	drop pid
}
