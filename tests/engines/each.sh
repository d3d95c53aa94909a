#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# One command in many containers, and the list of what may be entered.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"
first='' second='' third=''

# Three that run, and one that has exited; the third is a pid of nobody's.
three() {
	fresh
	docker "$(id_of 1)" web "$first"
	docker "$(id_of 2)" worker "$second"
	podman "$(id_of 3)" web "$third"
	docker_config "$(id_of 4)" old '"Running":false,"Pid":0'
}

# each NAME STATUS OUT OPTION...: what it prints, sorted, and how it ends.
each() {
	local name=$1 want=$2 text=$3
	shift 3
	run "${limit[@]}" "$uenter" "$@"
	is "$name" "$status,$(sort <<<"$out" | xargs)" "$want,$text"
}

selected() {
	three
	each "a name that two engines have" 0 \
		'docker:web: x podman:web: x' --each web -n echo x
	each "a glob" 0 'docker:web: x docker:worker: x podman:web: x' \
		--each 'w*' -n echo x
	each "a glob with the engine" 0 'docker:web: x docker:worker: x' \
		--each 'docker:*' -n echo x
	each "two of them: each once" 0 'docker:web: x docker:worker: x' \
		--each 'docker:w?b' --each 'docker:*' -n echo x
	each "one that has exited is none of them" 0 \
		'docker:web: x docker:worker: x podman:web: x' \
		--each '*' -n echo x
	# shellcheck disable=SC2016 # the inner shell's
	each "each is in its own" 0 "docker:worker: $(ns_of "$second" net)" \
		--each worker -n readlink /proc/self/ns/net
	refused "none matches" "--each 'nothing\*': no container" \
		'^uenter   # lists' "${limit[@]}" "$uenter" \
		--each 'nothing*' true
	refused "none that runs" "--each 'old': none that matches runs \\(1 " \
		'^uenter   # lists' "${limit[@]}" "$uenter" --each old true
}

# The greatest status there was; 128+N for a death by N; 125 for a refusal.
# shellcheck disable=SC2016
statuses() {
	local by='case $UENTER in docker:web*) exit 3 ;; podman*) exit 7 ;; esac'
	three
	each "the greatest status" 7 '' --each 'w*' -n sh -c "$by"
	each "at a time: the same" 7 '' --each 'w*' --jobs 3 -n sh -c "$by"
	each "a death by a signal" 143 '' --each worker -n sh -c 'kill $$'
	each "not found, somewhere" 127 '' --each worker -n no-such-command
	crun_state "$(id_of 3)" "$third" 5
	each "one that cannot be entered" 125 \
		'docker:web: in docker:worker: in' --each 'w*' -n echo in
	has "one that cannot be entered: which, and why" "$err" \
		'^podman:web: uenter: podman:web: its process was '
}

# What they print is passed on line by line, however it is written.
# shellcheck disable=SC2016
printed() {
	three
	run "${limit[@]}" "$uenter" --each worker -n sh -c \
		'printf "a\nb"; printf c >&2'
	is "a line without an end" "$status,$out,$err" \
		"0,docker:worker: a
docker:worker: b,docker:worker: c"
	run "${limit[@]}" "$uenter" --each 'w*' --jobs 3 -n sh -c \
		'i=0; while [ $i -lt 2000 ]; do echo 0123456789; i=$((i+1)); done'
	is "lines of three at a time do not mix" \
		"$status,$(sort <<<"$out" | uniq -c | xargs)" \
		"0,2000 docker:web: 0123456789 2000 docker:worker: 0123456789 2000 podman:web: 0123456789"
	run "${limit[@]}" "$uenter" --each worker -n sh -c \
		'head -c 200000 /dev/zero | tr "\0" x'
	is "a line longer than any" "$status,$(tr -cd x <<<"$out" | wc -c)" \
		0,200000
	run sh -c 'echo typed | exec "$@"' sh "${limit[@]}" "$uenter" \
		--each worker -n cat
	is "standard input is empty" "$status,$out" 0,
}

# Both at once: each waits for the other, and neither is alone.
# shellcheck disable=SC2016
at_a_time() {
	three
	rm -f "$scratch/a" "$scratch/b"
	mkfifo "$scratch/a" "$scratch/b"
	run "${limit[@]}" env A="$scratch/a" B="$scratch/b" "$uenter" \
		--each 'docker:*' --jobs 2 -n sh -c 'case $UENTER in
			*web*) echo 1 >"$A"; read x <"$B" ;;
			*) read x <"$A"; echo 2 >"$B" ;;
		esac; echo $x'
	is "two at a time" "$status,$(sort <<<"$out" | xargs)" \
		'0,docker:web: 2 docker:worker: 1'
}

# TERM reaches what runs, no more is started, and uenter ends by it.
# shellcheck disable=SC2016
ended() {
	three
	rm -f "$scratch/said"
	mkfifo "$scratch/said"
	"$uenter" --each 'docker:*' -n sh -c 'trap "echo got; exit 0" TERM
		echo ready; while :; do read x <"$0"; done 2>/dev/null' \
		"$scratch/said" >"$scratch/lines" 2>&1 </dev/null &
	local running=$! line=''
	# a writer comes once the reader is there, so the trap is set
	timeout 10 sh -c 'echo x >"$0"' "$scratch/said"
	kill -TERM "$running"
	timeout 10 sh -c 'echo x >"$0"' "$scratch/said" 2>/dev/null
	wait "$running"
	is "TERM: its end" "$?" 143
	is "TERM: what ran heard it, and no more was started" \
		"$(xargs <"$scratch/lines")" \
		'docker:web: ready docker:web: got'
}

# An object in a line for each, with nothing in front; whatever was given, it
# says the name.
explained() {
	local names='import json, sys
print(*sorted(json.loads(line)["target"]["name"] for line in sys.stdin))'
	python3 -c '' 2>/dev/null || {
		skip 'JSON' 'there is no python3 to read it'
		return
	}
	three
	run "${limit[@]}" "$uenter" --each 'w*' --jobs 2 --explain=json -n true
	is "each, explained in JSON" 		"$status,$(python3 -c "$names" <"$scratch/out" 2>&1)" 		'0,docker:web docker:worker podman:web'
	run "${limit[@]}" "$uenter" --each 'w*' --explain=json -n sh \
		"$(head -c 100000 /dev/zero | tr '\0' x)"
	is "a line longer than any stays one" 		"$status,$(python3 -c "$names" <"$scratch/out" 2>&1)" 		'0,docker:web docker:worker podman:web'
	run "${limit[@]}" "$uenter" --explain=json -n \
		"worker/$second" true
	is "one, with a number inside" 		"$(python3 -c "$names" <"$scratch/out" 2>&1)" docker:worker
	run "${limit[@]}" "$uenter" --each worker --explain -n true
	has "in words, each with its title" "$out" 		'^docker:worker: verdict: would enter$'
}

# listed NAME WANT: the targets and pids that are listed.
listed() {
	run "${limit[@]}" "$uenter"
	is "$1" "$status,$(awk 'NR > 1 { print $1, $2 }' <<<"$out" | xargs)" \
		"0,$2"
}

list() {
	three
	listed "what runs is listed" \
		"docker:web $first docker:worker $second podman:web $third"
	crun_state "$(id_of 3)" "$third" 5
	listed "what cannot be entered is not" \
		"docker:web $first docker:worker $second"
	fresh
	listed "nothing" ''
	docker "$(id_of 1)" web "$first"
	put "$docker_dir/$(id_of 2)/config.v2.json" '{'
	run "${limit[@]}" "$uenter"
	is "one that cannot be read: status" "$status" 125
	has "one that cannot be read: the others" "$out" '^docker:web '
	has "one that cannot be read: says so" "$err" 'config.v2.json: it is no'
	run sh -c 'exec "$@" >/dev/full' sh "${limit[@]}" "$uenter"
	is "a full disk: status" "$status" 125
	has "a full disk: says so" "$err" 'standard output: No space left'
	has "a full disk: hint" "$err" '^uenter: hint: df -h '
}

hold first user=0 net || finish
hold second user=0 net || finish
hold third user=0 net || finish
selected
statuses
printed
at_a_time
ended
explained
list
finish
