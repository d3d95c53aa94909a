# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# Sandboxes and LXC's containers by name, in every form of a target.

# parent_of PID
parent_of() {
	sed -n 's/^PPid:\t//p' "/proc/$1/status"
}

# port_of NAME: from cells.
port_of() {
	local has
	has=$(awk -F '\t' -v name="$1" '$1 == name { print $5 }' \
		"$LAB_STATE/cells")
	get port
}

# enters_as CELL TARGET...: each enters that cell, said with -t or without.
enters_as() {
	local cell=$1 pid target port
	pid=$(pid_of "$1")
	port=$(port_of "$1")
	shift
	for target; do
		ok "$cell as $target: ss" "LISTEN .*:$port " -n "$target" ss -tln
		ok "$cell as -t $target: namespaces" \
			"^$(readlink "/proc/$pid/ns/net" | tr '[]' '..')$" \
			-n -t "$target" readlink /proc/self/ns/net
		ok "$cell as $target: -a" '^uid=' -a "$target" id
	done
}

# By bwrap's pid and by its child's, from the info descriptor.
bwrap_forms() {
	local cell pid
	for cell in bwrap-one bwrap-two; do
		pid=$(pid_of "$cell")
		[ -n "$pid" ] || continue
		enters_as "$cell" "bwrap:$pid" "bwrap:$(parent_of "$pid")" \
			"bwrap:$pid/1" "bwrap:$pid/2"
	done
}

flatpak_forms() {
	local pid instance
	pid=$(pid_of flatpak)
	[ -n "$pid" ] || return 0
	instance=$(in_lab sh -c "cd /run/user/$lab_uid/.flatpak && echo [0-9]*")
	enters_as flatpak org.uenter.Lab flatpak:org.uenter.Lab \
		"flatpak:$instance" "flatpak:${instance:0:5}" \
		"flatpak:$instance/2" "bwrap:$(parent_of "$(parent_of "$pid")")"
	ok 'flatpak: its environment' '^FLATPAK_ID=org\.uenter\.Lab$' \
		-a org.uenter.Lab env
}

# Frozen by LXC itself, and thawed by the hint.
lxc_frozen() {
	run as_user lxc-freeze -n lab
	is 'lxc: lxc-freeze: status' "$status" 0
	refused 'lxc: frozen' 'lxc:lab: it is paused' \
		': lxc-unfreeze -n lab$' as_user "$uenter" -n lab true
	follow 'lxc: frozen' as_user
	enters_as lxc lab
}

# One that was never started: the hint starts it.
lxc_stopped() {
	local kept=$LAB_STATE/home/.local/share/lxc
	as_user sh -c 'mkdir "$0/second" && sed -e /lxc.mount.entry/d \
		-e "s/^\(lxc.uts.name = \).*/\1second/" \
		-e "s/^\(lxc.init.cmd = \).*/\1sleep infinity/" \
		"$0/lab/config" >"$0/second/config"' "$kept"
	refused 'lxc: stopped' 'lxc:second: it is exited' \
		': lxc-start -n second$' as_user "$uenter" -u second hostname
	follow 'lxc: stopped' as_user
	ok 'lxc: stopped, then started' '^second$' -u second hostname
	as_user lxc-stop -k -n second
	refused 'lxc: stopped again' 'lxc:second: it is exited' \
		': lxc-start -n second$' as_user "$uenter" -u second hostname
	as_user rm -r "$kept/second"
}

lxc_forms() {
	[ -n "$(pid_of lxc)" ] || return 0
	enters_as lxc lab lxc:lab lab/1 lxc:lab/1
	lxc_frozen
	lxc_stopped
}

sandboxes() {
	caller=as_user
	bwrap_forms
	flatpak_forms
	lxc_forms
}
