#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# LXC's folders, over real processes below one that is called as its monitor.
# shellcheck disable=SC2034,SC2154 # shared with what is sourced
set -u
# shellcheck source-path=SCRIPTDIR source=lib/sandboxes.sh
. "$(dirname "$0")/lib/sandboxes.sh"
stand_in lxc-start lxc-ls

path=$HOME/.local/share/lxc

# container NAME [PATH]: as lxc-create makes it.
container() {
	put "${2:-$path}/$1/config" 'lxc.net.0.type = empty'
}

# start VAR NAME [PATH]: its monitor runs, and its first process.
start() {
	hold_under "$1" "${monitored[@]}" "[lxc monitor] ${3:-$path} $2"
}

running() {
	local target name
	for name in web web.2_a-b a:b db=1; do
		container "$name"
		start target "$name" || return
		entered_net "$name" "lxc:$name" "$child"
		entered_net "$name, process 1" "lxc:$name/1" "$child"
		drop target
	done
	start target web || return
	entered_net 'without its engine' web "$child"
	drop target
}

stopped() {
	local target
	not_entered 'stopped' '^uenter: lxc:web: it is exited: there is no' \
		'^lxc-start -n web$' web
	hint_says 'stopped' 'lxc-start -n web'
	# one of that name, kept elsewhere
	start target web "$HOME/elsewhere" || return
	not_entered 'of another lxcpath' 'lxc:web: it is exited' . web
	drop target
	start target web2 || return
	not_entered 'of a longer name' 'lxc:web: it is exited' . web
	drop target
}

# lxc.conf has the last word, wherever XDG points.
configured() {
	local target
	container elsewhere "$HOME/elsewhere"
	unknown 'not asked there' elsewhere
	put "$HOME/.config/lxc/lxc.conf" "# lxc.lxcpath = /none
 lxc.lxcpath =  $HOME/elsewhere/ "
	start target elsewhere "$HOME/elsewhere" || return
	XDG_CONFIG_HOME=/none entered_net 'lxc.lxcpath' elsewhere "$child"
	unknown 'asked only there' web
	drop target
	rm "$HOME/.config/lxc/lxc.conf"
}

# no NAME: it is no container, whatever runs.
no() {
	local target
	start target "$1" || return
	unknown "no container: $1" "lxc:$1"
	drop target
}

names() {
	mkdir "$path/folder" "$path/.hidden" "$path/linked" "$path/-n"
	: >"$path/.hidden/config"
	: >"$path/-n/config"
	ln -s ../web/config "$path/linked/config"
	no folder
	no .hidden
	no linked
	no -n
}

# The same words, by what is no monitor.
disguised() {
	local target
	cp "$(command -v unshare)" "$scratch/lxc-start"
	# shellcheck disable=SC2016
	hold_under target bash -c 'exec -a "$1" "$0" --user --map-root-user \
		--net --mount --fork "${@:2}"' "$scratch/lxc-start" \
		"[lxc monitor] $path web" || return
	is 'a file of the caller: it is called so' \
		"$(tr '\0' '|' <"/proc/$monitor/cmdline" | cut -d '|' -f 1)" \
		"[lxc monitor] $path web"
	not_entered 'a file of the caller' 'lxc:web: it is exited' . web
	drop target
	hold_under target "$holder" user=0 pid fork -- "${monitored[@]}" \
		"[lxc monitor] $path web" || return
	is 'in a pid namespace: it is called so' \
		"$(tr '\0' '|' <"/proc/$child/cmdline" | cut -d '|' -f 1)" \
		"[lxc monitor] $path web"
	not_entered 'in a pid namespace' 'lxc:web: it is exited' . web
	drop target
}

broken() {
	chmod o+w "$path"
	not_entered 'others may write there' '/lxc: others may write it' \
		'^ls -ld ' lxc:web
	chmod o-w "$path"
}

running
stopped
configured
names
disguised
broken
finish
