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

# drive ARRANGEMENT [WORD...] -- COMMAND...: by the driver; see pty.c. Few
# programs are started from here on: it is done some thousand times.
drive() {
	: >"$report"
	"$pty" "$report" "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	status=$?
	out=$(<"$report")
	err=$(<"$scratch/err")
}

# screen: what the terminal has shown, and what the pipes have.
screen() {
	sed 's/[\r\o0]//g' "$report.screen" "$report.1" "$report.2"
}

# said KEY: what the report says of it, in one line.
said() {
	local line words=()
	while read -r line; do
		[[ $line != "$1: "?* ]] || words+=("${line#"$1: "}")
	done <<<"$out"
	echo "${words[*]}"
}

# well NAME: nothing that was waited for did not come.
well() {
	if [[ $'\n'$out =~ $'\n'(timeout|never seen) ]] || [ "$status" -ne 0 ]
	then
		fail "$1" "$(shown)" "screen: $(screen | tail -n 8 | cat -v)"
		return 1
	fi
	pass "$1"
}

# ended NAME HOW: "exit: 0", "signal: 15"; and the terminal is as it was.
ended() {
	well "$1" || return
	[[ $'\n'$out =~ $'\n'((exit|signal): [0-9]+) ]]
	is "$1: end" "${BASH_REMATCH[1]-}" "$2"
}

# counted: the signals that the command counted.
counted() {
	local text words=()
	text=$(screen)
	while [[ $text =~ \<([A-Z0-9]+) ]]; do
		words+=("${BASH_REMATCH[1]}")
		text=${text#*"${BASH_REMATCH[0]}"}
	done
	echo "${words[*]}"
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
