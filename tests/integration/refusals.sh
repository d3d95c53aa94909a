#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What may not be entered: each refusal brought about for real, its hint pasted.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

# command_in TEXT PATTERN: what of a hint is to be pasted.
command_in() {
	grep -Eo -e "$2" <<<"$1"
}

exposed() {
	local target choices
	hold target user=0 mnt pid fork || return
	refused "-p without mnt" '-p without -m.*/proc/N/root.*ptrace' \
		'-a.*--expose-host' "$uenter" -p "$target" echo entered
	choices=$(hint)
	pasted "-p without mnt" "$choices"
	pasted "-p without mnt, exposed" "${choices##*: }"
	pasted "-p without mnt, all" "uenter -a $target echo entered"
	refused "-p without mnt, cut down" '-p without -m.*--caps' . \
		"$uenter" -p --caps=target "$target" echo entered
	refused "-p without mnt, without any" '-p without -m.*--caps' . \
		"$uenter" -p --caps=none "$target" echo entered
	drop target
}

# Nobody there can trace; or nobody gains by it.
unexposed() {
	local target
	as=("$holder" user=1000 mnt pid fork -- setpriv --no-new-privs)
	hold target
	as=()
	run "$uenter" -p "$target" echo entered
	is "-p, and nobody there can trace" "$status,$out" 0,entered
	refused "-p, and nobody there can trace, cut down" '--caps' . \
		"$uenter" -p --caps=none "$target" echo entered
	drop target
	as=("$holder" user=1000 mnt pid fork -- env)
	hold target
	as=()
	refused "-p, and one may gain it by exec" 'cap_sys_ptrace' . \
		"$uenter" -p "$target" echo entered
	drop target
	hold target user=0 pid fork || return
	run "$uenter" -p "$target" echo entered
	is "-p, and the files are shared" "$status,$out" 0,entered
	drop target
}

foreign_proc() {
	local target way
	hold target user=0 net || return
	refused "a /proc that shows another 1" \
		'process 1: /proc is of another pid namespace' 'unshare -m' \
		"$holder" user=0 pid fork -- "$uenter" -n 1 echo entered
	way=$(hint)
	run sh -c 'printf "uenter -n \$\$ echo entered\n" | "$@"' sh \
		"$holder" user=0 pid fork -- env PATH="$paste_path:$PATH" \
		sh -c "$way"
	is "a foreign /proc: pasted: $way" "$status,$out" 0,entered
	refused "a pid of a foreign /proc" \
		"process $target: /proc is of another pid namespace" \
		'unshare -m' \
		"$holder" user=0 pid fork -- "$uenter" -n "$target" echo entered
	drop target
}

sibling() {
	local target way how
	hold target user=0 net || return
	for how in '' -n '-U -n' -U; do
		# shellcheck disable=SC2086
		refused "sibling ($how)" 'sibling' '^exit .*then: uenter' \
			"$holder" user=0 -- \
			"$uenter" $how "$target" echo entered
	done
	way=$(hint)
	pasted "sibling, from outside" "${way##*then: }"
	refused "sibling by file" "$target/ns/net: Permission denied" . \
		"$holder" user=0 -- "$uenter" -n="/proc/$target/ns/net" \
		echo entered
	drop target
}

non_dumpable() {
	local target peer
	hold peer user=0 net mark fork mark undumpable || return
	peer=${pids[0]} target=${pids[1]}
	refused "non-dumpable" "process $target .*non-dumpable" \
		"^uenter -n $peer echo entered$" \
		"$uenter" -n "$target" echo entered
	pasted "non-dumpable" "$(hint)"
	drop peer
	hold target user=0 net undumpable || return
	refused "non-dumpable, alone" "process $target .*non-dumpable" \
		"sudo uenter -n $target" "$uenter" -n "$target" echo entered
	drop target
	hold target undumpable || return
	refused "non-dumpable, no sandbox" "process $target .*non-dumpable" \
		sudo "$uenter" "$target" echo entered
	drop target
}

# A security module may withhold what a user namespace gives: the answer to
# one capget(2) after the other says so.
lacks_capability() {
	local target n told=0
	hold target user=0 net || return
	for n in 1 2 3 4 5 6; do
		run "$at" -b "capget:$n" : "$uenter" -n "$target" echo entered
		[ "$status" -eq 125 ] || continue
		told=$((told + 1))
		is "capability missing ($n): nothing ran" "$out" ""
		has "capability missing ($n)" "$err" \
			'uenter: cap_sys_admin: .*missing.*net'
		has "capability missing ($n): hint" "$err" 'uenter: hint: .'
	done
	has "capability missing: one of the answers counts" "$told" '[1-9]'
	drop target
}

filtered() {
	local target error
	hold target user=0 net || return
	for error in EPERM ENOSYS; do
		refused "setns: $error" "seccomp filter.*$error|$error.*filter" \
			'profile' "$deny" "setns=$error" -- \
			"$uenter" -n "$target" echo entered
		refused "setns: $error, -a" "seccomp filter.*$error" profile \
			"$deny" "setns=$error" -- \
			"$uenter" -a "$target" echo entered
		run "$deny" "setns=$error" -- "$uenter" --explain -n "$target"
		is "setns: $error: explain" "$status" 1
		has "setns: $error: explain" "$out" \
			'^verdict: would be refused'
	done
	drop target
}

files() {
	local uts=/proc/self/ns/uts file way
	refused "FILE missing" "-n=/nonexistent: No such file" \
		'/proc/PID/ns/net' "$uenter" -n=/nonexistent echo entered
	mkfifo "$scratch/fifo"
	touch "$scratch/closed"
	chmod 0 "$scratch/closed"
	for file in /etc/passwd /tmp /dev/null "$scratch/fifo"; do
		refused "FILE $file" "-n=$file.*no namespace" . \
			"$uenter" -n="$file" echo entered
	done
	refused "FILE not readable" "$scratch/closed: Permission denied" . \
		"$uenter" -n"$scratch/closed" echo entered
	refused "FILE of another's process" "/proc/1/ns/net: Permission denied" \
		. "$uenter" --net=/proc/1/ns/net echo entered
	refused "FILE of another type" \
		"-n=$uts.* a uts namespace, not a net one" "uenter -u=$uts" \
		"$uenter" -n=$uts echo entered
	way=$(hint)
	pasted "FILE of another type" "$way"
	rm -f "$scratch/fifo" "$scratch/closed"
}

# Words that mean something else than a file.
no_files() {
	local target text
	hold target user=0 net || return
	for text in :x : :-1 :18446744073709551616; do
		refused "an id that is none: $text" \
			"^uenter: -n=$text: behind a ':' stands the id of a" \
			"lsns.* -n=/proc/PID/ns/net" \
			"$uenter" -n="$text" echo entered
	done
	run "$uenter" -n=:18446744073709551615 echo entered
	is "an id that nothing has: status" "$status,$out" 125,
	has "an id that nothing has" "$err" \
		'no process that you may .* net namespace with that|gives.*no ids'
	# docker exec has whom to run as for -u, --user
	for text in 0 follow; do
		refused "--user=$text" '-U=.*no such file; .*that is -S' \
			"^uenter -S $text $target echo entered$" \
			"$uenter" --user=$text "$target" echo entered
		pasted "--user=$text" "$(hint)"
	done
	refused "--user=0 and -t" '-U=0: no such file; .*that is -S' \
		"^uenter -n -S 0 -t $target echo entered$" \
		"$uenter" --user=0 -n -t "$target" echo entered
	pasted "--user=0 and -t" "$(hint)"
	drop target
}

dead_pid_namespace() {
	local target
	hold target user=0 net mnt pid dead || return
	refused "dead pid namespace" 'takes no new process.*init' \
		"^uenter -m $target" "$uenter" -p -m "$target" echo entered
	pasted "dead pid namespace: the others" "$(hint)"
	refused "dead pid namespace, -a" 'takes no new process.*init' \
		"^uenter .*$target" "$uenter" -a "$target" echo entered
	pasted "dead pid namespace, -a: the others" "$(hint)"
	refused "dead pid namespace, -p alone" 'takes no new process.*init' . \
		"$uenter" -p --expose-host "$target" echo entered
	drop target
}

unmapped() {
	local target option
	hold target user=0 net || return
	for option in -S -G; do
		refused "$option 5" 'id 5: .*not mapped.*the map has 0( |$)' \
			"$option 0" \
			"$uenter" -n $option 5 "$target" echo entered
		pasted "$option 5" "$(hint)"
		refused "$option word" '^uenter: ann: .*no such name' . \
			"$uenter" -n $option ann "$target" echo entered
		refused "$option -1" "4294967294" . \
			"$uenter" -n $option -1 "$target" echo entered
		refused "$option 2^32-1" "4294967294" . \
			"$uenter" -n $option 4294967295 "$target" echo entered
	done
	drop target
	hold target user=1000 net || return
	refused "-S 0, mapped to 1000" 'uid 0: .*the map has 1000' '-S 1000' \
		"$uenter" -n -S 0 "$target" echo entered
	pasted "-S 0, mapped to 1000" "$(hint)"
	drop target
	hold target user=none net || return
	for option in 0 follow; do
		refused "-S $option, no map" 'not mapped.*the map is empty' . \
			"$uenter" -n -S "$option" "$target" echo entered
	done
	pasted "no map" "$(hint)"
	drop target
}

no_proc() {
	local target way
	hold target user=0 net || return
	refused "no /proc" '/proc: proc\(5\) is not mounted' 'mount -t proc' \
		"$holder" user=0 mnt tmpfs=/proc -- \
		"$uenter" -n "$target" echo entered
	way=$(command_in "$(hint)" 'mount -t proc proc /proc')
	run "$holder" user=0 mnt pid fork tmpfs=/proc -- sh -c \
		"$way; exec $uenter -n \$\$ echo entered"
	is "no /proc: pasted: $way" "$status,$out" 0,entered
	refused "no /proc, FILE" '/proc.* not mounted' 'mount -t proc' \
		"$holder" user=0 mnt tmpfs=/proc -- \
		"$uenter" -n="/proc/$target/ns/net" echo entered
	drop target
}

exposed
unexposed
foreign_proc
sibling
non_dumpable
lacks_capability
filtered
files
no_files
dead_pid_namespace
unmapped
no_proc
finish
