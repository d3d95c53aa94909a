#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Every form of sandbox, entered by every option: what the command then sees.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/expect.sh
. "$(dirname "$0")/lib/expect.sh"

# The lines that work on every form that has net, uts, mnt and pid of its own.
lines() {
	enters "-U -n" 'user net' -U -n
	enters "-n" 'net' -n
	enters "-u" 'uts' -u
	enters "-u -n, apart" 'uts net' -u -n
	enters "-Un" 'user net' -Un
	enters "-nu" 'uts net' -nu
	enters "-m -p" 'mnt pid' -m -p
	enters "-p" 'pid' -p --expose-host
	enters "-p -F" 'pid' -p -F --expose-host
	enters "-a" "$differing" -a
	enters "nothing named" "$differing"
	enters "-U" 'user' -U
	enters "-U -m -p -n -u" 'user mnt pid net uts' -U -m -p -n -u
	enters "FILE" 'net' -n="/proc/$target/ns/net" -t "$target" @
	enters "FILE, attached" 'net' -n/proc/"$target"/ns/net -t"$target" @
	enters "FILE, long" 'net uts' --net="/proc/$target/ns/net" --uts \
		--target="$target" @
	enters "FILEs alone" 'net uts' -n="/proc/$target/ns/net" \
		-u="/proc/$target/ns/uts" @
}

# form NAME TOP UID DIFFERING [DEEPER]: TOP is a process in the outermost user
# namespace below the caller's, UID what the caller is in it, DEEPER what it is
# in the target's own.
form() {
	form=$1 top_process=$2 inner=$3 differing=$4 inner_deep=${5:-$3}
	note_form
	lines
}

# held OP...: the form's target; its environment tells it from the caller's.
held() {
	as=(env WHOSE=target)
	hold target "$@"
	local status=$?
	as=()
	return "$status"
}

every='user net uts mnt pid'

one_id() {
	held user=0 net uts mnt pid fork || return
	form "one id" "$target" 0 "$every"
	drop target
}

mapped_to_1000() {
	held user=1000 net uts mnt pid fork || return
	form "mapped to 1000" "$target" 1000 "$every"
	drop target
}

no_map() {
	held user=none net uts mnt pid fork || return
	form "no map" "$target" 65534 "$every"
	drop target
}

three_deep() {
	held user=0 mark fork user=0 fork user=0 net uts mnt pid fork mark ||
		return
	target=${pids[1]}
	form "three deep" "${pids[0]}" 0 "$every"
	drop target
}

# bubblewrap's: the inner user namespace owns nothing.
two_deep() {
	held user=0 net uts mnt pid fork mark fork user=1000 mark || return
	target=${pids[1]}
	form "two deep" "${pids[0]}" 0 "$every" 1000
	drop target
}

# keep-id's: the network of another one.
network_of_parent() {
	held user=0 net mark fork user=0 uts mnt pid fork mark || return
	target=${pids[1]}
	form "net of the parent" "${pids[0]}" 0 "$every"
	drop target
}

all_eight() {
	held user=0 net uts ipc cgroup time mnt pid fork || return
	form "all eight" "$target" 0 "user cgroup ipc uts net time pid mnt"
	enters "-T" time -T
	enters "-i -C" 'ipc cgroup' -i -C
	drop target
}

# The parent that waits in `unshare --fork`: its own pid is not new.
waiting_parent() {
	held user=0 net uts mnt pid mark fork || return
	form "waiting parent" "$target" 0 "$every"
	drop target
}

one_id
mapped_to_1000
no_map
three_deep
two_deep
network_of_parent
all_eight
waiting_parent
finish
