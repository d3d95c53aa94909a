# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Signals, descriptors, environment: what no command line shows by itself.

# kept_running PROGRAM SIGNAL: "yes" where the command outlives a SIGNAL to
# PROGRAM -p.
kept_running() {
	local started line=''
	rm -f "$scratch/say" "$scratch/feed"
	mkfifo "$scratch/say" "$scratch/feed"
	"${as[@]}" "$1" -t "$pid" -p -m sh -c \
		'echo ready; read -r x; echo still' \
		<"$scratch/feed" >"$scratch/say" 2>/dev/null &
	started=$!
	exec {feed}>"$scratch/feed" {say}<"$scratch/say"
	read -r -t 60 line <&"$say"
	kill -"$2" "$started"
	# at its end once both have ended, which ours have to do by themselves
	if [ "$1" = "$installed" ]; then
		wait "$started" 2>/dev/null
	else
		read -r -t 20 line <&"$say"
	fi
	# where it runs, it reads this, answers, and ends
	{ echo >&"$feed"; } 2>/dev/null
	line=
	read -r -t 60 line <&"$say"
	exec {feed}>&- {say}<&-
	wait "$started" 2>/dev/null
	[ "$line" = still ] && echo yes || echo no
}

# control NAME GOT WANTED: of the installed one, of which that is known.
control() {
	if [ -n "$is_known" ] || [ "$2" = "$3" ]; then
		is "$1: the installed one" "$2" "$3"
	else
		skip "$1: the installed one" "is another version"
	fi
}

terminated() {
	local feed say signal name
	for signal in TERM KILL; do
		name="$signal to the one that waits ends the command, too"
		control "$name" \
			"$(trap '' PIPE; kept_running "$installed" $signal)" yes
		is "$name: nsenter" \
			"$(trap '' PIPE; kept_running "$nsenter" $signal)" no
		is "$name: uenter" \
			"$(trap '' PIPE; kept_running "$uenter" $signal)" no
	done
}

# ended_by SIGNAL PROGRAM...: the status where the caller ignores that signal.
ended_by() {
	local signal=$1
	shift
	run_as env --ignore-signal="$signal" "$@" -t "$pid" -p -m \
		env --default-signal="$signal" sh -c "kill -$signal \$\$"
	printf '%s\n' "$status"
}

ignored() {
	local signal name number
	for signal in TERM INT HUP QUIT USR1 PIPE ALRM; do
		name="the caller ignores $signal, of which the command dies"
		number=$((128 + $(kill -l "$signal")))
		control "$name" "$(ended_by "$signal" "$installed")" 1
		is "$name: nsenter" "$(ended_by "$signal" "$nsenter")" $number
		is "$name: uenter" "$(ended_by "$signal" "$uenter")" $number
		# a status of that number is 128 and more here, too
		is "$name: so does uenter" 1 \
			"$(ended_by "$signal" "$holder" fork -- "$uenter")"
	done
}

# A parent that is told of a signal, and not of a status, ends with 1.
died() {
	local program signal
	for program in "$installed" "$nsenter" "$uenter"; do
		for signal in TERM KILL INT SEGV; do
			run_as "$holder" fork -- "$program" -t "$pid" -p -m \
				sh -c "kill -$signal \$\$"
			is "dies of $signal: so does $program" "$status" 1
		done
	done
}

# without FDS PROGRAM: where the command is, and what its closed input became.
without() {
	run "${as[@]}" env -i "${surroundings[@]}" sh -c \
		"exec \"\$0\" \"\$@\" $1" "$2" -t "$pid" -n sh -c \
		'readlink /proc/self/ns/net /proc/self/fd/0'
	printf '%s\n' "$out" | xargs
}

# Whatever is closed, the command is in the target's namespace, and what it
# opens first is not taken for its input or output.
closed() {
	local fds program net
	net=$(ns_of "$pid" net)
	for fds in '<&-' '<&- 2>&-'; do
		control "closed: $fds" "$(without "$fds" "$installed")" "$net"
		for program in "$nsenter" "$uenter"; do
			is "closed: $fds: ${program##*/}" \
				"$(without "$fds" "$program")" "$net /dev/null"
		done
	done
	for program in "$nsenter" "$uenter"; do
		run "${as[@]}" env -i "${surroundings[@]}" sh -c \
			'exec "$0" "$@" <&- >&- 2>&-' "$program" -t "$pid" -n \
			sh -c '[ "$(readlink /proc/self/ns/net)" = "$1" ] &&
			[ -e /proc/self/fd/2 ]' sh "$net"
		is "closed: all three: ${program##*/}" "$status" 0
	done
}

# given PROGRAM OPTION...: whether descriptor 7 and the environment got inside.
given() {
	run_as "$@" sh -c '[ -e /proc/self/fd/7 ] && echo open; echo $WHOSE' \
		7<"$scratch/stdin"
	printf '%s\n' "$status $out" | xargs
}

inherited() {
	local program options
	for options in -m '-m -p' -a '-n -r'; do
		# shellcheck disable=SC2086 # several words
		set -- -t "$pid" $options
		for program in "$installed" "$nsenter"; do
			is "$options: $program gives all" \
				"$(given "$program" "$@")" "0 open caller"
		done
		is "$options: uenter keeps it" "$(given "$uenter" "$@")" \
			"0 target"
	done
	is "-n: uenter gives all" "$(given "$uenter" -t "$pid" -n)" \
		"0 open caller"
}

# own_failure WORD...: 1 as nsenter, 125 as uenter: told from the command's 1.
own_failure() {
	local program want
	for program in "$installed" "$nsenter" "$uenter"; do
		want=1
		[ "$program" != "$uenter" ] || want=125
		run_as "$program" "$@"
		is "own failure: ${program##*/} $*" "$status,$out" "$want,"
	done
}

failures() {
	own_failure -t "$pid" -x
	own_failure -t x -n echo ran
	own_failure -t 4194304 -n echo ran
	own_failure -t "$pid" -n -w/nosuch echo ran
	own_failure -n/nosuch -t "$pid" echo ran
	own_failure -n/etc/passwd -t "$pid" echo ran
}

# What is wrong is that no target was given, and not /proc/0.
without_target() {
	local program
	for program in "$nsenter" "$uenter"; do
		run_as "$program" -a
		has "-a without a target: ${program##*/}" "$err" 'no target'
		lacks "-a without a target: ${program##*/}" "$err" '/proc/0'
	done
}

# A namespace by its id, where the kernel has ids: also by the user.
handles() {
	local id program nsid
	nsid=$(helper nsid) && id=$("$nsid" "/proc/$pid/ns/net" 2>&1) || {
		cannot "=:NSID" "this kernel has no ids: $id"
		return
	}
	for program in "$nsenter" "$uenter"; do
		run_as "$program" "--net=:$id" readlink /proc/self/ns/net
		is "$who: --net=:NSID: ${program##*/}" "$status,$out" \
			"0,$(ns_of "$pid" net)"
		run_as "$program" "-n=:$id" readlink /proc/self/ns/net
		is "$who: -n=:NSID: ${program##*/}" "$status,$out" \
			"0,$(ns_of "$pid" net)"
		run_as "$program" "--uts=:$id" echo ran
		is "$who: --uts=:NSID of a network: ${program##*/}" "$out" ""
	done
}

processes() {
	section "as root, against container"
	[ -n "$is_there" ] || return
	terminated
	ignored
	died
	drop pid
	section "as root, against room"
	closed
	inherited
	failures
	without_target
	handles
	drop pid
	section "as user, against single"
	handles
	drop pid
}
