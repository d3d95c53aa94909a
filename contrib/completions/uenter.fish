# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of uenter for fish.

function __uenter_targets
    set -l own (readlink /proc/self/ns/user)
    for ns in /proc/[0-9]*/ns/user
        set -l pid (string split / $ns)[3]
        test (readlink $ns 2>/dev/null; or echo $own) = $own; and continue
        test -r /proc/$pid/environ; or continue
        printf '%s\t%s\n' $pid (string join0 </proc/$pid/cmdline 2>/dev/null | tr '\0' ' ')
    end
end

complete -c uenter -f -n __fish_is_first_arg -a '(__uenter_targets)'
complete -c uenter -s t -l target -x -a '(__uenter_targets)' -d 'The process to enter'
complete -c uenter -l each -x -d 'Enter each whose name matches'
complete -c uenter -l jobs -x -d 'Of those, so many at a time'
complete -c uenter -s a -l all -d 'Enter all namespaces'
complete -c uenter -s m -l mount -d 'Enter the mount namespace'
complete -c uenter -s p -l pid -d 'Enter the pid namespace'
complete -c uenter -s T -l time -d 'Enter the time namespace'
complete -c uenter -s n -l net -d 'Enter the network namespace'
complete -c uenter -s u -l uts -d 'Enter the namespace of the host name'
complete -c uenter -s i -l ipc -d 'Enter the IPC namespace'
complete -c uenter -s C -l cgroup -d 'Enter the cgroup namespace'
complete -c uenter -s U -l user -d 'Enter the user namespace'
complete -c uenter -s S -l setuid -x -a follow -d 'Run as that uid'
complete -c uenter -s G -l setgid -x -a follow -d 'Run with that gid'
complete -c uenter -l preserve-credentials -d 'Keep ids and groups'
complete -c uenter -s r -l root -d 'Change the root'
complete -c uenter -s w -l wd -d 'Start in the directory of the target'
complete -c uenter -s W -l wdns -d 'Start in a directory of there'
complete -c uenter -s e -l env -d 'Take the environment of the target'
complete -c uenter -l setenv -x -d 'Add to the environment'
complete -c uenter -s F -l no-fork -d 'Do not fork'
complete -c uenter -s N -l net-socket -x -d 'The network of a socket'
complete -c uenter -l user-parent -d 'Enter the parent of the user namespace'
complete -c uenter -s c -l join-cgroup -d 'Join the cgroups'
complete -c uenter -s Z -l follow-context -d 'Run in its security context'
complete -c uenter -l caps -x -a 'all target none' -d 'Capabilities'
complete -c uenter -l keep-caps -d 'The same as --caps=all'
complete -c uenter -l preserve-fds -x -d 'Keep descriptors from 3 on'
complete -c uenter -l pty -d 'A session and terminal of its own'
complete -c uenter -l no-pty -d 'Leave it the terminal'
complete -c uenter -l expose-host -d 'Allow -p where the target can reach it'
complete -c uenter -l explain -d 'Say what would be done'
complete -c uenter -s v -l verbose -d 'Say each step'
complete -c uenter -s h -l help -d 'Show the help'
complete -c uenter -s V -l version -d 'Show the version'
