# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs steps and suites of tests, counts, and shows in full what failed.
#
# A step is one check. A suite says how many it made, on its last line:
# `NAME: N passed, N failed, N skipped`. One that does not has failed once.

passed=0
failed=0
skipped=0

# What a suite may take, in seconds: one that hangs must not hold the others.
suite_limit=${SUITE_LIMIT:-1800}

# What is ignored on entry stays so, and the tests send signals: in the
# background of a script INT and QUIT are.
as_before=
! env --default-signal true 2>/dev/null || as_before='env --default-signal'

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

report() {
	printf '%-6s %-40s %4ss  %s\n' "$1" "$2" "$3" "${4-}"
}

show_log() {
	printf -- '---- %s, in full:\n' "$1"
	cat "$log"
	printf -- '---- end of %s\n' "$1"
}

# step NAME COMMAND...
step() {
	local name=$1 start=$SECONDS
	shift
	if ("$@") >"$log" 2>&1 </dev/null; then
		passed=$((passed + 1))
		report ok "$name" $((SECONDS - start))
	else
		failed=$((failed + 1))
		report FAILED "$name" $((SECONDS - start))
		show_log "$name"
	fi
}

# skip NAME WHY
skip() {
	skipped=$((skipped + 1))
	report skip "$1" 0 "$2"
}

number_before() {
	sed -nE "s/.*[^0-9]([0-9]+) $1.*/\1/p" <<<"$2"
}

# add_counts STATUS: from the last line of the log. A suite that failed and
# counts no failure has failed all the same.
add_counts() {
	local line p f s
	line=$(grep -aE '[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' \
		"$log" | tail -n 1)
	p=$(number_before passed " $line")
	f=$(number_before failed " $line")
	s=$(number_before skipped " $line")
	if [ -z "$line" ] || { [ "$1" -ne 0 ] && [ "$f" -eq 0 ]; }; then
		f=$((${f:-0} + 1))
		echo "it ended with status $1, last line: ${line:-no count}" \
			>>"$log"
	fi
	counts="${p:-0} passed, $f failed, ${s:-0} skipped"
	passed=$((passed + ${p:-0}))
	failed=$((failed + f))
	skipped=$((skipped + ${s:-0}))
	[ "$f" -eq 0 ]
}

# suite NAME COMMAND...: COMMAND is no function, so that it can be ended.
suite() {
	local name=$1 start=$SECONDS status=0 counts
	shift
	# shellcheck disable=SC2086
	timeout -k 10 "$suite_limit" $as_before "$@" >"$log" 2>&1 </dev/null ||
		status=$?
	if add_counts "$status"; then
		report ok "$name" $((SECONDS - start)) "$counts"
		grep -a '^SKIP: ' "$log"
	else
		report FAILED "$name" $((SECONDS - start)) "$counts"
		show_log "$name"
	fi
}

# finish [NOTE]: the last line, alone.
finish() {
	printf '%d passed, %d failed' "$passed" "$failed"
	[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
	echo
	[ "$failed" -eq 0 ]
	exit
}
