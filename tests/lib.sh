# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What every test script shares: one line a check, a count at the end.
#
# A script sources this file, calls the functions below and ends with
# `finish`. Nothing here sleeps: helpers announce themselves by a line.

passed=0
failed=0
skipped=0

# What the last `run` printed and how it ended.
out=
err=
status=0

suite=${0##*/}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/uenter-test.XXXXXX") || exit 2
chmod 755 "$scratch"

pass() {
	passed=$((passed + 1))
	[ -z "${VERBOSE-}" ] || printf 'ok: %s: %s\n' "$suite" "$1"
}

# fail NAME [DETAIL...]: DETAIL lines are indented below it.
fail() {
	failed=$((failed + 1))
	printf 'FAIL: %s: %s\n' "$suite" "$1"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@" | sed 's/^/    /'
}

# skip NAME WHY: a failure where every engine is required.
skip() {
	if [ "${REQUIRE_ENGINES-0}" = 1 ]; then
		fail "$1" "must not be skipped here: $2"
	else
		skipped=$((skipped + 1))
		printf 'SKIP: %s: %s: %s\n' "$suite" "$1" "$2"
	fi
}

# cannot NAME WHY: the kernel here has no such thing: a skip, never a failure.
cannot() {
	skipped=$((skipped + 1))
	printf 'SKIP: %s: %s: %s\n' "$suite" "$1" "$2"
}

# run COMMAND...: sets out, err and status; standard input is empty.
run() {
	"$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$?
	out=$(tr -d '\0' <"$scratch/out")
	# without /proc a sanitizer's own words come before the program's
	err=$(tr -d '\0' <"$scratch/err" |
		sed '/^==[0-9]*==WARNING: reading executable name/d')
}

shown() {
	printf 'status: %s\nout: %s\nerr: %s\n' "$status" "$out" "$err"
}

# is NAME GOT EXPECTED
is() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1" "expected: $3" "got:      $2" "$(shown)"
	fi
}

# has NAME TEXT PATTERN: PATTERN is an extended regular expression.
has() {
	if grep -Eq -e "$3" <<<"$2"; then
		pass "$1"
	else
		fail "$1" "no match for: $3" "in: $2" "$(shown)"
	fi
}

# lacks NAME TEXT PATTERN
lacks() {
	if grep -Eq -e "$3" <<<"$2"; then
		fail "$1" "unwanted match for: $3" "in: $2"
	else
		pass "$1"
	fi
}

# refused NAME WHAT HINT COMMAND...: exit 125, nothing printed to standard
# output, one line that matches WHAT and one `hint:` line that matches HINT.
refused() {
	local name=$1 what=$2 hint=$3
	shift 3
	run "$@"
	is "$name: status" "$status" 125
	is "$name: nothing ran" "$out" ""
	has "$name: says what" "$(grep -v '^uenter: hint: ' <<<"$err")" "$what"
	has "$name: hint" "$(grep '^uenter: hint: ' <<<"$err")" "$hint"
	is "$name: two lines" "$(wc -l <<<"$err")" 2
}

finish() {
	rm -rf "$scratch"
	printf '%s: %d passed, %d failed, %d skipped\n' \
		"$suite" "$passed" "$failed" "$skipped"
	[ "$failed" -eq 0 ]
	exit
}
