#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What contrib/bench-list does inside: a crowd is made, and listed.
set -u
stage=$1
kind=$2
count=$3
more=$4

mkfifo "$stage/stay.$$" "$stage/ready.$$" 2>/dev/null || {
	cd "$(mktemp -d)" && mkfifo "stay.$$" "ready.$$" || exit 1
	here=$PWD
}
here=${here:-$stage}
"$stage/crowd" "$kind" "$count" "$more" <"$here/stay.$$" >"$here/ready.$$" &
crowd=$!
exec 9>"$here/stay.$$"
read -r -t 300 _ <"$here/ready.$$" || exit 1

# silent NAME COMMAND...: as words for pairs: its output goes nowhere.
silent() {
	words+=("$1" /bin/sh -c 'exec "$@" >/dev/null 2>&1' sh "${@:2}" --)
}

words=()
if [ "$kind" = sockets ]; then
	silent ports "$stage/ulsns" --ports "$$"
	printf '== %d sockets listen, %d are connected: %d rows\n' "$count" \
		"$more" "$("$stage/ulsns" -n --ports $$ 2>/dev/null | wc -l)"
else
	silent ulsns "$stage/ulsns"
	silent links "$stage/links"
	printf '== %d processes, %d namespaces: ulsns %d rows, lsns %d\n' \
		"$count" "$more" "$("$stage/ulsns" -n 2>/dev/null | wc -l)" \
		"$(lsns -n | wc -l)"
fi
unset 'words[-1]'
"$stage/pairs" 9 "${words[@]}" 9>&-
if [ "$kind" != sockets ]; then
	TIMEFORMAT='lsns, once: %R s'
	time lsns >/dev/null 9>&-
fi
exec 9>&-
wait "$crowd"
[ "$here" = "$stage" ] || rm -rf "$here"
