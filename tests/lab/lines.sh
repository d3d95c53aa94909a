# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# The lines that every cell is asked, and what is true of their answers.
# A cell is in name, pid, kind and has; the caller (as_user or in_lab) in
# caller.

# get TOKEN: the value of TOKEN=VALUE in HAS.
get() {
	sed -n "s/^$1=//p" <<<"${has//,/$'\n'}"
}

is_a() {
	[[ ,$has, == *",$1,"* ]]
}

# enter WHAT ARG...: --explain first, then for real; the two have to agree.
enter() {
	local what=$1 verdict
	shift
	run "$caller" "$uenter" --explain "$@"
	verdict=$status
	explained=$out
	run "$caller" "$uenter" "$@"
	agree "$what" "$verdict"
}

# agree WHAT VERDICT: 0 is "would enter", 1 "would be refused". Only the
# command's own failure or success may follow the one, and only uenter's own
# refusal, with nothing run, the other.
agree() {
	local agreed=no
	case $2,$status in
	0,125) ;;
	0,*) agreed=yes ;;
	1,125) [ -n "$out" ] || agreed=yes ;;
	esac
	if [ $agreed = yes ]; then
		pass "$1: --explain"
	else
		fail "$1: --explain said $2" "$(shown)" "explained: $explained"
	fi
}

# Sets args and want for line N of a cell; fails where the cell, or what it
# is made of, does not have the thing.
line_1() {
	args=(-U -n ss -tln)
	line_ports
}

line_2() {
	args=(-n ss -tln)
	line_ports
}

# Where the network is the caller's own, its ports are not ours to know.
line_ports() {
	want=^State
	[ -z "$(get port)" ] || want="LISTEN .*:$(get port) "
}

# Root is not mapped in the user's namespaces. Where the files change it
# becomes the 0 inside, if there is one; else it is seen as the overflow id,
# and is worth stealing from: what the user runs there could trace it.
line_3() {
	local id
	id=$(get id)
	args=(-a id)
	if [ "$caller" = in_lab ] && ! { [ "$id" = 0 ] && mnt_changes; }; then
		id=65534
		! is_a expose || args=(--expose-host -a id)
	fi
	want="^uid=$id([( ]|$)"
	! is_a noid
}

mnt_changes() {
	[ "$(readlink "/proc/$pid/ns/mnt")" != \
		"$(readlink "/proc/$holder/ns/mnt")" ]
}

# Without -a or a terminal of the same session, procps shows its own alone.
line_4() {
	args=(-m -p ps ax)
	! is_a env || args=(-m -p ps)
	want="^ *1 .*$(get one)"
	[ -n "$(get one)" ] && ! is_a noid
}

line_5() {
	args=(-u hostname)
	want="^$(get host)\$"
	[ -n "$(get host)" ] || want="^$(uname -n)\$"
	! is_a otherhost
}

# check_five: the five lines of "Done means", on one cell.
check_five() {
	local n args want
	for n in 1 2 3 4 5; do
		"line_$n" || continue
		enter "$where: ${args[*]}" -t "$pid" "${args[@]}"
		is "$where: ${args[*]}: status" "$status" 0
		has "$where: ${args[*]}: says" "$out" "$want"
	done
}

# What the contract says of ids, of what is not there, and of -p alone.
check_more() {
	if is_a noid; then
		enter "$where: -a id" -t "$pid" -a id
		is "$where: no id inside" "$status,$out" "127,"
		follow "$where: no id inside" "$caller"
		run "$caller" "$uenter" -t "$pid" -a
		has "$where: no shell inside" "$status,$err" '^12[57],.*shell'
		follow "$where: no shell inside" "$caller"
	fi
	if [ -n "$(get who)" ]; then
		enter "$where: -U id" -t "$pid" -U id -u
		is "$where: -U id" "$status,$out" "0,$(get who)"
	fi
	if is_a waits; then
		# shellcheck disable=SC2016 # the inner shell's
		enter "$where: -p" -t "$pid" -p sh -c 'echo $$'
		has "$where: the children's pid namespace" "$out" '^[0-9]{1,2}$'
	fi
	[ -z "$(get one)" ] || check_exposure
}

# Where a process of the target has CAP_SYS_PTRACE, it would see
# the caller's files as /proc/N/root of a command that keeps them.
check_exposure() {
	if is_a expose; then
		refused "$where: -p" '-p' 'expose-host' \
			"$caller" "$uenter" -t "$pid" -p true
		follow "$where: -p" "$caller"
		enter "$where: -p" -t "$pid" -p true
		enter "$where: --expose-host" -t "$pid" --expose-host -p true
	else
		enter "$where: -p" -t "$pid" -p true
	fi
	is "$where: -p: status" "$status" 0
}

# baseline: of the five lines, those that nsenter gets right, counted.
baseline() {
	local n args want
	for n in 1 2 3 4 5; do
		"line_$n" || continue
		baseline_all=$((baseline_all + 1))
		run "$caller" nsenter -t "$pid" "${args[@]}"
		[ "$status" -ne 0 ] || ! grep -Eq -e "$want" <<<"$out" ||
			baseline_passed=$((baseline_passed + 1))
	done
}
