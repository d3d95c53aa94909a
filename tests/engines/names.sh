#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Names of containers: what each means, and what those get that mean none.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"

one=$(id_of 1)
two=abcd$(printf '%060d' 2)

# shown_where: of those in one home, each in every form.
forms() {
	fresh
	docker "$one" web "$target"
	podman "$two" db "$target"
	entered "a name of Docker's" web
	entered "a name of Podman's" db
	entered "ENGINE:NAME, Docker" docker:web
	entered "ENGINE:NAME, Podman" podman:db
	entered "an id" "$one"
	entered "ENGINE:ID" "podman:$two"
	entered "four characters of an id" abcd
	entered "ENGINE:PREFIX" podman:abcd0
	not_entered "three characters of an id are no target" \
		"^uenter: target 'abc': no container or sandbox" . abc
	not_entered "another engine's container" \
		"^uenter: target 'docker:db': no container" \
		'^uenter -U -n podman:db echo entered$' docker:db
	hint_enters "another engine's container"
	run env XDG_DATA_HOME="$HOME/.local/share" HOME=/nowhere \
		"$uenter" -U -n web true
	is "XDG_DATA_HOME is where the data are" "$status,$err" 0,
}

ranking() {
	local other pid
	hold other user=0 net || return
	fresh
	docker "$one" "$two" "$target"
	podman "$two" db "$other"
	entered "a name beats another's id" "$two"
	fresh
	docker "$one" abcd "$target"
	podman "$two" db "$other"
	entered "a name beats another's prefix" abcd
	fresh
	docker "$one" web "$target" \
		'"com.docker.compose.service":"'"$two"'","com.docker.compose.project":"shop","com.docker.compose.project.working_dir":"/"'
	podman "$two" db "$other"
	entered "a service beats another's id" "$two"
	pid=$other
	fresh
	docker "$one" shop-db-1 "$target" \
		'"com.docker.compose.service":"db","com.docker.compose.project":"shop","com.docker.compose.project.working_dir":"/"'
	podman "$two" db "$other"
	entered "a name beats another's service" db "$pid"
	fresh
	docker "$two" web "$target"
	podman "$two" web "$target"
	entered "one id in two engines is one container" web
	drop other
}

ambiguous() {
	local ours
	fresh
	docker "$one" web "$target"
	podman "$two" web "$target"
	not_entered "a name in two engines" \
		"target 'web': 2 containers are meant by it: docker:web, podman:web" \
		'^uenter -U -n docker:web echo entered   # or another of them$' web
	hint_enters "a name in two engines"
	entered "and then ENGINE:NAME decides" podman:web
	fresh
	docker "$two" web "$target"
	podman "${two%2}3" db "$target"
	not_entered "the beginning of two ids" \
		"target 'abcd': 2 containers are meant by it: docker:web, podman:db" \
		'^uenter -U -n docker:web echo entered' abcd
	hint_enters "the beginning of two ids"
	entered "and then ENGINE:PREFIX decides" podman:abcd
	not_entered "a process of a name in two engines" "2 containers" \
		'^uenter -U -n docker:web/1 echo entered' abcd/1
	for ours in 1 2 3 4 5 6 7 8 9; do
		docker "feed$(printf '%060d' "$ours")" "many$ours" "$target"
	done
	not_entered "the beginning of nine ids" \
		"9 containers are meant by it: docker:many[1-9], .*, \.\.\.$" \
		'^uenter -U -n docker:many[1-9] echo entered' feed
	hint_enters "the beginning of nine ids"
}

nearest() {
	local label='"com.docker.compose.service":"db","com.docker.compose.project":"shop","com.docker.compose.project.working_dir":"/srv/shop"'
	fresh
	not_entered "no container at all" "target 'web': no container" \
		'^uenter   # lists what may be entered' web
	docker "$one" web "$target"
	podman "$two" frontend "$target"
	not_entered "a name with a letter wrong" \
		"^uenter: target 'wed': no container or sandbox of yours is called so, and no id of one begins so$" \
		'^uenter -U -n docker:web echo entered$' wed
	hint_enters "a name with a letter wrong"
	not_entered "two letters the other way round" "target 'frontned'" \
		'^uenter -U -n podman:frontend echo entered$' frontned
	hint_enters "two letters the other way round"
	not_entered "a process of a name with a letter wrong" \
		"target 'wed/1': no container" \
		'^uenter -U -n docker:web/1 echo entered$' wed/1
	not_entered "nothing that is near" "target 'mailhog9'" \
		'^uenter   # lists' mailhog9
	docker "$(id_of 3)" web2 "$target"
	not_entered "several that are near" "target 'wex'" \
		'^uenter -U -n docker:web2? echo entered   # or: docker:web' wex
	hint_enters "several that are near"
	podman "$(id_of 6)" web "$target"
	not_entered "of two engines, the one that was named is nearer" \
		"target 'podman:wbe'" \
		'^uenter -U -n podman:web echo entered   # or: docker:web, ' \
		podman:wbe
	hint_enters "of two engines, the one that was named"
	docker "$(id_of 4)" shop-db-1 "$target" "$label"
	docker "$(id_of 5)" dc "$target"
	not_entered "a service of another directory's project comes first" \
		"target 'db': no container" \
		'^uenter -U -n docker:shop-db-1 echo entered   # or: docker:dc$' db
	hint_enters "a service of another directory's project"
	COMPOSE_PROJECT_NAME=shop entered "COMPOSE_PROJECT_NAME names it" db
	run "${limit[@]}" env COMPOSE_PROJECT_NAME=other "$uenter" -n db true
	is "COMPOSE_PROJECT_NAME of another" "$status" 125
}

states() {
	fresh
	docker_config "$one" web '"Running":false,"Paused":false,"Pid":0'
	not_entered "exited" "^uenter: docker:web: it is exited: there is no process" \
		'^docker start web$' web
	hint_says "exited" "docker start web"
	docker_config "$one" web '"Running":true,"Paused":true,"Pid":1'
	not_entered "paused" "^uenter: docker:web: it is paused: its processes are frozen" \
		'^docker unpause web$' web
	hint_says "paused" "docker unpause web"
	put "$docker_dir/$one/config.v2.json" \
		'{"Name":"/web","State":{"Running":false,"Pid":0}}'
	not_entered "created" "^uenter: docker:web: it is created: there is no process" \
		'^docker start web$' web
	hint_says "created" "docker start web"
	docker_config "$one" web "\"Running\":true,\"Pid\":$target"
	not_entered "running, and the runtime has forgotten it" \
		"^uenter: docker:web: it is exited" '^docker start web$' web
	podman_item "$two" db
	not_entered "Podman's, not running" "^uenter: podman:db: it is created" \
		'^podman start db$' db
	hint_says "Podman's, not running" "podman start db"
	docker_config "$one" 'we b' '"Running":false'
	not_entered "a name that has to be quoted" "^uenter: docker:we b: it is" \
		"^docker start 'we b'$" "we b"
}

# What was refused before its process was held is called what was meant.
told_in_json() {
	command -v python3 >/dev/null || {
		skip 'JSON' 'there is no python3 to read it'
		return
	}
	fresh
	docker_config "$one" web '"Running":false,"Paused":false,"Pid":0'
	named_json "exited" web docker:web
	named_json "exited, a process inside" web/7 docker:web
	named_json "exited, by its id" "docker:${one:0:40}" docker:web
	docker_config "$one" '' '"Running":true,"Paused":true,"Pid":1'
	named_json "paused, without a name" "$one" "docker:$one"
	docker_state "$one" "$target" 1
	docker_config "$one" web "\"Running\":true,\"Pid\":$target"
	named_json "a process that is another" web docker:web
	podman_item "$two" db
	named_json "created" db podman:db
	named_json "an engine that does not run" @docker @docker
	named_json "none" nosuchname None
	named_json "an engine of none" @dokcer None
}

# named_json NAME TARGET WANT: refused, and target.name is that.
named_json() {
	run "${limit[@]}" "$uenter" --explain=json -U -n "$2" true
	is "JSON: $1" "$(python3 -c 'import json, sys
o = json.load(sys.stdin)
print(o["verdict"], o["target"]["name"], o["target"]["pid"])' \
		<"$scratch/out" 2>&1)" "unknown $3 None"
}

no_such_engine() {
	fresh
	docker "$one" web "$target"
	not_entered "an engine of none" \
		"target 'dokcer:web': there is no such engine; there are: docker, podman" \
		'^uenter   # lists' dokcer:web
	not_entered "@ENGINE of none" \
		"target '@dokcer': no engine of that name has namespaces of its own" \
		'^uenter   # lists' @dokcer
	not_entered "no engine at all" "target ':web': no engine has such a name" \
		. :web
	not_entered "no name at all" "target 'docker:': no container has such" \
		. docker:
}

# Numbers are those of the pid namespace of the container's first process.
inner() {
	local target inside
	hold target user=0 net pid fork mark || return
	inside=$(sed -n 's/^NSpid:.*\t//p' "/proc/$target/status")
	fresh
	docker "$one" web "$target"
	is "the first process is 1 there" "$inside" 1
	entered "NAME/N" web/1
	entered "ENGINE:NAME/N" docker:web/1
	not_entered "NAME/0" "target 'web/0': no process inside has that number" \
		. web/0
	not_entered "NAME/N, not there" \
		"target 'web/77': no process there has the number 77 in the pid namespace of its first one" \
		'^uenter -U -n web ps   # the numbers there are$' web/77
	not_entered "NAME/N, larger than any" \
		"target 'web/99999999': no process inside has that number" . \
		web/99999999
	drop target
}

# A number is a PID; whoever meant the beginning of an id is told.
digits() {
	local gone=4194000 id
	while [ -e "/proc/$gone" ]; do
		gone=$((gone - 1))
	done
	fresh
	id=$(digits_id "$gone")
	docker "$id" web "$target"
	not_entered "a PID of none that begins an id" "^uenter: .*$gone" \
		"^uenter -U -n docker:web echo entered   # docker:$gone = web$" \
		"$gone"
	hint_enters "a PID of none that begins an id"
	entered "ENGINE:DIGITS is the beginning of an id" "docker:$gone"
	podman "$(digits_id "$gone")0" db "$target"
	not_entered "a PID of none that begins two ids" "^uenter: .*$gone" \
		"^uenter -U -n docker:web echo entered   # docker:$gone = web, and others$" \
		"$gone"
	fresh
	docker "$(digits_id "$target")" web "$$"
	entered "a PID that can be entered is one" "$target"
	run "${limit[@]}" "$uenter" -U -n -p "$target" echo entered
	lacks "what else is refused has its own hint" "$err" ' = web'
}

hold target user=0 net || finish
cd / || exit 2
forms
ranking
ambiguous
nearest
states
told_in_json
no_such_engine
inner
digits
finish
