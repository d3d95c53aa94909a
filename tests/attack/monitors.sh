# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A process of the sandbox that dresses up as the monitor of a container: to
# enter "web" by name would be to enter what it likes.
mkdir -m 755 "$scratch/monitors"
cp "$bin/conmon" "$scratch/monitors/conmon"
id=$(printf '%064d' 4711)

# nowhere COMMAND...: no engine's files are to be found.
nowhere() {
	bounded env HOME=/nonexistent XDG_RUNTIME_DIR=/nonexistent "$@"
}

# monitor NAME COMMAND...: COMMAND ends in a conmon; sets cell and child.
monitor() {
	begin "$1" "${@:2}" -c "$id" -n "$1"
	hear "$1"
	read -r _ cell child <<<"$heard"
	has "$1: is there" "$heard" '^ready [0-9]+ [0-9]+$'
}

# looks NAME: all that a careless finder would go by, of this very process.
looks() {
	local args
	args=$(tr '\0' ' ' <"/proc/$cell/cmdline")
	is "control: $1: its name" "$(cat "/proc/$cell/comm")" conmon
	has "control: $1: its command line" "$args" "-c $id -n $1 "
	is "control: $1: its owner" "$(stat -c %u "/proc/$cell")" "$(id -u)"
	is "control: $1: its child is number 1" "$(child_of "$cell"),$(awk \
		'/^NSpid:/ { print $NF }' "/proc/$child/status")" "$child,1"
}

# believed NAME: it is entered; disbelieved NAME: there is no such container.
believed() {
	local net
	net=$(readlink "/proc/$child/ns/net")
	looks "$1"
	nowhere "$uenter" -n "$1" readlink /proc/self/ns/net
	is "control: $1: is entered by name" "$status,$out" "0,$net"
	nowhere "$uenter"
	has "control: $1: is listed" "$out" "^cri-o:$1 .* $child "
	end "$1"
}

disbelieved() {
	looks "$1"
	nowhere "$uenter" -n "$1" readlink /proc/self/ns/net
	is "$1: is not entered" "$status,$out" 125,
	has "$1: by name" "$err" "target '$1': no container"
	nowhere "$uenter" -n "cri-o:${id:0:12}" readlink /proc/self/ns/net
	is "$1: nor by id" "$status,$out" 125,
	nowhere "$uenter"
	lacks "$1: is not listed" "$out" "$1"
	end "$1"
}

if [ "$(stat -c %u "$bin/conmon")" = 0 ]; then
	monitor honest "$bin/conmon"
	believed honest
else
	skip 'an honest monitor' "made by root alone: its file is root's"
fi
# A file of the caller's own could be anybody's copy.
monitor homemade "$scratch/monitors/conmon"
disbelieved homemade
# Root's own file does not help where the pid namespace is not the caller's,
monitor contained "$bin/holder" user=0 net mnt pid fork -- "$bin/conmon"
disbelieved contained
# nor the caller's pid namespace where the file is not root's.
monitor outside "$bin/holder" user=0 net mnt -- "$scratch/monitors/conmon"
disbelieved outside
