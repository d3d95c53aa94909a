# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A command with the caller's files that the sandbox can reach: never unasked.

# shellcheck source-path=SCRIPTDIR source=exposed.sh
. "$here/exposed.sh"
one_id='user=0 uts net'

# The agent has CAP_SYS_PTRACE in plain sight.
agent open "$one_id" : fork proc
exposed 'the capability in plain sight' open "$cell" -U -p
is 'the capability in plain sight: refused' "$reached" refused
exposed 'with -n too' open "$cell" -U -n -p
reachable '--expose-host says so' open "$uenter" --expose-host -p -t "$cell" \
	"$bin/probe" wait
unreachable '-a' open "$uenter" -a -t "$cell" /bin/sh wait
is '-a is not refused' "$reached" none
unreachable '--caps=none' open "$uenter" -p --caps=none -t "$cell" \
	"$bin/probe" wait
# The root or directory of the host, in the target's own mount namespace.
exposed 'the root is the host'\''s' open "$cell" -U -m -p --root=/
reachable "the directory is the host's, nsenter" open nsenter -U -m -p \
	--wd="$bin" --preserve-credentials -t "$cell" /bin/sh wait
unreachable "the directory is the host's" open "$uenter" -U -m -p --wd="$bin" \
	-t "$cell" /bin/sh wait
# The programs of the host: without its pids, where it could reach them.
mkdir "$scratch/tools"
tools=--host-tools=$scratch/tools
unreachable 'host tools' open "$uenter" "$tools" -t "$cell" "$bin/probe" wait
is 'host tools: not refused' "$reached" none
reachable 'host tools, --expose-host' open "$uenter" "$tools" --expose-host \
	-t "$cell" "$bin/probe" wait
unreachable 'host tools, -p' open "$uenter" "$tools" -p -t "$cell" \
	"$bin/probe" wait
is 'host tools, -p: refused' "$reached" refused
# By FILEs, and with the target a harmless one that has the caller's files.
by_file=(--user="/proc/$cell/ns/user" --pid="/proc/$cell/ns/pid")
cell plain user=0
reachable 'by FILEs, nsenter' open nsenter "${by_file[@]}" \
	--preserve-credentials "$bin/probe" wait
unreachable 'by FILEs' open "$uenter" "${by_file[@]}" "$bin/probe" wait
unreachable 'by FILEs beside a target' open "$uenter" "${by_file[@]}" \
	-t "$cell" "$bin/probe" wait
end plain
end open

# It has not, and neither has any process there: allowed, and in vain.
agent cut "$one_id" : cut fork proc
unreachable 'no process has the capability' cut "$uenter" -U -p -t "$cell" \
	"$bin/probe" wait
is 'no process has the capability: not refused' "$reached" none
unreachable 'cut down to nothing' cut "$uenter" -U -p --caps=none -t "$cell" \
	"$bin/probe" wait
is 'cut down to nothing: refused' "$reached" refused
unreachable 'cut down to what the target has' cut "$uenter" -U -p \
	--caps=target -t "$cell" "$bin/probe" wait
unreachable 'host tools, among its processes' cut "$uenter" "$tools" \
	-t "$cell" "$bin/probe" wait
is 'host tools, among its processes: not refused' "$reached" none
# what is read-only has hardly a capability, and the agent has more
unreachable 'host tools, read-only' cut "$uenter" "$tools" \
	--read-only=mounts -t "$cell" "$bin/probe" wait
is 'host tools, read-only: not refused' "$reached" none
reachable 'host tools, read-only, --expose-host' cut "$uenter" "$tools" \
	--read-only=mounts --expose-host -t "$cell" "$bin/probe" wait
end cut

# Who has it hides from whoever looks through /proc.
agent hidden "$one_id" : fork proc thread
exposed 'a thread beside the leader has it' hidden "$cell" -U -p
end hidden
agent decoys "$one_id" : fork proc decoys keep
exposed 'behind many user namespaces' decoys "$cell" -U -p
end decoys

# The target lives in a pid namespace inside that of the agent.
agent outer "$one_id" : fork proc nest
nested=$(child_of "$(child_of "$cell")")
exposed 'from the pid namespace around the target' outer "$nested" -U -p
end outer

# Where the sandbox has no pid namespace of its own, and where nobody in it can
# trace, a command that is let in is out of reach all the same.
agent meek "$one_id" : cut
unreachable 'a shared pid namespace, no capability' meek "$uenter" -U -n \
	-t "$cell" "$bin/probe" wait
is 'a shared pid namespace, no capability: not refused' "$reached" none
end meek

if [ -e "$bin/unreadable" ]; then
	agent sneak "$one_id" \
		"touch sneak && mount --bind '$bin/unreadable' sneak" \
		fork proc keep become=/sneak
	exposed 'a program that cannot be looked into' sneak "$cell" -U -p
	end sneak
else
	skip 'a program that cannot be looked into' 'made by root alone'
fi
