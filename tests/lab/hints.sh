# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# The hint of a refusal, pasted: it works, or leads to a refusal whose hint
# works.

# hint: the line of the last refusal.
hint() {
	sed -n 's/^[a-z]*: hint: //p' <<<"$err"
}

# hints_open: where a pasted line finds uenter, and sudo, for which its
# stand-in runs the rest: the line with it is root's from the start.
hints_open() {
	mkdir -p "$LAB_STATE/paste"
	ln -sf "$uenter" "$LAB_STATE/paste/uenter"
	cat >"$LAB_STATE/paste/sudo" <<-'SUDO'
		#!/bin/sh
		# sudo [-u '#UID'] COMMAND...
		if [ "$1" = -u ]; then
			id=${2#?}
			shift 2
			exec setpriv --reuid="$id" --regid="$id" \
				--clear-groups "$@"
		fi
		exec "$@"
	SUDO
	# Debian 12 has no nerdctl: what stands in for it takes the words that
	# nerdctl takes, and says them; it starts nothing.
	cat >"$LAB_STATE/paste/nerdctl" <<-'NERDCTL'
		#!/bin/sh
		case $#,$1 in
		2,start | 2,unpause) echo "nerdctl $*" ;;
		*) exit 1 ;;
		esac
	NERDCTL
	chmod 755 "$LAB_STATE"/paste/{sudo,nerdctl}
}

# paste_line LINE PREFIX...: as who typed the command, or as root.
paste_line() {
	local line=$1
	shift
	[[ $line != sudo\ * ]] || set -- in_lab
	run "$@" env PATH="$LAB_STATE/paste:$PATH" bash -c "$line"
}

# follow WHAT PREFIX...: PREFIX is what stood before uenter. Three lines at
# most; what is no refusal of uenter's own has worked by its status 0.
follow() {
	local what=$1 line=''
	shift
	for _ in 1 2 3; do
		line=$(hint)
		[ -n "$line" ] || break
		paste_line "$line" "$@"
		if [ "$status" -eq 0 ]; then
			pass "$what: pasted: $line"
			return
		fi
	done
	fail "$what: pasted: ${line:-there is no hint}" "$(shown)"
}

# mistaken ENGINE: what people get wrong about web, and what is not there.
mistaken() {
	[ -n "$(pid_of "$1-web")" ] || return 0
	refused "$1: a name, nearly" "target '$1:wbe': no container" \
		"uenter -n $1:web ss" as_user "$uenter" -n "$1:wbe" ss -tln
	follow "$1: a name, nearly" as_user
	refused "$1: no such engine" "there is no such engine" . \
		as_user "$uenter" -n "no$1:web" true
	follow "$1: no such engine" as_user
	run as_user "$uenter" -a "$1:web" ss -tln
	is "$1: no such command inside: status" "$status,$out" 127,
	follow "$1: no such command inside" as_user
	run as_user "$uenter" -a "$1:web" /www/index.html
	is "$1: no program: status" "$status,$out" 126,
	follow "$1: no program" as_user
	refused "$1: an id without a place" 'uid 4000000000' . \
		as_user "$uenter" -a -S 4000000000 "$1:web" id
	follow "$1: an id without a place" as_user
	refused "$1: a name without an id" 'nobody-has-this' . \
		as_user "$uenter" -a -S nobody-has-this "$1:web" id
	follow "$1: a name without an id" as_user
	refused "$1: a directory outside" . . \
		as_user "$uenter" -m -w=/proc "$1:web" id
	follow "$1: a directory outside" as_user
	refused "$1: no such socket" . . \
		as_user "$uenter" -N 4000 "$1:web" ss -tln
	follow "$1: no such socket" as_user
}
