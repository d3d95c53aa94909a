# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of ulsns for fish.

function __ulsns_targets
    ulsns -c -n -r -o TARGET 2>/dev/null
end

function __ulsns_columns
    ulsns -H 2>/dev/null | string replace -r '^ *(\S+)  (.*)' '$1\t$2'
end

complete -c ulsns -f
complete -c ulsns -s c -l containers -d 'A row a container or sandbox'
complete -c ulsns -l procs -x -a '(__ulsns_targets)' -d 'The processes of a target'
complete -c ulsns -l ports -a '(__ulsns_targets)' -d 'What listens there, or in all'
complete -c ulsns -l unix -d 'Unix sockets too'
complete -c ulsns -s J -l json -d 'Print JSON'
complete -c ulsns -s l -l list -d 'A list, no tree'
complete -c ulsns -s n -l noheadings -d 'Print no headings'
complete -c ulsns -s o -l output -x -a '(__fish_append , (__ulsns_columns))' -d 'Print those columns'
complete -c ulsns -l output-all -d 'Print all columns'
complete -c ulsns -s P -l persistent -d 'Those without processes'
complete -c ulsns -s p -l task -x -a '(__fish_complete_pids)' -d 'The namespaces of that process'
complete -c ulsns -s Q -l filter -x -d 'Rows for which it is true'
complete -c ulsns -s r -l raw -d 'Print no table'
complete -c ulsns -s u -l notruncate -d 'Do not cut text'
complete -c ulsns -s W -l nowrap -d 'One line a row'
complete -c ulsns -s t -l type -x -a '(__fish_append , mnt net ipc user pid uts cgroup time)' -d 'Namespaces of those types'
complete -c ulsns -s T -l tree -a 'owner parent process' -d 'Print a tree'
complete -c ulsns -s H -l list-columns -d 'The columns there are'
complete -c ulsns -s h -l help -d 'Print the help'
complete -c ulsns -s V -l version -d 'Print the version'
