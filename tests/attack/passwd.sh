# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The shell of a user, where the passwd file of the sandbox is made to be read.

# The line that leads to a shell of its own, where it is believed.
line='root:x:0:0::/:/bin/evil'
evil="cp bin/sh bin/evil"
# A passwd file of the host, which no way must lead to.
echo 'root:x:0:0::/:/bin/evil' >"$scratch/passwd"
export SHELL=/nonexistent

# shell NAME MAKE: MAKE makes etc/passwd. Sets out to the shell that ran.
shell() {
	agent "$1" 'user=0 net uts' "$evil && $2" fork proc
	exec 4<"$scratch/passwd"
	run timeout -k 1 20 "$uenter" -a -t "$cell" <&4
	exec 4<&-
	end "$1"
}

shell 'plain' "echo '$line' >etc/passwd"
has 'control: a plain file is believed' "$out" '^name: -evil '
# nsenter's way to read it, or anybody's: by name, in the new root.
agent naive user=0 "ln -s /proc/self/fd/0 etc/passwd" fork proc
run bash -c 'exec nsenter -U -m -p --preserve-credentials -t "$0" /bin/sh \
	cat=/etc/passwd <"$1"' "$cell" "$scratch/passwd"
is "control: a link into /proc reads the caller's file" "$out" "cat: $line"
end naive

shell 'fifo' 'mkfifo etc/passwd'
has 'a FIFO' "$out" '^name: -sh '
shell 'huge' "{ head -c 67108864 /dev/zero | tr '\\0' x; echo; echo '$line'; } \
	>etc/passwd"
has 'a huge file' "$out" '^name: -sh '
shell 'endless' 'ln -s /dev/zero etc/passwd && mkdir dev && touch dev/zero &&
	mount --bind /dev/zero dev/zero'
has 'a device without an end' "$out" '^name: -sh '
for link in "$scratch/passwd" "../../../../../..$scratch/passwd" \
	/proc/self/fd/0 /proc/1/fd/0 "/proc/self/root$scratch/passwd" \
	/proc/thread-self/fd/0 /dev/stdin etc /etc/passwd; do
	shell link "ln -s '$link' etc/passwd"
	has "a link to $link" "$out" '^name: -sh '
done
shell 'directory' 'mkdir etc/passwd'
has 'a directory' "$out" '^name: -sh '
shell 'link in the way' "rmdir etc && ln -s /proc/self/fd etc &&
	mkdir proc2 && ln -s 0 proc2/passwd"
has 'a link in the way' "$out" '^name: -sh '
shell 'relative' "echo 'root:x:0:0::/:bin/evil' >etc/passwd"
lacks 'a crash' "$status" '^(124|13[0-9])$'
shell 'control' "printf 'root:x:0:0::/:/bin/\\\\033[2Jevil\\n' >etc/passwd"
has 'a name with control bytes' "$out" '^name: -sh '
shell 'endings' "printf 'root:x:0:0::/:' >etc/passwd"
has 'a line that stops' "$out" '^name: -sh '
unset SHELL
