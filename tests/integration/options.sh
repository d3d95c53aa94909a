#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Options of the surroundings: directory, root, environment, shell, -F, -v.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target=''

# prints NAME EXPECTED OPTION...: what `pwd -P` and the markers inside say.
# shellcheck disable=SC2016
places='echo "$(pwd -P) $([ -e /marker ] && read -r m </marker && echo "$m")"'
prints() {
	local name=$1 want=$2
	shift 2
	run "$uenter" "$@" /bin/sh -c "$places"
	is "$name" "$status,$out,$err" "0,$want,"
}

# The target stands in a directory of its own, and its files are the host's.
directories() {
	local here_now
	here_now=$(pwd -P)
	hold target user=0 net mnt pid fork cd="$scratch/theirs" || return
	prints "no -w, files kept" "$here_now " -n "$target"
	prints "no -w, -m" "/ " -m "$target"
	prints "no -w, -a" "/ " -a "$target"
	prints "-w" "$scratch/theirs " -n -w "$target"
	prints "-w, -m" "$scratch/theirs " -m -w "$target"
	prints "-w, -a" "$scratch/theirs " -a -w "$target"
	prints "--wd" "$scratch/theirs " -n --wd "$target"
	prints "-w=DIR" "$scratch/ours " -n -w="$scratch/ours" "$target"
	prints "-wDIR" "$scratch/ours " -n -w"$scratch/ours" "$target"
	prints "--wd=DIR" "$scratch/ours " -n --wd="$scratch/ours" "$target"
	drop target
}

# A root of its own, with the host's programs in it: OP makes it the root.
hold_rooted() {
	hold target user=0 net "$1" mnt "tmpfs=$scratch/root" \
		sh="cd $scratch/root && echo theirs >marker && mkdir work &&
		for d in usr bin lib lib64 dev proc tmp; do
			[ -d /\$d ] || continue
			mkdir \$d && mount --rbind /\$d \$d
		done" "$2=$scratch/root" cd=/work fork
}

roots() {
	local how
	for how in pivot chroot; do
		hold_rooted uts $how || return
		prints "$how: -m -r" "/ theirs" -m -r "$target"
		prints "$how: -r" "/ theirs" -n -r "$target"
		prints "$how: -r -w" "/work theirs" -n -r -w "$target"
		prints "$how: -m -r -w" "/work theirs" -m -r -w "$target"
		prints "$how: --root" "/ theirs" -u --root "$target"
		refused "$how: -r -w=DIR" \
			'outside of the root that was joined' "uenter -n -r" \
			"$uenter" -n -r -w="$scratch/ours" "$target" echo entered
		prints "$how: no -r" "$(pwd -P) " -n "$target"
		drop target
	done
	# what was pivoted is the root of its mount namespace; a chroot is not
	hold_rooted uts pivot || return
	prints "pivot: -m" "/ theirs" -m "$target"
	prints "pivot: -a" "/ theirs" "$target"
	drop target
	hold_rooted uts chroot || return
	prints "chroot: -m" "/ " -m "$target"
	drop target
}

named_roots() {
	local files=$scratch/files
	hold target user=0 net mnt pid fork || return
	mkdir -p "$files/inside"
	cp "$(type -P true)" "$files/inside/dynamic"
	refused_in "-r=DIR" "below the new root" -n -r="$files" "$target"
	refused_in "-rDIR" "below the new root" -n -r"$files" "$target"
	refused_in "--root=DIR" "below the new root" -n --root="$files" "$target"
	prints "-r=/, by its '='" "/ " -n -r=/ "$target"
	prints "-r=/ -w=DIR" "$scratch/ours " -n -r=/ -w="$scratch/ours" \
		"$target"
	drop target
}

# refused_in NAME WHERE OPTION...: the command is looked for there.
refused_in() {
	local name=$1 where=$2
	shift 2
	ends "$name: another root" 127 "nosuch: no such command $where" . \
		"$uenter" "$@" /nosuch
	ends "$name: it has what is there" 126 \
		"/inside/dynamic: found $where" . \
		"$uenter" "$@" /inside/dynamic
}

# env_of OPTION...: the environment inside, but for what sh(1) adds.
env_of() {
	run env -i WHOSE=caller TERM=t1 COLORTERM=c1 LANG=C HOME=/h1 \
		PATH="$PATH" "$uenter" "$@" env
	out=$(grep -v '^PATH=' <<<"$out" | sort | xargs)
}

hold_with_env() {
	as=(env -i WHOSE=target TERM=t2 HOME=/h2 ONLY=theirs "PATH=$PATH")
	hold target user=0 net uts mnt pid fork
	local result=$?
	as=()
	return "$result"
}

environments() {
	local mixed theirs ours
	hold_with_env || return
	theirs="HOME=/h2 ONLY=theirs TERM=t2"
	mixed="COLORTERM=c1 HOME=/h2 LANG=C ONLY=theirs TERM=t1"
	ours="COLORTERM=c1 HOME=/h1 LANG=C TERM=t1"
	env_of -m "$target"
	is "-m: the target's, and three of the caller's" "$out" \
		"$mixed UENTER=$target:mnt WHOSE=target"
	env_of "$target"
	is "all: the target's, and three of the caller's" "$out" \
		"$mixed UENTER=$target:user,uts,net,pid,mnt WHOSE=target"
	env_of -U -r "$target"
	is "-r: the target's, and three of the caller's" "$out" \
		"$mixed UENTER=$target:user WHOSE=target"
	env_of -n "$target"
	is "-n: the caller's" "$out" "$ours UENTER=$target:net WHOSE=caller"
	env_of -n -e "$target"
	is "-n -e: the target's alone" "$out" \
		"$theirs UENTER=$target:net WHOSE=target"
	env_of -m --env "$target"
	is "-m --env: the target's alone" "$out" \
		"$theirs UENTER=$target:mnt WHOSE=target"
	env_of -n="/proc/$target/ns/net"
	is "FILE: the caller's" "$out" "$ours UENTER=:net WHOSE=caller"
	run env UENTER=before:net "$uenter" -n "$target" env
	is "the mark replaces an older one" "$(grep ^UENTER= <<<"$out")" \
		"UENTER=$target:net"
	run env TERMINAL=kept LANGUAGE=kept "$uenter" -m "$target" env
	lacks "three by their whole name" "$out" '^(TERMINAL|LANGUAGE)='
	env_of -n "$$"
	is "shared: the caller's, and the mark" "$out" \
		"$ours UENTER=$$ WHOSE=caller"
	drop target
}

# shell_of NAME EXPECTED OPTION...: which one a line is read by.
shell_of() {
	local name=$1 want=$2
	shift 2
	# shellcheck disable=SC2016
	echo 'echo "$0"' >"$scratch/line"
	# shellcheck disable=SC2016
	run sh -c 'exec "$@" <"$0"' "$scratch/line" \
		env ${shell_var:+"SHELL=$shell_var"} "$uenter" "$@"
	is "$name" "$status,$out" "0,$want"
}

# hold_with_shell PASSWD: that is its passwd(5).
hold_with_shell() {
	printf '%s\n' "$1" >"$scratch/passwd"
	hold target user=0 net mnt \
		sh="mount --bind $scratch/passwd /etc/passwd" pid fork
}

shells() {
	local name shell_var='' entry
	for name in ours theirs other; do
		cp "$(readlink -f /bin/sh)" "$scratch/$name/$name-sh"
	done
	entry="x:x:5::/:$scratch/other/other-sh"$'\n'
	entry+="r:x:0:0::/:$scratch/theirs/theirs-sh"
	hold_with_shell "$entry" || return
	shell_var=$scratch/ours/ours-sh
	shell_of 'SHELL, -n' -ours-sh -n "$target"
	shell_of 'SHELL, -m' -ours-sh -m "$target"
	shell_of 'SHELL, -m -p' -ours-sh -m -p "$target"
	shell_var=$scratch/nosuch
	shell_of 'SHELL is not there: passwd, -m' -theirs-sh -m "$target"
	shell_of 'SHELL is not there: passwd, -a' -theirs-sh -a "$target"
	shell_of 'SHELL is not there, files kept' -sh -n "$target"
	shell_var=
	run env -u SHELL "$uenter" -m "$target" </dev/null
	is 'no SHELL at all' "$status,$out,$err" 0,,
	drop target
	shell_var=$scratch/nosuch
	printf 'r:x:0:0::/:%s\nu:x:1000:0::/:%s\n' "$scratch/other/other-sh" \
		"$scratch/theirs/theirs-sh" >"$scratch/passwd"
	hold target user=0 mnt sh="mount --bind $scratch/passwd /etc/passwd" \
		user=1000 mnt || return
	shell_of 'passwd, by the uid' -theirs-sh "$target"
	drop target
	for entry in '' 'r:x:0:0::/:' 'r:x:0:0::/:/nosuch' 'r:x:0:0' \
		'r:x:5:0::/:/bin/ls' '::::::'; do
		hold_with_shell "$entry" || return
		shell_of "passwd has '$entry'" -sh -m "$target"
		drop target
	done
}

# With -F there is one process; the pid namespace is the children's.
no_fork() {
	hold target user=0 net mnt pid fork || return
	# shellcheck disable=SC2016
	local look='readlink /proc/$$/ns/pid /proc/self/ns/pid | xargs'
	run "$uenter" -p -F --expose-host "$target" sh -c "$look"
	is "-F: the command here, its children there" "$status,$out" \
		"0,$(ns_of self pid) $(ns_of "$target" pid)"
	# shellcheck disable=SC2016
	run sh -c 'echo $$; exec "$@"' sh "$uenter" -p -F --expose-host \
		"$target" sh -c 'echo $$'
	is "-F: no process between" "$(uniq <<<"$out" | wc -l)" 1
	# shellcheck disable=SC2016
	run sh -c 'echo $$; exec "$@"' sh "$uenter" -n "$target" \
		sh -c 'echo $$'
	is "without pid: no process between" "$(uniq <<<"$out" | wc -l)" 1
	# shellcheck disable=SC2016
	run "$uenter" -m -p "$target" sh -c 'echo $PPID'
	is "with pid: its parent is outside" "$status,$out" 0,0
	drop target
}

verbose() {
	local told
	hold target user=0 net uts mnt pid fork || return
	run "$uenter" --explain -a "$target" true
	told=$(sed -n 's/^ *[0-9]*\. //p' <<<"$out" | sed '$d')
	run "$uenter" -v -a "$target" echo entered
	is "-v: the command's output is its own" "$status,$out" 0,entered
	is "-v: says the steps of --explain" "${err//uenter: /}" "$told"
	has "-v: the mount namespace" "$err" '^uenter: join mnt$'
	run "$uenter" --verbose -n "$target" echo entered
	has "--verbose" "$err" '^uenter: join net$'
	run "$uenter" -n "$target" echo entered
	is "without it: nothing is said" "$err" ""
	drop target
}

mkdir "$scratch/theirs" "$scratch/ours" "$scratch/other" "$scratch/root"
directories
roots
named_roots
environments
shells
no_fork
verbose
finish
