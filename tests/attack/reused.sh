# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A pid that comes to mean another process, at each call of who enters it.

as=(setpriv --reuid="$ATTACK_ID" --regid="$ATTACK_ID" --clear-groups)
chmod 755 "$scratch"
read -r reused </proc/sys/kernel/pid_max
reused=$((reused - 11))
while [ -e "/proc/$reused" ]; do
	reused=$((reused - 1))
done
begin turns "$bin/reuse" "$ATTACK_ID" "$reused"
chmod 666 "$scratch/turns.in" "$scratch/turns.out"

# turned CALL COMMAND...: of `right`, which is `wrong` when COMMAND is at CALL.
# TARGET in COMMAND is the pid, and PINNED that with the inode. Sets right and
# wrong to the namespaces of the two, and found to those of the command.
turned() {
	local call=$1 words=()
	shift
	ask turns right
	right=${heard#* }
	words=("${@/#PINNED/$reused:${heard%% *}}")
	words=("${words[@]/#TARGET/$reused}")
	bounded "${as[@]}" "$bin/at" "$call" "echo wrong >$scratch/turns.in
		read -r line <$scratch/turns.out; echo \"wrong \$line\" >&2" \
		"${words[@]}" "$bin/probe" ns
	wrong=$(sed -n 's/^wrong [0-9]* //p' <<<"$err")
	found=$(grep -o 'uts:[^ ]* net:[^ ]*' <<<"$out")
}

met=0
mixed=0
for call in openat:{1..40}; do
	turned "$call" nsenter -U -n -u --preserve-credentials -t TARGET
	[ -z "$found" ] || [ "$found" = "$right" ] || [ "$found" = "$wrong" ] ||
		mixed=$((mixed + 1))
done
if [ "$mixed" -gt 0 ]; then
	pass 'control: nsenter enters two processes at once'
else
	fail 'control: nsenter enters two processes at once' "$(shown)"
fi

# swept CALL TARGET: the command runs in `right`, or not at all; in `wrong`
# only where the pid alone was given, and had not been looked at.
swept() {
	local n looked_at=
	[ "$2" = TARGET ] || looked_at=1
	for ((n = 1; n < 60; n++)); do
		turned "$1:$n" "$uenter" -U -n -u -t "$2"
		[ "$status" -ne 99 ] || break
		met=$((met + 1))
		case $found in
		"$right") pass "$1 $n: the right one" ;;
		'') is "$1 $n: refused" "$status" 125 ;;
		"$wrong") is "$1 $n: the wrong one" "$looked_at" '' ;;
		*) fail "$1 $n: neither" "$right" "$wrong" "$(shown)" ;;
		esac
		[ "$found" = "$wrong" ] || looked_at=1
	done
	is "$1, $2: a process was looked at" "$looked_at" 1
}

for call in pidfd_open openat ioctl prctl capget setns; do
	swept "$call" PINNED
	[[ $call != openat && $call != setns ]] || swept "$call" TARGET
done
[ "$met" -ge 20 ] || fail 'calls at which the pid was reused' "$met"
end turns
