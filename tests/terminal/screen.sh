#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The terminal of the command: its name, size and modes, what goes through.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"

target='' devpts=''

# inside_tty NAME WANT COMMAND...: what tty(1) says there.
inside_tty() {
	drive ttt -- "${@:3}" tty
	ended "tty, $1" 'exit: 0'
	is "tty, $1: name" "$(screen)" "$2"
}

# each_is_new: every one of 0, 1, 2 that is a terminal, and no other.
each_is_new() {
	local arrangement fd want
	for arrangement in {t,p}{t,p}{t,p}; do
		want=
		for fd in 0 1 2; do
			case ${arrangement:fd:1} in
			t) want="$want $fd /dev/pts/0." ;;
			*) want="$want $fd none." ;;
			esac
		done
		drive "$arrangement" -- "$uenter" -m -p "$devpts" "$inside" ttys
		ended "a new terminal, $arrangement" 'exit: 0'
		is "a new terminal, $arrangement" "$(screen | xargs)" \
			"${want# }"
	done
}

names() {
	each_is_new
	inside_tty "-m" /dev/pts/0 "$uenter" -m "$devpts"
	inside_tty "no option" /dev/pts/0 "$uenter" "$devpts"
	inside_tty "-r" /dev/pts/0 "$uenter" -U -r "$devpts"
	inside_tty "nsenter --pty" /dev/pts/0 "$nsenter" -t "$devpts" -m --pty
	drive ttt -- "$uenter" -m -p "$devpts" sh -c \
		'exec 3<>/dev/tty && echo one >&3; echo two >/proc/self/fd/2'
	ended "/dev/tty inside" 'exit: 0'
	is "/dev/tty inside: shown" "$(screen | xargs)" "one two"
}

# Before the command starts, and whenever it changes.
sizes() {
	local arrangement
	for arrangement in ttt ptt tpt ttp tpp ptp ppt; do
		drive $arrangement resize=40x100 expect=ready resize=50x132 \
			expect='<WINCH' "signal=$TERM" -- "$uenter" -m \
			"$target" sh -c 'stty size <&2 2>&1 || stty size <&1
				stty size; exec "$0" count TERM' "$inside"
		ended "size, $arrangement" 'exit: 0'
		has "size, $arrangement: at the start" "$(screen)" '40 100'
	done
	drive ttt expect=ready resize=50x132 expect='<WINCH 50x132>' \
		resize=20x40 expect='<WINCH 20x40>' "signal=$TERM" -- \
		"$uenter" -m "$target" "$inside" count TERM
	ended "size: followed" 'exit: 0'
	is "size: each once" "$(counted)" "WINCH WINCH TERM"
}

# restored NAME HOW OP...: raw while it runs, and cooked after it.
restored() {
	local name=$1 how=$2 way
	shift 2
	for way in -m '-m -p'; do
		# shellcheck disable=SC2086
		drive ttt expect=ready modes "$@" end modes -- \
			"$uenter" $way "$target" "$inside" handle INT
		ended "modes, $name, $way" "$how"
		is "modes, $name, $way: restored" "$(said modes)" "raw cooked"
	done
}

modes() {
	restored "normal end" 'exit: 0' send=$'\3'
	restored "TERM" 'exit: 0' "signal=$TERM" send=$'\3'
	drive ttt expect=ready modes "signal=$TERM" end modes -- \
		"$uenter" -m "$target" sh -c 'echo ready; exec cat'
	ended "modes, killed by TERM" "signal: $TERM"
	is "modes, killed by TERM" "$(said modes)" "raw cooked"
	drive ttt expect=ready send=$'x\n' end modes -- \
		"$uenter" -m "$target" sh -c 'echo ready; read x; kill -SEGV $$'
	ended "modes, death by signal" 'signal: 11'
	is "modes, death by signal" "$(said modes)" cooked
	# shellcheck disable=SC2016
	drive ttt expect=ready modes send=$'x\n' stopped modes \
		"signal=$CONT" expect=again modes send=$'x\n' end modes -- \
		"$uenter" -m "$target" sh -c 'echo ready; read x
			kill -STOP $$; echo again; read x'
	ended "modes, stopped inside by STOP" 'exit: 0'
	is "modes, stopped inside by STOP" "$(said modes)" \
		"raw cooked raw cooked"
	drive ttt end modes -- "$uenter" -m "$target" /no/such/command
	ended "modes, not found" 'exit: 127'
	is "modes, not found" "$(said modes)" cooked
	drive tpt expect=ready modes send=$'x\n' end modes -- \
		"$uenter" -m "$target" sh -c 'echo ready; read x'
	is "modes, with a pipe: left as they are" "$(said modes)" \
		"cooked cooked"
}

# The same as without uenter, byte for byte, whatever is typed.
typed() {
	local way
	for way in -m '-m -p' '-m -p --no-pty'; do
		# shellcheck disable=SC2086
		drive ttt expect=ready send=$'one\n' expect='took 4: one' \
			send=$'\4' expect='took the end' -- \
			"$uenter" $way "$target" "$inside" take
		ended "typed, $way" 'exit: 0'
		# shellcheck disable=SC2086
		drive tpt expect=ready send=$'one\n' expect='took 4: one' \
			send=$'\4' expect='took the end' -- \
			"$uenter" $way "$target" "$inside" take
		ended "typed, output a pipe, $way" 'exit: 0'
		is "typed, output a pipe, $way: echoed once" \
			"$(tr -d '\r' <"$report.screen")" one
		# shellcheck disable=SC2086
		drive tpt -- "$uenter" $way "$target" sh -c 'echo two >&2'
		is "shown, output a pipe, $way: one end of the line" \
			"$(od -An -c "$report.screen" | xargs)" 't w o r n'
	done
	# the character that the caller has chosen for the end
	drive tpt expect=set send=$'two\n' expect='took 4: two' send=$'\30' \
		expect='took the end' -- sh -c 'stty eof ^X; echo set; "$@"' sh \
		"$uenter" -m "$target" "$inside" take
	ended "typed, another end of file" 'exit: 0'
	# an unfinished line, and a key that was typed to be none
	drive tpt expect=ready send=$'thr\4' expect='took 3: thr' \
		send=$'\26\3\26\4x\n' expect=$'took 4: \3\4x' send=$'\4' \
		expect='took the end' -- "$uenter" -m "$target" "$inside" take
	ended "typed, an unfinished line" 'exit: 0'
}

# What is typed into a pager is for the pager.
pager() {
	local key ops=(expect=ready)
	for key in {a..z}; do
		ops+=("send=$key" "expect=took 1: $key")
	done
	# it takes the terminal only once it has something to show
	drive ttt "${ops[@]}" send=$'\3' -- sh -c '"$@" | sh -c "read -r line
		exec <&2 $0 raw $0 take"' "$inside" "$uenter" -m "$target" \
		sh -c 'echo page; read -r x'
	well "pager: the keys are its"
	# and the command's own, where it takes lines
	drive ttt expect=ready send=$'line\n' expect='took 5: line' \
		send=$'\4' expect='took the end' -- \
		sh -c '"$@" | cat' sh "$uenter" -m "$target" "$inside" take
	ended "pager: no pager" 'exit: 0'
}

options() {
	local hint
	drive ttt -- "$uenter" -m -p -F "$target" true
	ended "-F on a terminal" 'exit: 125'
	has "-F on a terminal: says why" "$(screen)" '^uenter: .*-F'
	hint=$(screen | sed -n 's/^uenter: hint: //p')
	drive ttt -- env PATH="$paste_path:$PATH" sh -c "$hint"
	ended "-F on a terminal: pasted: $hint" 'exit: 0'
	drive ttt -- "$uenter" -m -p -F --no-pty "$target" true
	ended "-F, --no-pty" 'exit: 0'
	drive ttt -- "$uenter" -n -F "$target" true
	ended "-F, host's files" 'exit: 0'
	drive ttt modes end modes -- "$uenter" -n --pty "$target" tty
	ended "--pty, host's files" 'exit: 0'
	has "--pty, host's files: a terminal" "$(screen)" '^/dev/pts/'
	drive ttt -- "$uenter" --pty --no-pty "$target" true
	ended "--pty --no-pty" 'exit: 125'
	run setsid -w "$uenter" -m --pty "$target" echo inside
	is "--pty without a terminal" "$status,$out,$err" 0,inside,
}

hold target user=0 net mnt pid fork || finish
hold devpts user=0 mnt pid fork proc \
	'sh=mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts' ||
	finish
names
sizes
modes
typed
pager
options
finish
