# shellcheck shell=bash disable=SC2034,SC2154 # shared with who sources it
# SPDX-License-Identifier: LGPL-2.1-or-later
# Real sandboxes, for engines that are told by their processes; a fresh home.

# shellcheck source-path=SCRIPTDIR source=../../integration/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../integration/lib/common.sh"

# What becomes of a name has to be said within 3 s, whatever is found.
limit=(timeout -k 1 3)

HOME=$scratch/home
XDG_RUNTIME_DIR=$scratch/run
mkdir "$HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
export HOME XDG_RUNTIME_DIR
unset XDG_DATA_HOME XDG_CONFIG_HOME CONTAINERS_STORAGE_CONF DOCKER_HOST \
	APPTAINER_CONFIGDIR SINGULARITY_CONFIGDIR

# A hint that names a program of an engine's is a line that can be pasted,
# and says so when it is.
stand_in() {
	local program
	for program; do
		printf '#!/bin/sh\necho "%s $*"\n' "$program" \
			>"$paste_path/$program"
		chmod 755 "$paste_path/$program"
	done
}

# hint_says NAME TEXT: pasted, it is that line of the engine's program.
hint_says() {
	paste_line "$(hint)"
	is "$1: pasted" "$status,$out" "0,$2"
}

# need PROGRAM: without it there is nothing to test.
need() {
	command -v "$1" >/dev/null && return
	if [ "${REQUIRE_ENGINES-0}" = 1 ]; then
		fail "needs $1" "it is not installed"
	else
		skip "all" "no $1"
	fi
	finish
}

# put FILE TEXT: below directories that are made.
put() {
	mkdir -p "${1%/*}"
	printf '%s' "$2" >"$1"
}

# child_of PID: its oldest child.
child_of() {
	local first
	read -r first _ <"/proc/$1/task/$1/children"
	printf '%s\n' "$first"
}

# hold_under VAR COMMAND...: a holder that COMMAND starts; `monitor` becomes
# the pid of COMMAND, `child` that of its oldest child.
hold_under() {
	local var=$1 started
	shift
	as=("$@")
	hold "$var"
	started=$?
	as=()
	[ "$started" = 0 ] || return
	monitor=${held_pid[$var]}
	child=$(child_of "$monitor")
}

# A process to stand below a monitor: what follows is the monitor's name.
monitored=(bash -c 'exec -a "$1" "$0" --user --map-root-user --net --mount \
	--pid --fork "${@:2}"' "$(command -v unshare)")

# namespaces PID: three that tell a sandbox.
namespaces() {
	(cd "/proc/$1/ns" && readlink user mnt pid) | xargs
}

# entered NAME TARGET PID: by its name into that process's namespaces.
entered() {
	run "${limit[@]}" "$uenter" -U -m -p --expose-host "$2" \
		sh -c 'cd /proc/self/ns && readlink user mnt pid'
	is "$1" "$status,$(xargs <<<"$out"),$err" "0,$(namespaces "$3"),"
}

# entered_net NAME TARGET PID: the same, where /proc is not the sandbox's.
entered_net() {
	run "${limit[@]}" "$uenter" -U -n "$2" \
		sh -c 'cd /proc/self/ns && readlink user net'
	is "$1" "$status,$(xargs <<<"$out"),$err" \
		"0,$(cd "/proc/$3/ns" && readlink user net | xargs),"
}

# unknown NAME TARGET: no engine knows it.
unknown() {
	refused "$1" "target '$2': no container or sandbox of yours" '^uenter' \
		"${limit[@]}" "$uenter" -U -n "$2" echo entered
}

# not_entered NAME WHAT HINT TARGET: refused, in time.
not_entered() {
	refused "$1" "$2" "$3" "${limit[@]}" "$uenter" -U -n "$4" echo entered
}
