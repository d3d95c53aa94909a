# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# A real Docker of root's, in a mount and a network namespace of its own below
# the lab's, so that its /run and its rules are not the machine's: found, named
# and refused with a line that works; entered by root. `cannot` where it does
# not start.

# One that no other engine of the lab has.
rootful_name=theirs

# Sets rootful, the pid of the daemon, and rootful_says, from which to read.
rootful_start() {
	local dir=$LAB_STATE/rootful line
	mkdir -m 755 "$dir" "$dir/user"
	# shellcheck disable=SC2016 # the inner shell's
	exec {rootful_says}< <(in_lab unshare -m -n --propagation private \
		setsid sh -c '
		mount --rbind /run/user "$0/user" &&
		mount -t tmpfs -o mode=755 run /run && mkdir /run/user &&
		mount --rbind "$0/user" /run/user &&
		exec dockerd --data-root "$0/data" --pidfile "$0/pid" \
			--bridge=none --iptables=false --ip6tables=false \
			--storage-driver=vfs \
			--exec-opt native.cgroupdriver=cgroupfs
		' "$dir" 2>&1 </dev/null)
	while read -rt 60 -u "$rootful_says" line; do
		printf '%s\n' "$line" >>"$LAB_STATE/log/rootful"
		[[ $line != *'API listen on'* ]] || break
	done
	rootful=$(cat "$dir/pid" 2>/dev/null) && [ -d "/proc/$rootful" ] ||
		return
	# what it says from here on has to go somewhere, or it would block
	cat <&"$rootful_says" >>"$LAB_STATE/log/rootful" 2>&1 &
}

rootful_end() {
	docker_of_root rm -f "$rootful_name" >/dev/null 2>&1
	kill "$rootful" 2>/dev/null
	exec {rootful_says}<&-
}

# The holder is the daemon, for in_lab and as_user: its /run is seen there.
docker_of_root() {
	local holder=$rootful
	in_lab env -u DOCKER_HOST docker "$@"
}

user_there() {
	local holder=$rootful
	as_user env -u DOCKER_HOST "$@"
}

root_there() {
	local holder=$rootful
	in_lab env -u DOCKER_HOST "$@"
}

# rootful_ready ID: it has said so.
rootful_ready() {
	local fd line
	exec {fd}< <(docker_of_root logs -f "$1" 2>&1)
	read -rt 60 -u "$fd" line
	kill "$!" 2>/dev/null
	exec {fd}<&-
	is "rootful: it serves" "$line" ready
}

# Who may not ask the daemon sees the monitor, which has the id.
rootful_unasked() {
	refused "rootful: by id" "^uenter: docker:${1:0:12}: root made it" \
		"^uenter: hint: sudo uenter -n docker:${1:0:12} ss -tln\$" \
		user_there "$uenter" -n "$1" ss -tln
	refused "rootful: by name" 'only root and who is in the group docker' \
		'^uenter: hint: sudo uenter' \
		user_there "$uenter" -n "$rootful_name" ss -tln
}

# Who may open its socket is as well as root, and told so.
rootful_asked() {
	local hint ids
	refused "rootful, asked: by name" \
		"^uenter: docker:$rootful_name: root made it" \
		"^uenter: hint: docker .*exec -i $rootful_name ss -tln\$" \
		user_there "$uenter" -n "$rootful_name" ss -tln
	hint=$(sed -n 's/^uenter: hint: //p' <<<"$err")
	run user_there bash -c "${hint/ss -tln/echo inside}"
	is "rootful, asked: the hint works" "$status,$out" 0,inside
	ids=$(all_ids && printf '%s\n' "$1")
	refused "rootful, asked: by prefix" \
		"^uenter: docker:$rootful_name: root made it" . \
		user_there "$uenter" -n "$(shortest "$1")" ss -tln
}

rootful_by_root() {
	local form
	for form in "$rootful_name" "docker:$rootful_name" "$1" "${1:0:12}"; do
		[[ $form =~ ^[0-9]+$ ]] && continue
		run root_there "$uenter" -n "$form" ss -tln
		is "rootful: root enters by ${form:0:12}" "$status" 0
		has "rootful: root sees by ${form:0:12}" "$out" ':80 '
	done
}

rootful() {
	local id
	if ! rootful_start; then
		cannot "rootful" "dockerd: $(tail -n 1 "$LAB_STATE/log/rootful")"
		return
	fi
	docker_of_root import -c 'ENV PATH=/bin' \
		"$LAB_STATE/images/web.tar" lab/web >/dev/null
	id=$(docker_of_root run -d --network none --name "$rootful_name" \
		lab/web /serve 80)
	is "rootful: it runs" "${#id}" 64
	rootful_ready "$id"
	rootful_unasked "$id"
	root_there chmod 666 /run/docker.sock
	rootful_asked "$id"
	rootful_by_root "$id"
	rootful_end
}
