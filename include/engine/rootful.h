/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the processes of root's engines give away. */
#ifndef ENGINE_ROOTFUL_H
#define ENGINE_ROOTFUL_H

#include "engine/cmdline.h"
#include "engine/container.h"

/*
 * Fills id and name of @ret from the command line of a monitor: of Docker's,
 * which is containerd's in the namespace "moby", or of Podman's, which is a
 * conmon and no CRI-O's. The first one knows no name. Pure.
 * Returns whether it is one.
 */
bool rootful_docker(const struct cmdline *line, struct container *ret);
bool rootful_podman(const struct cmdline *line, struct container *ret);

/*
 * Fills the id from the text of proc_pid_cgroup(5) of a process in a pod:
 * the last component, as kubelet has it made by containerd, CRI-O or Docker.
 * Pure. Returns whether it is one.
 */
bool rootful_kubernetes(const char *cgroup, struct container *ret);

#endif
