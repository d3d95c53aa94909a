#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# ulsns and the lsns that is installed list the same crowd: in the same words.
#
# In a user, mount and pid namespace of its own nothing changes meanwhile.
set -u
# shellcheck source-path=SCRIPTDIR source=../integration/lib/common.sh
. "$(dirname "$0")/../integration/lib/common.sh"

ulsns=${ULSNS:-$top/ulsns}

# Where they differ, lsns is wrong. It shows an owner whose type was not asked
# for as a user namespace without processes (-T -t); of one that has none it
# says that root's process is in it (-T, UID and USER); and it takes the uid
# from the owner of /proc/PID: root's, for a process that is not dumpable.
cat >"$scratch/inside" <<'END'
scratch=$1 holder=$2 ulsns=$3 number=0
start() {
	number=$((number + 1))
	mkfifo "$scratch/in$number" "$scratch/out$number"
	"$holder" "$@" <"$scratch/in$number" >"$scratch/out$number" &
	eval "exec $((10 + number))>'$scratch/in$number'"
	read -r -t 60 _ <"$scratch/out$number" || echo "no holder: $*"
}
start user=0 net uts ipc mnt cgroup
start user=0 pid fork
start user=0 user=0 net
start user=1000 time fork
columns=NS,TYPE,PATH,NPROCS,PID,PPID,COMMAND,UID,USER,NETNSID,NSFS,PNS,ONS
while read -r line; do
	# shellcheck disable=SC2086
	set -- $line
	lsns "$@" >"$scratch/lsns" 2>/dev/null
	theirs=$?
	"$ulsns" "$@" >"$scratch/ulsns" 2>/dev/null
	echo "$theirs,$? $(grep -c . "$scratch/lsns") [$line]" \
		"$(diff "$scratch/lsns" "$scratch/ulsns" | head -n 6 |
			tr '\n' ' ')"
done <<LINES
-l
-r
-n -r -o $columns
-l -u -o $columns
-J
-J -o $columns
-J -l -o $columns
-J -T=owner -o NS,TYPE,PATH,NPROCS,PID,PPID,COMMAND,NETNSID,NSFS,PNS,ONS
-J -Tparent -o NS,TYPE,PID,PNS
-J --tree=process -o +PATH
-J -t net
-t user -t pid
-J -p 1
-l -p 1 -o +UID,PPID
-o ns,Type,+PID
-o NOSUCH
-t nosuch
$(readlink /proc/2/ns/uts | tr -dc 0-9)
-J $(readlink /proc/2/ns/mnt | tr -dc 0-9)
--nosuch
LINES
END

run unshare -Urmpf --kill-child --mount-proc bash "$scratch/inside" \
	"$scratch" "$holder" "$ulsns"
ran=0
while read -r status_pair count rest; do
	ran=$((ran + 1))
	case $rest in
	*'NOSUCH]'* | *'nosuch]'* | *',+PID]'*)
		is "$rest: refused by both" "$status_pair,$count" "1,1,0" ;;
	*)
		is "$rest: status" "$status_pair" 0,0
		is "$rest: same" "${rest#*]}" ''
		[ "$count" -gt 1 ]
		is "$rest: rows ($count)" $? 0 ;;
	esac
done < <(sed 's/ *$//' "$scratch/out")
is 'all of them ran' "$ran" 20
finish
