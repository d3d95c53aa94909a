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
	follow "$where: NAME/N, no such process" as_user
}

# Two engines with one name: both are offered.
check_bare_name() {
	case $given in
	web | user1000 | distroless | none | privileged | ci)
		refused "$where: NAME is two's" \
			"2 containers .* docker:$given, podman:$given" \
			"docker:$given" as_user "$uenter" -n "$given" ss -tln
		follow "$where: NAME is two's" as_user
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

# stopped WHAT TARGET STATE HINT
stopped() {
	refused "$1" "$3" "^uenter: hint: $4\$" \
		as_user "$uenter" -n "$2" ss -tln
	follow "$1" as_user
}

# settled ENGINE NAME: what an ended container left behind is written down. run
# comes back before that: conmon's cleanup is a process of its own, and Docker
# tells who waits before it writes; both of these ask for the same lock.
settled() {
	case $1 in
	podman) as_user podman container cleanup "$2" ;;
	docker) as_user docker inspect "$2" ;;
	esac >/dev/null
}

# states ENGINE OPTION...: of containers made for it; started or thawed by the
# hint they are like any other.
states() {
	local engine=$1
	shift
	[ -n "$(pid_of "$engine-web")" ] || return 0
	as_user "$engine" create --name made lab/web >/dev/null
	as_user "$engine" run --name ended lab/web true >/dev/null
	settled "$engine" ended
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

# choose_driver DIR: overlay; or vfs where that cannot be mounted, which is said.
choose_driver() {
	driver=overlay
	as_user podman --root "$1/try/graph" --runroot "$1/try/run" \
		--storage-driver overlay info >/dev/null 2>&1 && return
	driver=vfs
	cannot 'podman: overlay' 'it cannot be mounted here'
}

# A --rm container, and two in other storages: all of Podman's own making.
podman_kinds() {
	local root=$LAB_STATE/tmp/elsewhere driver
	[ -n "$(pid_of podman-web)" ] || return 0
	as_user podman run -d --rm --name brief lab/web >/dev/null
	enter 'podman: --rm' -n brief true
	is 'podman: --rm: status' "$status" 0
	as_user podman rm -ft 0 brief >/dev/null 2>&1
	as_user mkdir -p "$root/containers"
	as_user cp "$LAB_STATE/home/.config/containers/containers.conf" \
		"$root/containers"
	as_user tee "$root/containers/storage.conf" >/dev/null <<-END
		[storage]
		driver = "vfs"
		graphroot = "$root/graph"
		runroot = "$root/run"
	END
	choose_driver "$root"
	as_user tee "$root/rootless.conf" >/dev/null <<-END
		[storage]
		driver = "$driver"
		rootless_storage_path = "$root/graph2"
	END
	podman_elsewhere "$root/graph" 8109 XDG_CONFIG_HOME="$root"
	podman_elsewhere "$root/graph2" 8110 \
		CONTAINERS_STORAGE_CONF="$root/rootless.conf"
	# Podman mounts the folder of this driver over itself, and leaves it
	# shellcheck disable=SC2016 # the inner shell's
	as_user podman unshare sh -c 'umount "$1"/*/overlay "$1"/*/*/overlay
		rm -rf "$1"' sh "$root" 2>/dev/null
	run test ! -e "$root"
	is "podman: other storages: gone" "$status" 0
}

# podman_elsewhere GRAPHROOT PORT VARIABLE: with that in the environment, both
# Podman and uenter look there; without, its monitor alone tells.
podman_elsewhere() {
	run as_user env "$3" podman info -f '{{.Store.GraphRoot}}'
	is "podman: ${3%%=*}: its own storage" "$out" "$1"
	as_user env "$3" podman import "$LAB_STATE/images/web.tar" lab/apart \
		>/dev/null 2>&1
	as_user env "$3" podman run -d --name apart --network none lab/apart \
		/serve "$2" >/dev/null
	as_user env "$3" podman create --name aside lab/apart /serve "$2" \
		>/dev/null
	run as_user env "$3" "$uenter" -n podman:apart true
	is "podman: ${3%%=*}: is entered" "$status,$err" 0,
	refused "podman: ${3%%=*}: created" 'podman:aside: it is created' \
		'podman start aside' \
		as_user env "$3" "$uenter" -n podman:aside true
	refused "podman: without ${3%%=*}" 'no container' . \
		as_user "$uenter" -n podman:aside true
	follow "podman: without ${3%%=*}" as_user
	run as_user "$uenter" -n podman:apart true
	is "podman: without ${3%%=*}, by its monitor" "$status,$err" 0,
	run as_user env "$3" "$uenter" -n podman:aside true
	follow "podman: ${3%%=*}: created" as_user env "$3"
	run as_user env "$3" "$uenter" -n podman:aside true
	is "podman: ${3%%=*}: created, then started" "$status,$err" 0,
	as_user env "$3" podman rm -ft 0 apart aside >/dev/null 2>&1
}

# A pod's own container, which holds its network, and one in it, by name.
podman_pod() {
	local id
	[ -n "$(pid_of podman-web)" ] || return 0
	as_user podman pod create --name pea --infra-image lab/distroless \
		--infra-command /listener >/dev/null
	as_user podman run -d --pod pea --name inpod lab/web /serve 8111 \
		>/dev/null
	id=$(as_user podman pod inspect -f '{{.Id}}' pea)
	run as_user "$uenter" -n "podman:${id:0:12}-infra" \
		readlink /proc/self/ns/net
	is 'podman: infra container: status' "$status" 0
	is 'podman: a pod shares its network' "$(as_user "$uenter" -n inpod \
		readlink /proc/self/ns/net)" "$out"
	as_user podman pod rm -ft 0 pea >/dev/null 2>&1
}

# Podman keeps labels in its database alone: a service is known by the name
# that Compose gives to its container, in the directory of the project.
podman_compose() {
	local dir=$LAB_STATE/tmp/My.Shop
	[ -n "$(pid_of podman-web)" ] || return 0
	as_user mkdir -p "$dir/below"
	as_user touch "$dir/compose.yaml"
	as_user podman run -d --name myshop_till_1 --network none lab/web \
		>/dev/null
	# shellcheck disable=SC2016 # the inner shell's
	run as_user sh -c 'cd "$1" && "$2" -n till true' sh "$dir/below" \
		"$uenter"
	is "podman: a service in its project's directory" "$status,$err" 0,
	refused 'podman: a service, elsewhere' "target 'till': no container" . \
		as_user sh -c 'cd / && "$1" -n till true' sh "$uenter"
	follow 'podman: a service, elsewhere' as_user
	run as_user env COMPOSE_PROJECT_NAME=myshop "$uenter" -n till true
	is 'podman: COMPOSE_PROJECT_NAME' "$status,$err" 0,
	as_user podman rm -ft 0 myshop_till_1 >/dev/null 2>&1
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

# started RUNTIME: by its hint; then created again, as it was.
started() {
	local bundle
	bundle=$(as_user "$1" state "$1-made" |
		sed -n 's/.*"bundle": *"\(.*\)".*/\1/p')
	follow "$1: created" as_user
	ok "$1: created, then started" '^' -n "$1-made" true
	as_user "$1" delete --force "$1-made"
	# shellcheck disable=SC2016 # the inner shell's
	as_user sh -c '"$0" create -b "$1" "$0-made" </dev/null \
		>"$LAB_STATE/log/$0-made" 2>&1' "$1" "$bundle"
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
		started "$runtime"
	done
	[ -n "$(pid_of containerd-one)" ] || return 0
	refused 'nerdctl: stopped' 'nerdctl:ned-stopped: it is exited' \
		'^uenter: hint: nerdctl start ned-stopped$' \
		as_user "$uenter" -n ned-stopped true
	follow 'nerdctl: stopped' as_user
	is 'nerdctl: stopped: what was pasted' "$out" \
		'nerdctl start ned-stopped'
	run as_user "$uenter" -mn @containerd \
		ctr -a /run/containerd/lab.sock task list
	is '@containerd: ctr: status' "$status" 0
	has '@containerd: ctr' "$out" '^containerd-one .* RUNNING'
}

names() {
	ids=$(all_ids)
	caller=as_user
	each_cell forms
	states docker
	states podman --cgroups enabled --cgroup-parent "/$LAB_CGROUP/podman"
	mistaken docker
	mistaken podman
	podman_kinds
	podman_pod
	podman_compose
	others
	by_monitor podman:web "$(pid_of podman-web)"
	by_monitor podman:ci "$(pid_of podman-ci)"
	by_monitor "docker:$(id_of docker web)" "$(pid_of docker-web)"
	by_monitor containerd-one "$(pid_of containerd-one)"
}
