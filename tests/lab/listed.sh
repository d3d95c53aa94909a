# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2154 # name, pid, has, where, caller, uenter: who sources it
# What ulsns says of each cell, and what uenter then does.

# option_of TYPE: what enters that one alone.
option_of() {
	case $1 in
	mnt) echo --mount ;;
	pid) echo --pid --expose-host ;;
	*) echo "--$1" ;;
	esac
}

# check_enter: ENTER of each namespace of the cell, and an entry into it. A
# command has to be there; entering is what is asked, so 127 will do as well.
check_enter() {
	local type said rows=()
	run "$caller" "$ulsns" -n -r -p "$pid" -o TYPE,ENTER
	is "$where: ulsns -p: status" "$status" 0
	mapfile -t rows <<<"$out"
	is "$where: ulsns -p: a row a type" "${#rows[@]}" 8
	for said in "${rows[@]}"; do
		type=${said% *}
		# shellcheck disable=SC2046
		run "$caller" "$uenter" $(option_of "$type") -t "$pid" -- true
		case ${said#* },$status in
		yes,0 | yes,126 | yes,127 | already,* | no,125)
			pass "$where: ulsns: $said" ;;
		*)
			fail "$where: ulsns says $said" "$(shown)" ;;
		esac
	done
}

# check_ports: what ss of the host shows in the cell's network, ulsns shows.
check_ports() {
	local port
	port=$(get port)
	[ -n "$port" ] || return 0
	run "$caller" "$uenter" -n -t "$pid" -- ss -Htln
	has "$where: ss: port $port" "$out" ":$port "
	awk '{ sub(/.*:/, "", $4); print $4 }' <<<"$out" | sort -n \
		>"$scratch/ss"
	run "$caller" "$ulsns" -n -r --ports "$pid" -o PROTO,PORT
	sed -n 's/^tcp6\{0,1\} //p' <<<"$out" | sort -n >"$scratch/ports"
	is "$where: --ports: as ss has it" "$(cat "$scratch/ports")" \
		"$(cat "$scratch/ss")"
}

# listed_row ENGINE NAME: its row of -c, and an entry by its TARGET.
listed_row() {
	run "$caller" "$ulsns" -c -n -r -o TARGET,STATE,ENTER
	has "-c: $1:$2" "$out" "^$1:$2 running yes\$"
	run "$caller" "$uenter" -n "$1:$2" -- ss -Htln
	is "-c: $1:$2: enters" "$status" 0
}

# check_published ENGINE NAME PORT: HOST is what the engine says of it, and
# nothing for all else that listens there.
check_published() {
	local port host want published
	[ -n "$(pid_of "$1-$2")" ] || return 0
	published=$(as_user "$1" port "$2" "$3/tcp")
	has "--ports $1:$2: published" "$published" '^127\.0\.0\.1:[0-9]+$'
	run "$caller" "$ulsns" -n -r --ports "$1:$2" -o PORT,HOST
	while read -r port host; do
		want=
		[ "$port" != "$3" ] || want=$published
		is "--ports $1:$2: HOST of $port" "$host" "$want"
	done <<<"$out"
	has "--ports $1:$2: its port" "$out" "^$3 127\.0\.0\.1:"
}

# A container without a shell or any tool: what listens in it, and who.
check_distroless() {
	local port pid
	pid=$(pid_of "$1-distroless")
	[ -n "$pid" ] || return 0
	port=$(sed -n "s/^$1-distroless\t.*port=\([0-9]*\).*/\1/p" \
		"$LAB_STATE/cells")
	run "$caller" "$ulsns" -n -r --ports "$1:distroless" \
		-o PROTO,PORT,STATE,PID,INNER
	is "--ports $1:distroless" "$out" "tcp $port listen $pid 1"
	run "$caller" "$ulsns" -n -r --procs "$1:distroless" -o PID,INNER
	is "--procs $1:distroless" "$out" "$pid 1"
	listed_row "$1" distroless
}

# Root's, which the user may not look into: from outside, and said so.
check_roots_listed() {
	local pid
	pid=$(pid_of root-mnt-first)
	[ -n "$pid" ] || return 0
	run as_user "$ulsns" -n -r --ports "$pid" -o PORT
	has "root-mnt-first as user: --ports" "$out" '^8401$'
	has "root-mnt-first as user: --ports: why" "$err" \
		'from /proc/PID/net.*because it may not be entered'
	run as_user "$ulsns"
	has "as user: what was left out" "$(tail -n 1 <<<"$err")" \
		'could not be looked into'
}
