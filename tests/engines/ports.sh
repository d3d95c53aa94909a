#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# ulsns --ports: where the host publishes a port, as engines' files have it.
set -u
# shellcheck source-path=SCRIPTDIR source=lib/engines.sh
. "$(dirname "$0")/lib/engines.sh"

ulsns=${ULSNS:-$top/ulsns}
command -v python3 >/dev/null || {
	skip 'published ports' 'no python3'
	finish
}
one=$(id_of 1)

# host NAME WANT [TARGET]: what HOST says of its port.
host() {
	run "${limit[@]}" "$ulsns" -n -r --ports "${3:-web}" -o PORT,HOST
	is "$1" "$status,$out,$err" "0,4711 $2,"
}

# A mapping of each spelling, protocol and port.
mapping='{"host_ip":"127.0.0.1","container_port":4711,"host_port":8080,"range":1,"protocol":"tcp"}'

# padded MAPPINGS: a configuration as long as they are: more than a page.
padded() {
	printf '{"id":"%s","name":"web","labels":{"x":"%s"},"newPortMappings":[%s]}' \
		"${2:-$one}" "$(printf '%05000d' 0)" "$1"
}

# database KIND CONFIG [PAGE_SIZE]: that of `web`, among many others.
database() {
	local file=libpod/bolt_state.db
	[ "$1" = bolt ] || file=db.sql
	file=$HOME/.local/share/containers/storage/$file
	mkdir -p "${file%/*}"
	rm -f "$file"
	python3 "$here/../engines/lib/database.py" "$1" "$file" "${3:-4096}" \
		<<<"$one $2" || fail "$1: the database is made" ''
	database=$file
}

# either KIND: what one of Podman's databases tells.
either() {
	local size
	fresh
	podman "$one" web "$target"
	host "$1: there is none" ''
	for size in 4096 1024 65536; do
		database "$1" "$(padded "$mapping")" "$size"
		host "$1: pages of $size bytes" 127.0.0.1:8080
	done
	database "$1" "{\"id\":\"$one\",\"newPortMappings\":[$mapping]}"
	host "$1: a short one" 127.0.0.1:8080
	database "$1" "$(padded "${mapping/tcp/udp}")"
	host "$1: another protocol" ''
	database "$1" "$(padded "${mapping/4711/4712}")"
	host "$1: another port" ''
	database "$1" "$(padded '{"host_ip":"","container_port":4700,"host_port":9000,"range":12,"protocol":"tcp"}')"
	host "$1: the last of a range, any address" 0.0.0.0:9011
	database "$1" "$(padded '{"host_ip":"","container_port":4700,"host_port":9000,"range":11,"protocol":"tcp"}')"
	host "$1: behind a range" ''
	database "$1" "$(padded "$mapping,${mapping/127.0.0.1/::1},$mapping")"
	host "$1: two addresses, one of them twice" '127.0.0.1:8080,[::1]:8080'
	database "$1" "{\"id\":\"$one\",\"portMappings\":[{\"hostPort\":8080,\"containerPort\":4711,\"protocol\":\"tcp\",\"hostIP\":\"127.0.0.1\"}]}"
	host "$1: as Podman 3 spells it" 127.0.0.1:8080
	database "$1" "$(padded "$mapping" "$(id_of 2)")"
	host "$1: the configuration of another" ''
	database "$1" "$(padded "${mapping/127.0.0.1/\\u001b[31m}")"
	host "$1: what is no address" ''
	database "$1" "$(padded "${mapping/8080/70000}")"
	host "$1: what is no port" ''
	database "$1" "{\"id\":\"$one\",\"newPortMappings\":[$mapping}"
	host "$1: what is no JSON" ''
	database "$1" "$(padded "$mapping")"
	chmod 666 "$database"
	host "$1: others may write it" ''
	chmod 600 "$database"
	host "$1: as it was" 127.0.0.1:8080
	broken_files "$1"
}

# Some pages of zeros, and the file cut behind some: never another answer.
broken_files() {
	local n pages bad=0 whole=$database.whole
	mv "$database" "$whole"
	pages=$(($(stat -c %s "$whole") / 4096))
	for ((n = 0; n < pages; n += pages / 8 + 1)); do
		cp "$whole" "$database"
		dd if=/dev/zero of="$database" bs=4096 seek="$n" count=1 \
			conv=notrunc status=none
		told || bad=$((bad + 1))
		head -c $((n * 4096 + 100)) "$whole" >"$database"
		told || bad=$((bad + 1))
	done
	is "$1: a page of zeros, a file cut" "$bad" 0
	mv "$whole" "$database"
}

told() {
	run "${limit[@]}" "$ulsns" -n -r --ports web -o PORT,HOST
	[[ $status,$err = 0, && ($out = '4711 ' || $out = '4711 127.0.0.1:8080') ]]
}

# bbolt's two meta pages: the newer one that is whole counts.
bolt_metas() {
	fresh
	podman "$one" web "$target"
	database bolt "$(padded "$mapping")"
	printf x | dd of="$database" bs=1 seek=$((4096 + 60)) conv=notrunc \
		status=none
	host 'bolt: the newer one half written: as it was before' ''
	database bolt "$(padded "$mapping")"
	printf x | dd of="$database" bs=1 seek=60 conv=notrunc status=none
	host 'bolt: the older one half written' 127.0.0.1:8080
}

# Somebody is at it: their journal is there.
sqlite_journal() {
	fresh
	podman "$one" web "$target"
	database sqlite "$(padded "$mapping")"
	: >"$database-journal"
	host 'sqlite: a journal beside it' ''
	rm "$database-journal"
	host 'sqlite: no journal' 127.0.0.1:8080
	printf '\2\2' | dd of="$database" bs=1 seek=18 conv=notrunc status=none
	host 'sqlite: one with a log beside it' ''
}

# Of several in one network any may be the one that publishes.
shared() {
	local two
	two=$(id_of 2)
	fresh
	podman "$one" web "$target"
	podman "$two" helper "$second"
	database sqlite "$(padded "$mapping")"
	host "the network of another: its own row" 127.0.0.1:8080 helper
	host "the network of another" 127.0.0.1:8080 web
}

docker_ports() {
	local text
	fresh
	docker "$one" web "$target"
	host 'Docker: none' ''
	text=$(<"$docker_dir/$one/config.v2.json")
	put "$docker_dir/$one/config.v2.json" \
		"${text%\}},\"NetworkSettings\":{\"Ports\":{\"4711/udp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"1\"}],\"4711/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8080\"},{\"HostIp\":\"::\",\"HostPort\":\"8080\"},{\"HostIp\":\"x\",\"HostPort\":\"8080\"}],\"80/tcp\":null}}}"
	host 'Docker' '0.0.0.0:8080,[::]:8080'
}

hold target user=0 net listen=4711 mark fork mark || finish
second=${pids[1]}
either bolt
either sqlite
bolt_metas
sqlite_journal
docker_ports
shared
finish
