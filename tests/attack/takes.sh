# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What a command inside finds of the caller's: descriptors, environment, keys.

cell taken user=0 uts net ipc cgroup mnt pid fork proc
inside=(-U -n -m -p --preserve-credentials -t "$cell")
exec {leak}<"$secret"

run nsenter "${inside[@]}" "$bin/probe" fds
has 'control: a descriptor goes along with nsenter' "$out" " $leak( |$)"
for options in -a '-m' '-m -p' '-U -n -m' '-U -p --expose-host' \
	'-a -S 0' '-a -e -w -r' '-a -F' '-a --caps=none'; do
	# shellcheck disable=SC2086
	run "$uenter" $options -t "$cell" "$bin/probe" fds
	is "descriptors: $options" "$out" 'fds: 0 1 2'
done
run bash -c 'exec "$0" -a -t "$1" "$2" fds <&- >&2 2>&1' "$uenter" "$cell" \
	"$bin/probe"
lacks 'descriptors: none in place of a closed one' "$err$out" ' [3-9]'
exec {leak}<&-

export ATTACK_SECRET=told
run nsenter "${inside[@]}" "$bin/probe" env=ATTACK_SECRET
is 'control: the environment goes along with nsenter' "$out" 'env: told'
for options in -a '-m' '-a -S 0' '-a -e' '-U -n -r'; do
	# shellcheck disable=SC2086
	run "$uenter" $options -t "$cell" "$bin/probe" env=ATTACK_SECRET
	is "environment: $options" "$out" 'env: '
done

# Which variables are of the caller: three by name, and no other.
run env -i TERM=t COLORTERM=c LANG=l PATH=/p HOME=/h LD_LIBRARY_PATH=/x \
	ATTACK_SECRET=told "$uenter" -a -t "$cell" "$bin/probe" \
	env=TERM env=COLORTERM env=LANG env=LD_LIBRARY_PATH
is 'environment: the three' "$out" $'env: t\nenv: c\nenv: l\nenv: '
unset ATTACK_SECRET

run "$bin/keyed" uenter-attack "$bin/probe" key=uenter-attack
is 'control: the key is there' "$out" 'key: found'
run "$bin/keyed" uenter-attack nsenter "${inside[@]}" "$bin/probe" \
	key=uenter-attack
is 'control: the session keyring goes along with nsenter' "$out" 'key: found'
for options in -a '-m' '-U -m' '-U -n -r' '-a -S 0' '-a --caps=none'; do
	# shellcheck disable=SC2086
	run "$bin/keyed" uenter-attack "$uenter" $options -t "$cell" \
		"$bin/probe" key=uenter-attack
	lacks "session keyring: $options" "$out" found
	has "session keyring: $options: it was asked for" "$out" '^key: '
done
end taken
