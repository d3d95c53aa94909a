# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2034 # shared with who sources it
# A bundle of the OCI runtime specification, from the image of the lab.

# bundle NAME PORT NAMESPACE MAP: sets bundle. NAMESPACE goes in front of the
# other namespaces, MAP in front of them all.
bundle() {
	bundle=$LAB_STATE/tmp/bundle-$1
	mkdir -p "$bundle/rootfs"
	tar -C "$bundle/rootfs" -xf "$LAB_STATE/images/web.tar"
	cat >"$bundle/config.json" <<-END
		{
		"ociVersion": "1.0.2",
		"process": {
			"user": {"uid": 0, "gid": 0},
			"args": ["/serve", "$2"],
			"env": ["PATH=/bin"],
			"cwd": "/"
		},
		"root": {"path": "$bundle/rootfs"},
		"hostname": "$1",
		"mounts": [
			{"destination": "/proc", "type": "proc",
				"source": "proc"},
			{"destination": "/dev", "type": "tmpfs",
				"source": "tmpfs", "options": ["mode=755"]}
		],
		"linux": {
			$4
			"cgroupsPath": "/$LAB_CGROUP/$1",
			"namespaces": [$3{"type": "pid"}, {"type": "mount"},
				{"type": "uts"}, {"type": "ipc"},
				{"type": "network"}]
		}
		}
	END
}
