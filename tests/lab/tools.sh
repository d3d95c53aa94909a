# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# Host programs in the containers: --host-tools and --resolv.

# /mnt may be mounted: of a machine of CI it is.
tools_dir=$LAB_STATE/tmp/tools

# The pids are the container's, or it is said that they are not.
check_tools() {
	local want
	as_user mkdir -p "$tools_dir"
	! is_a noid && mnt_changes || return 0
	enter "$where: --host-tools" -t "$pid" --host-tools="$tools_dir" sh -c \
		'grep -c " $UENTER_ROOT .*nosymfollow" /proc/self/mountinfo && ls "$UENTER_ROOT/proc" >/dev/null
		readlink /proc/self/ns/pid'
	case $err in
	*'pids and /proc are your own'*) want=$(readlink /proc/self/ns/pid) ;;
	*) want=$(readlink "/proc/$pid/ns/pid_for_children") ;;
	esac
	is "$where: --host-tools" "$status,$out" $'0,1\n'"$want"
	lacks "$where: --host-tools: nothing is left" \
		"$(in_lab cat /proc/self/mountinfo)" " $tools_dir "
}

# tools ENGINE: its plain container, and the one without a single tool.
tools() {
	local engine=$1 name pid mounts
	for name in web distroless; do
		pid=$(pid_of "$engine-$name")
		[ -n "$pid" ] || continue
		mounts=$(in_lab cat "/proc/$pid/mountinfo")
		run as_user "$uenter" --host-tools="$tools_dir" "$engine:$name" ss -tln
		has "$engine $name: ss of the host" "$out" 'LISTEN'
		is "$engine $name: ss of the host: nothing is said" "$err" ""
		run as_user "$uenter" --host-tools="$tools_dir" "$engine:$name" \
			ps -o pid=,args= -p 1
		has "$engine $name: ps of the host" "$out" \
			'^ *1 (sleep infinity|/listener)'
		# shellcheck disable=SC2016
		run as_user "$uenter" --host-tools="$tools_dir" "$engine:$name" sh -c \
			'kill -0 1 && readlink /proc/self && echo "$$"
			cmp "$UENTER_ROOT/etc/resolv.conf" /etc/resolv.conf'
		is "$engine $name: the numbers are its own" "$status" 0
		is "$engine $name: the target's mounts are as they were" \
			"$(in_lab cat "/proc/$pid/mountinfo")" "$mounts"
		run as_user "$uenter" -n --resolv "$engine:$name" \
			cat /etc/hosts
		is "$engine $name: --resolv: hosts" "$out" \
			"$(in_lab cat "/proc/$pid/root/etc/hosts")"
		run as_user "$uenter" -n --resolv "$engine:$name" \
			ls /sys/class/net
		has "$engine $name: --resolv: interfaces" "$out" '^lo$'
		lacks "$engine $name: --resolv: none of ours" "$out" \
			'^docker0$'
	done
	run as_user "$uenter" -n --resolv "$engine:web" getent hosts web
	has "$engine: --resolv: its own name" "$out" '[.:].* web'
	run as_user "$uenter" --host-tools="$tools_dir" "$engine:privileged" true
	has "$engine privileged: our pids, and why" "$err" \
		'^uenter: pids and /proc are your own.*cap_sys_ptrace'
}
