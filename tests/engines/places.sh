#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Where engines' files are looked for, and what it takes to read them.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"

id=$(id_of 1)

with_both() {
	fresh
	docker "$id" web "$target"
	podman "$(id_of 2)" db "$target"
}

# under VARIABLE=VALUE...|-u VARIABLE: the target $name so, refused as $1.
# without NAME WHAT HINT TARGET ENV-WORD...
without() {
	local name=$1 what=$2 hint=$3 word=$4
	shift 4
	refused "$name" "$what" "$hint" "${limit[@]}" env "$@" \
		"$uenter" -U -n "$word" echo entered
}

variables() {
	with_both
	if [ -e "/run/user/$me" ]; then
		cannot "XDG_RUNTIME_DIR unset" "there is a /run/user/$me here"
	else
		without "XDG_RUNTIME_DIR unset" "^uenter: docker:web: it is exited" \
			. web -u XDG_RUNTIME_DIR
		without "XDG_RUNTIME_DIR unset, Podman" \
			"^uenter: podman:db: it is created" . db \
			-u XDG_RUNTIME_DIR
		without "XDG_RUNTIME_DIR relative" \
			"^uenter: docker:web: it is exited" . web -C "$HOME" \
			XDG_RUNTIME_DIR=run
		without "XDG_RUNTIME_DIR empty" \
			"^uenter: docker:web: it is exited" . web \
			XDG_RUNTIME_DIR=
	fi
	without "HOME unset" "target 'web': no container" . web -u HOME
	without "HOME relative" "target 'web': no container" . web -C / \
		HOME="${HOME#/}"
	without "HOME that is not there" "target 'web': no container" . web \
		HOME=/nonexistent
	without "XDG_DATA_HOME relative is as if unset: HOME counts" \
		"target 'web': no container" . web XDG_DATA_HOME=.local/share \
		HOME=/nonexistent
	run "${limit[@]}" env XDG_DATA_HOME="$HOME/.local/share/" HOME=/nowhere \
		"$uenter" -U -n web true
	is "XDG_DATA_HOME with a slash behind it" "$status,$err" 0,
}

# storage.conf is the caller's own word, and may lead elsewhere.
storage() {
	local conf
	with_both
	conf=$HOME/.config/containers/storage.conf
	mv "$HOME/.local/share/containers/storage" "$HOME/graph"
	put "$conf" $'[storage]\ndriver = "overlay"\ngraphroot = "$HOME/graph"\n'
	entered "another graphroot" db
	mv "$conf" "$HOME/mine.conf"
	ln -s "$HOME/mine.conf" "$conf"
	entered "storage.conf may be a link" db
	rm "$conf"
	CONTAINERS_STORAGE_CONF=$HOME/mine.conf entered \
		"CONTAINERS_STORAGE_CONF names another" db
	put "$conf" $'[storage.options]\ngraphroot = "/nowhere"\n'
	mv "$HOME/graph" "$HOME/.local/share/containers/storage"
	entered "a graphroot in another table is none" db
	mkfifo "$HOME/fifo"
	without "CONTAINERS_STORAGE_CONF as a FIFO does not hang it" \
		"target 'mailhog9': no container" . mailhog9 \
		CONTAINERS_STORAGE_CONF="$HOME/fifo"
	rm "$conf"
	mkfifo "$conf"
	entered "nor does a storage.conf that is a FIFO" db
}

# moved ROOT TO: daemon.json has TO as that one of dockerd's directories.
moved() {
	put "$HOME/.config/docker/daemon.json" "{\"$1\":\"$2\"}"
}

# Each of the two by itself, and what is no absolute path says nothing.
daemon_json() {
	local data run
	fresh
	docker "$id" web "$target"
	data=${docker_dir%/*} run=${docker_run%/*/*}
	moved data-root "$HOME/data"
	without "data-root leads elsewhere" "target 'web': no container" . web
	mv "$data" "$HOME/data"
	entered "data-root of daemon.json" web
	moved data-root data
	without "data-root relative" "target 'web': no container" . web -C "$HOME"
	mv "$HOME/data" "$data"
	entered "data-root relative: the one that is built in" web
	moved exec-root "$HOME/run/exec"
	without "exec-root leads elsewhere" "^uenter: docker:web: it is exited" \
		. web
	mv "$run" "$HOME/run/exec"
	entered "exec-root of daemon.json" web
	mv "$HOME/run/exec" "$run"
	put "$HOME/.config/docker/daemon.json" '{"data-root":"/nowhere"'
	entered "a daemon.json that is none says nothing" web
	moved data-root /nowhere
	chmod 666 "$HOME/.config/docker/daemon.json"
	entered "nor does one that others may write" web
}

# daemon.json may name other runtimes: a directory each.
other_runtime() {
	local other
	fresh
	other=${docker_run%/runtime-runc/*}/runtime-mine
	docker "$id" web "$target"
	mkdir "$other"
	mv "${docker_run%/*}/moby" "$other"
	entered "Docker, with another runtime of runc's kind" web
	rm "$other/moby/$id/state.json"
	put "$other/moby/$id/status" \
		"{\"pid\":$target,\"process-start-time\":$(started "$target")}"
	entered "Docker, with crun" web
	put "$other/moby/$id/status" \
		"{\"pid\":$target,\"process-start-time\":1}"
	without "Docker, with crun: it is believed no more than runc" \
		"^uenter: docker:web: its process was $target, and that one is another's" \
		. web HOME="$HOME"
}

# openat2(2) is what keeps links from leading out.
filtered() {
	with_both
	refused "openat2 is missing" \
		"^uenter: /.*: it cannot be opened without following links: openat2\(2\) is missing \(Linux 5\.6\)" \
		'^ls -ld /' "${limit[@]}" "$deny" openat2=ENOSYS -- \
		"$uenter" -U -n web echo entered
	refused "openat2 is refused" \
		"^uenter: /.*: it cannot be opened without following links: openat2\(2\) is refused here" \
		'^ls -ld /' "${limit[@]}" "$deny" openat2=EPERM -- \
		"$uenter" -U -n web echo entered
	run "$deny" openat2=ENOSYS -- "$uenter" -U -n "$target" echo entered
	is "and a PID needs none" "$status,$out,$err" 0,entered,
}

# A library that cannot be loaded, and one that is another.
no_library() {
	local name lib=$scratch/lib
	name=$(strings -a "$uenter" 2>/dev/null | grep -m 1 '^libjson-c\.so') ||
		name=$(grep -ao 'libjson-c\.so\.[0-9]*' "$uenter" | head -n 1)
	has "the name of the library is in the program" "$name" '^libjson-c'
	mkdir "$lib"
	: >"$lib/$name"
	with_both
	without "json-c cannot be loaded" \
		"^uenter: $name: containers are found by name with json-c, and it cannot be loaded: .*$name" \
		'^apt-get install libjson-c5   # .*; or give the target as a PID$' \
		web LD_LIBRARY_PATH="$lib"
	run env LD_LIBRARY_PATH="$lib" "$uenter" -U -n "$target" echo entered
	is "and a PID needs none" "$status,$out,$err" 0,entered,
	run env -u LD_LIBRARY_PATH strace -f -qq -e trace=openat \
		-o "$scratch/trace" "$uenter" -U -n web /bin/true
	is "json-c where it was at build: no search" "$status,$err,$(sed \
		'1,/libjson-c/!d' "$scratch/trace" | grep -c ld.so.cache)" 0,,1
	cp "$(ldd "$uenter" | sed -n 's/.* => \(.*cap-ng[^ ]*\) .*/\1/p')" \
		"$lib/$name"
	without "json-c is another library" \
		"^uenter: $name: .* cannot be loaded: .*json_" \
		'^apt-get install libjson-c5' web LD_LIBRARY_PATH="$lib"
}

# A PID entry looks at nothing of this.
untouched() {
	with_both
	run strace -f -qq -e trace=file,openat2 -o "$scratch/trace" "$uenter" \
		-U -n "$target" /bin/true
	is "a PID: entered" "$status,$err" 0,
	has "a PID: the trace is one" "$(<"$scratch/trace")" "/proc/$target"
	lacks "a PID: json-c is not opened" "$(<"$scratch/trace")" json
	lacks "a PID: no file of an engine is looked at" \
		"$(grep -v execve "$scratch/trace")" "$HOME|/run/user|storage.conf"
	run strace -f -qq -e trace=file,openat2 -o "$scratch/trace" "$uenter" \
		-U -n web /bin/true
	has "a name: json-c is opened" "$(<"$scratch/trace")" json
	has "a name: Docker's directory is opened" "$(<"$scratch/trace")" \
		"$docker_dir"
}

hold target user=0 net || finish
variables
storage
daemon_json
other_runtime
filtered
no_library
if run strace -qq true; then
	untouched
else
	skip "a PID opens nothing of it" "strace cannot trace here: $err"
fi
finish
