# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Daemons of engines, faked: a Unix socket, and what is answered there. To be
# sourced behind tests/integration/lib/common.sh.

daemon=$(helper daemon) || exit 2

# A home without containers, of which nothing but a daemon knows one.
export HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/home/run
mkdir "$HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset XDG_DATA_HOME XDG_CONFIG_HOME CONTAINERS_STORAGE_CONF \
	COMPOSE_PROJECT_NAME DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG \
	CONTAINER_HOST CONTAINER_CONNECTION

# A hint that names an engine's program says so when it is pasted.
for program in docker podman; do
	printf '#!/bin/sh\necho "%s $*"\n' "$program" >"$paste_path/$program"
	chmod 755 "$paste_path/$program"
done

id=4e21d0ea1cf5b1b5ad8fb9fd3bcc6c4b63d4b5b7ec3d35be7b1b0ed9a2f30e11

# reply NAME STATUS BODY: a file of that name, with the length of the body.
reply() {
	printf 'HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
		"$2" "${#3}" "$3" >"$scratch/$1"
}

# raw NAME FORMAT...: a file of just these bytes.
raw() {
	local name=$1
	shift
	# shellcheck disable=SC2059 # it is one
	printf "$@" >"$scratch/$name"
}

# item STATE [NAME]: the list of one container.
item() {
	printf '[{"Id":"%s","Names":["/%s"],"State":"%s","Labels":{}}]' \
		"$id" "${2:-web}" "$1"
}

# serve HOW [NAME...]: the daemon at $socket.
sockets=0
serve() {
	local how=$1 files=()
	shift
	[ $# -eq 0 ] || files=("${@/#/$scratch/}")
	stop
	sockets=$((sockets + 1))
	socket=$scratch/$sockets.sock
	coproc SERVER {
		exec "${as[@]}" "$daemon" "$socket" "$how" "${files[@]}"
	}
	# shellcheck disable=SC2153 # set by coproc
	server_pid=$SERVER_PID
	read -r -t 60 _ <&"${SERVER[0]}" || fail "daemon $how" 'not ready'
	export DOCKER_HOST=unix://$socket
}

# stop: ends the daemon, and waits until it has. By its pid: what was started
# since may have inherited the other end of its standard input.
server_pid=
stop() {
	[ -n "$server_pid" ] || return 0
	kill "$server_pid" 2>/dev/null
	wait "$server_pid" 2>/dev/null
	server_pid=
}

# bad NAME WHAT HINT: 125, the reason, a hint that is a line; within 3 s.
bad() {
	refused "$1" "$2" "$3" timeout -k 1 3 \
		"$uenter" -U -n docker:web echo entered
}

# started PID: in clock ticks since boot; the name may hold spaces.
started() {
	local stat fields
	stat=$(<"/proc/$1/stat") || return
	read -r -a fields <<<"${stat##*) }"
	echo "${fields[19]}"
}

# runc_state PID STARTED: what the runtime below the daemon wrote.
runc_state() {
	local dir=$XDG_RUNTIME_DIR/docker/runtime-runc/moby/$id
	mkdir -p "$dir"
	printf '{"init_process_pid":%s,"init_process_start":%s}' "$1" "$2" \
		>"$dir/state.json"
}
