# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of uenter for fish.

# What may be entered by name: ENGINE:NAME, and NAME where one alone has it.
function __uenter_names
    set -l targets (command uenter 2>/dev/null | string replace -r ' .*' '')[2..]
    set -l names (string replace -r '^[^:]*:' '' -- $targets)
    printf '%s\tby name\n' $targets
    for name in (string match -rv '^[0-9]+$' -- $names)
        test (count (string match -- $name $names)) = 1
        and printf '%s\tby name\n' $name
    end
end

function __uenter_targets
    __uenter_names
    __uenter_pids
end

# The caller's processes that are in another user namespace. One stat(1) asks
# for all.
function __uenter_pids
    set -l own (stat -Lc %i /proc/self/ns/user)
    stat -Lc '%i %n' /proc/*/ns/user 2>/dev/null | while read -l inode ns
        set -l pid (string split / $ns)[3]
        test $inode = $own; and continue
        string match -qr '^[0-9]+$' $pid; or continue
        test -r /proc/$pid/environ; or continue
        read -l name </proc/$pid/comm
        printf '%s\t%s\n' $pid $name
    end
end

# The words of the command so far, one a line; fails where they have not begun.
# A target is the first operand, where neither -t nor a FILE has said it.
function __uenter_operands
    set -l words (commandline -opc)[2..]
    set -l is_said no
    while set -q words[1]
        switch $words[1]
            case -t --target
                set is_said yes
                set -e words[1]
            case '--target=*' '-t?*' '--mount=*' '--pid=*' '--time=*' \
                    '--net=*' '--uts=*' '--ipc=*' '--cgroup=*' '--user=*'
                set is_said yes
            case -S --setuid -G --setgid -N --net-socket --caps --setenv \
                    --preserve-fds
                set -e words[1]
            case '-*'
            case '*'
                test $is_said = yes; and break
                set is_said yes
        end
        set -e words[1]
    end
    test $is_said = yes; or return 1
    string join \n -- $words
    return 0
end

function __uenter_command
    complete -C (string join ' ' -- (__uenter_operands) (commandline -ct))
end

complete -c uenter -f
complete -c uenter -n 'not __uenter_operands' -a '(__uenter_targets)'
complete -c uenter -n __uenter_operands -a '(__uenter_command)'
complete -c uenter -s t -l target -x -a '(__uenter_targets)' -d 'The process to enter'
complete -c uenter -l each -x -a '(__uenter_names)' -d 'Enter each whose name matches'
complete -c uenter -l jobs -x -d 'Of those, so many at a time'
complete -c uenter -s a -l all -d 'Enter all namespaces'
complete -c uenter -s m -l mount -F -d 'Enter the mount namespace'
complete -c uenter -s p -l pid -F -d 'Enter the pid namespace'
complete -c uenter -s T -l time -F -d 'Enter the time namespace'
complete -c uenter -s n -l net -F -d 'Enter the network namespace'
complete -c uenter -s u -l uts -F -d 'Enter the namespace of the host name'
complete -c uenter -s i -l ipc -F -d 'Enter the IPC namespace'
complete -c uenter -s C -l cgroup -F -d 'Enter the cgroup namespace'
complete -c uenter -s U -l user -F -d 'Enter the user namespace'
complete -c uenter -s S -l setuid -x -a follow -d 'Run as that uid'
complete -c uenter -s G -l setgid -x -a follow -d 'Run with that gid'
complete -c uenter -l preserve-credentials -d 'Keep ids and groups'
complete -c uenter -s r -l root -F -d 'Change the root'
complete -c uenter -s w -l wd -F -d 'Start in the directory of the target'
complete -c uenter -s W -l wdns -d 'Start in a directory of there'
complete -c uenter -s e -l env -a host -d 'Take the environment of the target'
complete -c uenter -l setenv -x -d 'Add to the environment'
complete -c uenter -s F -l no-fork -d 'Do not fork'
complete -c uenter -s N -l net-socket -x -d 'The network of a socket'
complete -c uenter -l user-parent -d 'Enter the parent of the user namespace'
complete -c uenter -s c -l join-cgroup -a require -d 'Join the cgroups'
complete -c uenter -s Z -l follow-context -d 'Run in its security context'
complete -c uenter -l caps -x -a 'all target none' -d 'Capabilities'
complete -c uenter -l keep-caps -d 'The same as --caps=all'
complete -c uenter -l read-only -a mounts -d 'Change nothing there'
complete -c uenter -l mount-ro -a mounts -d 'The same as --read-only'
complete -c uenter -l host-tools -F -d 'Your files, and its at a directory'
complete -c uenter -l resolv -d 'With -n: resolve names as it does'
complete -c uenter -l preserve-fds -x -d 'Keep descriptors from 3 on'
complete -c uenter -l pty -d 'A session and terminal of its own'
complete -c uenter -l no-pty -d 'Leave it the terminal'
complete -c uenter -l expose-host -d 'Allow -p where the target can reach it'
complete -c uenter -l explain -a json -d 'Say what would be done'
complete -c uenter -s v -l verbose -a json -d 'Say each step'
complete -c uenter -l doctor -a json -d 'Say what this machine is able to'
complete -c uenter -s h -l help -d 'Show the help'
complete -c uenter -s V -l version -d 'Show the version'
