#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Makes ./configure out of configure.ac; wants autoconf, automake, pkg-config.

set -eu
cd "$(dirname "$0")"

for tool in autoreconf automake pkg-config; do
	command -v "$tool" >/dev/null && continue
	cat >&2 <<-END
	autogen.sh: $tool is missing. Install:
	  Debian, Ubuntu  autoconf automake pkg-config
	  Fedora          autoconf automake pkgconf-pkg-config
	  Alpine          autoconf automake pkgconf
	  Arch            autoconf automake pkgconf
	END
	exit 1
done

mkdir -p build-aux
exec autoreconf --force --install "$@"
