# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# The engine's own side of the network, as guides use it as root with nsenter.
# Only -n is given: ip(8) looks the pid up in the caller's pid namespace.

# ip_in TARGET ARG...
ip_in() {
	ok "$1: ip ${*:2}" '^' -n "$1" ip "${@:2}"
}

# fetched WHAT TARGET URL: over what was just made.
fetched() {
	ok "$1" '^uenter lab$' -n "$2" \
		curl -sS --noproxy '*' --max-time 20 "$3"
}

# A veth pair, one end on the engine's side and one in a container that has
# no other network.
own_veth() {
	ip_in "@$1" link add own0 type veth peer name own1 netns "$2"
	ip_in "@$1" addr add 192.0.2.1/24 dev own0
	ip_in "@$1" link set own0 up
	ip_in "$1:none" addr add 192.0.2.2/24 dev own1
	ip_in "$1:none" link set own1 up
	fetched "$1: from the engine's side into a container" "@$1" \
		"http://192.0.2.2:$3/"
	ip_in "@$1" link del own0
	run as_user "$uenter" -n "$1:none" ip link show own1
	is "$1: nothing is left" "$status" 1
}

# bridge_end ENGINE NAME PID NUMBER: an end of the bridge in a container.
bridge_end() {
	ip_in "@$1" link add "own$4" type veth peer name ownc netns "$3"
	ip_in "@$1" link set "own$4" master ownbr up
	ip_in "$1:$2" addr add "192.0.2.$4/24" dev ownc
	ip_in "$1:$2" link set ownc up
}

# forward ENGINE -I|-D: Docker drops what it did not connect itself, also on a
# bridge of others where br_netfilter is loaded. The lock of iptables is in
# the /run that rootlesskit made.
forward() {
	[ "$1" = docker ] || return 0
	ok "@$1: iptables $2" '^$' -mn "@$1" \
		iptables "$2" FORWARD -i ownbr -o ownbr -j ACCEPT
}

# A bridge on the engine's side, and a container at each end.
own_bridge() {
	ip_in "@$1" link add ownbr type bridge
	ip_in "@$1" link set ownbr up
	bridge_end "$1" none "$2" 11
	bridge_end "$1" privileged "$(pid_of "$1-privileged")" 12
	forward "$1" -I
	fetched "$1: from one container into another" "$1:privileged" \
		"http://192.0.2.11:$3/"
	forward "$1" -D
	ip_in "@$1" link del own11
	ip_in "@$1" link del own12
	ip_in "@$1" link del ownbr
}

# own ENGINE BRIDGE: BRIDGE is what its own network shows.
own() {
	local none has port
	none=$(pid_of "$1-none")
	[ -n "$none" ] || return 0
	caller=as_user
	has=$(awk -F '\t' -v name="$1-none" '$1 == name { print $5 }' \
		"$LAB_STATE/cells")
	port=$(get port)
	ok "@$1: its bridge" "$2" -n "@$1" ip -o addr
	own_veth "$1" "$none" "$port"
	own_bridge "$1" "$none" "$port"
	refused "@$1: where it does not run" 'no namespaces of its own now' . \
		as_user env XDG_RUNTIME_DIR=/nonexistent "$uenter" -n "@$1" true
	follow "@$1: where it does not run" as_user
}
