# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034,SC2154 # shared with who sources it
# The commands that people type, on the containers called web.

# pid_of NAME: from cells; nothing where it was skipped.
pid_of() {
	awk -F '\t' -v name="$1" '$1 == name && $2 != "skip" { print $2 }' \
		"$LAB_STATE/cells"
}

# ok WHAT PATTERN ARG...: enters, and the output has PATTERN.
ok() {
	local what=$1 pattern=$2
	shift 2
	enter "$what" "$@"
	is "$what: status" "$status" 0
	has "$what: says" "$out" "$pattern"
}

field_net() {
	ok "$1: ss -tulpn" ':80 .*"httpd",pid=' -t "$2" -n ss -tulpn
	ok "$1: ip -o addr" '^1: lo +inet 127\.0\.0\.1' -t "$2" -n ip -o addr
	ok "$1: curl" '^uenter lab$' -t "$2" -n \
		curl -sS --max-time 10 http://127.0.0.1/
	lacks "$1: port 80 is not the caller's" "$(as_user ss -tln)" ':80 '
}

field_files() {
	ok "$1: cat" '^uenter lab$' -t "$2" -m cat /www/index.html
	ok "$1: ps ax" '^ *1 .*sleep' -t "$2" -a ps ax
	ok "$1: df -h" ' /$' -t "$2" -a df -h
	ok "$1: its environment" '^PATH=/bin$' -t "$2" -a env
	ok "$1: cwd" '^/$' -t "$2" -m pwd
}

# tcpdump says "listening on" when it does; then one packet is made inside.
field_tcpdump() {
	local fd line seen
	exec {fd}< <(as_user "$uenter" -t "$2" -n \
		tcpdump -Z root -ni any -c 1 tcp port 80 2>&1 </dev/null)
	while read -rt 30 -u "$fd" line; do
		[[ $line != *'listening on'* ]] || break
	done
	as_user "$uenter" -t "$2" -n curl -s http://127.0.0.1/ >/dev/null
	seen=$(timeout 30 cat <&"$fd")
	exec {fd}<&-
	has "$1: tcpdump" "$seen" 'IP 127\.0\.0\.1\.[0-9]+ > 127\.0\.0\.1\.80:'
}

# Moving a link asks for CAP_NET_ADMIN over both networks: their user
# namespace is one and the same. The pid is looked up where ip stands, and
# -n alone leaves it in the caller's pid namespace.
field_veth() {
	ok "$1: link add" '^$' -t "$2" -n \
		ip link add lab0 type veth peer name lab1
	ok "$1: link set netns" '^$' -t "$2" -n ip link set lab1 netns "$3"
	ok "$1: the other end" 'lab1@' -t "$3" -n ip -o link show lab1
	ok "$1: link del" '^$' -t "$2" -n ip link del lab0
}

# The text that is looked for must not be in what was typed, which the
# terminal echoes.
field_shell() {
	# shellcheck disable=SC2016 # the inner shell's
	printf 'test -t 0 && echo terminal $((40 + 2))\nexit 7\n' |
		as_user script -qec "$uenter -t $2 -a" /dev/null \
			>"$scratch/shell" 2>&1
	status=$?
	out=$(tr -d '\r' <"$scratch/shell")
	is "$1: a shell: its status" "$status" 7
	has "$1: a shell on a terminal" "$out" '^terminal 42$'
}

# field NAME: of NAME-web, with NAME-user1000 as the second container.
field() {
	local web other
	web=$(pid_of "$1-web")
	other=$(pid_of "$1-user1000")
	[ -n "$web" ] && [ -n "$other" ] || return 0
	caller=as_user
	field_net "$1" "$web"
	field_files "$1" "$web"
	field_tcpdump "$1" "$web"
	field_veth "$1" "$web" "$other"
	field_shell "$1" "$web"
}
