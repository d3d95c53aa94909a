/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Containers that root runs, as far as everyone may see them: by the command
 * lines of their monitors, and the names of cgroups. For an ordinary caller
 * they are there to be refused by name. Root enters them: Docker's and
 * Podman's by their files, those of Kubernetes by what is seen here.
 */
#include "config.h"
#include "engine/rootful.h"
#include "base/cleanup.h"
#include "engine/endpoint.h"
#include "engine/rows.h"
#include "engine/state.h"
#include "kernel/procfs.h"
#include "kernel/scan.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DOCKER_SOCKET "/var/run/docker.sock"

static bool set_id(struct container *c, const char *id)
{
	if (!id || !state_is_component(id) || strlen(id) >= sizeof(c->id))
		return false;
	memcpy(c->id, id, strlen(id) + 1);
	return true;
}

static bool is_shim(const struct cmdline *line)
{
	static const char shim[] = "containerd-shim";

	return strncmp(cmdline_program(line), shim, sizeof(shim) - 1) == 0;
}

static bool is_conmon(const struct cmdline *line)
{
	return strcmp(cmdline_program(line), "conmon") == 0;
}

bool rootful_docker(const struct cmdline *line, struct container *ret)
{
	const char *namespace = cmdline_value(line, "-namespace");

	return is_shim(line) && namespace && strcmp(namespace, "moby") == 0 &&
	       set_id(ret, cmdline_value(line, "-id"));
}

bool rootful_podman(const struct cmdline *line, struct container *ret)
{
	const char *name = cmdline_value(line, "-n");

	if (!is_conmon(line) || !name || strncmp(name, "k8s_", 4) == 0 ||
	    !set_id(ret, cmdline_value(line, "-c")))
		return false;
	if (strlen(name) < sizeof(ret->name))
		memcpy(ret->name, name, strlen(name) + 1);
	return true;
}

static size_t hex_digits(const char *text)
{
	size_t n = 0;

	while (isxdigit((unsigned char)text[n]))
		n++;
	return n;
}

/*
 * "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-ID.scope", or
 * "4:pids:/kubepods/besteffort/pod1/ID": the last 64 hexadecimal digits.
 */
bool rootful_kubernetes(const char *cgroup, struct container *ret)
{
	const char *line = strstr(cgroup, "/kubepods");
	const char *end, *start;

	if (!line)
		return false;
	end = line + strcspn(line, "\n");
	for (start = line + 1; start < end; start++) {
		if ((start[-1] == '/' || start[-1] == '-') &&
		    hex_digits(start) == 64) {
			snprintf(ret->id, sizeof(ret->id), "%.64s", start);
			return true;
		}
	}
	return false;
}

/* ---- the walk ------------------------------------------------------------ */

struct walk {
	const struct engine *engine;
	bool is_roots;
	/* what it makes of a monitor; NULL: of a process in a pod */
	bool (*of)(const struct cmdline *line, struct container *ret);
	engine_visit *visit;
	void *context;
};

/* comm(5) has 15 characters of it; asking for that waits for nobody. */
static bool is_called_so(int proc)
{
	char comm[32];

	return procfs_read(proc, "comm", comm, sizeof(comm)) > 0 &&
	       (strcmp(comm, "conmon\n") == 0 ||
		strcmp(comm, "containerd-shim\n") == 0);
}

static bool read_monitor(const struct walk *walk, int proc,
			 struct container *ret)
{
	struct cmdline line;

	return is_called_so(proc) && cmdline_read(proc, &line) == 0 &&
	       walk->of(&line, ret);
}

/* The first process of a container is the one whose parent is a monitor. */
static bool read_pod(int proc, struct container *ret)
{
	char text[4096];
	cleanup_close int parent = -EBADF;
	struct proc_status status;
	struct cmdline line;

	if (procfs_read(proc, "cgroup", text, sizeof(text)) < 0 ||
	    !rootful_kubernetes(text, ret) || procfs_status(proc, &status) < 0)
		return false;
	parent = procfs_open(status.ppid);
	if (parent < 0 || !is_called_so(parent) ||
	    cmdline_read(parent, &line) < 0 ||
	    (!is_shim(&line) && !is_conmon(&line)))
		return false;
	ret->pid = status.pid;
	ret->monitor = status.ppid;
	return true;
}

/* A monitor of root's is root's process; what it started may not be. */
static bool is_of_root(int procfs, pid_t pid)
{
	struct stat st;
	char path[16];

	snprintf(path, sizeof(path), "%d", (int)pid);
	return fstatat(procfs, path, &st, 0) == 0 && st.st_uid == 0;
}

static bool visit_process(int procfs, pid_t pid, void *context)
{
	const struct walk *walk = context;
	struct container c = {
		.engine = walk->engine,
		.state = CONTAINER_RUNNING,
		.is_roots = walk->is_roots,
	};
	cleanup_close int proc = -EBADF;

	if (walk->of && !is_of_root(procfs, pid))
		return false;
	proc = procfs_open(pid);
	if (proc < 0 ||
	    !(walk->of ? read_monitor(walk, proc, &c) : read_pod(proc, &c)))
		return false;
	return walk->visit(&c, walk->context);
}

/* ---- the engines --------------------------------------------------------- */

/* The names are in files that only root reads: one may be called so. */
static int unnamed(const char *what, const char *why, struct fault *f)
{
	fault_set(f, FAULT_ROOT_OWNED, -EACCES, "%s", what);
	fault_why(f, "%s", why);
	fault_hint(f, "sudo uenter");
	return -EACCES;
}

static int docker_list(const struct engine *engine, const struct places *places,
		       engine_visit *visit, void *context, struct fault *f)
{
	struct walk walk = { engine, true, rootful_docker, visit, context };
	char path[PATH_MAX];
	int r;

	if (places->uid == 0 || access(DOCKER_SOCKET, F_OK) < 0 ||
	    endpoint_docker(places, path, f) < 0)
		return f->code == FAULT_NONE ? 0 : f->error;
	r = scan_processes(visit_process, &walk);
	if (r == 0 && access(DOCKER_SOCKET, R_OK | W_OK) < 0)
		r = unnamed(DOCKER_SOCKET,
			    "root's Docker may have one called so, but only "
			    "root and who is in the group docker may ask",
			    f);
	return r;
}

static int podman_list(const struct engine *engine, const struct places *places,
		       engine_visit *visit, void *context, struct fault *f)
{
	struct walk walk = { engine, true, rootful_podman, visit, context };
	char path[PATH_MAX];

	if (places->uid == 0 || access("/run/containers/storage", F_OK) < 0 ||
	    endpoint_podman(places, path, f) < 0)
		return f->code == FAULT_NONE ? 0 : f->error;
	return scan_processes(visit_process, &walk);
}

static int kubernetes_list(const struct engine *engine,
			   const struct places *places, engine_visit *visit,
			   void *context, struct fault *f)
{
	struct walk walk = { engine, places->uid != 0, NULL, visit, context };
	int r;

	if (access("/var/lib/kubelet", F_OK) < 0 &&
	    access("/run/k3s", F_OK) < 0)
		return 0;
	r = scan_processes(visit_process, &walk);
	if (r == 0 && places->uid != 0)
		r = unnamed("kubernetes",
			    "containers of Kubernetes, of which this is a "
			    "node, are known by id alone (crictl ps)",
			    f);
	return r;
}

/* What could be found out was, by the walk. */
static int as_found(const struct places *places, struct container *c,
		    struct fault *f)
{
	(void)places;
	(void)c;
	(void)f;
	return 0;
}

const struct engine engine_docker_roots = {
	.name = "docker",
	.list = docker_list,
	.locate = as_found,
	.scans = true,
};

const struct engine engine_podman_roots = {
	.name = "podman",
	.list = podman_list,
	.locate = as_found,
	.scans = true,
};

const struct engine engine_kubernetes = {
	.name = "kubernetes",
	.list = kubernetes_list,
	.locate = as_found,
	.show = "crictl ps -a",
	.scans = true,
};
