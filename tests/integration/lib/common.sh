# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What the integration scripts share: sandboxes, probes, pasted hints.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../../lib.sh
. "$top/tests/lib.sh"
trap 'rm -rf "$scratch"' EXIT

uenter=${UENTER:-$top/uenter}
helpers=${HELPERS:-$top/tests/helpers}
me=$(id -u)

case $me,$suite${IN_SANDBOX-} in
0,root-* | 0,*yes) ;;
0,* | *,root-*)
	echo "$suite: start it by tests/integration/run, which knows as whom" >&2
	exit 2
	;;
esac
[ -x "$uenter" ] || {
	fail "the program" "no uenter in $uenter: build it, or set UENTER"
	finish
}

# helper NAME: its path; compiled here where the build has not done so.
helper() {
	local built
	for built in "$helpers/$1" "$scratch/$1"; do
		if [ -x "$built" ]; then
			printf '%s\n' "$built"
			return
		fi
	done
	"${CC:-cc}" -O1 -o "$scratch/$1" "$top/tests/helpers/$1.c" >&2 || exit 2
	printf '%s\n' "$scratch/$1"
}

holder=$(helper holder) || exit 2
deny=$(helper deny) || exit 2
at=$(helper at) || exit 2

# Which words go before a command that another user is to run; none is `as`.
as=()

# hold VAR OP...: starts a holder; VAR becomes the first pid that it tells,
# and `pids` all of them. It ends with `drop VAR`, or with this script.
declare -A held_input held_pid
hold() {
	local -n ret_pid=$1
	local var=$1 line='' fd
	shift
	rm -f "$scratch/$var.in" "$scratch/$var.out"
	mkfifo "$scratch/$var.in" "$scratch/$var.out"
	"${as[@]}" "$holder" "$@" <"$scratch/$var.in" >"$scratch/$var.out" \
		2>"$scratch/$var.err" &
	held_pid[$var]=$!
	exec {fd}>"$scratch/$var.in"
	held_input[$var]=$fd
	read -r -t 60 line <"$scratch/$var.out"
	read -r -a pids <<<"$line"
	# shellcheck disable=SC2034 # the name is the caller's
	ret_pid=${pids[0]:-0}
	[ -n "$line" ] && return
	fail "holder $*" "$(cat "$scratch/$var.err")"
	return 1
}

# drop VAR...: ends those, and waits until they have ended.
drop() {
	local var fd
	for var; do
		fd=${held_input[$var]}
		exec {fd}>&-
		wait "${held_pid[$var]}" 2>/dev/null
		unset "held_input[$var]" "held_pid[$var]"
	done
}

# ns_of PID TYPE: "net:[4026532177]", as the kernel links it.
ns_of() {
	readlink "/proc/$1/ns/$2"
}

# pinned_as PID: "PID:INODE", read off the refusal of a wrong one; where pidfds
# have no inodes it is PID:1, to be refused for that.
pinned_as() {
	local inode
	inode=$("$uenter" "$1:1" true 2>&1 |
		sed -n 's/.*(inode \([0-9]*\)).*/\1/p')
	printf '%s:%s\n' "$1" "${inode:-1}"
}

ns_types='user cgroup ipc uts net time pid mnt'

# Printed inside, one "key: value" a line, the environment last; read back by
# `see`. Few processes: it runs some hundred times.
# shellcheck disable=SC2016
probe='
while read -r key rest; do
	case $key in
	Uid: | Gid: | Groups: | Cap*: | NoNewPrivs:)
		echo "$key "$rest ;;
	esac
done </proc/self/status
for ns in $(cd /proc/self/ns && readlink user cgroup ipc uts net time pid mnt)
do
	echo "ns_${ns%%:*}: $ns"
done
echo "cwd: $(pwd -P)"
echo "args: $*"
echo environment:
env
'

# What the probe said: by key, and of the environment by "env NAME".
declare -A answer

# see: takes that from the last run.
see() {
	local lines line prefix=
	answer=()
	mapfile -t lines <"$scratch/out"
	for line in "${lines[@]}"; do
		if [ -n "$prefix" ]; then
			answer[$prefix${line%%=*}]=${line#*=}
		elif [ "$line" = environment: ]; then
			prefix='env '
		else
			answer[${line%%: *}]=${line#*: }
		fi
	done
}

# uid_inside, gid_inside: the effective ones.
uid_inside() {
	cut -d ' ' -f 2 <<<"${answer[Uid]-}"
}

gid_inside() {
	cut -d ' ' -f 2 <<<"${answer[Gid]-}"
}

# run_probe OPTION...: uenter with these runs the probe.
run_probe() {
	run "${as[@]}" "$uenter" "$@" -- sh -c "$probe" sh
	see
}

# Runs a line of a hint as it would be pasted. There is no sudo in a test:
# its stand-in runs the rest as root where it can, else fails.
paste_line() {
	run "${as[@]}" env PATH="$paste_path:$PATH" sh -c "$1"
}

# The directory from which a pasted line takes uenter and sudo.
paste_path=$scratch/paste
mkdir "$paste_path"
ln -s "$uenter" "$paste_path/uenter"
cat >"$paste_path/sudo" <<'SUDO'
#!/bin/sh
# sudo [-u '#UID'] COMMAND...
if [ "$1" = -u ]; then
	id=${2#?}
	shift 2
	exec setpriv --reuid="$id" --regid="$id" --clear-groups "$@"
fi
exec "$@"
SUDO
chmod 755 "$paste_path/sudo"

# hint: the hint of the last run, without what stands before it.
hint() {
	sed -n 's/^[a-z]*: hint: //p' <<<"$err"
}

# ends NAME STATUS WHAT HINT COMMAND...: as `refused`, with another status.
# A hint is a line for a shell; what is there to be read stands behind a #.
ends() {
	local name=$1 want=$2 what=$3 hint=$4 first rest
	shift 4
	run "$@"
	is "$name: status" "$status" "$want"
	is "$name: nothing ran" "$out" ""
	has "$name: says what" "$(grep -v '^uenter: hint: ' <<<"$err")" "$what"
	has "$name: hint" "$(hint)" "$hint"
	is "$name: two lines" "$(wc -l <<<"$err")" 2
	has "$name: the hint has its line" "$err" '^uenter: hint: .'
	sh -n -c "$(hint)" 2>"$scratch/err"
	is "$name: the hint is a line to paste" "$?" 0
	read -r first rest <<<"$(hint)"
	has "$name: the hint starts with a command" "$first" \
		"$(first_words "$first")"
}

# What sh(1) itself knows, or is found from where a line is pasted.
first_words() {
	PATH="$paste_path:$PATH" command -v "$1" >/dev/null ||
		printf 'a command, which %s is not' "$1"
}

refused() {
	local name=$1
	shift
	ends "$name" 125 "$@"
}

# pasted NAME LINE: it works, which is that it prints "entered".
pasted() {
	paste_line "$2"
	is "$1: pasted: $2" "$status,$out" "0,entered"
}
