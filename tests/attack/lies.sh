# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A /proc, an environment and names that the sandbox made up.

# Between the mount namespace and the exec nothing of /proc is looked at.
for kind in fifo lies; do
	cell "$kind" user=0 net mnt "sh=$bin/hostile proc $kind"
	run timeout 1 "$bin/bare" "$cell" 10020000
	if [ "$kind" = fifo ]; then
		is 'control: a FIFO for a status: a careless joiner hangs' \
			"$status" 124
	else
		is 'control: a lying status: a careless joiner believes it' \
			"$out" 'lacks cap_sys_admin'
	fi
	for options in -m '-m -S 0' '-m -e' '-m -w -r' '-a --caps=none' \
		'-m --caps=target'; do
		# shellcheck disable=SC2086
		bounded "$uenter" $options -t "$cell" "$bin/probe" id
		has "/proc of $kind: $options" "$out" '^id: uid 0 0 gid 0 0 '
	done
	bounded env SHELL=/nonexistent "$uenter" -m -t "$cell" </dev/null
	is "/proc of $kind: a shell" "$status" 0
	end "$kind"
done

# no_control NAME: no byte that a terminal would act upon was printed.
no_control() {
	local files=("$scratch/out" "$scratch/err")
	if LC_ALL=C grep -qaP '[^\n\x20-\x7e]' "${files[@]}"; then
		fail "$1: control bytes" "$(cat -v "${files[@]}")"
	else
		pass "$1: no control bytes"
	fi
}

# hostile NAME OP... -- ARGUMENT...: its process's pid goes to `cell`.
hostile() {
	local name=$1
	shift
	begin "$name" "$bin/holder" "$@"
	hear "$name"
	cell=${heard#ready }
	has "$name: is there" "$heard" '^ready '
}

# shellcheck disable=SC1003
names=('\x1b]0;owned\x07' '\x1b[2J\x1b[1;1H' 'a\x0ab\x0dc\x09d'
	'\x9b31m\xff\\\x08'
	'Uid:\x090\x090\x0a' ') R 1 1 (' '\x0aState:\x09Z')
i=0
for name in "${names[@]}"; do
	i=$((i + 1))
	hostile "named$i" user=0 net uts mnt -- \
		"$bin/hostile" hold control "$name"
	head -n 1 "/proc/$cell/comm" >"$scratch/out"
	for options in --explain '--explain -a' '--explain -p' '-v -m' -p -C \
		'-S 77' '-m -e -v'; do
		# shellcheck disable=SC2086
		run "$uenter" $options -t "$cell" "$bin/probe" id
		no_control "the name $name: $options"
	done
	has "the name $name: the process was looked at" "$out" 'uid 0 0'
	run "$uenter" -m -e -t "$cell" "$bin/probe" env=A
	is "the name $name: the environment as it is" "$out" \
		$'env: \e]0;owned\a\e[31m'
	end "named$i"
	# refusals that name the process
	for end in dark zombie; do
		hostile "$end$i" -- "$bin/hostile" hold plain "$name" "$end"
		for options in -m -a --explain; do
			run "$uenter" "$options" -t "$cell" "$bin/probe" id
			no_control "$end, the name $name: $options"
			has "$end, the name $name: $options: said" "$err" \
				"^uenter: process $cell \\("
		done
		end "$end$i"
	done
done

# The ids are those of the namespace that is joined, whoever the target is.
cell first user=0 net
file=/proc/$cell/ns/net
cell second user=1000 net
run "$uenter" -U -n -t "$cell" "$bin/probe" id
is 'control: uid 1000 there' "${out:0:16}" 'id: uid 1000 100'
ids=$out
run "$uenter" --user="/proc/$cell/ns/user" -t "${file//[^0-9]/}" "$bin/probe" id
is 'by FILE, beside another target: the same ids' "$out" "$ids"
end first
end second

hostile noeq user=0 mnt -- "$bin/hostile" hold noeq
run "$uenter" -a -t "$cell" "$bin/probe" id env=PATH
has 'an environment without =' "$out" 'uid 0 0'
end noeq

hostile huge user=0 mnt -- "$bin/hostile" hold huge
run "$uenter" -a -t "$cell" "$bin/probe" id
has 'a huge environment: a bare one' "$out" 'uid 0 0'
has 'a huge environment: said' "$err" 'environment'
run "$uenter" -a -e -t "$cell" "$bin/probe" id
is 'a huge environment, -e: refused' "$status$out" 125
end huge

# hang DEVICE: it stands in an exec that a file system of its own holds up.
hang() {
	hostile hang user=0 mnt tmpfs="$scratch/hang" \
		"sh=cd '$scratch/hang' && touch passwd fuse && mkdir proc &&
		mount --rbind /proc proc && mount --bind '$1' fuse &&
		cp '$bin/probe' '$bin/hostile' ." \
		pivot="$scratch/hang" -- /hostile hang /fuse
	run timeout 1 nsenter -U --preserve-credentials -t "$cell" \
		cat "/proc/$cell/environ"
	is 'control: the environment hangs who reads it' "$status" 124
	for options in -m '-m -e' '--explain -m'; do
		# shellcheck disable=SC2086
		bounded "$uenter" $options -t "$cell" /probe id
		lacks "what hangs: $options" "$status" '^(124|137)$'
	done
	# others are entered as ever, by whatever way uenter finds its way
	cell beside user=0 net pid fork
	bounded "$uenter" -p --expose-host -t "$cell" "$bin/probe" id
	has 'beside what hangs: -p' "$out" 'uid 0 0'
	bounded "$uenter" -n -t "ns:$(stat -Lc %i "/proc/$cell/ns/net")" \
		"$bin/probe" id
	has 'beside what hangs: by inode' "$out" 'uid 0 0'
	end beside
	end hang
}

mkdir -p "$scratch/hang"
device=
for file in /dev/fuse "$bin/fuse"; do
	[ ! -c "$file" ] || [ ! -r "$file" ] || [ ! -w "$file" ] ||
		device=$file
done
if [ -n "$device" ]; then
	hang "$device"
else
	skip 'an environment that hangs' 'no /dev/fuse that may be opened'
fi
