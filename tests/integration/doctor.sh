#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# uenter --doctor: each line is what the machine says by other means, and is
# another one where a call is missing.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target=''
nested=yes
! grep -q '^ *0 *0 *4294967295$' /proc/self/uid_map || nested=no

# line CHECK: its line of the last run, without what stands below it.
line() {
	awk -v check="$1" 'substr($0, 10, 20) == sprintf("%-20s", check)' \
		"$scratch/out"
}

# below CHECK: what stands below that line.
below() {
	awk -v check="$1" '
		/^[a-z]/ { on = substr($0, 10, 20) == sprintf("%-20s", check) }
		on && /^ /' "$scratch/out"
}

# value FILE: its first word; "none" where it cannot be read.
value() {
	local word=none
	{ read -r word _ <"$1"; } 2>/dev/null
	echo "$word"
}

# says CHECK PATTERN
says() {
	has "$1: $2" "$(line "$1")" "$2"
}

# ---- what is there ----------------------------------------------------------

as_it_is() {
	local switch ids
	run "$uenter" --doctor
	is 'ends well' "$status,$err" 0,
	is 'the verdict is last' "$(tail -n 1 <<<"$out")" \
		'verdict: uenter can enter what is yours'
	is 'lines of three kinds' "$(grep -Evc \
		'^(ok|note|missing) |^ {9}(change|lost): |^verdict: ' \
		<<<"$out")" 0
	is 'no line twice' "$(cut -c 10-29 <<<"$out" | grep '^[^ ]' |
		sort | uniq -d | grep -v '^change\|^lost')" ''
	# which may have a + in it
	says kernel "Linux $(uname -r | sed 's/[^a-zA-Z0-9]/[&]/g')"
	says 'user namespaces' \
		"^ok .* = $(value /proc/sys/user/max_user_namespaces):"
	says caller "uid $me\b"
	[ $nested = yes ] || says 'user namespace' "^ok .*the host's"
	says /proc '^ok '
	says setns '^ok .*not filtered'
	switch=$(value /proc/sys/kernel/unprivileged_userns_clone)
	[ "$switch" = none ] || says "Debian's switch" "= $switch:"
	switch=$(value /proc/sys/kernel/yama/ptrace_scope)
	[ "$switch" = none ] || says Yama "= $switch:"
	ids=$(awk -F : -v uid="$me" -v name="$(id -un 2>/dev/null)" '
		$1 == uid || $1 == name { n += $3 }
		END { print n + 0 }' /etc/subuid 2>/dev/null)
	[ "${ids:-0}" -eq 0 ] || says subuid "^ok .*$ids ids"
	[ "${ids:-0}" -ne 0 ] || says subuid "^missing .*none in /etc/subuid"
}

# Nothing is done to the machine: neither an id, nor a mount, nor a file.
changes_nothing() {
	local before after
	before=$(cat /etc/subuid /etc/subgid /proc/self/mountinfo 2>/dev/null
		find "$scratch" | sort)
	run sh -c 'cd "$1" && TMPDIR=$1 "$0" --doctor' "$uenter" "$scratch"
	after=$(cat /etc/subuid /etc/subgid /proc/self/mountinfo 2>/dev/null
		find "$scratch" | sort)
	is 'changes nothing' "$after" "$before"
}

# ---- what is missing --------------------------------------------------------

# without CHECK RULE...: that line is another one with those calls refused,
# and the verdict stays; of the others only those that tell of the filter.
without() {
	local check=$1 rest
	shift
	run "$uenter" --doctor
	grep -v '^ ' "$scratch/out" >"$scratch/before"
	run "$deny" "$@" -- "$uenter" --doctor
	is "$*: status" "$status" 0
	says "$check" "^(missing|note) .*(refused|not in this kernel) \(E"
	has "$*: how to change it" "$(below "$check")" \
		'change: (run uenter outside|Linux [0-9])'
	rest=$(grep -v '^ ' "$scratch/out" | diff "$scratch/before" - |
		sed -n 's/^> //p' | cut -c 10-29 | sed 's/ *$//' |
		grep -vxF -e "$check" -e seccomp -e no_new_privs \
			-e newuidmap -e newgidmap)
	is "$*: that line alone" "$rest" ''
}

each_call() {
	local error
	for error in EPERM ENOSYS; do
		without close_range "close_range=$error"
		without openat2 "openat2=$error"
		without open_tree "open_tree=$error"
		without mount_setattr "mount_setattr=$error"
		without Landlock "landlock_create_ruleset=$error"
	done
	[ $nested = yes ] || without NS_GET_USERNS ioctl@1:0xb701
	without NS_GET_OWNER_UID ioctl@1:0xb704=ENOTTY
	without 'namespaces of pidfds' ioctl@1:0xff04=ENOTTY
	# three lines are about a pidfd
	run "$deny" pidfd_open=ENOSYS -- "$uenter" --doctor
	is 'pidfd_open: status' "$status" 0
	says pidfd_open '^missing .*ENOSYS.*PID:INODE is refused'
	says 'inodes of pidfds' '^missing '
}

# What is said of one call is what then happens: a FILE of a type alone.
filtered() {
	local error
	for error in EPERM ENOSYS; do
		run "$deny" "setns=$error" -- "$uenter" --doctor
		is "setns=$error: status" "$status" 1
		says setns "^missing .*refused \($error\).*nothing can be"
		has "setns=$error: lost" "$(below setns)" 'lost: .*may join'
		is "setns=$error: verdict" "$(tail -n 1 <<<"$out")" \
			'verdict: nothing can be entered from here, for: setns'
		run "$deny" "setns=$error" -- "$uenter" -n "$target" true
		is "setns=$error: and so it is" "$status" 125
	done
	run "$deny" setns@1:0x40000000 -- "$uenter" --doctor
	is 'setns of net: status' "$status" 0
	says setns '^missing .*: net: those types'
	run "$deny" setns@1:0x10000000 -- "$uenter" --doctor
	is 'setns of user: status' "$status" 1
	says setns '^missing .*: user: those types'
}

# ---- the caller -------------------------------------------------------------

callers() {
	run setpriv --no-new-privs "$uenter" --doctor
	says no_new_privs '^note .*set'
	is 'no_new_privs: status' "$status" 0
	run "$deny" keyctl -- "$uenter" --doctor
	says seccomp '^note .*a filter'
	run "$holder" user=0 -- "$uenter" --doctor
	says 'user namespace' '^note .*from inside it'
	is 'inside: status' "$status" 0
	run "$holder" user=0 pid fork -- "$uenter" --doctor
	says /proc '^missing .*another pid namespace'
	is 'a foreign /proc: status' "$status" 1
	has 'a foreign /proc: verdict' "$(tail -n 1 <<<"$out")" 'for: /proc$'
	run "$holder" user=0 mnt -- sh -c '
		mount -t tmpfs none /proc && exec "$0" --doctor' "$uenter"
	says /proc '^missing .*not mounted'
	says 'user namespace' '^note .*without /proc'
	is 'no /proc: status' "$status" 1
	# not where parts of /proc are covered, as in a container
	run "$holder" user=0 pid mnt fork -- sh -c '
		mount -t proc -o hidepid=2 proc /proc 2>/dev/null || exit 3
		exec "$0" --doctor' "$uenter"
	if [ "$status" -eq 3 ]; then
		cannot hidepid 'it cannot be mounted here'
	else
		is 'hidepid: status' "$status" 0
		says hidepid '^note .*hidepid=2: what you may enter is shown'
		has 'hidepid: lost' "$(below hidepid)" 'lost: every user then'
	fi
	run "$holder" user=0 -- sh -c '
		echo 0 >/proc/sys/user/max_user_namespaces &&
			exec "$0" --doctor' "$uenter"
	says 'user namespaces' '^missing .* = 0: .*all the same'
	has 'none may be made: lost' "$(below 'user namespaces')" \
		'lost: every program of every user'
	is 'none may be made: status' "$status" 0
	# by its full path, as by a PATH with nothing in it
	run env PATH="$scratch/none" "$uenter" --doctor
	is 'an empty PATH: status' "$status" 0
}

# ---- words, and what is printed ---------------------------------------------

words() {
	local rest
	for rest in 42 '-t 42' '-n' '-- ls' --explain -v; do
		# shellcheck disable=SC2086
		refused "--doctor $rest" "--doctor: .*goes alone: '${rest%% *}'" \
			'^uenter --doctor' "$uenter" --doctor $rest
	done
	refused '-a --doctor' "goes alone: '-a'" '^uenter --doctor$' \
		"$uenter" -a --doctor
	refused '--doctor=xml' '--doctor: takes json' . "$uenter" --doctor=xml
	run "$uenter" --doctor=json
	is 'JSON: status' "$status,$err" 0,
	has 'JSON: an object' "$(head -n 1 <<<"$out")" \
		'^\{"possible": true, "checks": \[$'
	is 'JSON: as many' "$(grep -c '"check": ' <<<"$out")" \
		"$("$uenter" --doctor | grep -c '^\(ok\|note\|missing\) ')"
	run "$deny" setns -- "$uenter" --doctor=json
	is 'JSON: not possible' "$status" 1
	has 'JSON: says so' "$out" '^\{"possible": false'
	"$uenter" --doctor >/dev/full 2>"$scratch/err"
	is 'a full disk: status' "$?" 125
	has 'a full disk: said' "$(cat "$scratch/err")" \
		'standard output: No space left'
	has 'a full disk: hint' "$(cat "$scratch/err")" '^uenter: hint: df -h '
}

if [ -n "${UENTER_ITSELF-}" ]; then
	cannot 'what is missing' 'something else is, beneath'
	finish
fi
hold target user=0 net || finish
as_it_is
changes_nothing
each_call
filtered
callers
words
finish
