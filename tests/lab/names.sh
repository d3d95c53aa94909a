# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# Containers by name, in every form that a target has; those that cannot be
# entered, and whether the hint that is given then works.

# id_of ENGINE NAME: as the engine itself has it.
id_of() {
	case $1 in
	docker | podman) as_user "$1" inspect -f '{{.Id}}' "$2" ;;
	*) printf '%s\n' "$2" ;;
	esac
}

# all_ids: of every container of every engine, to tell what is unique.
all_ids() {
	as_user docker ps -aq --no-trunc
	as_user podman ps -aq --no-trunc
	awk -F '\t' '$3 ~ /^(runtime|containerd)$/ { print $1 }' \
		"$LAB_STATE/cells"
}

# shortest ID: the least that means it: four characters or more, not digits
# alone (a number is a PID), and no other id begins so.
shortest() {
	local length
	for ((length = 4; length < ${#1}; length++)); do
		[[ ${1:0:length} =~ ^[0-9]+$ ]] ||
			[ "$(grep -c "^${1:0:length}" <<<"$ids")" -gt 1 ] ||
			break
	done
	printf '%s\n' "${1:0:length}"
}

# listens WHAT TARGET: -n ss -tln there, by name.
listens() {
	enter "$where: by $1" -n "$2" ss -tln
	is "$where: by $1: status" "$status" 0
	has "$where: by $1: says" "$out" "LISTEN .*:$(get port) "
}

# The number that a child of the first process has in the container; ss -tln
# is of a network, so that it shows the same by any of its processes.
second_number() {
	local child
	read -r child _ <"/proc/$pid/task/$pid/children" || return 1
	awk '/^NSpid:/ { print $NF }' "/proc/$child/status"
}

check_numbers() {
	local number
	# 1 there is the other container's first process
	[[ $name != *-ci ]] || return 0
	listens NAME/1 "$engine:$given/1"
	number=$(second_number) || return 0
	listens "NAME/N, a second process," "$engine:$given/$number"
	refused "$where: NAME/N, no such process" 'no process there' \
		"$engine:$given" as_user "$uenter" -n "$engine:$given/4000000" \
		true
}

# Two engines with one name: both are offered.
check_bare_name() {
	case $given in
	web | user1000 | distroless | none | privileged | ci)
		refused "$where: NAME is two's" \
			"2 containers .* docker:$given, podman:$given" \
			"docker:$given" as_user "$uenter" -n "$given" ss -tln
		;;
	*) listens NAME "$given" ;;
	esac
}

# forms: of the cell in name, pid, kind and has.
forms() {
	local engine=${name%%-*} given=${name#*-} id ids_of
	[[ $kind =~ ^(docker|podman|runtime|containerd)$ ]] || return 0
	case $name in
	crun-* | runc-* | containerd-one) given=$name ;;
	containerd-two) given=ned engine=nerdctl ;;
	esac
	check_bare_name
	listens ENGINE:NAME "$engine:$given"
	check_numbers
	[[ $kind =~ ^(docker|podman)$ ]] || return 0
	id=$(id_of "$engine" "$given")
	listens ID "$id"
	listens 'a 4-character prefix' "$(shortest "$id")"
	listens ENGINE:PREFIX "$engine:${id:0:4}"
	[[ ${id:0:12} =~ ^[0-9]+$ ]] ||
		listens 'a 12-character prefix' "${id:0:12}"
}

# pasted WHAT: the hint, as it was printed, typed by the user.
pasted() {
	local hint
	hint=$(sed -n 's/^uenter: hint: //p' <<<"$err")
	run as_user bash -c "$hint"
	is "$1: the hint works" "$status" 0
}

# stopped WHAT TARGET STATE HINT
stopped() {
	refused "$1" "$3" "^uenter: hint: $4\$" \
		as_user "$uenter" -n "$2" ss -tln
	pasted "$1"
}

# states ENGINE OPTION...: of containers made for it; started or thawed by the
# hint they are like any other.
states() {
	local engine=$1
	shift
	[ -n "$(pid_of "$engine-web")" ] || return 0
	as_user "$engine" create --name made lab/web >/dev/null
	as_user "$engine" run --name ended lab/web true >/dev/null
	as_user "$engine" run -d --name frozen "$@" lab/web >/dev/null
	as_user "$engine" pause frozen >/dev/null
	stopped "$engine: created" "$engine:made" \
		"$engine:made: it is created" "$engine start made"
	enter "$engine: created, then started" -n "$engine:made" true
	is "$engine: created, then started: status" "$status" 0
	stopped "$engine: exited" "$engine:ended" \
		"$engine:ended: it is exited" "$engine start ended"
	stopped "$engine: paused" "$engine:frozen" \
		"$engine:frozen: it is paused" "$engine unpause frozen"
	enter "$engine: paused, then thawed" -n "$engine:frozen" true
	is "$engine: paused, then thawed: status" "$status" 0
	as_user "$engine" kill made frozen >/dev/null 2>&1
	as_user "$engine" rm -f made ended frozen >/dev/null 2>&1
}

# A --rm container, and one in another storage: both of Podman's own making.
podman_kinds() {
	local root=$LAB_STATE/tmp/elsewhere
	[ -n "$(pid_of podman-web)" ] || return 0
	as_user podman run -d --rm --name brief lab/web >/dev/null
	enter 'podman: --rm' -n brief true
	is 'podman: --rm: status' "$status" 0
	as_user podman rm -ft 0 brief >/dev/null 2>&1
	run as_user mkdir -p "$root"
	printf '[storage]\ndriver = "vfs"\n%s = "%s"\n%s = "%s"\n' \
		graphroot "$root/graph" runroot "$root/run" >"$root.conf"
	chmod a+r "$root.conf"
	podman_elsewhere "$root"
	rm -f "$root.conf"
}

# elsewhere COMMAND...: as CONTAINERS_STORAGE_CONF has it.
elsewhere() {
	as_user env CONTAINERS_STORAGE_CONF="$LAB_STATE/tmp/elsewhere.conf" "$@"
}

podman_elsewhere() {
	elsewhere podman import -c 'CMD ["/serve", "8109"]' \
		"$LAB_STATE/images/web.tar" lab/web >/dev/null 2>&1
	elsewhere podman run -d --name apart lab/web >/dev/null
	run elsewhere "$uenter" -n podman:apart true
	is 'podman: storage.conf' "$status,$err" 0,
	run as_user "$uenter" -n podman:apart true
	is 'podman: its monitor tells, without that' "$status,$err" 0,
	elsewhere podman rm -ft 0 apart >/dev/null 2>&1
	elsewhere podman unshare rm -rf "$1"
}

# Nothing of any engine's can be read; the monitors say enough.
by_monitor() {
	local pid=$2 found
	[ -n "$pid" ] || return 0
	run as_user env HOME=/nonexistent XDG_RUNTIME_DIR=/nonexistent \
		"$uenter" -n "$1" readlink /proc/self/ns/net
	found=$out
	is "$1: by its monitor alone" "$status,$found" \
		"0,$(readlink "/proc/$pid/ns/net")"
}

# others: what is made by hand, and by nerdctl.
others() {
	local runtime
	for runtime in crun runc; do
		[ -n "$(pid_of "$runtime-hand")" ] || continue
		refused "$runtime: created" \
			"$runtime:$runtime-made: it is created" \
			"^uenter: hint: $runtime start $runtime-made\$" \
			as_user "$uenter" -n "$runtime-made" true
	done
	[ -n "$(pid_of containerd-one)" ] || return 0
	refused 'nerdctl: stopped' 'nerdctl:ned-stopped: it is exited' \
		'^uenter: hint: nerdctl start ned-stopped$' \
		as_user "$uenter" -n ned-stopped true
	run as_user "$uenter" -mn @containerd ctr task list
	is '@containerd: ctr: status' "$status" 0
	has '@containerd: ctr' "$out" '^containerd-one .* RUNNING'
}

names() {
	ids=$(all_ids)
	caller=as_user
	each_cell forms
	states docker
	states podman --cgroups enabled --cgroup-parent "/$LAB_CGROUP/podman"
	podman_kinds
	others
	by_monitor podman:web "$(pid_of podman-web)"
	by_monitor podman:ci "$(pid_of podman-ci)"
	by_monitor "docker:$(id_of docker web)" "$(pid_of docker-web)"
	by_monitor containerd-one "$(pid_of containerd-one)"
}
