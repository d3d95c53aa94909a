#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What ulsns says of sandboxes, and what uenter then does.
set -u
# shellcheck source-path=SCRIPTDIR source=../integration/lib/common.sh
. "$(dirname "$0")/../integration/lib/common.sh"

ulsns=${ULSNS:-$top/ulsns}
all_columns=NS,TYPE,PATH,NPROCS,PID,PPID,COMMAND,UID,USER,NETNSID,NSFS,PNS,ONS
all_columns+=,OWNER,ENTER,WHY,TARGET,UIDMAP,NSID

# option_of TYPE: what enters that one alone.
option_of() {
	case $1 in
	mnt) echo --mount ;;
	pid) echo --pid --expose-host ;;
	*) echo "--$1" ;;
	esac
}

# agrees NAME PID: ENTER of each of its namespaces, and an entry.
agrees() {
	local type said rows=0
	run "$ulsns" -n -r -p "$2" -o TYPE,ENTER
	is "$1: status" "$status" 0
	while read -r type said; do
		rows=$((rows + 1))
		[ "$(ns_of "$2" "$type")" != "$(ns_of self "$type")" ] ||
			{ is "$1: $type is shared" "$said" already; continue; }
		# shellcheck disable=SC2046
		run "$uenter" $(option_of "$type") -t "$2" -- \
			sh -c "readlink /proc/self/ns/$type"
		is "$1: $type, $said" "$status" \
			"$([ "$said" = yes ] && echo 0 || echo 125)"
	done < <(printf '%s\n' "$out")
	is "$1: rows" "$rows" "$(find /proc/self/ns -type l ! -name '*_*' | wc -l)"
}

enter_agrees() {
	local box
	hold box user=0 net uts ipc
	agrees 'one level' "$box"
	drop box
	hold box user=0 user=1000 net mnt
	agrees 'two levels' "$box"
	drop box
	hold box user=none net
	agrees 'no map' "$box"
	drop box
	hold box user=0 pid fork
	agrees 'a pid namespace' "$box"
	drop box
	hold box user=0 net
	run "$deny" setns -- "$ulsns" -n -p "$box" -t net -o ENTER,WHY
	has 'under a filter' "$out" '^no +a seccomp filter'
	run "$deny" setns -- "$uenter" -n -t "$box" -- true
	is 'under a filter: uenter' "$status" 125
	drop box
}

columns() {
	local box
	hold box user=0 net
	run "$ulsns" -n -r -p "$box" -t user -o OWNER,UIDMAP
	has 'OWNER, UIDMAP' "$out" "^$me(\([^)]*\))? 0:$me:1$"
	run "$ulsns" -n -r -p "$box" -t net -o NSID,ONS
	has 'NSID, ONS' "$out" "^[0-9]* $(ns_of "$box" user | tr -dc 0-9)$"
	run "$ulsns" -n -r -t net,user -o TYPE
	is '-t with a list' "$(sort -u <<<"$out" | tr '\n' ' ')" 'net user '
	run "$ulsns" -n -r "$(ns_of "$box" net | tr -dc 0-9)" -o PID
	is 'an inode: its processes' "$out" "$box"
	run "$ulsns" -n -r "$box" -t net -o NS --
	is 'a PID: its namespaces' "$out" "$(ns_of "$box" net | tr -dc 0-9)"
	drop box
	run "$ulsns" -o PDI
	is 'unknown column: status' "$status" 1
	has 'unknown column: the nearest' "$err" "column 'PDI'.*nearest: PID"
	run "$ulsns" -p 4194304
	is 'no such process: status' "$status" 1
	has 'no such process' "$err" 'process 4194304: there is none'
	run "$ulsns" --list-columns
	has '-H' "$out" '^ *ENTER '
}

# At the very least there is the parent of all, which is root's.
omissions() {
	[ "$me" -ne 0 ] || return
	run "$ulsns"
	has 'what was left out' "$(tail -n 1 <<<"$err")" \
		"^ulsns: [0-9]+ process(es)? could not be looked into: another"
	run "$ulsns" -c
	has '-c: what was left out' "$(tail -n 1 <<<"$err")" 'looked into'
}

persistent() {
	run unshare -Urm bash -c '
		: >"$1/name" && unshare --uts="$1/name" true || exit
		"$2" -n -r -P -t uts -o NPROCS,NSFS,PATH,ENTER
		unshare -m true' bash "$scratch" "$ulsns"
	is 'a mounted namespace' "$out" "0 $scratch/name $scratch/name yes"
}

# No byte of a name may act on a terminal.
hostile() {
	local box bytes=$'\e]0;x\a\x01\x7f\xc2\x9b31m\xff\r\n"\\' form
	cp "$holder" "$scratch/$bytes"
	holder=$scratch/$bytes hold box user=0 net uts name=x
	for form in '' -J -r -l -u '-J -T=owner' -c '-c -J' '--ports' \
		"--procs $box" "-J --procs $box"; do
		# shellcheck disable=SC2086
		run "$ulsns" $form
		is "hostile: $form: status" "$status" 0
		is "hostile: $form: control bytes" \
			"$(LC_ALL=C tr -d '\n -~\200-\377' <"$scratch/out" |
				wc -c)" 0
		! LC_ALL=C grep -q $'\xc2[\x80-\x9f]' "$scratch/out"
		is "hostile: $form: C1" $? 0
	done
	drop box
}

bad_output() {
	local form box
	hold box user=0 net listen=4711
	for form in '' -J -r -c --help -H -V '-c -J' --ports \
		"--procs $box"; do
		# shellcheck disable=SC2086
		"$ulsns" $form >/dev/full 2>"$scratch/err"
		is "full disk: $form" "$?" 1
		has "full disk: $form: said" "$(cat "$scratch/err")" \
			'standard output: No space left'
		has "full disk: $form: hint" "$(cat "$scratch/err")" \
			'^ulsns: hint: df -h '
	done
	drop box
	run "$ulsns" -J -r
	is '-J -r' "$status" 1
	run "$ulsns" -l -T
	is '-l -T' "$status" 1
}

# The reader is gone before the first byte: an end by SIGPIPE, as that of any
# filter's; where the caller ignores that, an error, and one line.
closed_pipe() {
	local form box keep to
	hold box user=0 net listen=4711
	mkfifo "$scratch/pipe"
	# both ends of a fifo first: neither open waits for the other
	exec {keep}<>"$scratch/pipe"
	exec {to}>"$scratch/pipe" {keep}<&-
	for form in '' -J -r -c '-c -J' "--procs $box" --ports --help -H; do
		# shellcheck disable=SC2086
		"$ulsns" $form 1>&"$to" 2>"$scratch/err"
		is "closed pipe: $form" "$?,$(cat "$scratch/err")" 141,
		# shellcheck disable=SC2086
		(trap '' PIPE && exec "$ulsns" $form) 1>&"$to" 2>"$scratch/err"
		is "closed pipe, ignored: $form" "$?,$(cat "$scratch/err")" \
			'1,ulsns: standard output: Broken pipe'
	done
	exec {to}>&-
	drop box
}

filters() {
	run "$ulsns" -Q 'PID > 1'
	case $status in
	0) ;;
	*) has '-Q: refused by version' "$err" 'from version 2\.40 on; here|not use the filters' ;;
	esac
}

containers() {
	local box
	hold box user=0 net mnt
	run "$ulsns" -c -n -r -o TARGET,PID,STATE,INSIDE,PRIVATE,ENTER,WHY,PIDS
	has '-c: a sandbox' "$out" \
		"^$box $box running 0 user,net,mnt yes  *1$"
	run "$uenter" "$box" -- true
	is '-c: its TARGET enters' "$status" 0
	drop box
}

procs() {
	local box
	hold box user=0 pid fork
	run "$ulsns" -n -r --procs "$box" \
		-o PID,INNER,USER,INUID,CAPS,SECCOMP,NNP
	has '--procs' "$out" "^$box 1 [^ ]+ 0 all (off|filter) (yes|no)$"
	drop box
	run "$ulsns" --procs nosuchname
	is '--procs: no such target' "$status" 1
}

ports() {
	local box
	hold box user=0 net listen=4711
	run "$ulsns" -n -r --ports "$box" \
		-o PROTO,ADDRESS,PORT,STATE,QUEUE,PID,INNER
	is '--ports' "$out" "tcp 127.0.0.1 4711 listen 0/8 $box $box"
	run "$ulsns" -n -r --ports -o TARGET,PORT,PID
	has '--ports of all' "$out" "^$box 4711 $box$"
	run "$uenter" -n "$box" -- ss -Htln
	has '--ports: ss says the same' "$out" '127\.0\.0\.1:4711 '
	# not to be joined, and told all the same
	run "$deny" setns -- "$ulsns" -n -r --ports "$box" -o PROTO,PORT,PID
	is '--ports without a join' "$status,$out" '0,tcp 4711 '
	has '--ports without a join: said' "$err" 'from /proc/PID/net'
	drop box
	# the parent of all is root's, unless this is in a container of its own
	[ "$me" -ne 0 ] && ! readlink /proc/1/ns/net >/dev/null || return 0
	run "$ulsns" --ports 1
	is '--ports of what is root'"'"'s: status' "$status" 0
	has '--ports of what is root'"'"'s: said' "$err" 'may not be entered'
}

enter_agrees
columns
omissions
persistent
hostile
bad_output
closed_pipe
filters
containers
procs
ports
finish
