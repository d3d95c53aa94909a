# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# uenter inside a container, as a CI job has it: the engine's default seccomp
# profile, root without CAP_SYS_ADMIN or uid 1000. The container shares the
# pid namespace of another one, so there is something to enter.

# The binary, and what the loader wants, where the image's links lead.
ci_install() {
	local file
	mkdir -p "$LAB_STATE/ci/lib" "$LAB_STATE/ci/lib64"
	install -m 755 "$1" "$LAB_STATE/ci/uenter"
	ldd "$1" 2>/dev/null | grep -o '/[^ ]*' | while read -r file; do
		install -D -m 755 "$file" "$LAB_STATE/ci/${file#/usr/}"
	done
}

# ci_paste LINE UID: inside; there is no sudo: who it would be types the rest.
ci_paste() {
	local line=$1 uid=$2
	case $line in
	'sudo -u '*)
		uid=$(tr -dc 0-9 <<<"${line%% uenter *}")
		line="uenter ${line#* uenter }" ;;
	sudo\ *) uid=0 line=${line#sudo } ;;
	esac
	run as_user "$engine" exec -u "$uid" "$cell" \
		/bin/sh -c "PATH=/ci:\$PATH; $line"
}

# ci_follow WHAT UID: as follow, inside.
ci_follow() {
	local line=''
	for _ in 1 2 3; do
		line=$(hint)
		[ -n "$line" ] || break
		ci_paste "$line" "$2"
		[ "$status" -ne 0 ] || break
	done
	is "$1: pasted: ${line:-there is no hint}" "$status" 0
}

# ci_refused WHAT PATTERN UID ARG...: refused inside, in both ways of asking.
# --explain may not be able to tell (125), but may not say "would enter".
ci_refused() {
	local what=$1 pattern=$2 uid=$3
	shift 3
	refused "$what" "$pattern" . \
		as_user "$engine" exec -u "$uid" "$cell" /ci/uenter "$@"
	ci_follow "$what" "$uid"
	run as_user "$engine" exec -u "$uid" "$cell" /ci/uenter --explain "$@"
	has "$what: --explain" "$status" '^(1|125)$'
}

# ci_child UID: a process of UID in the container's pid and user namespace,
# but not under its seccomp filter, that made a user namespace: UID inside
# the container is its owner, has every right over it, and only the filter
# stands in the way. Sets child to its pid inside.
ci_child() {
	local fd
	exec {fd}< <(in_lab nsenter -t "$pid" -U -m -p -S "$1" -G "$1" \
		/bin/unshare -Un /bin/sh -c \
		'echo $$; exec sleep infinity >&-' </dev/null 2>&1)
	read -rt 30 -u "$fd" child
	exec {fd}<&-
}

# ci_entered WHAT UID ARG...: as said, so done.
ci_entered() {
	local what=$1 uid=$2
	shift 2
	run as_user "$engine" exec -u "$uid" "$cell" /ci/uenter --explain "$@"
	is "$what: --explain" "$status" 0
	run as_user "$engine" exec -u "$uid" "$cell" /ci/uenter "$@"
	is "$what" "$status" 0
}

# Docker's profile lets setns(2) through for CAP_SYS_ADMIN in the container
# alone; Podman's for everybody, so that there the kernel's rules decide.
ci_filter() {
	local uid
	for uid in 0 1000; do
		ci_child "$uid"
		case $engine in
		docker)
			ci_refused "docker: uid $uid in CI: filter" seccomp \
				"$uid" -t "$child" -n /bin/true
			;;
		podman)
			ci_entered "podman: uid $uid in CI: no filter" \
				"$uid" -t "$child" -n /bin/true
			;;
		esac
	done
}

# ci ENGINE
ci() {
	local engine=$1 cell=ci pid child
	pid=$(pid_of "$1-ci")
	[ -n "$pid" ] || return 0
	run as_user "$engine" exec "$cell" grep Seccomp: /proc/self/status
	has "$1: a profile is loaded" "$out" '2$'
	ci_refused "$1: root in CI" cap_sys_admin 0 -t 1 -n /bin/true
	ci_refused "$1: root in CI: -a" 'cap_sys_(admin|chroot)' \
		0 -t 1 -a /bin/true
	# Its uid in the container's own numbers, not in those of its uid map.
	ci_refused "$1: uid 1000 in CI: root's" \
		"(it is root's|owned by (uid 0|root))" \
		1000 -t 1 -n /bin/true
	ci_filter
}
