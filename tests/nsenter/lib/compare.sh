# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Rows of a table, run through both: the installed nsenter, and ours.

rows=0
who=nobody sandbox=none pid=0 is_there=''

# section LINE: "as WHO, against SANDBOX", which is started.
section() {
	local words
	[ -z "${held_pid[pid]-}" ] || drop pid
	read -r -a words <<<"${1//,/}"
	who=${words[1]} sandbox=${words[3]} is_there=''
	sandbox "$sandbox" && become "$who" && is_there=yes
	[ -n "$is_there" ] || skip "as $who, against $sandbox" "not root"
}

# words_of TEXT: `words` as a shell would read them, with PID for the target
# and DIR for the directory where all is started.
words_of() {
	local text=${1//PID/$pid}
	text=${text//DIR/$dir}
	set -f
	eval "words=($text)"
	set +f
}

trimmed() {
	local text=$1
	text=${text#"${text%%[![:space:]]*}"}
	printf '%s\n' "${text%"${text##*[![:space:]]}"}"
}

# row FUNCTION LINE: the columns of a line become its arguments.
row() {
	local column columns=() fields=()
	IFS='|' read -r -a fields <<<"$2"
	for column in "${fields[@]}"; do
		columns+=("$(trimmed "$column")")
	done
	"$1" "${columns[@]}"
}

# each_row FUNCTION TABLE
each_row() {
	local line
	while IFS= read -r line <&8; do
		case $line in
		'' | '#'* | '*'*) ;;
		'as '*) section "$line" ;;
		*) [ -z "$is_there" ] || row "$1" "$line" ;;
		esac
	done 8<"$2"
	[ -z "${held_pid[pid]-}" ] || drop pid
}

# take_assignments: what NAME=VALUE at the start of `words` goes where env
# finds it.
take_assignments() {
	assignments=()
	while [[ ${words[0]-} =~ ^[A-Z]+= ]]; do
		assignments+=("${words[0]}")
		words=("${words[@]:1}")
	done
}

# theirs_of NAME: what the installed one did, unless it cannot be compared.
theirs_of() {
	local name=$1 wanted=$2
	run_as "$installed" "${words[@]}"
	theirs=$status,$out
	case $wanted in
	'ends '*)
		[ "$status" != "${wanted#ends }" ] || return 0 ;;
	*)
		[ -n "$out" ] && ! grep -q '^nsenter: ' <<<"$err" && return 0 ;;
	esac
	if [ -n "$is_known" ]; then
		fail "$name: nsenter itself is to succeed" "$(shown)"
	else
		skip "$name" "this nsenter does not do it"
	fi
	return 1
}

# different THEIRS: how the last one that ran is that.
different() {
	printf '%s\n' "$1" >"$scratch/theirs"
	if [ -n "$out" ]; then
		diff "$scratch/theirs" - <<<"$status,$out"
	else
		printf 'expected: %s, ...\ngot:      %s\n' "${1%%,*}" "$status,"
	fi
	printf '%s\n' "$err"
}

# same OPTIONS COMMAND [WANTED]: as with nsenter, so with ours. WANTED is
# "ends N" where no command is to run, "status" where the rest may differ.
same() {
	local name="as $who, against $sandbox: nsenter $1 ${2-}" words theirs
	rows=$((rows + 1))
	words_of "$1 ${2-}"
	take_assignments
	theirs_of "$name" "${3-}" || return
	run_as "$nsenter" "${words[@]}"
	[ "${3-}" != status ] || theirs=${theirs%%,*} out=
	[ "${3-}" != status ] || theirs+=,
	if [ "$status,$out" = "$theirs" ]; then
		pass "$name"
	else
		fail "$name" "$(different "$theirs")"
	fi
}

# ran PROGRAM: with `words`; sets `result` to "STATUS OUTPUT" in one line.
ran() {
	run_as "$1" "${words[@]}"
	result=$(trimmed "$status $(tr '\n' ' ' <<<"$out")")
}

# expands TEXT: as `words_of`, in one line.
expands() {
	local words
	words_of "$1"
	printf '%s\n' "${words[*]}"
}

# theirs_is NAME NOT|'' RESULT: what the tables say of the installed one.
theirs_is() {
	local negated=$2 result is_so=yes
	ran "$installed"
	[ "$result" = "$3" ] || is_so=
	[ -z "$negated" ] || is_so=${is_so:+no}
	case $is_so,$negated in
	yes, | ,not) pass "$1: the installed one" ;;
	*)
		[ -z "$is_known" ] || fail "$1: the installed one" \
			"expected: ${negated:+anything but }$3" "$(shown)"
		[ -n "$is_known" ] || skip "$1: the installed one" \
			"is another version" ;;
	esac
}

# ours_is NAME PROGRAM RESULT
ours_is() {
	local result
	ran "$2"
	is "$1: ${2##*/}" "$result" "$3"
}

# differ OPTIONS COMMAND THEIRS OURS: under the name nsenter, as intended.
differ() {
	local name="intended: as $who, against $sandbox: nsenter $1 $2" words
	words_of "$1 $2"
	take_assignments
	theirs_is "$name" '' "$(expands "$3")"
	ours_is "$name" "$nsenter" "$(expands "$4")"
}

# told OPTIONS COMMAND RESULT [UENTERS]: where there is another result under
# the name uenter, it is the last column.
told() {
	local name="as $who, against $sandbox: $1 $2" words
	words_of "$1 $2"
	take_assignments
	ours_is "$name" "$nsenter" "$(expands "$3")"
	ours_is "$name" "$uenter" "$(expands "${4-$3}")"
}

# better OPTIONS COMMAND RESULT [UENTERS]: and the installed one fails at it.
better() {
	local name="better: as $who, against $sandbox: $1 $2" words
	words_of "$1 $2"
	take_assignments
	theirs_is "$name" not "$(expands "$3")"
	told "$@"
}
