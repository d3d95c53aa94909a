# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# State files as engines write them, in a fresh home; over real processes.

# shellcheck source-path=SCRIPTDIR source=../../integration/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../integration/lib/common.sh"

# What becomes of a name has to be said within 3 s, whatever a file does.
limit=(timeout -k 1 3)

# Engines' programs are none of these tests': a hint that names one is to be
# a line that can be pasted, and says so when it is.
for program in docker podman; do
	printf '#!/bin/sh\necho "%s $*"\n' "$program" >"$paste_path/$program"
	chmod 755 "$paste_path/$program"
done

# fresh: a home without containers; another one each time.
homes=0
fresh() {
	homes=$((homes + 1))
	HOME=$scratch/home.$homes
	XDG_RUNTIME_DIR=$HOME/run
	mkdir "$HOME"
	mkdir -m 700 "$XDG_RUNTIME_DIR"
	export HOME XDG_RUNTIME_DIR
	unset XDG_DATA_HOME XDG_CONFIG_HOME CONTAINERS_STORAGE_CONF \
		COMPOSE_PROJECT_NAME DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG \
		CONTAINER_HOST
	docker_dir=$HOME/.local/share/docker/containers
	docker_run=$XDG_RUNTIME_DIR/docker/runtime-runc/moby
	podman_dir=$HOME/.local/share/containers/storage/overlay-containers
	podman_run=$XDG_RUNTIME_DIR/containers/overlay-containers
	crun_run=$XDG_RUNTIME_DIR/crun
	podman_items=
}

# id_of HEX: an id that ends so.
id_of() {
	printf "%64s" "$1" | tr ' ' e
}

# digits_id DIGITS: one that begins with them.
digits_id() {
	printf '%s%s' "$1" "$(id_of 9 | cut -c "$((${#1} + 1))-64")"
}

# started PID: in clock ticks since boot; the name may hold spaces.
started() {
	local stat fields
	stat=$(<"/proc/$1/stat") || return
	read -r -a fields <<<"${stat##*) }"
	echo "${fields[19]}"
}

# put FILE TEXT: below directories that are made.
put() {
	mkdir -p "${1%/*}"
	printf '%s' "$2" >"$1"
}

# docker_config ID NAME STATE [LABELS]: both as members of JSON.
docker_config() {
	put "$docker_dir/$1/config.v2.json" \
		"{\"ID\":\"$1\",\"Name\":\"/$2\",\"State\":{$3},\"Config\":{\"Labels\":{${4-}}},\"HasBeenStartedBefore\":true}"
}

# docker_state ID PID STARTED: what runc wrote; as they are to stand there.
docker_state() {
	put "$docker_run/$1/state.json" \
		"{\"id\":\"$1\",\"init_process_pid\":$2,\"init_process_start\":$3}"
}

# docker ID NAME PID [LABELS]: one that runs.
docker() {
	docker_config "$1" "$2" \
		"\"Running\":true,\"Paused\":false,\"Pid\":$3" "${4-}"
	docker_state "$1" "$3" "$(started "$3")"
}

# podman_item ID NAME: one more in containers.json.
podman_item() {
	podman_items+=${podman_items:+,}"{\"id\":\"$1\",\"names\":[\"$2\"]}"
	put "$podman_dir/containers.json" "[$podman_items]"
}

# crun_state ID PID STARTED: what crun wrote; as they are to stand there.
crun_state() {
	put "$crun_run/$1/status" \
		"{\"pid\":$2,\"process-start-time\":$3,\"cgroup-path\":\"\"}"
}

# podman ID NAME PID: one that runs.
podman() {
	podman_item "$1" "$2"
	crun_state "$1" "$3" "$(started "$3")"
}

# conmon ID PID MONITOR: the pidfiles alone, without a runtime's start time.
conmon() {
	put "$podman_run/$1/userdata/pidfile" "$2"
	put "$podman_run/$1/userdata/conmon.pid" "$3"
}

# entered NAME TARGET [PID]: by its name into that process's namespaces.
entered() {
	run "${limit[@]}" "$uenter" -U -n "$2" readlink /proc/self/ns/net
	is "$1" "$status,$out,$err" "0,$(ns_of "${3:-$target}" net),"
}

# not_entered NAME WHAT HINT TARGET: refused, in time.
not_entered() {
	refused "$1" "$2" "$3" "${limit[@]}" "$uenter" -U -n "$4" echo entered
}

# hint_enters NAME: the hint of the last refusal, pasted.
hint_enters() {
	pasted "$1" "$(hint)"
}

# hint_says NAME TEXT: pasted, it is that line of the engine's program.
hint_says() {
	paste_line "$(hint)"
	is "$1: pasted" "$status,$out" "0,$2"
}

fresh
