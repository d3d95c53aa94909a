#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# State files and processes of others: what it takes root to bring about.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"

user=${TEST_UID:?}
other=${TEST_OTHER:?}
id=$(id_of 1)
as=(setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all)
limit=("${limit[@]}" "${as[@]}")

# with_both: a home of the user's, with `web` of Docker and `db` of Podman.
with_both() {
	fresh
	docker "$id" web "$target"
	podman "$(id_of 2)" db "$target"
	chown -R "$user:$user" "$HOME"
}

# given OWNER FILE: that of a home in which all was the user's.
given() {
	with_both
	# the names of the files are those of this home
	eval "chown $1 \"$2\""
}

# broken NAME WHY TARGET
broken() {
	not_entered "$1" "^uenter: /.*: $2.*; what engines wrote is believed" \
		'^ls -ld /.*   # or give the target as a PID$' "$3"
}

anothers='it belongs to another user, who could have written anything there'

# shellcheck disable=SC2016
owners() {
	with_both
	entered "as it was, Docker" web
	entered "as it was, Podman" db
	given "$other" '$docker_dir/$id/config.v2.json'
	broken "Docker's config: another user's" "$anothers" web
	given "$other" '$docker_run/$id/state.json'
	broken "runc's state: another user's" "$anothers" web
	given "$other" '$podman_dir/containers.json'
	broken "Podman's index: another user's" "$anothers" db
	given "$other" '$crun_run/$(id_of 2)/status'
	broken "crun's status: another user's" "$anothers" db
	given "$other" '$docker_dir'
	broken "Docker's directory: another user's" "$anothers" web
	given "$other" '$docker_run'
	broken "runc's directory: another user's" "$anothers" web
	given "$other" '$HOME/.local/share/containers/storage'
	broken "Podman's directory: another user's" "$anothers" db
	given "$other" '$crun_run'
	broken "crun's directory: another user's" "$anothers" db
	given 0 '$docker_dir/$id/config.v2.json'
	entered "a file of root's is believed" web
	given 0:"$other" '$docker_run/$id/state.json'
	chmod g+w "$docker_run/$id/state.json"
	broken "writable by another group" "others may write it" web
}

# Nobody else's state is one's own.
places() {
	local theirs
	with_both
	theirs=$XDG_RUNTIME_DIR
	chown -R "$other:$other" "$theirs"
	chmod 755 "$theirs"
	broken "XDG_RUNTIME_DIR of another user, open" "$anothers" web
	chmod 700 "$theirs"
	not_entered "XDG_RUNTIME_DIR of another user, closed" \
		"^uenter: /.*: Permission denied" '^ls -ld /' web
	with_both
	chown -R "$other:$other" "$HOME/.local"
	broken "HOME of another user" "$anothers" web
}

devices() {
	with_both
	rm "$docker_run/$id/state.json"
	if mknod "$docker_run/$id/state.json" c 1 5 2>/dev/null; then
		chown "$user" "$docker_run/$id/state.json"
		broken "a device" "it is no regular file" web
	else
		cannot "a device" "mknod is not allowed here"
	fi
}

# hold_as ID VAR OP...
hold_as() {
	local kept=("${as[@]}") result
	as=(setpriv --reuid="$1" --regid="$1" --clear-groups --inh-caps=-all)
	shift
	hold "$@"
	result=$?
	as=("${kept[@]}")
	return "$result"
}

# Who they belong to is the kernel's word, whatever a file says.
processes() {
	local foreign
	hold_as "$other" foreign user=0 net || return
	with_both
	docker "$id" web "$foreign"
	chown -R "$user:$user" "$HOME"
	not_entered "another user's process with its start time" \
		"^uenter: process web .*owned by uid $other\b.*you are uid $user\b" \
		"sudo -u '#$other'" web
	drop foreign
	with_both
	docker "$id" web 1
	chown -R "$user:$user" "$HOME"
	not_entered "pid 1 with its start time" "^uenter: .*" . web
}

# Where a PID is refused and an id begins so, that is said.
digits() {
	local foreign pid=4193000
	while [ -e "/proc/$pid" ]; do
		pid=$((pid - 1))
	done
	[ "$pid" -lt "$(</proc/sys/kernel/pid_max)" ] ||
		pid=$(($(</proc/sys/kernel/pid_max) - 20))
	as=(env)
	hold foreign forkas="$pid" setid="$other" user=0 net mark
	as=(setpriv --reuid="$user" --regid="$user" --clear-groups
		--inh-caps=-all)
	with_both
	docker "$(digits_id "$pid")" mine "$target"
	chown -R "$user:$user" "$HOME"
	not_entered "another user's PID that begins an id" \
		"^uenter: .*process $pid .*owned by uid $other\b" \
		"^uenter -U -n docker:mine echo entered   # docker:$pid = mine$" \
		"$pid"
	hint_enters "another user's PID that begins an id"
	drop foreign
}

hold target user=0 net || finish
owners
places
devices
processes
digits
finish
