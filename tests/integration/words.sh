#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Words in the wrong place: where the target or the option belongs.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

# corrected NAME WHAT LINE COMMAND...: refused, and the hint is that LINE,
# which works, with the target where it says TARGET.
corrected() {
	local name=$1 what=$2 line=$3
	shift 3
	refused "$name" "$what" "$line" "$@"
	is "$name: the whole line" "$(hint)" "$line"
	line=$(hint)
	pasted "$name" "${line/TARGET/$target}"
}

# The target was left out.
programs() {
	corrected "no target" "target 'sh'.*it is a program.*target.*missing" \
		"uenter -n TARGET sh -c 'echo entered'" \
		"$uenter" -n sh -c 'echo entered'
	corrected "no target, by path" "target '/bin/echo'.*it is a program" \
		"uenter -U -n TARGET /bin/echo entered" \
		"$uenter" -U -n /bin/echo entered
	corrected "no target, all options" "it is a program" \
		"uenter -n -S 0 --caps=none TARGET echo entered" \
		"$uenter" -n -S 0 --caps=none echo entered
	refused "no target, an option of the command's" "target 'ss-like'" . \
		"$uenter" -n ss-like -tln
	refused "a name" "target 'nosuchname'.*no container or sandbox" \
		'^uenter   # lists' "$uenter" -n nosuchname true
	refused "a name with -t" "target 'echo'.*no container or sandbox" . \
		"$uenter" -n -t echo true
	refused "an escape in a name" \
		"^uenter: target '\\\\x1b\[31mred\\\\x07'" . \
		"$uenter" -n $'\e[31mred\a' true
}

# The option came after the target.
misplaced() {
	corrected "-n after the target" '^uenter: -n: .*before the target' \
		"uenter -n $target echo entered" \
		"$uenter" "$target" -n echo entered
	corrected "two after the target" '^uenter: -U: .*before the target' \
		"uenter -U -n $target echo entered" \
		"$uenter" "$target" -U -n echo entered
	corrected "a cluster after the target" '^uenter: -Un: ' \
		"uenter -Un $target echo entered" \
		"$uenter" "$target" -Un echo entered
	corrected "before and after the target" '^uenter: -n: ' \
		"uenter -U -n $target echo entered" \
		"$uenter" -U "$target" -n echo entered
	corrected "-S 0 after the target" '^uenter: -S: .*before the target' \
		"uenter -S 0 $target echo entered" \
		"$uenter" "$target" -S 0 echo entered
	corrected "--caps after the target" '^uenter: --caps=none: ' \
		"uenter --caps=none $target echo entered" \
		"$uenter" "$target" --caps=none echo entered
	refused "a command with a dash" '^uenter: -x: a command does not start' \
		. "$uenter" "$target" -x
	run "$uenter" -n "$target" -- -x
	is "a command with a dash, after --: looked for" "$status" 127
	run "$uenter" -n -t "$target" -- echo entered
	is "-- after -t" "$status,$out" 0,entered
	run "$uenter" -n "$target" -- echo entered
	is "-- after the target" "$status,$out" 0,entered
	run "$uenter" -n -- "$target" echo entered
	is "-- before the target" "$status,$out" 0,entered
}

# The option was another one: the line is mended, and works.
other_options() {
	corrected "an unknown option" '^uenter: --nett: no such.* --net$' \
		"uenter --net $target echo entered" \
		"$uenter" --nett "$target" echo entered
	corrected "with its value" '^uenter: --nett: no such.* --net$' \
		"uenter --net=/proc/$target/ns/net echo entered" \
		"$uenter" --nett="/proc/$target/ns/net" echo entered
	corrected "an abbreviation is not ours" '^uenter: --expose: .*-host$' \
		"uenter --expose-host $target echo entered" \
		"$uenter" --expose "$target" echo entered
	corrected "a value to none" '^uenter: --all=x: takes no value' \
		"uenter --all $target echo entered" \
		"$uenter" --all=x "$target" echo entered
	corrected "docker's --detach" "^uenter: --detach: .*shell's &" \
		"uenter -n $target echo entered" \
		"$uenter" -n --detach "$target" echo entered
	corrected "docker's -d among others" "^uenter: -d: .*shell's &" \
		"uenter -v $target echo entered" \
		"$uenter" -vd "$target" echo entered
	corrected "docker's --workdir" '^uenter: --workdir: .* --wdns' \
		"uenter --wdns=/ $target echo entered" \
		"$uenter" --workdir=/ "$target" echo entered
	corrected "docker's --env" '^uenter: --env: takes host.*--setenv' \
		"uenter -n --setenv=A=entered $target printenv A" \
		"$uenter" -n --env=A=entered "$target" printenv A
	corrected "docker's -e" '^uenter: --env: takes host.*--setenv' \
		"uenter -n --setenv=A=entered $target printenv A" \
		"$uenter" -n -e=A=entered "$target" printenv A
	corrected "unshare's --fork" '^uenter: --fork: .*-p makes a child' \
		"uenter -n $target echo entered" \
		"$uenter" -n --fork "$target" echo entered
	corrected "a PID with a sign" '^uenter: -[0-9]\.\.\.: a PID has no' \
		"uenter -n $target echo entered" \
		"$uenter" -n "-$target" echo entered
	refused "several it may be" '--pre: .*-credentials or --preserve-fds' \
		'uenter --help' "$uenter" --pre "$target" echo entered
}

# nsenter would have taken the rest of the word for a directory or file.
attached() {
	local below=$scratch/tmp
	mkdir "$below" "$scratch/sub"
	cd "$scratch" || return
	corrected "-wtmp" "^uenter: -wtmp: -t would take .*'='" \
		"uenter -n -w=tmp $target echo entered" \
		"$uenter" -n -wtmp "$target" echo entered
	corrected "-wsub" "^uenter: -wsub: -s is no option.*'='" \
		"uenter -w=sub $target echo entered" \
		"$uenter" -wsub "$target" echo entered
	run "$uenter" -nw=tmp "$target" pwd
	is "-nw=tmp is taken" "$status,$out" "0,$below"
	cd / || return
}

bad_options() {
	refused "an unknown letter" '^uenter: -X: no such option' . \
		"$uenter" -X "$target" echo entered
	refused "-S of a signed number" "^uenter: -S '\\+7': an id is" . \
		"$uenter" -S +7 "$target" echo entered
	refused "-F and --pty" '^uenter: -F: contradicts --pty' \
		"^uenter -n --pty $target echo entered" \
		"$uenter" -F -n --pty "$target" echo entered
	refused "no value" '^uenter: -t: needs a value.*TARGET' . "$uenter" -t
	refused "no value" '^uenter: --setuid: needs a value.*USER' . \
		"$uenter" --setuid
	refused "two targets" 'two targets' . \
		"$uenter" -t "$target" -t "$target" echo entered
	refused "two files" 'two files' . \
		"$uenter" -n=/proc/self/ns/net -n=/proc/1/ns/net echo entered
	refused "an empty FILE" 'FILE is empty.*-n=/proc/PID/ns/net' . \
		"$uenter" -n= "$target" echo entered
	refused "--caps=some" 'all, target or none' . \
		"$uenter" --caps=some "$target" echo entered
	refused "two --caps" 'two different' . \
		"$uenter" --caps=none --keep-caps "$target" echo entered
	refused "ids kept and set" 'contradicts' . \
		"$uenter" --preserve-credentials -S 0 "$target" echo entered
	refused "follow without a target" 'no target to follow.*-t PID' . \
		"$uenter" -S follow -n=/proc/self/ns/net echo entered
	refused "-a without a target" 'no target to take it from.*-t PID' . \
		"$uenter" -a -n=/proc/self/ns/net echo entered
}

# Directories of here, wherever one is; the hint takes the target's own.
directories() {
	local option where name
	mkfifo "$scratch/fifo"
	cd "$scratch" || return
	for option in r w; do
		for where in /nonexistent fifo /etc/passwd tmp/../nosuch; do
			name="-$option=$where"
			refused "$name" "^uenter: $name: (No such|Not a dir)" \
				"^uenter -n -$option $target echo entered" \
				"$uenter" -n "$name" "$target" echo entered
			pasted "$name" "$(hint)"
		done
	done
	refused "-w=DIR without a target" '^uenter: -w=nosuch: No such' \
		"^uenter -n=/proc/$target/ns/net echo entered" "$uenter" \
		"-n=/proc/$target/ns/net" -w=nosuch echo entered
	pasted "-w=DIR without a target" "$(hint)"
	for where in nosuch fifo /etc/passwd; do
		refused "-W=$where" "the directory $where: (No such|Not a dir)" \
			"^uenter -n $target echo entered" \
			"$uenter" -n -W="$where" "$target" echo entered
		pasted "-W=$where" "$(hint)"
	done
	run "$uenter" -n -w=tmp/.. "$target" pwd
	is "-w=DIR is of here" "$status,$out" "0,$scratch"
	run "$uenter" -n -W=tmp "$target" pwd
	is "-W=DIR begins where one is, the files being kept" "$status,$out" \
		"0,$scratch/tmp"
	cd / || return
}

asked_for_text() {
	local option
	for option in -h --help; do
		run "$uenter" "$option"
		is "$option: status" "$status" 0
		has "$option" "$out" 'Usage: uenter \[options\] TARGET'
		is "$option: nothing beside it" "$err" ""
	done
	for option in -V --version; do
		run "$uenter" "$option"
		is "$option: status" "$status" 0
		has "$option" "$out" '^uenter [0-9.]+$'
	done
	for option in -h -V; do
		"$uenter" "$option" >/dev/full 2>"$scratch/err"
		is "$option to a full device" "$?" 125
		is "$option to a full device: said" "$(cat "$scratch/err")" \
			"uenter: standard output: No space left on device
uenter: hint: df -h   # which file system is full; or write to another, or to a pipe"
	done
	ln -sf "$uenter" "$scratch/nsenter"
	"$scratch/nsenter" -h >/dev/full 2>"$scratch/err"
	is "nsenter -h to a full device" "$?" 1
	has "nsenter -h to a full device: said" "$(cat "$scratch/err")" \
		'^nsenter: standard output: No space left'
}

hold target user=0 net || finish
programs
misplaced
other_options
attached
directories
bad_options
asked_for_text
finish
