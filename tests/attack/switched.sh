# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A target that changes, or ends, or has chosen the variables, as one enters.

# held CALL HOOK COMMAND...: HOOK is done when COMMAND is at CALL.
held() {
	bounded "$bin/at" "$@"
}

# changing NAME: one that goes elsewhere at a word; `switch` is that, as a hook.
changing() {
	# shellcheck disable=SC2016
	begin "$1" bash -c '"$@"; exit 0' changing "$bin/holder" \
		user=0 uts net name=right -- "$bin/agent"
	hear "$1"
	cell=${heard#ready }
	switch="echo switch >$scratch/$1.in; read -r word <$scratch/$1.out"
}

own=$(readlink /proc/self/ns/net)
changing bare
held setns "$switch" "$bin/bare" "$cell" 54000000 "$bin/probe" name
is 'control: a joiner by pid goes where the target went' "$out" \
	'name: probe on wrong'
end bare

# swept CALL: what changes at the Nth of them, for every N. What was looked at
# is joined: from the first N on at which that is so.
swept() {
	local call=$1 n looked_at=
	for ((n = 1; n < 60; n++)); do
		changing swept
		held "$call:$n" "$switch" "$uenter" -U -n -u -t "$cell" \
			"$bin/probe" name ns
		end swept
		[ "$status" -ne 99 ] || break
		# the target's, of before or after, in no case the caller's
		case $status in
		0) has "at $call $n: entered" "$out" 'on (right|wrong)$' ;;
		*) is "at $call $n: refused" "$status" 125 ;;
		esac
		lacks "at $call $n: not at home" "$out" "${own/\[/\\[}"
		[ -z "$looked_at" ] ||
			lacks "at $call $n: no longer looked at" "$out" \
				'on wrong$'
		[[ $out != *'on right'* ]] || looked_at=1
	done
	[ "$call" != setns ] ||
		is 'at setns: what was looked at is joined' "$looked_at" 1
	[ "$n" -gt 1 ] || fail "$call was never met"
}

for call in openat ioctl setns; do
	swept "$call"
done

# It ends: what was pinned is entered, or nothing is.
for n in 1 2 3 4; do
	changing ending
	held "setns:$n" "kill -KILL $cell" "$uenter" -U -n -u -m -t "$cell" \
		"$bin/probe" name
	end ending
	[ "$status" -ne 99 ] || break
	case $status in
	0) is "ended at setns $n: entered" "$out" 'name: probe on right' ;;
	*) is "ended at setns $n: refused" "$status$out" 125 ;;
	esac
done

# With the caller's files, no variable of the target leads to its code.
root=$scratch/chosen.root
mkdir "$root"
# shellcheck disable=SC2016
begin chosen bash -c 'LD_PRELOAD=/proc/$$/root/evil.so PATH=/proc/$$/root/bin
	export LD_PRELOAD PATH; exec "$@"' chosen "$bin/holder" \
	user=0 uts net mnt tmpfs="$root" \
	"$(below "$root" "cp '$bin/evil' evil.so")" \
	pivot="$root" -- /agent
hear chosen
cell=${heard#ready }
as_is=(nsenter -U -n --preserve-credentials -t "$cell")
run env LD_PRELOAD="/proc/$cell/root/evil.so" "${as_is[@]}" /bin/true
has 'control: LD_PRELOAD of the target' "$err" evil
run env PATH="/proc/$cell/root/bin:$PATH" "${as_is[@]}" sh id
has 'control: PATH of the target' "$out" '^id:'
for options in -n '-n -e' '-n --root=/' '-u --root=/ -e' '-n --wd'; do
	# shellcheck disable=SC2086
	run "$uenter" $options -t "$cell" /bin/true
	lacks "LD_PRELOAD of the target: $options" "$err" evil
	# shellcheck disable=SC2086
	run "$uenter" $options -t "$cell" sh id
	lacks "PATH of the target: $options" "$out" '^id:'
done
end chosen
