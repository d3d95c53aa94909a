# shellcheck shell=sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# What demo, check, static and CI share: packages, the build, an ordinary user.
#
# A script sets `top` to the root of the checkout and sources this file.
# Nothing is run when it is sourced. Lists of words are kept in variables, to be
# split where they are used: no name in them holds a space.
# shellcheck disable=SC2046,SC2086

# What is needed, and the packages that bring it. A + joins several of them.
#	apt	dnf	apk	pacman
package_table='
cc	gcc+libc6-dev	gcc+glibc-devel	gcc+musl-dev+linux-headers	gcc
make	make	make	make	make
autoconf	autoconf	autoconf	autoconf	autoconf
automake	automake	automake	automake	automake
pkg-config	pkg-config	pkgconf-pkg-config	pkgconf	pkgconf
libcap-ng	libcap-ng-dev	libcap-ng-devel	libcap-ng-dev	libcap-ng
libcap-ng.a	libcap-ng-dev	libcap-ng-static	libcap-ng-static	libcap-ng
libc.a	libc6-dev	glibc-static	musl-dev	glibc
json-c	libjson-c-dev	json-c-devel	json-c-dev	json-c
libjson-c.a	libjson-c-dev	json-c-devel	json-c-dev	json-c
smartcols	libsmartcols-dev	libsmartcols-devel	util-linux-dev	util-linux-libs
libmnl	libmnl-dev	libmnl-devel	libmnl-dev	libmnl
lsns	util-linux	util-linux	util-linux-misc	util-linux
cmocka	libcmocka-dev	libcmocka-devel	cmocka-dev	cmocka
readelf	binutils	binutils	binutils	binutils
strip	binutils	binutils	binutils	binutils
bash	bash	bash	bash	bash
awk	gawk	gawk	gawk	gawk
cmp	diffutils	diffutils	diffutils	diffutils
find	findutils	findutils	findutils	findutils
tar	tar	tar	tar	tar
ss	iproute2	iproute	iproute2	iproute2
nsenter	util-linux	util-linux	util-linux-misc	util-linux
setpriv	util-linux	util-linux	setpriv	util-linux
'

static_needs='cc make autoconf automake pkg-config libcap-ng json-c awk cmp find
	tar'
build_needs="$static_needs smartcols libmnl"

say() {
	printf '== %s\n' "$*"
}

die() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

manager() {
	for m in apt-get dnf apk pacman; do
		command -v "$m" >/dev/null || continue
		echo "${m%-get}"
		return
	done
}

# Is it there? Asked by what it can do, not by the name of a package.
have() {
	case $1 in
	cc)
		printf '#include <stdio.h>\n#include <linux/nsfs.h>\n' |
			"$(compiler)" -fsyntax-only -x c - 2>/dev/null
		;;
	libcap-ng | json-c | cmocka | smartcols | libmnl)
		pkg-config --exists "$1" 2>/dev/null
		;;
	libcap-ng.a | libjson-c.a | libc.a)
		[ -e "$("$(compiler)" -print-file-name="$1" 2>/dev/null)" ]
		;;
	setpriv)
		# busybox has one that cannot change ids
		setpriv --help 2>&1 | grep -q -e --reuid
		;;
	nsenter)
		nsenter --help 2>&1 | grep -q -e --user
		;;
	*)
		command -v "$1" >/dev/null
		;;
	esac
}

compiler() {
	for c in "${CC:-gcc}" cc clang; do
		command -v "${c%% *}" >/dev/null || continue
		echo "${c%% *}"
		return
	done
	echo cc
}

# packages_for MANAGER NEED...: their names on one line.
packages_for() {
	packages_manager=$1
	shift
	for need; do
		printf '%s' "$package_table" |
			while read -r name apt dnf apk pacman; do
				[ "$name" = "$need" ] || continue
				eval "echo \"\$$packages_manager\""
			done
	done | tr + '\n' | LC_ALL=C sort -u | one_line
}

# No xargs, no awk: a small image may have neither.
one_line() {
	set -- $(cat)
	echo "$*"
}

missing() {
	for need; do
		have "$need" || echo "$need"
	done
}

# Prints the command that gives root's rights, fails where there is none.
# A sudo that would ask is of use only where somebody can answer.
root_command() {
	if [ "$(id -u)" -eq 0 ]; then
		echo env
	elif command -v sudo >/dev/null &&
		{ [ -t 0 ] || sudo -n true 2>/dev/null; }; then
		echo 'sudo env'
	else
		return 1
	fi
}

# What stands in front of the packages' names: for people, and for this script.
plain_command() {
	case $1 in
	apt) echo apt-get install ;;
	dnf) echo dnf install ;;
	apk) echo apk add ;;
	pacman) echo pacman -S ;;
	esac
}

install_command() {
	case $1 in
	apt)
		echo DEBIAN_FRONTEND=noninteractive apt-get -qq \
			-o Acquire::Retries=3 install -y --no-install-recommends
		;;
	dnf) echo dnf -q install -y ;;
	apk) echo apk add -q ;;
	pacman) echo pacman -S --needed --noconfirm ;;
	esac
}

refresh_command() {
	case $1 in
	apt) echo apt-get -qq -o Acquire::Retries=3 update ;;
	dnf) echo dnf -q makecache ;;
	apk) echo apk update -q ;;
	pacman) echo pacman -Sy ;;
	esac
}

no_root() {
	cat >&2 <<-END
	${0##*/}: these packages are missing:
	  $1
	and there is neither root nor a usable sudo here to install them. Ask whoever
	administers this machine to run
	  $2 $1
	and start ${0##*/} again. Where that cannot be, build on another machine of this
	kind and copy the one file that contrib/static makes.
	END
	exit 1
}

no_manager() {
	{
		echo "${0##*/}: missing: $*"
		echo "and there is none of apt, dnf, apk, pacman. The packages are called"
		for m in apt dnf apk pacman; do
			printf '  %-7s %s\n' "$m" "$(packages_for "$m" "$@")"
		done
	} >&2
	exit 1
}

# quietly COMMAND...: what it prints is shown only if it fails.
quietly() {
	quiet_log=$(mktemp) || return 1
	quiet_status=0
	"$@" >"$quiet_log" 2>&1 </dev/null || quiet_status=$?
	[ "$quiet_status" -eq 0 ] || cat "$quiet_log" >&2
	rm -f "$quiet_log"
	return "$quiet_status"
}

# install_packages MANAGER PACKAGE...: the lists are fetched only where the
# packages cannot be had without.
install_packages() {
	m=$1
	shift
	asked=$(install_command "$m")
	as_root=$(root_command) || no_root "$*" "$(plain_command "$m")"
	say "installing with $m: $*"
	$as_root $asked "$@" >/dev/null 2>&1 </dev/null && return
	quietly $as_root $(refresh_command "$m") || die "$m cannot fetch its lists"
	quietly $as_root $asked "$@" || die "$m could not install: $*"
}

# ensure NEED...: installs what is missing, and says so first.
ensure() {
	ensure_missing=$(missing "$@" | one_line)
	[ -n "$ensure_missing" ] || return 0
	m=$(manager)
	[ -n "$m" ] || no_manager $ensure_missing
	install_packages "$m" $(packages_for "$m" $ensure_missing)
	ensure_missing=$(missing $ensure_missing | one_line)
	[ -z "$ensure_missing" ] || die "still missing: $ensure_missing"
}

# ensure_listed FILE: the same for a list of Debian packages, # for comments.
# Where they cannot be had the tests say themselves what they cannot do.
ensure_listed() {
	[ -e "$1" ] && [ "$(manager)" = apt ] || return 0
	listed=$(sed 's/#.*//' "$1" | one_line)
	listed=$(for p in $listed; do
		dpkg-query -W -f '${db:Status-Status}\n' "$p" 2>/dev/null |
			grep -qx installed || echo "$p"
	done | one_line)
	[ -n "$listed" ] || return 0
	(install_packages apt $listed) || say "going on without: $listed"
}

jobs_count() {
	getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1
}

# copy_tree DIR: the sources as they are, without what a build in place left.
copy_tree() {
	rm -rf "$1"
	mkdir -p "$1"
	(cd "$top" && tar cf - --exclude=./.git --exclude=./build \
		--exclude='./config.*' --exclude=./configure \
		--exclude=./Makefile --exclude=./Makefile.in \
		--exclude=./uenter --exclude=./ulsns --exclude='./uenter-*' \
		--exclude=.deps --exclude=.dirstamp --exclude='*.log' \
		--exclude='*.trs' --exclude='*.[oa]' .) | (cd "$1" && tar xf -)
	for c in "$1"/tests/unit/*.c "$1"/tests/helpers/*.c; do
		rm -f "${c%.c}"
	done
}

# Sets source and build. What is configured in place cannot be configured
# elsewhere as well, so then a copy is built.
choose_build() {
	source=$top
	build=$top/build
	[ -e "$top/config.status" ] || return 0
	source=$build/copy
	build=$build/of-copy
	copy_tree "$source"
}

# configure_in DIR OPTION...: where it is not yet done.
configure_in() {
	dir=$1
	shift
	[ -x "$source/configure" ] || quietly "$source/autogen.sh" ||
		die "autogen.sh failed"
	[ ! -e "$dir/Makefile" ] || return 0
	mkdir -p "$dir"
	(cd "$dir" && quietly "$source/configure" --quiet "$@") ||
		die "configure failed, see $dir/config.log"
}

make_in() {
	make_dir=$1
	shift
	quietly make -C "$make_dir" -j "$(jobs_count)" "$@"
}

build_uenter() {
	choose_build
	say "building in $build"
	configure_in "$build"
	make_in "$build" || die "the build failed"
}

# What it takes to become another user.
user_needs() {
	[ "$(id -u)" -ne 0 ] || echo setpriv
}

# Sets user, the id of whoever runs the demo: the caller, or, for root, an id
# that nobody has and that therefore leaves no trace.
choose_user() {
	user=$(id -u)
	[ "$user" -eq 0 ] || return 0
	user=60123
	while getent passwd "$user" >/dev/null 2>&1; do
		user=$((user + 1))
	done
	as_user true || die "cannot become uid $user: is it mapped here?" \
		"Start ${0##*/} as an ordinary user instead."
}

# as_user COMMAND...
as_user() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid "$user" --regid "$user" --clear-groups \
			--inh-caps -all -- "$@"
	fi
}
