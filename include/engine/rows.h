/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rows of the table of engines, each in a file of its own. */
#ifndef ENGINE_ROWS_H
#define ENGINE_ROWS_H

#include "engine/engine.h"

extern const struct engine engine_docker;
extern const struct engine engine_podman;
extern const struct engine engine_lxc;
extern const struct engine engine_flatpak;
extern const struct engine engine_machine;
extern const struct engine engine_apptainer;
extern const struct engine engine_singularity;
extern const struct engine engine_bwrap;
extern const struct engine engine_nerdctl;
extern const struct engine engine_containerd;
extern const struct engine engine_crun;
extern const struct engine engine_runc;
extern const struct engine engine_crio;
extern const struct engine engine_docker_api;
extern const struct engine engine_podman_api;
extern const struct engine engine_docker_roots;
extern const struct engine engine_podman_roots;
extern const struct engine engine_kubernetes;

#endif
