# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Who runs what: the two nsenters, root and an ordinary user, the sandboxes.
#
# All is started from here, so that both programs get the same words, the same
# environment, the same standard input and the same directory.

unit=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Nothing here is run as root by mistake: `as` says as whom, each time.
export IN_SANDBOX=yes LC_ALL=C
# shellcheck source-path=SCRIPTDIR source=../../integration/lib/common.sh
. "$unit/../integration/lib/common.sh"
suite=nsenter

installed=$(command -v nsenter) || {
	fail "the nsenter to compare with" "none is installed"
	finish
}
# What the tables say of the installed one was seen of this version.
case $("$installed" --version) in
*' 2.38.1') is_known=yes ;;
*) is_known='' ;;
esac

bin=$scratch/bin
dir=$scratch/here
mkdir "$bin" "$dir" "$dir/mark" "$dir/new"
# the user makes what is looked at, and mounts there
chmod 1777 "$dir" "$dir/mark" "$dir/new"
install "$uenter" "$bin/uenter"
ln -s uenter "$bin/nsenter"
uenter=$bin/uenter
nsenter=$bin/nsenter
install "$holder" "$bin/holder"
holder=$bin/holder
install "$unit/lib/probe" "$bin/probe"

# The ids of nobody else, below what a container would have: FIRST to FIRST+9.
spare_ids() {
	local first
	for ((first = 61300; first < 65000; first += 10)); do
		getent passwd "$first" >/dev/null && continue
		grep -qs "^Uid:.*[[:space:]]${first}[[:space:]]" \
			/proc/[0-9]*/status || break
	done
	printf '%s\n' "$first"
}

user=$me
[ "$me" -ne 0 ] || user=$(spare_ids)

# become WHO: root and the user have groups of their own, to see which are
# kept; "capable" is the user with root's rights over namespaces.
become() {
	local ids=(--reuid="$user" --regid="$user"
		--groups="$((user + 1)),$((user + 2))")
	local caps=+sys_admin,+sys_chroot,+sys_ptrace
	case $1,$me in
	root,0) as=(setpriv --groups="0,$((user + 5))") ;;
	user,0) as=(setpriv "${ids[@]}" --inh-caps=-all) ;;
	other,0) as=(setpriv --reuid="$((user + 3))" \
		--regid="$((user + 3))" --clear-groups --inh-caps=-all) ;;
	capable,0) as=(setpriv "${ids[@]}" --inh-caps="$caps" \
		--ambient-caps="$caps") ;;
	user,*) as=() ;;
	*) return 1 ;;
	esac
}

# Not the caller's own, of which a part may be closed to the user.
system_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# What every program finds; assignments of a row are added.
surroundings=(PATH="$bin:$system_path" HOME=/nonexistent LC_ALL=C WHOSE=caller
	TERM=dumb SHELL=/bin/sh MARK="$dir/mark")

# What a shell that was started without a command does.
echo 'echo "shell: $0 $WHOSE $(readlink /proc/self/ns/net)"' >"$scratch/stdin"

# run_as PROGRAM WORD...: as `as` says; sets out, err and status.
assignments=()
run_as() {
	# the shell has something to say where it was a signal that ended it
	{
		(cd "$dir" && exec "${as[@]}" env -i "${surroundings[@]}" \
			"${assignments[@]}" "$@") \
			>"$scratch/out" 2>"$scratch/err" <"$scratch/stdin"
		status=$?
	} 2>/dev/null
	out=$(tr -d '\0' <"$scratch/out")
	err=$(tr -d '\0' <"$scratch/err")
}

# The sandboxes that the tables name, and who makes them.
mark=(mnt "tmpfs=$dir/mark" "sh=touch $dir/mark/inside")
# the host's files below another root, with a directory only there
below=(mnt "tmpfs=$dir/new" "sh=mkdir $dir/new/r &&
	mount --rbind / $dir/new/r && mount -t tmpfs none $dir/new/r$dir/mark &&
	mkdir $dir/new/r$dir/mark/deep" "chroot=$dir/new/r" "cd=$dir/mark/deep")

# a root, and in it a directory, that only their owner may look into
closed=(mnt "tmpfs=$dir/new" "sh=cd $dir/new && mkdir home &&
	for d in bin etc lib lib64 proc tmp usr; do
		[ ! -e /\$d ] || { mkdir \$d && mount --rbind /\$d \$d; } || exit
	done && chmod 700 . home && chown 3:3 . home" "chroot=$dir/new")
# its own passwd and group; the name that is a number is there for no use
names=(mnt "tmpfs=$dir/mark" "sh=cd $dir/mark &&
	echo 'worker:x:3:4::/:/bin/sh
7:x:5:5::/:/bin/sh' >passwd && echo 'workers:x:6:' >group &&
	mount --bind passwd /etc/passwd && mount --bind group /etc/group")

# sandbox NAME: starts it as `pid`; false where that takes root.
sandbox() {
	local maker=user ops
	case $1 in
	same) maker=root ops=() ;;
	own) ops=() ;;
	container) maker=root
		ops=(uts name=inside ipc net cgroup time "${mark[@]}" pid fork \
			proc) ;;
	room) maker=root ops=(uts name=inside net "${mark[@]}") ;;
	below) maker=root ops=(net "${below[@]}") ;;
	mapped) maker=mapper
		ops=(net uts name=inside ipc cgroup "${mark[@]}" pid fork \
			proc) ;;
	mapped-room) maker=mapper ops=(net uts name=inside "${mark[@]}") ;;
	mapped-below) maker=mapper ops=(net "${below[@]}") ;;
	single) ops=(user=0 net uts ipc cgroup "${mark[@]}" pid fork proc) ;;
	single-room) ops=(user=0 net uts "${mark[@]}") ;;
	thousand) ops=(user=1000 net uts "${mark[@]}") ;;
	nested) ops=(user=0 net uts "${mark[@]}" mark fork user=1000 mark) ;;
	deep) ops=(user=0 mark fork user=0 mark fork user=0 net mark) ;;
	parent) ops=(user=0 mnt pid mark fork) ;;
	socket) ops=(user=0 net mark fork listen=7000 net mark) ;;
	worker) maker=mapper ops=(net "${closed[@]}" setid=3 "cd=/home") ;;
	named) maker=mapper ops=(net "${names[@]}") ;;
	*) fail "no sandbox is called $1"; return 1 ;;
	esac
	if [ "$maker" = mapper ]; then
		[ "$me" -eq 0 ] || return 1
		# the map is written by root, as newuidmap would
		as=()
		ops=("map=$user,0:$user:1,1:$((user + 10)):100" "${ops[@]}")
	else
		become "$maker" || return 1
	fi
	as+=(env -i WHOSE=target PATH="$PATH")
	hold pid "${ops[@]}" || return
	# the last one that was marked; the others are known by `pids`
	pid=${pids[-1]}
}

# inode: of the pidfd of `pid`, as the refusal of a wrong one tells it.
inode() {
	"$uenter" -n "$pid:1" true 2>&1 | sed -n 's/.*(inode \([0-9]*\)).*/\1/p'
}

# socket: the number of the descriptor of `pid` that is one.
socket() {
	local fd
	for fd in {0..9}; do
		[[ $(readlink "/proc/$pid/fd/$fd") != socket:* ]] || echo "$fd"
	done
}
