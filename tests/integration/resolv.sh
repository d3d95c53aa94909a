#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# --resolv: host programs that resolve names, and see interfaces, as the target
# does; what it refuses, and that no mount is left.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$(dirname "$0")/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/names.sh
. "$(dirname "$0")/lib/names.sh"
target=0
name=db.uenter.test

# in_view NAME WANT COMMAND: what a shell there prints.
in_view() {
	run "$uenter" -n --resolv "$target" sh -c "$3"
	is "$1" "$status,$out,$err" "0,$2,"
}

works() {
	named "$good" || return
	note_mounts
	in_view "resolv.conf" 'nameserver 192.0.2.53' 'cat /etc/resolv.conf'
	in_view "hosts" "192.0.2.7 $name" 'cat /etc/hosts'
	in_view "hostname stays ours" "$(cat /etc/hostname 2>&1)" \
		'cat /etc/hostname 2>&1; true'
	in_view "libc goes by them" "192.0.2.7 $name" \
		"getent hosts $name | xargs"
	run "$uenter" -n "$target" getent hosts "$name"
	is "without: libc does not" "$status,$out" 2,
	in_view "interfaces" lo 'ls /sys/class/net'
	run "$uenter" -n "$target" stat -c %d /sys
	is "without: /sys is ours" "$out" "$(stat -c %d /sys)"
	run "$uenter" -n --resolv "$target" stat -c %d /sys
	lacks "/sys is another" "$out" "^$(stat -c %d /sys)\$"
	in_view "what marks it" "$target:net:resolv" 'echo "$UENTER"'
	in_view "the rest is ours" "$(ls /)" 'ls /'
	in_view "they cannot be written to" 'refused refused' \
		'for file in /etc/resolv.conf /etc/hosts; do
			(: >>$file) 2>/dev/null || echo refused; done | xargs'
	run "$uenter" -n --resolv "$target" cat "/proc/$target/mountinfo"
	is "meanwhile: the target's mounts" "$out" "$mounts_there"
	run "$uenter" -n --resolv "$target" cat "/proc/$$/mountinfo"
	is "meanwhile: our mounts" "$out" "$mounts_here"
	in_view "a mount made there stays there" '' \
		'mount -t tmpfs tmpfs /mnt'
	same_mounts "afterwards"
	run "$uenter" -n -u --resolv -W=/etc "$target" sh -c \
		'pwd; cat resolv.conf'
	is "-W: below the new mounts" "$out" $'/etc\nnameserver 192.0.2.53'
	run "$uenter" -n -v --resolv "$target" true
	for step in 'copy the own mounts' 'put its name resolution files' \
		'mount a /sys of its network'; do
		has "-v: $step" "$err" "^uenter: $step"
	done
	run "$uenter" --explain=json -n --resolv "$target"
	has "explain: JSON" "$out" '"cover-names"'
	as_nsenter
	drop target
}

as_nsenter() {
	ln -sf "$uenter" "$scratch/nsenter"
	run "$scratch/nsenter" -U -n --resolv -t "$target" \
		getent hosts "$name"
	is "nsenter: libc goes by them" "$status,$(xargs <<<"$out")" \
		"0,192.0.2.7 $name"
}

# What is absent there is empty here, as libc takes it.
absent() {
	named ': >other' || return
	in_view "absent files" 0 'cat /etc/resolv.conf /etc/hosts | wc -c'
	drop target
	named "ln -s ../run/nosuch resolv.conf; $good" \
		tmpfs=/run sh='mkdir /run/nosuch' || return
	drop target
	named "echo nameserver 192.0.2.1 >inside
		ln -s ../../../../etc/inside resolv.conf" || return
	in_view "a link that stays inside" 'nameserver 192.0.2.1' \
		'cat /etc/resolv.conf'
	drop target
	# the caller's id has no name there but 1000
	hold target user=1000 net mnt tmpfs=/etc || return
	in_view "uid 1000" 1000,0 \
		'echo "$(id -u),$(cat /etc/resolv.conf | wc -c)"'
	drop target
}

# A root below the mount namespace's: links stay below it.
below_root() {
	local dir=$scratch/root
	mkdir "$dir"
	echo "nameserver 192.0.2.66" >"$scratch/outside"
	hold target user=0 net mnt "tmpfs=$dir" sh="cd $dir && mkdir etc &&
		ln -s ../../../../../../../../../..$scratch/outside \
			etc/resolv.conf" "chroot=$dir" || return
	in_view "a link out of its root" 0 'wc -c </etc/resolv.conf'
	drop target
}

hostile() {
	local how
	for how in 'mkfifo resolv.conf' 'mkdir resolv.conf' 'mkfifo hosts' \
		'ln -s hosts hosts' 'ln -s /dev/zero resolv.conf' \
		'ln -s /dev/tty resolv.conf' 'ln -s /etc/fifo hosts; mkfifo fifo' \
		'ln -s /proc/self/fd/0 resolv.conf' \
		'head -c 1048577 /dev/zero >hosts'; do
		named "$how" || return
		note_mounts
		refused "hostile: $how" \
			'^uenter: /etc/(resolv.conf|hosts) of the target: ' \
			"^uenter -n $target echo entered\$" \
			timeout 60 "$uenter" -n --resolv "$target" echo entered
		pasted "hostile: $how" "$(hint)"
		same_mounts "hostile: $how"
		drop target
	done
	named 'head -c 1048576 /dev/zero >hosts' || return
	in_view "the largest" 1048576 'wc -c </etc/hosts'
	drop target
	leading_out
}

# By a magic link of /proc one leaves any mount namespace.
leading_out() {
	echo "nameserver 192.0.2.66" >"$scratch/planted"
	hold target user=0 net mark fork mnt tmpfs=/etc \
		sh="read -r _ _ _ parent _ </proc/\$PPID/stat
		ln -s /proc/\$parent/root$scratch/planted /etc/resolv.conf" \
		mark cd=/ || return
	target=${pids[1]}
	run "$uenter" -m "$target" cat /etc/resolv.conf
	is "/proc/PID/root leads there" "$out" 'nameserver 192.0.2.66'
	refused "a link by /proc/PID/root" 'through a link of /proc' . \
		"$uenter" -n --resolv "$target" echo entered
	drop target
}

refusals() {
	local try=(-- "$uenter" -n --resolv)
	named "$good" || return
	note_mounts
	refused "no -n" 'goes with -n' "uenter -n --resolv $target echo" \
		"$uenter" -u --resolv "$target" echo entered
	pasted "no -n" "$(hint)"
	refused "all" 'contradicts -m .and -a' "uenter -n --resolv" \
		"$uenter" --resolv "$target" echo entered
	pasted "all" "$(hint)"
	refused "-m" 'contradicts -m' "uenter -n --resolv" \
		"$uenter" -n -m --resolv "$target" echo entered
	refused "-r" 'contradicts -r' "uenter -n --resolv" \
		"$uenter" -n -r --resolv "$target" echo entered
	pasted "-r" "$(hint)"
	refused "-w" 'contradicts -w' "uenter -n --resolv" \
		"$uenter" -n -w=/ --resolv "$target" echo entered
	pasted "-w" "$(hint)"
	refused "--read-only" 'contradicts --read-only' "uenter -n --resolv" \
		"$uenter" -n --read-only --resolv "$target" echo entered
	refused "no target" 'there is no target to take it from' --help \
		"$uenter" "-n=/proc/$target/ns/net" --resolv echo entered
	refused "unshare" 'copy the own mounts: Operation not permitted' \
		"^uenter -n $target echo" \
		"$deny" unshare "${try[@]}" "$target" echo entered
	pasted "unshare" "$(hint)"
	# MS_REC | MS_SLAVE; and MS_BIND
	refused "no slave" 'make the copy of the mounts private' . \
		"$deny" mount@3:0x84000 "${try[@]}" "$target" echo entered
	refused "no bind mount" 'put the name resolution files in place' . \
		"$deny" mount@3:0x1000 "${try[@]}" "$target" echo entered
	refused "no tmpfs" 'put the name resolution files in place' . \
		"$deny" mount@3:0xe "${try[@]}" "$target" echo entered
	refused "no umount" 'put the name resolution files in place' . \
		"$deny" umount2 "${try[@]}" "$target" echo entered
	refused "no openat2" 'of the target: .*openat2' . \
		"$deny" openat2=ENOSYS "${try[@]}" "$target" echo entered
	same_mounts "refused"
	drop target
	hold target user=0 uts mnt || return
	refused "the same network" 'no net namespace of its own' \
		'# the same network' \
		"$uenter" -n --resolv "$target" echo entered
	pasted "the same network" "$(hint)"
	drop target
	hold target user=0 net || return
	refused "the same files" 'no mnt namespace of its own' \
		'# the same files' \
		"$uenter" -n --resolv "$target" echo entered
	pasted "the same files" "$(hint)"
	drop target
	hold target user=none net mnt || return
	refused "nobody is mapped" 'no id that this process has is mapped' . \
		"$uenter" -n --resolv "$target" echo entered
	pasted "nobody is mapped" "$(hint)"
	drop target
}

# A command that does not find a name is told where its network would.
told() {
	local line
	named "$good" || return
	run "$uenter" -n "$target" getent hosts "$name"
	is "not found: status" "$status,$out" 2,
	has "not found: hint" "$err" "^uenter: hint: uenter -n --resolv \
$target getent hosts $name   # names were asked of your own"
	run bash -c "PATH=${uenter%/*}:$PATH; $(hint)"
	is "not found: pasted" "$status,$(xargs <<<"$out")" "0,192.0.2.7 $name"
	run "$uenter" -n -F "$target" getent hosts "$name"
	is "no fork: nothing is said" "$status,$out,$err" 2,,
	run "$uenter" -n "$target" getent hosts localhost
	is "found: nothing is said" "$status,$err" 0,
	drop target
	cat /etc/resolv.conf >"$scratch/ours"
	named "cat $scratch/ours >resolv.conf" || return
	run "$uenter" -n "$target" getent hosts "$name"
	is "the same name servers: nothing is said" "$status,$out,$err" 2,,
	drop target
}

no_resolv_conf() {
	hold target user=0 net mnt || return
	note_mounts
	refused "nothing here to be covered" \
		'/etc/resolv.conf of your own: .*nothing is created here' . \
		"$uenter" -n --resolv "$target" echo entered
	pasted "nothing here to be covered" "$(hint)"
	same_mounts "nothing here to be covered"
	drop target
}

masked_sys() {
	hold target user=0 net mnt || return
	note_mounts
	refused "a masked /sys" 'mount a /sys of its network: .*is covered' . \
		"$uenter" -n --resolv "$target" echo entered
	pasted "a masked /sys" "$(hint)"
	same_mounts "a masked /sys"
	drop target
}

# Who answers over a socket would answer for our network.
sockets() {
	hold target user=0 net mnt || return
	in_view "daemons of ours are covered" 0 \
		'cat /run/nscd/socket /run/systemd/resolve/io* | wc -c'
	drop target
}

if [ -n "${PART-}" ]; then
	"$PART"
	finish
fi
can_show && can_do -n --resolv || finish
works
absent
below_root
hostile
refusals
told
again no_resolv_conf tmpfs=/etc
# below it, what was covered above it is locked
again masked_sys sh='mount -t tmpfs tmpfs /sys/kernel' user=0 mnt
again sockets tmpfs=/run sh='cd /run && mkdir -p nscd systemd/resolve &&
	echo x >nscd/socket && echo x >systemd/resolve/io.systemd.Resolve'
finish
