# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034 # what is set here is used there
# What the scripts of terminals and signals share: the driver, its report.

terminal_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR/lib source-path=SCRIPTDIR source=../../integration/lib/common.sh
. "$terminal_dir/../integration/lib/common.sh"

# compile NAME SOURCE...: into scratch, where `run` has not done so; its path.
compile() {
	local name=$1
	shift
	if [ -x "${TERMINAL_BIN:-$scratch}/$name" ]; then
		printf '%s\n' "${TERMINAL_BIN:-$scratch}/$name"
		return
	fi
	"${CC:-cc}" -O1 -o "$scratch/$name" "${@/#/$terminal_dir/}" >&2 ||
		exit 2
	printf '%s\n' "$scratch/$name"
}

pty=$(compile pty pty.c lib/open.c lib/serve.c lib/session.c) || exit 2
inside=$(compile inside inside.c) || exit 2
table=$(compile table table.c) || exit 2
ln -s "$uenter" "$scratch/nsenter"
nsenter=$scratch/nsenter
report=$scratch/report

# signal numbers, as the driver takes them
for name in TERM INT HUP QUIT USR1 USR2 CONT TSTP WINCH KILL STOP; do
	declare -r "$name=$(kill -l $name)"
done

# drive ARRANGEMENT [WORD...] -- COMMAND...: by the driver; see pty.c.
drive() {
	rm -f "$report"*
	"$pty" "$report" "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	status=$?
	out=$(cat "$report" 2>/dev/null)
	err=$(cat "$scratch/err")
}

# screen: what the terminal has shown, and what the pipes have.
screen() {
	cat "$report.screen" "$report.1" "$report.2" | tr -d '\r\0'
}

# said KEY: what the report says of it, in one line.
said() {
	sed -n "s/^$1: //p" <<<"$out" | xargs
}

# well NAME: nothing that was waited for did not come.
well() {
	if grep -Eq '^(timeout|never seen)' <<<"$out" || [ "$status" -ne 0 ]
	then
		fail "$1" "$(shown)" "screen: $(screen | tail -n 8 | cat -v)"
		return 1
	fi
	pass "$1"
}

# ended NAME HOW: "exit: 0", "signal: 15"; and the terminal is as it was.
ended() {
	well "$1" || return
	is "$1: end" "$(grep -E '^(exit|signal):' <<<"$out")" "$2"
}

# counted NAME: the signals that the command counted.
counted() {
	screen | grep -o '<[A-Z0-9]*' | tr -d '<' | xargs
}

patience=${PATIENCE:-10}

# start COMMAND...: in the background; `heard` then reads what it prints.
start() {
	rm -f "$scratch/told"
	mkfifo "$scratch/told"
	"$@" >"$scratch/told" 2>"$scratch/err" </dev/null &
	started=$!
	exec {told}<"$scratch/told"
}

heard() {
	local line=nothing
	read -r -t "$patience" line <&"$told"
	printf '%s\n' "$line"
}

# ready NAME: it says that it is, and its pid there.
ready() {
	heard >"$scratch/ready"
	err=$(cat "$scratch/err")
	has "$1: started" "$(cat "$scratch/ready")" '^ready '
}

# Its end, and what else it has printed.
ends_as() {
	# timeout(1) tells by 124 that somebody still has the pipe open
	is "$1: no more" "$(timeout "$patience" cat <&"$told"; echo $?)" 0
	wait "$started" 2>/dev/null
	is "$1: end" "$?" "$2"
	exec {told}<&-
}
