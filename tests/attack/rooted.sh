# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Sandboxes with many ids, which newuidmap would map: root does it here.

# shellcheck source-path=SCRIPTDIR source=exposed.sh
. "$here/exposed.sh"
many="map=$ATTACK_ID,0:$ATTACK_ID:1,1:300000:65535"
as=(setpriv --reuid="$ATTACK_ID" --regid="$ATTACK_ID" --clear-groups)
chmod 1777 "$scratch"

# Its status is longer than most: the capabilities come late in it.
agent crowd "$many" : fork proc groups
exposed 'thousands of groups' crowd "$cell" -U -p
end crowd
agent less "$many" : cut fork proc groups
bounds=$(sed -n 's/^CapBnd:\t0*//p' "/proc/$cell/status")
run "${as[@]}" "$uenter" -U -n --caps=all -t "$cell" "$bin/probe" bounds
lacks 'control: --caps=all is more than the target has' "$out" " $bounds$"
run "${as[@]}" "$uenter" -U -n --caps=target -t "$cell" "$bin/probe" bounds
[ "$status" -eq 125 ] ||
	has 'thousands of groups, --caps=target: what the target has' "$out" \
		" $bounds$"
end less

# Nobody there has the capability, and the command has none by its ids.
agent ids "$many" : cut fork proc keep id=1000
reachable 'ids that leave no capability, nsenter' ids nsenter -U -p -S 1000 \
	-G 1000 -t "$cell" "$bin/probe" wait
unreachable 'ids that leave no capability' ids "$uenter" -U -p -S 1000 \
	-G 1000 -t "$cell" "$bin/probe" wait
end ids

# root's own: a target in root's user namespace, as another uid and gid.
begin other "$bin/holder" mnt -- "$bin/agent" groups id=1234
hear other
run nsenter -m -S 1234 -G 1234 -t "${heard#ready }" "$bin/probe" id
has 'control: the ids of the target' "$out" 'uid 1234 1234 gid 1234 1234 '
run "$uenter" -m -S follow -G follow -t "${heard#ready }" "$bin/probe" id
if [ "$status" -eq 125 ]; then
	is 'thousands of groups, -S follow: refused' "$out" ''
else
	has "thousands of groups, -S follow: the target's" "$out" \
		'uid 1234 1234 gid 1234 1234 '
fi
end other
