# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The joiner's own file: a program of the sandbox's that is /proc/self/exe by
# its "#!", by a link, or by both, makes the joiner run inside, where what it is
# can be reopened for writing. Where the file is the caller's own, that works.

mine=$scratch/mine
mkdir "$mine"

# What the joiners load: whoever runs a container has that there.
libraries=$(for file in "$uenter" "$(command -v nsenter)"; do
	ldd "$file"
done | grep -Eo '/[^ )]+' | sort -u | xargs)

# own_copy FILE: one that belongs to who enters.
own_copy() {
	cp "$1" "$mine/" && chmod 755 "$mine/${1##*/}"
}

# overwriter NAME
overwriter() {
	local root=$scratch/$1.root
	mkdir -p "$root"
	begin "$1" "$bin/holder" user=0 mnt tmpfs="$root" \
		"$(below "$root" "cp '$bin/overwrite' . &&
		cp --parents $libraries . &&
		printf '#!/proc/self/exe --version\n' >script &&
		ln -s /proc/self/exe link &&
		printf '#!/link --version\n' >both && chmod 755 script both")" \
		pivot="$root" pid -- /overwrite
	hear "$1"
	cell=${heard#ready }
	has "$1: attacks" "$heard" '^ready '
}

# entered_often NAME TIMES PROGRAM COMMAND WORD...: until it is overwritten.
entered_often() {
	local name=$1 times=$2 program=$3 command=$4 n
	shift 4
	for ((n = 1; n <= times; n++)); do
		"$mine/${program##*/}" "$@" -t "$cell" "$command" --version \
			>/dev/null 2>&1 </dev/null
		cmp -s "$program" "$mine/${program##*/}" || return 0
	done
	return 1
}

# overwritten NAME COMMAND: nsenter is, which is the control.
overwritten() {
	local nsenter
	nsenter=$(command -v nsenter)
	overwriter "$1"
	own_copy "$nsenter"
	if entered_often "$1" 1000 "$nsenter" "$2" -U -m -p \
		--preserve-credentials; then
		pass "control: nsenter, $1: overwritten"
	else
		fail "control: nsenter, $1: never overwritten"
	fi
	end "$1"
}

# not_overwritten NAME TIMES COMMAND
not_overwritten() {
	overwriter "$1"
	own_copy "$uenter"
	if entered_often "$1" "$2" "$uenter" "$3" -U -m -p; then
		fail "$1: overwritten"
	else
		pass "$1: not overwritten in $2 tries"
	fi
	run "$mine/uenter" -U -m -p -t "$cell" /script
	is "$1: what ran was the copy" "$status,${out%% *}" 0,uenter
	end "$1"
}

overwritten 'its own script' /script
overwritten 'its own link' /link
overwritten 'its own both' /both
not_overwritten 'own script' 400 /script
not_overwritten 'own link' 300 /link
not_overwritten 'own both' 300 /both
