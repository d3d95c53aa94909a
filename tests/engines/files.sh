#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What engines wrote is believed by rules: each is broken here once.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"

id=$(id_of 1)

# broken NAME WHY: `web` is refused by that rule, and the hint shows the file.
broken() {
	not_entered "$1" "^uenter: /.*: $2.*; what engines wrote is believed" \
		'^ls -ld /.*   # or give the target as a PID$' web
	paste_line "$(hint)"
	is "$1: pasted: it shows the file" "$status" 0
}

# with_docker, with_podman, with_pidfile: a home with `web`, which can be
# entered; `file` becomes the one that is to be broken.
with_docker() {
	fresh
	docker "$id" web "$target"
	entered "as it was, Docker" web
}

with_podman() {
	fresh
	podman "$id" web "$target"
	entered "as it was, Podman" web
}

# each_file FUNCTION NAME: FUNCTION breaks the file $1 of each kind in turn.
each_file() {
	local break=$1 name=$2 why=$3 file
	with_docker
	file=$docker_dir/$id/config.v2.json
	"$break" "$file" && broken "Docker's config: $name" "$why"
	with_docker
	file=$docker_run/$id/state.json
	"$break" "$file" && broken "runc's state: $name" "$why"
	with_podman
	file=$podman_dir/containers.json
	"$break" "$file" && broken "Podman's index: $name" "$why"
	with_podman
	file=$crun_run/$id/status
	"$break" "$file" && broken "crun's status: $name" "$why"
}

out_of_it() {
	mv "$1" "$HOME/moved" && ln -s "$HOME/moved" "$1"
}

out_by_dots() {
	mv "$1" "$HOME/moved" && ln -s "$(realpath --relative-to="${1%/*}" \
		"$HOME/moved")" "$1"
}

to_device() {
	rm "$1" && ln -s /dev/zero "$1"
}


fifo() {
	rm "$1" && mkfifo "$1"
}

directory() {
	rm "$1" && mkdir "$1"
}

writable() {
	chmod o+w "$1"
}

too_large() {
	# the JSON stays good: spaces may follow it
	head -c 1048576 /dev/zero | tr '\0' ' ' >>"$1"
}

largest() {
	local size
	size=$(wc -c <"$1")
	head -c $((1048576 - size)) /dev/zero | tr '\0' ' ' >>"$1"
}


within_it() {
	mkdir "${1%/*}/kept" && mv "$1" "${1%/*}/kept/" &&
		ln -s "kept/${1##*/}" "$1"
}

# What is no rule: it goes on.
allowed() {
	local file
	with_docker
	largest "$docker_dir/$id/config.v2.json"
	entered "a file of 1 MiB is read" web
	with_docker
	within_it "$docker_dir/$id/config.v2.json"
	entered "a link that stays in the directory is followed" web
	with_docker
	mv "$HOME/.local/share" "$HOME/elsewhere"
	ln -s "$HOME/elsewhere" "$HOME/.local/share"
	entered "the data's directory may be a link: it is the caller's word" web
	with_podman
	rm "$crun_run/$id/status"
	mkdir -p "$docker_dir" && : >"$docker_dir/stray"
	not_entered "a stray file among Docker's containers hides nothing" \
		"^uenter: podman:web: it is created" . web
	fresh
	docker "$id" web "$target"
	mkdir "$docker_dir/half-made"
	not_entered "a container that is being made hides nothing" \
		"target 'mailhog9': no container" . mailhog9
}

# Directories: what others may write, they may have put there.
directories() {
	with_docker
	chmod o+w "$docker_dir"
	broken "Docker's directory, writable by others" "others may write it"
	with_docker
	chmod o+w "$docker_run"
	broken "runc's directory, writable by others" "others may write it"
	with_podman
	chmod o+w "$HOME/.local/share/containers/storage"
	broken "Podman's directory, writable by others" "others may write it"
	with_podman
	chmod o+w "$crun_run"
	broken "crun's directory, writable by others" "others may write it"
	with_docker
	chmod 0 "$docker_dir"
	not_entered "Docker's directory, closed" \
		"^uenter: $docker_dir: Permission denied" '^ls -ld ' web
	chmod 700 "$docker_dir"
}

# As conmon writes them: decimals alone.
pidfiles() {
	local file text
	for text in '' abc -5 0 99999999999 "12 13" 0x10; do
		fresh
		podman_item "$id" web
		conmon "$id" "$text" $$
		not_entered "a pidfile that says '$text'" \
			"^uenter: /.*/pidfile: it holds no pid" . web
	done
	fresh
	podman_item "$id" web
	conmon "$id" "$target" $$
	file=$podman_run/$id/userdata/pidfile
	fifo "$file"
	broken "Podman's pidfile: a FIFO" "it is no regular file"
}

# malformed NAME WHY TEXT: in each of the four.
malformed() {
	local name=$1 why=$2 text=$3 file
	with_docker
	for file in "$docker_dir/$id/config.v2.json" \
		"$docker_run/$id/state.json"; do
		put "$file" "$text"
	done
	unreadable "$name" "$why" "$docker_dir/$id/config.v2.json"
	docker_config "$id" web '"Running":true'
	unreadable "$name" "$why" "$docker_run/$id/state.json"
	with_podman
	put "$crun_run/$id/status" "$text"
	unreadable "$name" "$why" "$crun_run/$id/status"
	put "$podman_dir/containers.json" "$text"
	unreadable "$name" "$why" "$podman_dir/containers.json"
}

# unreadable NAME WHY FILE
unreadable() {
	not_entered "${3##*/}: $1" "^uenter: .*${3##*/}: it is no JSON that can be read: $2" \
		"^head -c300 .*${3##*/}   # or give the target as a PID$" web
	paste_line "$(hint)"
	is "${3##*/}: $1: pasted: it shows the file" "$status" 0
}

json() {
	local deep
	deep=$(head -c 1000000 /dev/zero | tr '\0' '[')
	malformed "nested a million deep" "nesting too deep" "$deep"
	malformed "cut short" "it ends in the middle" '[{"id":"'
	malformed "empty" "it ends in the middle" ''
	malformed "no JSON" "." $'\x7fELF\x02'
	malformed "null" "it is (null|no array)" null
	malformed "two values" "." '{}{}'
	malformed "something behind it" "." '{} x'
	with_docker
	printf '\0' >>"$docker_dir/$id/config.v2.json"
	unreadable "a NUL behind it" "there is a NUL byte in it" \
		"$docker_dir/$id/config.v2.json"
	fresh
	put "$docker_dir/$id/config.v2.json" '[1,2]'
	not_entered "of another type" "target 'web': no container" . web
	put "$podman_dir/containers.json" '{"id":1}'
	unreadable "of another type" "it is no array" \
		"$podman_dir/containers.json"
	put "$podman_dir/containers.json" '[7,null,[],{"id":5,"names":"web"},{"id":"abcd","names":[9]}]'
	not_entered "items of other types" "target 'web': no container" . web
	not_entered "a name of another type is none" \
		"^uenter: podman:abcd: it is created" '^podman start abcd$' abcd
}

# A name is what others chose: it is printed escaped, and nothing else.
names() {
	local long
	fresh
	podman_item "$id" '\u001b[31mred\u0007'
	not_entered "control bytes in a name are escaped" \
		'^uenter: podman:\\x1b\[31mred\\x07: it is created' \
		"^podman start \\$'\\\\x1b\[31mred\\\\x07'$" "$id"
	fresh
	podman "$id" 'we\u001bb' "$target"
	not_entered "control bytes in the nearest name" \
		"target 'weeb'" "^uenter -U -n \\$'podman:we\\\\x1bb' echo" weeb
	lacks "control bytes in the nearest name are not printed" "$err" \
		$'\x1b'
	run bash -c "PATH=$paste_path:\$PATH; $(hint)"
	is "control bytes in the nearest name: pasted" "$status,$out" 0,entered
	fresh
	podman "$id" $'caf\xe9' "$target"
	not_entered "bytes that are no UTF-8 are escaped" "target 'cafe'" \
		"podman:caf\\\\xe9" cafe
	entered "and are the name that they are" $'caf\xe9'
	fresh
	long=$(head -c 10000 /dev/zero | tr '\0' w)
	podman "$id" "$long" "$target"
	entered "a name of 10000 bytes: its id is what is left" "$id"
	not_entered "a name of 10000 bytes is no shorter one" \
		"target 'w*': no container" . "${long:0:255}"
	fresh
	podman "$id" "${long:0:255}" "$target"
	entered "a name of 255 bytes is one" "${long:0:255}"
	fresh
	podman "$id" '' "$target"
	entered "an empty name: its id is what is left" "${id:0:12}"
	not_entered "an empty name is near to nothing" "target 'ab': no" \
		'^uenter   # lists' ab
	fresh
	podman "$id" 'web\u0000x' "$target"
	not_entered "a name with a NUL is not what stands before it" \
		"target 'web': no container" . web
}

# An id becomes part of a path.
ids() {
	local bad
	for bad in "../crun/$id" "$id/../$id" .. . '' 'a\u0000b' 'a\u001bb' \
		'a b' '/etc' "$(printf '%0200d' 5)"; do
		fresh
		podman_item "$bad" web
		crun_state "$id" "$target" "$(started "$target")"
		not_entered "an id of '$bad' is none" \
			"target 'web': no container" . web
	done
	fresh
	podman "$id" web "$target"
	podman_item ../x web
	entered "one beside it can be entered" web
}

hold target user=0 net || finish
each_file out_of_it "a link out of the directory" \
	"a link there leads out of its directory"
each_file out_by_dots "a link by .. out of the directory" \
	"a link there leads out of its directory"
each_file to_device "a link to a device" \
	"a link there leads out of its directory"
each_file fifo "a FIFO" "it is no regular file"
each_file directory "a directory" "it is no regular file"
each_file writable "writable by others" "others may write it"
each_file too_large "larger than 1 MiB" "it is larger than 1 MiB"
allowed
directories
pidfiles
json
names
ids
finish
