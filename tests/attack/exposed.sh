# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Is a command that was let in within reach of the agent? Sourced.

# Before each command, where the script itself is not the ordinary user.
as=()

# entered AGENT COMMAND...: COMMAND ends in `wait`, and is there while the
# agent looks for it. Sets reached: what it got, `none`, or `refused`, for 125.
entered() {
	local agent=$1
	shift
	# shellcheck disable=SC2016
	begin entry bash -c '"$@"; echo "over $?"' entry "${as[@]}" "$@"
	hear entry
	reached="unclear: $heard"
	if [ "$heard" = up ]; then
		ask "$agent" "reach $secret"
		reached=$heard
		# nothing of it may be left when the next one comes
		close_input entry
		hear entry
	elif [ "$heard" = 'over 125' ]; then
		reached=refused
	fi
	end entry
	err=$(cat "$scratch/entry.err")
}

# reachable NAME AGENT COMMAND...: the control.
reachable() {
	local name=$1
	shift
	entered "$@"
	is "control: $name" "$reached" "got $secret_text"
}

# unreachable NAME AGENT COMMAND...: refused, or what runs is out of reach.
unreachable() {
	local name=$1
	shift
	entered "$@"
	case $reached in
	none) pass "$name: out of reach" ;;
	refused) has "$name: refused" "$err" '^uenter: hint: ' ;;
	*) fail "$name" "the agent: $reached" "$err" ;;
	esac
}

# exposed NAME AGENT TARGET OPTION...: nsenter is reached, uenter is not.
exposed() {
	local name=$1 agent=$2 target=$3
	shift 3
	reachable "$name, nsenter" "$agent" nsenter "$@" \
		--preserve-credentials -t "$target" "$bin/probe" wait
	unreachable "$name" "$agent" "$uenter" "$@" -t "$target" \
		"$bin/probe" wait
}

