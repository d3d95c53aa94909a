# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What a command inside has to see, and --explain to have said before.

# What is known of the form at hand: its name; its process; one in the
# outermost user namespace below the caller's; the caller's id there, and in
# the target's own.
form='' target='' top_process='' inner='' inner_deep=''

# place TYPE PID: where its children are, which is what is joined.
place() {
	case $1 in
	pid | time) ns_of "$2" "${1}_for_children" ;;
	*) ns_of "$2" "$1" ;;
	esac
}

# wanted_uid TYPES
wanted_uid() {
	case " $1 " in
	*' user '*) echo "$inner_deep" ;;
	*) echo "$inner" ;;
	esac
}

# wanted_user TYPES: the user namespace that the command has to be in. Where
# -U is not said, it is the outermost one on the way; none where nothing is
# joined.
wanted_user() {
	case " $1 " in
	*' user '*) ns_of "$target" user ;;
	'  ') ns_of self user ;;
	*) ns_of "$top_process" user ;;
	esac
}

# check_namespaces NAME TYPES: those are the target's, the others our own.
check_namespaces() {
	local type want
	is "$1: user" "$(got ns_user)" "$(wanted_user "$2")"
	for type in cgroup ipc uts net time pid mnt; do
		case " $2 " in
		*" $type "*) want=$(place "$type" "$target") ;;
		*) want=$(ns_of self "$type") ;;
		esac
		is "$1: $type" "$(got "ns_$type")" "$want"
	done
}

# check_identity NAME UID: with every capability of the user namespace, and
# as ambient ones where the uid is not 0; a file that is made is the caller's.
check_identity() {
	local every
	every=$(got CapBnd)
	is "$1: uid" "$(got Uid)" "$2 $2 $2 $2"
	is "$1: gid" "$(got Gid)" "$2 $2 $2 $2"
	is "$1: capabilities" "$(got CapEff)" "$every"
	if [ "$2" = 0 ]; then
		is "$1: none ambient" "$(got CapAmb)" 0000000000000000
	else
		is "$1: ambient" "$(got CapAmb)" "$every"
	fi
}

# The environment, the directory: the target's where mnt changes.
check_surroundings() {
	local want=caller
	case " $2 " in
	*' mnt '*)
		is "$1: directory" "$(got cwd)" /
		want=target ;;
	*)
		is "$1: directory" "$(got cwd)" "$(pwd -P)" ;;
	esac
	is "$1: environment" "$(got_env WHOSE)" "$want"
	is "$1: TERM" "$(got_env TERM)" caller-term
	is "$1: file" "$(stat -c %u:%g "$scratch/made")" "$me:$(id -g)"
}

# steps: what --explain says will be joined, as check_namespaces has it.
steps() {
	sed -n 's/^ *[0-9]*\. join //p' <<<"$out" | sort | xargs
}

# changed: what the probe found changed, in the same form.
changed() {
	local type inside list=()
	for type in $ns_types; do
		inside=$(got "ns_$type")
		[ "$inside" != "$(ns_of self "$type")" ] || continue
		[ "$type" != user ] || type="user ${inside//[^0-9]/}"
		list+=("$type")
	done
	printf '%s\n' "${list[@]}" | sort | xargs
}

# check_explained NAME OPTION...: the same steps, the same ids, nothing done.
check_explained() {
	local name=$1 happened ids
	shift
	happened=$(changed)
	ids="uid $(uid_inside), gid $(gid_inside)"
	run "$uenter" --explain "$@" -- touch "$scratch/not-run"
	is "$name: explain: would enter" "$status" 0
	has "$name: explain: verdict" "$out" '^verdict: would enter$'
	# a deeper user namespace is joined by way of the outermost one
	is "$name: explain: joins" "$(steps | without_passage "$happened")" \
		"$happened"
	# files alone: no process tells the maps before they are joined
	has "$name: explain: ids" "$out" \
		"^runs as: ($ids\b|the ids that uenter finds mapped there)"
	is "$name: explain: nothing ran" "$(ls "$scratch/not-run" 2>&-)" ""
}

# shellcheck disable=SC2001
# without_passage HAPPENED: of two joins of user, the one that is left.
without_passage() {
	local line user
	read -r line
	user=$(grep -o 'user [0-9]*' <<<"$1")
	sed "s/user [0-9]* \(user [0-9]*\)/\1/;t
		s/user [0-9]*/$user/" <<<"$line" | sed "s/\(user [0-9]*\) *$/\1/"
}

# enters NAME TYPES OPTION...: uenter OPTIONs TARGET, or with @ as the last
# of them no TARGET.
enters() {
	local name="$form, $1" types=$2 words
	shift 2
	words=("$@" "$target")
	[ "${*: -1}" != @ ] || words=("${@:1:$#-1}")
	rm -f "$scratch/made"
	run env WHOSE=caller TERM=caller-term "$uenter" "${words[@]}" -- \
		sh -c "$probe : >'$scratch/made'" sh
	is "$name: status" "$status,$err" 0,
	check_namespaces "$name" "$types"
	check_identity "$name" "$(wanted_uid "$types")"
	check_surroundings "$name" "$types"
	check_explained "$name" "${words[@]}"
}
