#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# uenter --doctor: which engines answer.
set -u
# shellcheck source-path=SCRIPTDIR source=../integration/lib/common.sh
. "$(dirname "$0")/../integration/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/daemon.sh
. "$(dirname "$0")/lib/daemon.sh"

trap 'stop; rm -rf "$scratch"' EXIT

# says ENGINE PATTERN: of the last run.
says() {
	has "$1: $2" "$(awk -v name="$1" '$2 == name' "$scratch/out")" "$2"
}

reply ping '200 OK' OK
reply list '200 OK' "$(item running)"
reply error '500 Oops' '{"message":"no"}'

serve say ping list
run "$uenter" --doctor
is 'a daemon: status' "$status" 0
says docker "^ok .* 1 is told by its socket.*; $socket answers: entered by"

serve gone
run "$uenter" --doctor
is 'nobody serves: status' "$status" 0
says docker "^note .*$socket does not answer \(ECONNREFUSED\)"
has 'nobody serves: the next step' "$out" "^ {9}change: docker -H unix://"

serve say error
run "$uenter" --doctor
is 'a bad answer: status' "$status" 0
says docker "^note .*$socket does not answer"
stop

export DOCKER_HOST=tcp://192.0.2.1:2375
run "$uenter" --doctor
is 'another machine: status' "$status" 0
says docker '^note .*another machine'
has 'another machine: the next step' "$out" '^ {9}change: unset DOCKER_HOST'
unset DOCKER_HOST

# A file of Podman's, and none of its programs.
storage=$HOME/.local/share/containers/storage/overlay-containers
mkdir -p "$storage"
printf '[{"id":"%s","names":["web"]}]' "$id" >"$storage/containers.json"
run "$uenter" --doctor
is 'files: status' "$status" 0
says podman '^ok .* 1 is told by its files: entered by name: uenter podman:'
finish
