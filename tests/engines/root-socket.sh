#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Daemons of others: root's, which is believed and refused; and a stranger's.
set -u
# shellcheck source-path=SCRIPTDIR source=../integration/lib/common.sh
. "$(dirname "$0")/../integration/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/daemon.sh
. "$(dirname "$0")/lib/daemon.sh"

trap 'stop; rm -rf "$scratch"' EXIT
chmod 711 "$HOME"
unset XDG_RUNTIME_DIR
user=(setpriv --reuid="$TEST_UID" --regid="$TEST_UID" --clear-groups
	--inh-caps=-all)

# as_caller NAME WHAT HINT TARGET COMMAND...: refused to the ordinary user.
as_caller() {
	local name=$1 what=$2 hint=$3
	shift 3
	refused "$name" "$what" "$hint" timeout -k 1 3 "${user[@]}" \
		"$uenter" -n "$@"
}

reply list '200 OK' "$(item running)"
serve say list
roots='docker:web: root made it'
as_caller "root's, by name" "$roots" \
	"^docker -H unix://$socket exec -i web ss -tln\$" web ss -tln
paste_line "$(hint)"
is "root's: pasted" "$out" "docker -H unix://$socket exec -i web ss -tln"
as_caller "root's, a shell" "$roots" \
	"^docker -H unix://$socket exec -it web sh\$" docker:web
as_caller "root's, by the beginning of its id" "$roots" 'exec -i web true' \
	"${id:0:6}" true
reply exited '200 OK' "$(item exited)"
serve say exited
as_caller "root's, not running" "$roots" 'exec -i web true' web true

# What is the caller's own is meant where both are called so.
as=("${user[@]}")
own=
hold own user=0 net
as=()
mkdir -p "$scratch/home/.local/share/containers/storage/overlay-containers" \
	"$scratch/run/crun/1${id:1}"
printf '[{"id":"1%s","names":["web"]}]' "${id:1}" \
	>"$HOME/.local/share/containers/storage/overlay-containers/containers.json"
printf '{"pid":%s,"process-start-time":%s}' "$own" "$(started "$own")" \
	>"$scratch/run/crun/1${id:1}/status"
chmod -R a+rX "$HOME" "$scratch/run"
serve say list
run env XDG_RUNTIME_DIR="$scratch/run" "${user[@]}" "$uenter" -U -n web \
	readlink /proc/self/ns/net
is "the caller's own of that name" "$status,$out,$err" "0,$(ns_of "$own" net),"
stop # which may have inherited what is closed there
drop own

as=(setpriv --reuid="$TEST_OTHER" --regid="$TEST_OTHER" --clear-groups
	--inh-caps=-all)
chmod 1777 "$scratch"
serve say list
as_caller "a stranger's" \
	"$socket: it is served by uid $TEST_OTHER, who is neither you nor root" \
	"^ls -l $socket" docker:web true
as=()

# To root the same daemon is another user's, and no more to be believed.
refused "a stranger's, to root" "served by uid $TEST_OTHER" '^ls -l' \
	"$uenter" -n docker:web true

# A socket that is not for the caller says nothing.
serve say list
chmod 700 "$socket"
as_caller "a socket that is not for the caller" \
	"target 'docker:web': no container" '^[a-z]*uenter |^sudo ' docker:web true
stop
finish
