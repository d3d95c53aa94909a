# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# What up, down and test share: where the lab is, and how to get into it.
#
# The lab is one private mount namespace kept by one holder process, and one
# cgroup. Every process of it is born in that cgroup, however it daemonizes
# afterwards: that, not a name, is what `down` ends.

LAB_USER=${LAB_USER:-uenter-lab}
LAB_STATE=${LAB_STATE:-/var/tmp/uenter-lab}
LAB_CGROUP=${LAB_CGROUP:-$LAB_USER}
lab_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export LAB_USER LAB_STATE LAB_CGROUP
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

say() {
	printf 'lab: %s\n' "$*" >&2
}

die() {
	say "$*"
	exit 1
}

need_root() {
	[ "$(id -u)" -eq 0 ] || die "${0##*/} has to be started as root"
}

# The holder by its recorded pid; the cgroup proves that it is still ours.
lab_holder() {
	local pid
	pid=$(cat "$LAB_STATE/holder.pid" 2>/dev/null) || return 1
	grep -q ":.*/$LAB_CGROUP/" "/proc/$pid/cgroup" 2>/dev/null || return 1
	printf '%s\n' "$pid"
}

# in_lab COMMAND...: as root, in the lab's mount namespace and cgroup.
# shellcheck disable=SC2016 # $$ and $@ are the inner shell's
in_lab() {
	nsenter -m -t "$holder" -- sh -c '
		echo $$ >"/sys/fs/cgroup/$0/shell/cgroup.procs" && exec "$@"
	' "$LAB_CGROUP" "$@"
}

# as_user COMMAND...: the same as the lab's user, with nothing of root's:
# no group, no variable, no inheritable capability.
as_user() {
	in_lab setpriv --reuid "$lab_uid" --regid "$lab_gid" --clear-groups \
		--inh-caps=-all env -i \
		HOME="$LAB_STATE/home" USER="$LAB_USER" LOGNAME="$LAB_USER" \
		SHELL=/bin/bash PATH="$PATH" TERM="${TERM:-dumb}" LANG=C \
		TMPDIR="$LAB_STATE/tmp" XDG_RUNTIME_DIR="/run/user/$lab_uid" \
		DOCKER_HOST="unix:///run/user/$lab_uid/docker.sock" \
		LAB_STATE="$LAB_STATE" LAB_USER="$LAB_USER" \
		LAB_CGROUP="$LAB_CGROUP" "$@"
}

# lab_open: sets holder, lab_uid and lab_gid, which in_lab and as_user read.
lab_open() {
	holder=$(lab_holder) || return 1
	lab_uid=$(id -u "$LAB_USER") || return 1
	lab_gid=$(id -g "$LAB_USER") || return 1
}
