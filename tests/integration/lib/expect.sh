# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What a command inside has to see, and --explain to have said before.

# What is known of the form at hand: its name; its process; one in the
# outermost user namespace below the caller's; the caller's id there, and in
# the target's own.
form='' target='' top_process='' inner='' inner_deep=''

# The namespaces of this process, of the target's children and of the process
# on top, as the kernel links them: by "OF TYPE".
declare -A link

# note_links OF PATH...: one of each type.
note_links() {
	local of=$1 lines line
	shift
	mapfile -t lines < <(readlink "$@")
	for line in "${lines[@]}"; do
		link["$of ${line%%:*}"]=$line
	done
	is "$of: every type is known" "${#lines[@]}" $#
}

# note_form: what is joined is where the target's children are.
note_form() {
	local own there=/proc/$target/ns
	link=()
	read -r -a own <<<"$ns_types"
	note_links self "${own[@]/#//proc/self/ns/}"
	note_links top "/proc/$top_process/ns/user"
	note_links target "$there"/{user,cgroup,ipc,uts,net,mnt} \
		"$there"/{pid,time}_for_children
}

# uid_for TYPES: `want` becomes the uid to be.
uid_for() {
	case " $1 " in
	*' user '*) want=$inner_deep ;;
	*) want=$inner ;;
	esac
}

# user_for TYPES: `want` becomes the user namespace that the command has to be
# in. Where -U is not said, it is the outermost one on the way; none where
# nothing is joined.
user_for() {
	case " $1 " in
	*' user '*) want=${link[target user]} ;;
	'  ') want=${link[self user]} ;;
	*) want=${link[top user]} ;;
	esac
}

# check_namespaces NAME TYPES: those are the target's, the others our own.
check_namespaces() {
	local type want
	user_for "$2"
	is "$1: user" "${answer[ns_user]-}" "$want"
	for type in cgroup ipc uts net time pid mnt; do
		case " $2 " in
		*" $type "*) want=${link[target $type]} ;;
		*) want=${link[self $type]} ;;
		esac
		is "$1: $type" "${answer[ns_$type]-}" "$want"
	done
}

# check_identity NAME UID: with every capability of the user namespace, and
# as ambient ones where the uid is not 0; a file that is made is the caller's.
check_identity() {
	local every=${answer[CapBnd]-}
	is "$1: uid" "${answer[Uid]-}" "$2 $2 $2 $2"
	is "$1: gid" "${answer[Gid]-}" "$2 $2 $2 $2"
	is "$1: capabilities" "${answer[CapEff]-}" "$every"
	if [ "$2" = 0 ]; then
		is "$1: none ambient" "${answer[CapAmb]-}" 0000000000000000
	else
		is "$1: ambient" "${answer[CapAmb]-}" "$every"
	fi
}

# The environment, the directory: the target's where mnt changes.
check_surroundings() {
	local want=caller
	case " $2 " in
	*' mnt '*)
		is "$1: directory" "${answer[cwd]-}" /
		want=target ;;
	*)
		is "$1: directory" "${answer[cwd]-}" "$own_directory" ;;
	esac
	is "$1: environment" "${answer[env WHOSE]-}" "$want"
	is "$1: TERM" "${answer[env TERM]-}" caller-term
	is "$1: file" "$(stat -c %u:%g "$scratch/made")" "$own_ids"
}

own_directory=$(pwd -P)
own_ids=$me:$(id -g)

# in_order TYPE...: `listed` becomes those, a word each, in the order of
# ns_types; one that is there twice stays there twice.
in_order() {
	local type word
	listed=
	for type in $ns_types; do
		for word; do
			[ "${word%%=*}" != "$type" ] || listed+=" $word"
		done
	done
}

# steps: `listed` becomes what --explain says will be joined. A deeper user
# namespace is joined by way of the outermost one: the last one counts.
steps() {
	local lines line user='' list=()
	mapfile -t lines <"$scratch/out"
	for line in "${lines[@]}"; do
		[[ $line =~ ^\ *[0-9]+\.\ join\ (.*)$ ]] || continue
		case ${BASH_REMATCH[1]} in
		user*) user=${BASH_REMATCH[1]/ /=} ;;
		*) list+=("${BASH_REMATCH[1]}") ;;
		esac
	done
	in_order ${user:+"$user"} "${list[@]}"
}

# changed: `listed` becomes what the probe found changed.
changed() {
	local type there list=()
	for type in $ns_types; do
		there=${answer[ns_$type]-}
		[ "$there" != "${link[self $type]}" ] || continue
		[ "$type" != user ] || type="user=${there//[^0-9]/}"
		list+=("$type")
	done
	in_order "${list[@]}"
}

# check_explained NAME OPTION...: the same steps, the same ids, nothing done.
check_explained() {
	local name=$1 happened ids listed
	shift
	changed
	happened=$listed
	ids="uid $(uid_inside), gid $(gid_inside)"
	run "$uenter" --explain "$@" -- touch "$scratch/not-run"
	is "$name: explain: would enter" "$status" 0
	has "$name: explain: verdict" "$out" '^verdict: would enter$'
	steps
	is "$name: explain: joins" "$listed" "$happened"
	# files alone: no process tells the maps before they are joined
	has "$name: explain: ids" "$out" \
		"^runs as: ($ids\b|the ids that uenter finds mapped there)"
	[ ! -e "$scratch/not-run" ]
	is "$name: explain: nothing ran" "$?" 0
}

# enters NAME TYPES OPTION...: uenter OPTIONs TARGET, or with @ as the last
# of them no TARGET.
enters() {
	local name="$form, $1" types=$2 words want
	shift 2
	words=("$@" "$target")
	[ "${*: -1}" != @ ] || words=("${@:1:$#-1}")
	rm -f "$scratch/made"
	run env WHOSE=caller TERM=caller-term "$uenter" "${words[@]}" -- \
		sh -c "$probe : >'$scratch/made'" sh
	is "$name: status" "$status,$err" 0,
	see
	check_namespaces "$name" "$types"
	uid_for "$types"
	check_identity "$name" "$want"
	check_surroundings "$name" "$types"
	check_explained "$name" "${words[@]}"
}
