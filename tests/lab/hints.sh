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
	chmod 755 "$LAB_STATE/paste/sudo"
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
