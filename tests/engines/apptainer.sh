#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Files of Apptainer's and Singularity's instances, over real processes.
# shellcheck disable=SC2034,SC2154 # shared with what is sourced
set -u
# shellcheck source-path=SCRIPTDIR source=lib/sandboxes.sh
. "$(dirname "$0")/lib/sandboxes.sh"
stand_in apptainer singularity

app=$HOME/.apptainer/instances/app/$(uname -n)/someone
sing=$HOME/.singularity/instances/sing/$(uname -n)/someone

# instance DIR NAME PID PPID [USERNS]
instance() {
	put "$1/$2/$2.json" "{\"pid\":$3,\"ppid\":$4,\"name\":\"$2\",
		\"user\":\"someone\",\"image\":\"/x.sif\",\"userns\":${5-true}}"
}

running() {
	instance "$app" web "$child" "$monitor"
	entered_net 'an instance' web "$child"
	entered_net 'of Apptainer' apptainer:web "$child"
	unknown 'not of Singularity' singularity:web
	instance "$sing" db_1.a-b "$child" "$monitor"
	entered_net 'of Singularity' singularity:db_1.a-b "$child"
	instance "$sing" web "$child" "$monitor"
	entered_net 'in both' apptainer:web "$child"
	rm -r "$sing/web"
	mv "$HOME/.apptainer" "$HOME/moved"
	unknown 'moved' web
	APPTAINER_CONFIGDIR=$HOME/moved entered_net 'moved, and said' web "$child"
	mv "$HOME/moved" "$HOME/.apptainer"
}

# A home may be shared: on another machine these pids mean nothing.
elsewhere() {
	local host=$HOME/.apptainer/instances/app/another-host/someone
	instance "$host" far "$child" "$monitor"
	unknown 'of another host' far
	instance "$app" -n "$child" "$monitor"
	unknown 'no such name' apptainer:-n
}

helper() {
	instance "$app" old "$child" "$monitor" false
	not_entered 'by the set-user-ID helper' \
		'apptainer:old: it was started by a set-user-ID helper' \
		'^apptainer exec instance://old sh$' old
	hint_says 'by the set-user-ID helper' 'apptainer exec instance://old sh'
}

another() {
	local other ended first=$monitor first_child=$child
	instance "$app" web $$ "$monitor"
	not_entered 'the child of another' 'its monitor is not its parent' \
		'^apptainer instance list   #' web
	cp "$holder" "$scratch/own"
	hold_under other "$scratch/own" user=0 net fork -- || return
	instance "$app" web "$child" "$monitor"
	not_entered "a parent that is no file of root's" \
		'its parent is no monitor' . web
	drop other
	monitor=$first child=$first_child
	# shellcheck disable=SC2016
	ended=$(sh -c 'echo $$')
	instance "$app" web "$child" "$ended"
	not_entered 'killed' 'apptainer:web: it is exited' \
		'^apptainer instance list   #' web
	hint_says 'killed' 'apptainer instance list'
	instance "$app" web 0 "$monitor"
	not_entered 'no pid' 'apptainer:web: ' . web
}

broken() {
	put "$app/web/web.json" '[['
	not_entered 'cut JSON' 'web.json: ' . web
	rm "$app/web/web.json"
	ln -s "$HOME/web.json" "$app/web/web.json"
	put "$HOME/web.json" '{}'
	not_entered 'a link that leads out' 'a link there leads out' '^ls -ld ' web
	rm "$app/web/web.json"
	not_entered 'a folder alone' 'apptainer:web: it is exited' . web
}

hold_under target "${monitored[@]}" 'Apptainer instance: someone [web]' ||
	finish
running
elsewhere
helper
another
broken
drop target
finish
