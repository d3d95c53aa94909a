#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# --explain=json and -v=json: what a program is told is what is said in words,
# and what then happens.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target=''

# One object in one line, by Python's own reader, which is strict about UTF-8
# and control bytes; then the expression, of it as o.
ask='
import json, sys
text = sys.stdin.buffer.read().decode("utf-8")
assert text.endswith("\n") and text.count("\n") == 1, text
assert not [c for c in text[:-1] if ord(c) < 32 or 127 <= ord(c) < 160], text
o = json.loads(text)
print(eval(sys.argv[1]))
'

# said EXPRESSION: of the object that the last run printed.
said() {
	python3 -c "$ask" "$1" <"$scratch/object" 2>&1
}

# explained NAME STATUS VERDICT WORD...: by --explain=json, as by --explain.
explained() {
	local name=$1 want=$2 verdict=$3
	shift 3
	run "$uenter" --explain=json "$@"
	cp "$scratch/out" "$scratch/object"
	is "$name: JSON: status, and nothing else is said" \
		"$status,$err" "$want,"
	is "$name: JSON: verdict" "$(said 'o["verdict"]')" "$verdict"
	run "$uenter" --explain "$@"
	is "$name: in words: status" "$status" "$want"
}

# The same steps in words, in JSON, and in fact.
steps() {
	local words traced
	explained "$*" 0 enter "$@" true
	words=$(sed -n 's/^ *[0-9]*\. //p' <<<"$out")
	is "$*: the same steps in words" \
		"$(said '"\n".join(s["text"] for s in o["steps"])')" \
		"${words/fork, and execute/execute}"
	is "$*: numbered" \
		"$(said '[s["number"] for s in o["steps"]]')" \
		"$(said 'list(range(1, len(o["steps"]) + 1))')"
	words=$(said '" ".join(s["action"] for s in o["steps"][:-1])')
	run "$uenter" -v=json "$@" echo entered
	is "$*: -v=json: it is entered" "$status,$out" 0,entered
	# where the caller may not join the cgroups, a line in words says so
	traced=$(grep '^{' "$scratch/err" | python3 -c "$trace" 2>&1)
	is "$*: -v=json: the same steps" "$traced" "find look plan $words"
}

# Each line an object: its actions, all of them done, and none took a minute.
trace='
import json, sys
steps = [json.loads(line) for line in sys.stdin]
for s in steps:
    assert s["result"] == "done" and s["error"] is None, s
    assert 0 <= s["microseconds"] < 60000000, s
    assert s["action"] != "join" or s["inode"] > 0, s
print(" ".join(s["action"] for s in steps))
'

entries() {
	local file
	hold target user=0 net uts ipc mnt pid fork || return
	file=/proc/$target/ns
	steps -n "$target"
	steps -a "$target"
	steps -m -p "$target"
	steps -U -n -u -i -S 0 -G 0 --caps=none "$target"
	steps -m -r -w -e --setenv A=1 "$target"
	steps -n="$file/net" -u="$file/uts"
	steps -n "ns:$(ns_of "$target" net | tr -dc 0-9)"
	steps -m -p --preserve-credentials --no-pty -W "$target"
	steps -U -c --keep-caps "$target"
	explained 'a shell' 0 enter "$target"
	is 'a shell: has no words' "$(said 'o["command"]')" None
	is 'its process' "$(said 'o["target"]["pid"]')" "$target"
	is 'no container: no name' "$(said 'o["target"]["name"]')" None
	is 'its network' "$(said \
		'[n["inode"] for n in o["namespaces"] if n["type"] == "net"]')" \
		"[$(ns_of "$target" net | tr -dc 0-9)]"
	is 'its owner' "$(said '{n["owner_uid"] for n in o["namespaces"]
		if n["state"] == "differs"}')" "{$me}"
	run ln -s "$uenter" "$scratch/nsenter"
	run "$scratch/nsenter" --explain=json -n -t "$target" true
	cp "$scratch/out" "$scratch/object"
	is 'called nsenter' "$status,$(said 'o["verdict"]')" 0,enter
	drop target
}

# The namespace of time that is joined is a day ahead: no step takes that long.
another_time() {
	local pid
	coproc ahead { exec unshare -UrnT --monotonic 86400 --boottime 86400 \
		sh -c 'echo $$; read -r _' 2>"$scratch/ahead"; }
	read -r pid <&"${ahead[0]}" || {
		cannot 'a time namespace' "$(cat "$scratch/ahead")"
		return
	}
	steps -n -T "$pid"
	eval "exec ${ahead[1]}>&-"
	wait
}

# What is refused, and what was measured of it.
refusals() {
	explained 'no such process' 125 unknown -n 4194304 true
	is 'no such process: code' "$(said 'o["refusal"]["code"]')" gone
	is 'no such process: errno' "$(said 'o["refusal"]["error"]')" \
		"{'name': 'ESRCH', 'number': 3}"
	explained 'no such name' 125 unknown -n no-such-container true
	is 'no such name: code' "$(said 'o["refusal"]["code"]')" no-such-name
	explained 'this one' 1 refused $$ true
	is 'this one: code' "$(said 'o["refusal"]["code"]')" nothing-to-enter
	explained 'of the host' 1 refused -n -u="$scratch" -t $$ true
	is 'no namespace: code' "$(said 'o["refusal"]["code"]')" bad-file
	hold target user=0 mnt pid fork proc || return
	explained 'exposed' 1 refused -p "$target" true
	is 'exposed: code' "$(said 'o["refusal"]["code"]')" exposes-host
	run "$uenter" -p "$target" true
	is 'exposed: hint' "$(said 'o["refusal"]["hint"]')" "$(hint)"
	is 'exposed: what and why' \
		"$(said '"uenter: %(what)s: %(why)s" % o["refusal"]')" \
		"$(head -n 1 <<<"$err")"
	run "$uenter" -v -p "$target" true
	has 'exposed: -v' "$err" '^uenter: code: exposes-host$'
	run "$uenter" -p "$target" true
	lacks 'exposed: without -v' "$err" code
	run "$uenter" -v=json -p "$target" true
	tail -n 1 "$scratch/err" >"$scratch/object"
	is 'exposed: -v=json' "$(said 'o["code"]')" exposes-host
	run "$uenter" -v -m "$target" "$scratch/no-such-command"
	has 'no such command' "$status,$err" 'uenter: code: not-found$'
	run "$uenter" -v=json -m -p "$target" "$scratch/no-such-command"
	tail -n 1 "$scratch/err" >"$scratch/object"
	is 'no such command, in the child' "$status,$(said 'o["code"]')" \
		127,not-found
	drop target
	hold target undumpable || return
	explained 'non-dumpable' 1 refused -n "$target" true
	is 'non-dumpable: code' "$(said 'o["refusal"]["code"]')" non-dumpable
	is 'non-dumpable: its owner' "$(said 'o["refusal"]["owner_uid"]')" "$me"
	is 'non-dumpable: errno' \
		"$(said '{n["error"]["name"] for n in o["namespaces"]
			if n["state"] == "hidden"}')" "{'EACCES'}"
	drop target
}

# A filter: the step that failed, with its errno, and then why.
filtered() {
	hold target user=0 net || return
	run "$deny" setns=EPERM -- "$uenter" --explain=json -n "$target" true
	cp "$scratch/out" "$scratch/object"
	is 'filtered' "$status,$(said 'o["refusal"]["code"]')" 1,filtered
	is 'filtered: how' "$(said 'o["caller"]["setns_filter"]["name"]')" EPERM
	drop target
}

# Whatever the bytes are. NUL ends a word; / and : would part it.
any_bytes() {
	local bytes
	bytes=$(printf '%b' "$(printf '\\x%02x' {1..46} {48..57} {59..255})")
	explained 'any bytes' 125 unknown -n "$bytes" "$bytes" true
	is 'any bytes: UTF-8, and nothing else' \
		"$(said 'o["target"]["given"].count("\\x")')" 129
	hold target user=0 net || return
	explained 'any bytes of the command' 0 enter -n "$target" "$bytes"
	drop target
}

# An answer that is cut short is none.
full_disk() {
	local form
	[ -c /dev/full ] || return
	hold target user=0 net || return
	for form in --explain --explain=json; do
		"$uenter" $form -n "$target" >/dev/full 2>"$scratch/err"
		is "$form: a full disk: status" "$?" 125
		has "$form: a full disk" "$(cat "$scratch/err")" \
			'^uenter: standard output: No space left on device$'
		has "$form: a full disk: hint" "$(cat "$scratch/err")" \
			'^uenter: hint: df -h   # '
		paste_line "$(sed -n 's/^uenter: hint: //p' "$scratch/err")"
		is "$form: a full disk: pasted" "$status" 0
	done
	drop target
}

if python3 -c '' 2>/dev/null; then
	entries
	another_time
	refusals
	filtered
	any_bytes
	full_disk
else
	skip 'JSON' 'there is no python3 to read it'
fi
finish
