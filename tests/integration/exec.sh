#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# From the join to the command and back: what is found, run, and returned.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
target='' bare=''
ulimit -c 0

# both NAME EXPECTED COMMAND...: "status,out", exec'd and in a child.
both() {
	local name=$1 expected=$2
	shift 2
	run "$uenter" -n "$target" "$@"
	is "$name" "$status,$out" "$expected"
	run "$uenter" -n -m -p "$target" "$@"
	is "$name, forked" "$status,$out" "$expected"
}

exit_codes() {
	local code
	for code in 0 1 2 42 99 124 125 126 127 128 130 137 255; do
		both "exit $code" "$code," sh -c "exit $code"
	done
}

# A parent that was told of a signal, and not of a status, ends with 1.
deaths() {
	local signal number
	for signal in HUP INT QUIT ILL ABRT KILL USR1 SEGV PIPE ALRM TERM; do
		number=$(kill -l $signal)
		both "dies of $signal" "$((128 + number))," \
			sh -c "kill -$signal \$\$" 2>/dev/null
		run "$holder" fork -- "$uenter" -n -m -p "$target" \
			sh -c "kill -$signal \$\$"
		is "dies of $signal: so does uenter" "$status" 1
	done
	run env --ignore-signal=TERM "$uenter" -m -p "$target" \
		env --default-signal=TERM sh -c 'kill -TERM $$' 2>/dev/null
	is "dies of what the caller ignores" "$status" 143
	run env --ignore-signal=CHLD "$uenter" -m -p "$target" sh -c 'exit 7'
	is "the caller ignores CHLD" "$status" 7
	run env --block-signal=CHLD "$uenter" -m -p "$target" sh -c 'exit 7'
	is "the caller blocks CHLD" "$status" 7
}

# announced COMMAND...: starts it, and waits until it says "ready"; `child`
# is then its pid, and `say` reads from it. Its input stays open.
announced() {
	rm -f "$scratch/say" "$scratch/feed"
	mkfifo "$scratch/say" "$scratch/feed"
	exec {feed}<>"$scratch/feed"
	"$@" >"$scratch/say" 2>/dev/null <"$scratch/feed" &
	child=$!
	exec {say}<"$scratch/say"
	read -r -t 60 line <&"$say"
}

over() {
	exec {say}<&- {feed}>&-
}

signals() {
	local child say feed line='' signal
	for signal in TERM INT HUP QUIT USR1 USR2; do
		# what a shell starts in the background ignores INT and QUIT;
		# and its wait, unlike its read, loses no signal just before
		announced env --default-signal=INT,QUIT \
			"$uenter" -m -p "$target" sh -c "
			exec 3<&0
			cat <&3 &
			trap 'kill \$!; echo got; exit 7' $signal
			echo ready
			wait"
		kill -$signal "$child"
		read -r -t 60 line <&"$say"
		is "$signal is passed on" "$line" got
		wait "$child"
		is "$signal: its status" "$?" 7
		over
	done
	announced "$uenter" -m -p "$target" sh -c 'echo ready; read -r x'
	kill -PIPE "$child"
	wait "$child" 2>/dev/null
	# nobody else has the other end: it is closed when the command ends
	# (1 is the end of it; a read that waits in vain has a status above 128)
	read -r -t 20 line <&"$say"
	is "uenter is killed: the command ends" "$?" 1
	over
}

# Not found, with the caller's files and in an image that has nothing.
not_found() {
	local word long
	long=$(printf 'x%.0s' {1..300})
	for word in nosuchcommand ./nosuch /nosuch/command '' ' ' 'no such' \
		/etc/passwd/x "$long"; do
		ends "not found: '${word:0:20}'" 127 \
			"^uenter: ${word:0:20}.*no such command here" . \
			"$uenter" -n "$target" "$word" argument
	done
	ends "not found, forked" 127 'nosuchcommand: no such command here' . \
		"$uenter" -p --expose-host "$target" nosuchcommand
}

in_image() {
	ends "an image without it, -a" 127 \
		"^uenter: sh: no such command inside the mount namespace of $bare" \
		"^uenter -n $bare sh -c 'echo entered'$" \
		"$uenter" -a "$bare" sh -c 'echo entered'
	pasted "an image without it, -a" "$(hint)"
	ends "an image without it, no namespace named" 127 \
		"^uenter: sh: no such command inside" "^uenter -n $bare sh" \
		"$uenter" "$bare" sh -c 'echo entered'
	ends "an image without it, -m -u -n" 127 \
		"^uenter: sh: no such command inside" \
		"^uenter -[un] -[un] -t $bare sh -c 'echo entered'$" \
		"$uenter" -m -u -n -t "$bare" -- sh -c 'echo entered'
	pasted "an image without it, -m -u -n" "$(hint)"
	ends "an image without it, -m alone" 127 'no such command inside' \
		"^uenter .*$bare sh" "$uenter" -m "$bare" sh -c 'echo entered'
	# of there: its directory, terminal, descriptors, its children's pids
	ends "an image without it, and much else" 127 'no such command inside' \
		"^uenter -n --setenv=A=1 $bare sh -c 'echo entered'$" \
		"$uenter" -m -n -W=/ --pty --preserve-fds=0 --setenv A=1 \
		"$bare" sh -c 'echo entered'
	pasted "an image without it, and much else" "$(hint)"
	ends "an image without it, and no fork" 127 'no such command inside' \
		"^uenter -n $bare sh -c 'echo entered'$" \
		"$uenter" -m -n -p -F --no-pty --expose-host "$bare" \
		sh -c 'echo entered'
	pasted "an image without it, and no fork" "$(hint)"
	ends "neither here nor there" 127 'nosuchcommand: no such command' \
		. "$uenter" -m "$bare" nosuchcommand
	ends "below a new root" 127 'sh: no such command below the new root' \
		"uenter -U $target sh" \
		"$uenter" -U -r="$scratch/empty" "$target" sh -c 'echo entered'
	ends "it comes without a loader" 126 \
		"^uenter: /dynamic: found inside .*$bare.*loader" . \
		"$uenter" -m "$bare" /dynamic
	ends "a script, and no shell" 126 "^uenter: /plain: found inside" . \
		"$uenter" -m "$bare" /plain
	ends "no shell" 127 '^uenter: no shell: .*/bin/sh.*the image has none' \
		"^uenter -n $bare$" "$uenter" -a "$bare"
}

# file NAME MODE TEXT: in a directory of its own.
file() {
	printf '%b' "$3" >"$scratch/bin/$1"
	chmod "$2" "$scratch/bin/$1"
}

not_runnable() {
	file closed 644 '#!/bin/sh\necho entered\n'
	file orphan 755 '#!/nonexistent/interpreter\n'
	for word in /tmp "$scratch/bin/closed" "$scratch/bin/orphan"; do
		ends "not runnable: $word" 126 "^uenter: $word: found here" . \
			"$uenter" -n "$target" "$word"
	done
	has "its interpreter" "$err" interpreter
	ends "not runnable, in PATH" 126 '^uenter: closed: found here' . \
		env PATH="$scratch/bin" "$uenter" -n "$target" closed
}

paths() {
	file plain 755 'echo "plain:$0:$1:$#"\n'
	file 'with space' 755 '#!/bin/sh\necho "space:$1:$#"\n'
	both "a script without #!" "0,plain:$scratch/bin/plain:a b:2" \
		"$scratch/bin/plain" 'a b' ''
	both "a name with a space" '0,space::1' "$scratch/bin/with space" ''
	mkdir -p "$scratch/second" "$scratch/shut"
	cp "$scratch/bin/plain" "$scratch/second/closed"
	chmod 0 "$scratch/shut"
	in_path "in PATH" "$scratch/bin:/bin" plain "0,plain:*/plain::0"
	in_path "past what may not be run" "$scratch/bin:$scratch/second" \
		closed "0,plain:*/second/closed::0"
	in_path "past what is no directory, is shut, or is not there" \
		"/etc/passwd:/nonexistent:$scratch/shut:$scratch/second" \
		closed "0,plain:*/second/closed::0"
	in_path "shut is not found" "$scratch/shut" closed "127,*"
	in_path "an empty element is not the directory" ":$scratch/shut:" \
		here "127,"
	in_path "no PATH" "" echo "0,"
	run env -i PATHX=/nosuch PATH="$PATH" "$uenter" -n "$target" echo entered
	is "PATH by its whole name" "$status,$out" 0,entered
	run env -u PATH "$uenter" -n "$target" echo entered
	is "PATH unset" "$status,$out" 0,entered
	chmod 700 "$scratch/shut"
}

# in_path NAME PATH COMMAND PATTERN
in_path() {
	cp "$scratch/bin/plain" "$scratch/cwd/here"
	run env -C "$scratch/cwd" PATH="$2" "$uenter" -n "$target" "$3"
	# shellcheck disable=SC2053
	if [[ $status,$out == $4 ]]; then
		pass "$1"
	else
		fail "$1" "$(shown)"
	fi
}

words() {
	local line=$'a\nb'
	both "words are kept" "0,<a b><><$line><-n><--><*>" \
		sh -c 'printf "<%s>" "$@"' sh 'a b' '' "$line" -n -- '*'
}

# What the image is to hold is made here, and copied there before the pivot.
mkdir "$scratch/bin" "$scratch/cwd" "$scratch/empty" "$scratch/image"
hold target user=0 net mnt pid fork || finish
hold bare user=0 net uts mnt "tmpfs=$scratch/image" \
	sh="cp $holder $scratch/image/dynamic; cp $0 $scratch/image/plain
	sed -i 1d $scratch/image/plain; chmod 755 $scratch/image/plain" \
	"pivot=$scratch/image" || finish
exit_codes
deaths
signals
not_found
in_image
not_runnable
paths
words
finish
