# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Adds up what tests/integration/run said, and knows what has to be refused.
#
# Whoever sources it has set `top`. Failures are printed as they are found.

passed=0
failed=0
skipped=0

# read_counts LINE: p and s of it; fails where it has none.
read_counts() {
	[[ $1 =~ :\ ([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]] ||
		return
	p=${BASH_REMATCH[1]} s=${BASH_REMATCH[3]}
}

# fail_once TEXT
fail_once() {
	failed=$((failed + 1))
	printf 'FAIL: %s\n' "$1"
}

# judge NAME LOG RULES SCRIPTS: RULES and SCRIPTS are lists of words. What is
# refused as tests/degraded/refusals has it has passed.
judge() {
	local name=$1 log=$2 p=0 s=0 verdict refused=0 wrong
	if ! read_counts "$(tail -n 1 "$log")"; then
		fail_once "$name: did not finish: $(tail -n 1 "$log")"
		return
	fi
	# shellcheck disable=SC2154 # top is the caller's
	verdict=$(awk -v rules="$3" -v scripts="$4" \
		-f "$top/tests/degraded/lib/judge.awk" \
		"$top/tests/degraded/refusals" "$log")
	refused=${verdict##*refused: }
	wrong=$(grep -c '^FAIL: ' <<<"$verdict")
	sed -n -e '/^refused: /d' -e "s/^FAIL: /&$name: /" -e p <<<"$verdict"
	passed=$((passed + p + refused))
	failed=$((failed + wrong))
	skipped=$((skipped + s))
	printf '%s: %d passed, %d of them refused by name, %d failed\n' \
		"$name" $((p + refused)) "$refused" "$wrong"
}
