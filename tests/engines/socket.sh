#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Containers that only a daemon knows, and daemons that answer badly.
set -u
# shellcheck source-path=SCRIPTDIR source=../integration/lib/common.sh
. "$(dirname "$0")/../integration/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/daemon.sh
. "$(dirname "$0")/lib/daemon.sh"

trap 'stop; rm -rf "$scratch"' EXIT

entered() {
	run "$uenter" -U -n "$2" readlink /proc/self/ns/net
	is "$1" "$status,$out,$err" "0,$(ns_of "$target" net),"
}

# ---- believed ---------------------------------------------------------------

hold target user=0 net pid fork mark
[ -n "$target" ] || finish
runc_state "$target" "$(started "$target")"
reply list '200 OK' "$(item running)"

serve say list
entered "by name" web
entered "by engine and name" docker:web
entered "by the beginning of its id" "${id:0:6}"

body=$(item running)
raw chunked 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n' \
	"${body:0:9}" "$((${#body} - 9))" "${body:9}"
serve say chunked
entered "chunked" web
serve stall list
entered "a connection that is kept" web

# As `docker context use` has it.
serve say list
unset DOCKER_HOST
mkdir -p "$HOME/.docker/contexts/meta/ab12"
printf '{"currentContext":"mine"}' >"$HOME/.docker/config.json"
printf '{"Name":"mine","Endpoints":{"docker":{"Host":"unix://%s"}}}' \
	"$socket" >"$HOME/.docker/contexts/meta/ab12/meta.json"
entered "by the current context" web
rm -r "$HOME/.docker"
stop

# By the rootless daemon's usual place, without a word.
serve say list
unset DOCKER_HOST
ln -s "$socket" "$XDG_RUNTIME_DIR/docker.sock"
entered "by the usual place" web
rm "$XDG_RUNTIME_DIR/docker.sock"

# ---- a pid and its proof ----------------------------------------------------

runc_state "$target" "$(($(started "$target") + 1))"
serve say list
bad "a pid that was given to another" 'docker:web: .*another time' \
	'docker ps -a'
rm -r "$XDG_RUNTIME_DIR/docker"
reply inspect '200 OK' \
	"{\"State\":{\"Pid\":$target,\"Running\":true,\"Paused\":false}}"
serve say list inspect
bad "a pid without a proof" 'neither a runtime.s file nor a monitor' \
	"ps -fp $target"

# Whose parent is a monitor of just this container; that is root's program.
hold_monitored() {
	rm -f "$scratch/m.in" "$scratch/m.out"
	mkfifo "$scratch/m.in" "$scratch/m.out"
	# shellcheck disable=SC2016 # the inner shell's
	bash -c '"$0" user=0 net pid fork; :' "$holder" -namespace moby -id "$1" \
		<"$scratch/m.in" >"$scratch/m.out" &
	monitor=$!
	exec {monitor_in}>"$scratch/m.in"
	read -r -t 60 monitored <"$scratch/m.out"
}

drop_monitored() {
	stop # which may have inherited what is closed here
	exec {monitor_in}>&-
	wait "$monitor"
}

hold_monitored "$id"
monitored=$(awk '/^PPid:/ { print $2 }' "/proc/$monitored/status")
reply inspect '200 OK' \
	"{\"State\":{\"Pid\":$monitored,\"Running\":true,\"Paused\":false}}"
serve say list inspect
run "$uenter" --explain -n docker:web
has "the monitor's child" "$out" "process $monitored|pid $monitored|$monitored"
is "the monitor's child: would enter" "$status,$err" 0,
drop_monitored
hold_monitored "${id/4/5}"
monitored=$(awk '/^PPid:/ { print $2 }' "/proc/$monitored/status")
reply inspect '200 OK' "{\"State\":{\"Pid\":$monitored,\"Running\":true}}"
serve say list inspect
bad "the child of another's monitor" 'neither a runtime.s file nor a monitor' \
	"ps -fp $monitored"
drop_monitored

# ---- states -----------------------------------------------------------------

for state in created exited dead restarting; do
	reply "$state" '200 OK' "$(item "$state")"
	serve say "$state"
	bad "$state" 'docker:web: it is (created|exited)' 'docker start web'
done
reply paused '200 OK' "$(item paused)"
serve say paused
bad "paused" 'it is paused' 'docker unpause web'
reply inspect '200 OK' '{"State":{"Pid":0,"Running":false}}'
serve say list inspect
bad "ended meanwhile" 'it is exited' 'docker start web'
reply gone '404 Not Found' '{"message":"No such container: web"}'
serve say list gone
bad "removed meanwhile" 'it is exited' 'docker start web'
reply other '200 OK' "$(item running other)"
serve say other
bad "no such name" "target 'docker:web': no container" '^uenter '

# ---- nobody answers ---------------------------------------------------------

serve gone
bad "a socket that is left" 'nobody serves it: its daemon has ended' \
	"docker -H unix://$socket ps "
paste_line "$(hint)"
is "a socket that is left: pasted" "$out" "docker -H unix://$socket ps"
serve mute
bad "connected, no answer" 'did not answer within 2 s' \
	"docker -H unix://$socket ps"
serve full
bad "the backlog is full" 'did not answer within 2 s' \
	"docker -H unix://$socket ps"
raw part 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n['
serve stall part
bad "half an answer" 'did not answer within 2 s' \
	"docker -H unix://$socket ps"
raw long 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[%90s' ' '
serve drip long
bad "a byte at a time" 'did not answer within 2 s' \
	"docker -H unix://$socket ps"
# Docker's, and Podman's too, which is asked only where it was chosen.
serve mute
export CONTAINER_HOST=unix://$socket
began=${EPOCHREALTIME/./}
run "$uenter" -n web true
took=$(((${EPOCHREALTIME/./} - began) / 1000))
is "two that do not answer: status" "$status" 125
has "two that do not answer" "$err" 'did not answer within'
is "two that do not answer: within 3 s" "$((took < 3000 ? 3000 : took))" 3000
unset CONTAINER_HOST
export DOCKER_HOST=unix://$scratch/none.sock
bad "no socket there" "target 'docker:web': no container" '^uenter '

# ---- answers that are none --------------------------------------------------

# bad_answer NAME FILE WHAT [HOW]
bad_answer() {
	serve "${4:-say}" "$2"
	bad "$1" "$socket: .*$3" "^(ls|docker) .*$socket"
}

raw empty ''
bad_answer "nothing" empty 'no HTTP that can be read, or ends'
raw ssh 'SSH-2.0-OpenSSH_9.2\r\n'
bad_answer "no HTTP" ssh 'no HTTP'
raw cut 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{"Id":'
bad_answer "cut" cut 'no HTTP'
raw cut_json 'HTTP/1.1 200 OK\r\n\r\n[{"Id":'
bad_answer "JSON that is cut" cut_json 'no JSON that can be read'
raw four 'HTTP/1.1 200 OK\r\nContent-Length: 4294967296\r\n\r\n'
bad_answer "4 GB are said to come" four 'larger than 8 MiB'
raw until 'HTTP/1.1 200 OK\r\n\r\n['
bad_answer "4 GB come" until 'larger than 8 MiB' flood
raw chunk 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000000\r\n'
bad_answer "a chunk of 4 GB" chunk 'larger than 8 MiB' flood
raw header 'HTTP/1.1 200 OK\r\nX:'
bad_answer "a header of 4 GB" header 'larger than 8 MiB' flood
{
	printf 'HTTP/1.1 200 OK\r\n\r\n'
	head -c 1000000 /dev/zero | tr '\0' '['
} >"$scratch/deep"
bad_answer "nested a million deep" deep 'no JSON that can be read'
reply missing '404 Not Found' '{"message":"page not found"}'
bad_answer "404" missing 'its daemon answered 404: page not found'
reply error '500 Internal Server Error' '{"message":"oops \u001b[31m"}'
bad_answer "500, with control bytes" error \
	'its daemon answered 500: oops \\x1b\[31m'
raw html 'HTTP/1.1 502 Bad Gateway\r\n\r\n<html>'
bad_answer "502 without JSON" html 'its daemon answered 502$'
reply upgrade '101 Switching' ''
bad_answer "another protocol" upgrade 'no HTTP'
printf -v deep '%0110d' 0
export DOCKER_HOST=unix://$scratch/$deep
: >"$scratch/$deep"
bad "a path that no socket can have" 'longer than the path of a socket' '^ls '
: >"$scratch/file"
export DOCKER_HOST=unix://$scratch/file
bad "a file that is no socket" 'nobody serves it' 'docker -H'

# ---- on another machine -----------------------------------------------------

# remote NAME WHAT HINT VARIABLE=VALUE...
remote() {
	local name=$1 what=$2 hint=$3 engine=${5-docker}
	refused "$name" "$what" "$hint" env "$4" "$uenter" -U -n "$engine:web" \
		echo entered
}

unset DOCKER_HOST
remote "ssh" 'Docker: .*another machine \(DOCKER_HOST=ssh://me@there\)' \
	'unset DOCKER_HOST ' DOCKER_HOST=ssh://me@there
remote "tcp" 'Docker: .*another machine \(DOCKER_HOST=tcp://10\.0\.0\.1:1\)' \
	'unset DOCKER_HOST ' DOCKER_HOST=tcp://10.0.0.1:1
remote "npipe" 'Docker: .*\(DOCKER_HOST=npipe:////\./x\)' \
	'unset DOCKER_HOST ' DOCKER_HOST=npipe:////./x
remote "Podman" 'Podman: .*another machine \(CONTAINER_HOST=ssh://x\)' \
	'unset CONTAINER_HOST ' CONTAINER_HOST=ssh://x podman
remote "a machine of Podman's" 'Podman: .*\(CONTAINER_CONNECTION=vm\)' \
	'unset CONTAINER_CONNECTION ' CONTAINER_CONNECTION=vm podman

mkdir -p "$HOME/.local/share/containers/storage/overlay-containers" \
	"$XDG_RUNTIME_DIR/crun/$id"
printf '[{"id":"%s","names":["web"]}]' "$id" \
	>"$HOME/.local/share/containers/storage/overlay-containers/containers.json"
printf '{"pid":%s,"process-start-time":%s}' "$target" "$(started "$target")" \
	>"$XDG_RUNTIME_DIR/crun/$id/status"
export DOCKER_HOST=ssh://me@there
entered "another engine's of that name" web
unset DOCKER_HOST
serve full
entered "another engine's, while a daemon hangs" web

stop
drop target
finish
