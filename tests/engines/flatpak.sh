#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Flatpak's files, over real sandboxes of bubblewrap's, as it makes them.
# shellcheck disable=SC2034,SC2154 # shared with what is sourced
set -u
# shellcheck source-path=SCRIPTDIR source=lib/sandboxes.sh
. "$(dirname "$0")/lib/sandboxes.sh"
need bwrap
stand_in flatpak

dir=$XDG_RUNTIME_DIR/.flatpak
listed='^flatpak ps   #'

# instance NUMBER APP PID CHILD: its files.
instance() {
	put "$dir/$1/info" "[Application]
name=$2
runtime=runtime/org.test.Platform/x86_64/1

[Instance]
name=another
instance-id=$1
"
	put "$dir/$1/pid" "$3"
	put "$dir/$1/bwrapinfo.json" "{ \"child-pid\": $4, \"ipc-namespace\": 1 }"
}

# sandbox VAR
sandbox() {
	FOO=outside hold_under "$1" bwrap --unshare-user --unshare-pid \
		--unshare-net --ro-bind / / --setenv FOO inside --dev /dev \
		--proc /proc
}

by_name() {
	local name
	instance 1234567 org.test.Hello "$monitor" "$child"
	for name in 1234567 org.test.Hello; do
		entered "by $name" "flatpak:$name" "$(child_of "$child")"
		# shellcheck disable=SC2016
		run "$uenter" -a "flatpak:$name" sh -c 'echo "$FOO"'
		is "by $name: environment" "$status,$out" 0,inside
	done
	entered 'by application alone' org.test.Hello "$(child_of "$child")"
	entered 'as bubblewrap' "bwrap:$monitor" "$(child_of "$child")"
	entered 'by a prefix' flatpak:1234 "$(child_of "$child")"
	unknown 'another application' flatpak:org.test.Other
	unknown "another group's name" flatpak:another
}

# Of two instances, each has its number.
ambiguous() {
	local first=$monitor first_child=$child second
	sandbox second || return
	instance 7654321 org.test.Hello "$monitor" "$child"
	not_entered 'two instances' \
		"'org.test.Hello': 2 containers.*flatpak:(1234567|7654321), flatpak:" \
		'^uenter -U -n flatpak:(1234567|7654321) echo entered   #' \
		org.test.Hello
	pasted 'two instances' "$(hint)"
	entered 'the second' flatpak:7654321 "$(child_of "$child")"
	drop second
	not_entered 'the second has ended' '^uenter: flatpak:7654321: its process' \
		"$listed" flatpak:7654321
	hint_says 'the second has ended' 'flatpak ps'
	rm -r "$dir/7654321"
	monitor=$first child=$first_child
}

# An instance that is being made has no sandbox yet.
created() {
	: >"$dir/1234567/bwrapinfo.json"
	not_entered 'nothing of bwrap yet' 'it is created: there is no process' \
		"$listed" org.test.Hello
	rm "$dir/1234567/bwrapinfo.json"
	not_entered 'no file of bwrap yet' 'it is created: there is no process' \
		"$listed" org.test.Hello
	instance 1234567 org.test.Hello "$monitor" "$child"
	rm "$dir/1234567/pid"
	not_entered 'no pid yet' 'it is created: there is no process' \
		"$listed" org.test.Hello
}

# A number that is not that of the sandbox: whose it is by now, or was made.
another() {
	local other first=$monitor first_child=$child
	instance 1234567 org.test.Hello "$monitor" $$
	not_entered 'the child of another' \
		"one is another's by now: its monitor is not its parent" \
		"$listed" org.test.Hello
	instance 1234567 org.test.Hello 1 "$child"
	not_entered 'another monitor' \
		"one is another's by now: its monitor is not its parent" \
		"$listed" org.test.Hello
	cp "$holder" "$scratch/own"
	hold_under other "$scratch/own" user=0 net fork -- || return
	instance 1234567 org.test.Hello "$monitor" "$child"
	not_entered "a monitor that is no file of root's" \
		'its parent is no monitor' "$listed" org.test.Hello
	drop other
	monitor=$first child=$first_child
}

broken() {
	instance 1234567 org.test.Hello "$monitor" "$child"
	put "$dir/1234567/bwrapinfo.json" '{"child-pid":'
	not_entered 'cut JSON' 'bwrapinfo.json: ' . org.test.Hello
	rm "$dir/1234567/bwrapinfo.json"
	mkfifo "$dir/1234567/bwrapinfo.json"
	not_entered 'a FIFO' 'bwrapinfo.json: it is no regular file' '^ls -ld ' \
		org.test.Hello
	rm "$dir/1234567/bwrapinfo.json"
	instance 1234567 org.test.Hello "$monitor" "$child"
	chmod o+w "$dir/1234567/pid"
	not_entered 'others may write it' 'pid: others may write it' '^ls -ld ' \
		org.test.Other
	chmod o-w "$dir/1234567/pid"
	chmod o+w "$dir"
	not_entered 'others may write there' '\.flatpak: others may write it' \
		'^ls -ld ' org.test.Hello
	chmod o-w "$dir"
	# what is no number is an application's own folder
	instance org.test.Folder org.test.Folder "$monitor" "$child"
	unknown 'a folder of an application' org.test.Folder
	instance 1234567 $'org.test\e[31mRed' "$monitor" "$child"
	run "$uenter" -U -n org.test.Red true
	lacks 'its name is escaped' "$err" $'\e'
	entered 'and entered all the same' 'flatpak:1234567' \
		"$(child_of "$child")"
}

sandbox target || finish
by_name
ambiguous
created
another
broken
drop target
finish
