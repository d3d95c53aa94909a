#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A target that means ill: its passwd(5), its environment, its name, its root.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target=''

# printable NAME: nothing that a terminal would act on was said.
printable() {
	is "$1: no control byte" \
		"$(tr -d '\n' <"$scratch/err" | tr -dc '\0-\37\177-\377' |
			od -An -c)" ""
}

# shell_is NAME EXPECTED OPTION...: which shell reads a line, $SHELL being
# none, and not later than that the reading is given up.
shell_is() {
	local name=$1 want=$2
	shift 2
	# shellcheck disable=SC2016
	echo 'echo "$0"' >"$scratch/line"
	# shellcheck disable=SC2016
	run sh -c 'exec "$@" <"$0"' "$scratch/line" timeout 60 \
		env SHELL=/nosuch HOME=/nosuch "$uenter" "$@" "$target"
	is "$name" "$status,$out,$err" "0,$want,"
}

# etc COMMAND: a target whose /etc is filled by that.
etc() {
	hold target user=0 net mnt tmpfs=/etc \
		sh="cd /etc && PATH=/usr/sbin:/usr/bin:/sbin:/bin && $1" \
		pid fork cd=/
}

# The entry is the one that would be taken, were it read.
bad_passwd() {
	local how entry="r:x:0:0::/:$scratch/planted-sh"
	etc "echo $entry >passwd" || return
	shell_is "passwd is read at all" -planted-sh -m
	shell_is "passwd is read at all, -m -p" -planted-sh -m -p
	drop target
	for how in 'mkfifo passwd' 'ln -s /etc/fifo passwd; mkfifo fifo' \
		'mkdir passwd' 'ln -s passwd passwd' 'ln -s /dev/zero passwd' \
		'ln -s /dev/tty passwd' 'ln -s /nosuch passwd' \
		"{ echo $entry; head -c 10000000 /dev/zero; } >passwd" \
		"{ head -c 10000000 /dev/zero | tr '\\0' a; echo; echo $entry; } \
		>passwd" "printf 'r:x:0\\0:0::/:$scratch/planted-sh\\n' >passwd"
	do
		etc "$how" || return
		shell_is "passwd: ${how:0:30}" -sh -m
		shell_is "passwd: ${how:0:30}, -m -p" -sh -m -p
		drop target
	done
}

# Names of -S and -G are the target's, and its files are read as warily.
names() {
	local how good='ann:x:0:0::/:' users=$scratch/users
	etc 'echo ann:x:0:0::/: >passwd; echo staff:x:0: >group' || return
	run "$uenter" -n -S ann -G staff "$target" sh -c 'id -u; id -g'
	is "-S and -G by name" "$status,$(xargs <<<"$out")" "0,0 0"
	refused "-S of a name that only the group file has" \
		'staff: /etc/passwd of the target has no such name' \
		"^uenter -n -S 0 $target echo entered .*/proc/$target/root/etc" \
		"$uenter" -n -S staff "$target" echo entered
	pasted "-S of no name" "$(hint)"
	refused "-G of a name that only passwd has" \
		'ann: /etc/group of the target has no such name' \
		"^uenter -n -G 0 $target" \
		"$uenter" -n -G ann "$target" echo entered
	refused "-S of a name of ours" 'daemon: .*no such name' . \
		"$uenter" -n -S daemon "$target" echo entered
	drop target
	# a number is the number, whatever is called so
	etc 'echo 7:x:0:0::/: >passwd' || return
	refused "-S of a number that is a name" 'uid 7' . \
		"$uenter" -n -S 7 "$target" echo entered
	drop target
	echo "$good" >"$users"
	for how in 'mkfifo passwd' 'mkdir passwd' 'ln -s passwd passwd' \
		'ln -s /dev/zero passwd' 'ln -s /dev/tty passwd' \
		'ln -s /nosuch passwd' "ln -s /proc/self/fd/0 passwd" \
		"{ head -c 10000000 /dev/zero | tr '\\0' a; echo; echo $good; } \
		>passwd" ': >passwd' 'echo ann:x:0 | tr -d 0 >passwd' \
		'echo ann:x:4294967295:0::/: >passwd' \
		'echo ann:x:-0:0::/: >passwd' 'echo ann >passwd' \
		'echo annie:x:0:0::/: >passwd' 'echo an:x:0:0::/: >passwd'; do
		etc "$how" || return
		refused "names: ${how:0:30}" '^uenter: ann: /etc/passwd of the' \
			"^uenter -n -S 0 $target echo entered" \
			timeout 60 "$uenter" -n -S ann "$target" echo entered \
			<"$users"
		pasted "names: ${how:0:30}" "$(hint)"
		drop target
	done
}

# By a magic link of /proc one leaves any mount namespace: the target's parent
# has the host's, and is of the same user namespace.
leading_out() {
	local way planted=$scratch/planted
	echo "r:x:0:0::/:$scratch/planted-sh" >"$planted"
	for way in root cwd; do
		hold target user=0 net mark fork mnt tmpfs=/etc \
			sh="read -r _ _ _ parent _ </proc/\$PPID/stat
			ln -s /proc/\$parent/$way$planted /etc/passwd" \
			mark pid fork cd=/ || return
		target=${pids[1]}
		run "$uenter" -m "$target" cat /etc/passwd
		has "/proc/PID/$way leads there" "$out" planted-sh
		shell_is "passwd is a link by /proc/PID/$way" -sh -m
		drop target
	done
	etc "ln -s /proc/self/fd/0 passwd" || return
	shell_is "passwd is a link to the standard input" -sh -m
	drop target
}

# A root below the mount namespace's: links stay below it.
below_root() {
	local dir=$scratch/root
	echo "r:x:0:0::/:/planted-sh" >"$scratch/outside"
	hold target user=0 net mnt "tmpfs=$dir" \
		sh="cd $dir && mkdir etc && for d in usr bin lib lib64 dev proc
		do [ ! -d /\$d ] || { mkdir \$d && mount --rbind /\$d \$d; }; done
		cp $scratch/planted-sh .
		ln -s ../../../../../../../../../..$scratch/outside etc/passwd" \
		"chroot=$dir" fork || return
	shell_is "passwd leads out of the root, -r" -sh -m -r
	shell_is "passwd leads out of the root, -r alone" -sh -U -r
	drop target
}

# by_env TEXT OP...: a target with that, and no more, as its environment.
by_env() {
	local first=$1
	shift
	as=(env -i "$first" LATER=1 "PATH=$PATH")
	hold target user=0 net mnt "$@" pid fork
	local result=$?
	as=()
	return "$result"
}

bad_environments() {
	local how control=$'\e]0;owned\a\e[31m\r'
	by_env "A=aaaaaaaaaaaaaaaaaa" "scrawl=NO_ASSIGNMENT" || return
	for how in '-n -e' '-m -p -e' -m; do
		# shellcheck disable=SC2086
		run "$uenter" $how "$target" env
		is "no '=', $how: status" "$status,$err" 0,
		lacks "no '=', $how: left out" "$out" NO_ASSIGNMENT
		has "no '=', $how: what is left" "$out" '^LATER=1$'
		is "no '=', $how: every line is an assignment" \
			"$(grep -vc = <<<"$out")" 0
	done
	drop target
	by_env "A=$control" || return
	for how in '-n -e' '-m -p -e' -m; do
		# shellcheck disable=SC2016,SC2086
		run "$uenter" $how "$target" sh -c 'printf %s "$A"'
		is "control bytes, $how: as they are" "$status,$out,$err" \
			"0,$control,"
		run "$uenter" --explain "$target"
		cp "$scratch/out" "$scratch/err"
		printable "control bytes, explain"
	done
	drop target
}

# huge_env: more than is read; set before the holder is executed.
huge_env() {
	local i big words=()
	big=$(head -c 120000 /dev/zero | tr '\0' x)
	for i in {1..10}; do
		words+=("BIG$i=$big")
	done
	as=(env -i "${words[@]}" "PATH=$PATH")
	hold target user=0 net mnt pid fork
	as=()
}

huge_environment() {
	huge_env
	run "$uenter" -n -e "$target" echo entered
	is "huge, -e: status" "$status,$out" 125,
	has "huge, -e: says what" "$err" \
		"^uenter: the environment of process $target: File too large"
	pasted "huge, -e" "$(hint)"
	LANG=C TERM=dumb run "$uenter" -m "$target" /usr/bin/env
	is "huge: a bare one" "$status,$(grep -vE '^(PWD|SHLVL|_)=' <<<"$out" |
		sed 's/=.*//' | sort | xargs)" "0,LANG TERM UENTER"
	has "huge: says so" "$err" "environment of process $target cannot be read"
	drop target
}

# named OP...: a holder whose name would colour the terminal, and ring.
named() {
	local name=$'\e[31mr\a\tb\n\x9b'
	[ -x "$scratch/$name" ] || cp "$holder" "$scratch/$name"
	holder="$scratch/$name" hold target "$@"
}

bad_names() {
	local how real=$holder
	named user=0 net mnt pid fork || return
	for how in '--explain -n' '--explain -a' '-n -S 7' '-v -a' \
		'-p --caps=none' "-n -u=/proc/$target/ns/net" '-T /nosuch'; do
		# shellcheck disable=SC2086
		run "$uenter" $how "$target" /nosuch
		cat "$scratch/out" >>"$scratch/err"
		printable "its name, $how"
	done
	run "$uenter" --explain -n "$target"
	has "its name, escaped" "$out" \
		"^target: process $target .\\\\x1b\\[31mr\\\\x07"
	drop target
	named user=0 net undumpable || return
	refused "its name, non-dumpable" "process $target .\\\\x1b\[31mr.*non-" . \
		"$uenter" -n "$target" echo entered
	printable "its name, non-dumpable"
	drop target
	named user=0 net mark zombie || return
	target=${pids[1]}
	refused "its name, a zombie" "process $target .\\\\x1b\[31mr.*zombie" . \
		"$uenter" -n "$target" echo entered
	printable "its name, a zombie"
	drop target
	holder=$real
}

# An image with a single static program, or none: no shell by any way.
no_shell() {
	local how
	hold target user=0 net uts mnt "tmpfs=$scratch/empty" \
		sh="mkdir $scratch/empty/etc
		echo r:x:0:0::/:/bin/ash >$scratch/empty/etc/passwd" \
		"pivot=$scratch/empty" pid fork || return
	for how in '' -a -m '-m -p' '-U -r' '-a -S 0'; do
		# shellcheck disable=SC2086
		ends "no shell ($how)" 127 '^uenter: no shell: .*the image has none' \
			"^uenter .*$target$" \
			env SHELL=/bin/bash "$uenter" $how "$target"
		printf 'echo entered\n' >"$scratch/line"
		run env PATH="$paste_path:$PATH" HOME=/nosuch SHELL=/bin/sh \
			sh -c "$(hint) <$scratch/line"
		is "no shell ($how): pasted: $(hint)" "$status,$out" 0,entered
	done
	drop target
}

cp "$(readlink -f /bin/sh)" "$scratch/planted-sh"
mkdir "$scratch/root" "$scratch/empty"
bad_passwd
names
leading_out
below_root
bad_environments
huge_environment
bad_names
no_shell
finish
