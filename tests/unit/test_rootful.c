/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the processes of root's engines give away. */
#include "config.h"
#include "engine/rootful.h"
#include "table.h"

#define ID "4e21d0ea1cf5b1b5ad8fb9fd3bcc6c4b63d4b5b7ec3d35be7b1b0ed9a2f30e11"

/* A command line as it is in /proc, with '|' for each NUL. */
static void words(struct cmdline *line, const char *text)
{
	line->length = strlen(text);
	assert_true(line->length < sizeof(line->text));
	strcpy(line->text, text);
	for (char *at = line->text; (at = strchr(at, '|')); at++)
		*at = '\0';
}

static const struct row {
	const char *name, *line;
	const char *docker, *podman; /* "ID NAME"; NULL: none of it */
} rows[] = {
	{ "a shim of Docker's",
	  "/usr/bin/containerd-shim-runc-v2|-namespace|moby|-id|" ID
	  "|-address|/run/containerd/containerd.sock|",
	  ID " ", NULL },
	{ "a shim of another namespace",
	  "/usr/bin/containerd-shim-runc-v2|-namespace|k8s.io|-id|" ID "|",
	  NULL, NULL },
	{ "a shim without an id",
	  "/usr/bin/containerd-shim-runc-v2|-namespace|moby|", NULL, NULL },
	{ "a shim with an option at its end",
	  "/usr/bin/containerd-shim-runc-v2|-namespace|moby|-id|", NULL, NULL },
	{ "an id that is a path",
	  "/usr/bin/containerd-shim-runc-v2|-namespace|moby|-id|../x|", NULL,
	  NULL },
	{ "another program with these words",
	  "/usr/bin/vi|-namespace|moby|-id|" ID "|", NULL, NULL },
	{ "conmon",
	  "/usr/bin/conmon|--api-version|1|-c|" ID "|-u|" ID
	  "|-r|/usr/bin/crun|-n|web|-p|/x|",
	  NULL, ID " web" },
	{ "conmon of CRI-O", "/usr/bin/conmon|-c|" ID "|-n|k8s_web_pod_ns_1_0|",
	  NULL, NULL },
	{ "conmon without a name", "/usr/bin/conmon|-c|" ID "|", NULL, NULL },
	{ "conmon of another container", "conmon|-c|abc|-n|x|", NULL, "abc x" },
	{ "a word that is cut", "/usr/bin/conmon|-c|abc|-n|we", NULL,
	  "abc we" },
	{ "a kernel thread", "", NULL, NULL },
	{ "empty words", "||||", NULL, NULL },
};

static void expect_found(bool found, const struct container *c,
			 const char *want)
{
	char got[400] = "none";

	if (found)
		snprintf(got, sizeof(got), "%s %s", c->id, c->name);
	expect_text(got, want ? want : "none");
}

static void check(void **state)
{
	const struct row *row = *state;
	static struct cmdline line;
	struct container c = { .id = "" };

	words(&line, row->line);
	expect_found(rootful_docker(&line, &c), &c, row->docker);
	c = (struct container){ .id = "" };
	expect_found(rootful_podman(&line, &c), &c, row->podman);
}

static const struct pod {
	const char *name, *cgroup, *want;
} pods[] = {
	{ "containerd with systemd",
	  "0::/kubepods.slice/kubepods-besteffort.slice/"
	  "kubepods-besteffort-pod1f2e.slice/cri-containerd-" ID ".scope\n",
	  ID " " },
	{ "CRI-O", "0::/kubepods.slice/kubepods-pod1.slice/crio-" ID ".scope\n",
	  ID " " },
	{ "cgroupfs, version 1",
	  "4:pids:/kubepods/besteffort/pod12-34/" ID "\n", ID " " },
	{ "several lines", "5:net_cls:/\n0::/kubepods/pod1/" ID "/x\n",
	  ID " " },
	{ "a pod without a container", "0::/kubepods/pod1\n", NULL },
	{ "an id on the line behind", "0::/kubepods\n1:x:/" ID "\n", NULL },
	{ "Docker's without Kubernetes", "0::/docker/" ID "\n", NULL },
	{ "a longer number", "0::/kubepods/pod1/" ID "0\n", NULL },
	{ "the name alone", "/kubepods", NULL },
	{ "nothing", "", NULL },
};

static void check_pod(void **state)
{
	const struct pod *row = *state;
	struct container c = { .id = "" };

	expect_found(rootful_kubernetes(row->cgroup, &c), &c, row->want);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, pods, check_pod);
	return table_run("rootful", &table);
}
