# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Between the first join and the exec: the root inside, in a tight loop.

tries=${ATTACK_TRIES:-300}

# raced PLACE HOW JOINER...: sets hits and seen.
raced() {
	local place=$1 how=$2
	shift 2
	run timeout -k 1 60 "$bin/race" "$place" "$how" "$cell" "$tries" "$@" \
		"$bin/probe" fds
	hits=$(sed -n 's/.*hits \([0-9]*\) seen.*/\1/p' <<<"$out" | tail -n 1)
	seen=$(sed -n 's/.* seen \([0-9]*\) after.*/\1/p' <<<"$out" | tail -n 1)
}

# race_both PLACE HOW OPTION...
race_both() {
	local place=$1 how=$2 turn
	shift 2
	# a busy machine may keep the attacker from ever being in time
	for turn in 1 2 3 4; do
		raced "$place" "$how" "$nsenter" "$@" --preserve-credentials \
			-t "$cell"
		[ "${hits:-0}" -eq 0 ] || break
	done
	if [ "${hits:-0}" -gt 0 ]; then
		pass "control: $place, $how: nsenter is taken"
	else
		fail "control: $place, $how" 'nsenter withstood' "$(shown)"
	fi
	raced "$place" "$how" "$uenter" "$@" -t "$cell"
	is "$place, $how: hits in $tries joins" "$hits" 0
	is "$place, $how: every join went well" "$err" ""
	if [ "${seen:-0}" -gt $((tries / 10)) ]; then
		pass "$place, $how: the joiners were met"
	else
		fail "$place, $how: the joiners were met" "$(shown)"
	fi
}

nsenter=$(command -v nsenter)
cell raced user=0 uts net ipc mnt pid fork proc
for how in seize open; do
	race_both outside "$how" -U -n
	race_both outside "$how" -U -m
	race_both outside "$how" -U -m -p
	race_both newest "$how" -U -m
	race_both inside "$how" -U -m -p
done
end raced
