/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The command lines of monitors, and of what only looks like one. */
#include "config.h"
#include "engine/monitor.h"
#include "table.h"

#include <stdlib.h>

#define ID "6773afa6d6e94ff6221bb5a0a752d25fa91eba49bc88ad5d497c06ff32c3de7e"
#define CLEANUP " --exit-command /usr/bin/podman --exit-command-arg container"

/* Words with blanks between, which become NULs; the last has none behind. */
static const struct row {
	const char *name, *program, *args, *want;
} rows[] = {
	{ "Podman's, as it starts it", "conmon",
	  "/usr/bin/conmon --api-version 1 -c " ID " -u " ID
	  " -r /usr/bin/crun -b /b/userdata -p /r/pidfile -n web --exit-dir "
	  "/x" CLEANUP,
	  "podman " ID " web ()" },
	{ "CRI-O's has no cleanup", "conmon",
	  "/usr/bin/conmon -b /b -c " ID " -n k8s_web_1 -p /p",
	  "cri-o " ID " k8s_web_1 ()" },
	{ "a name is not needed", "conmon", "conmon -c " ID CLEANUP,
	  "podman " ID "  ()" },
	{ "what the cleanup is told does not count", "conmon",
	  "conmon -c " ID " -n web" CLEANUP " -c other -n other",
	  "podman " ID " web ()" },
	{ "the conmon of an exec session", "conmon",
	  "conmon -c " ID " -n web -e" CLEANUP, "none" },
	{ "no id", "conmon", "conmon -n web" CLEANUP, "none" },
	{ "-c at the very end", "conmon", "conmon -n web -c", "none" },
	{ "an id that would leave its directory", "conmon",
	  "conmon -c ../../etc -n web", "none" },
	{ "an empty line", "conmon", "", "none" },
	{ "a shim of Docker's", "containerd-shim-runc-v2",
	  "/usr/bin/containerd-shim-runc-v2 -namespace moby -id " ID
	  " -address /run/c.sock",
	  "docker " ID "  (moby)" },
	{ "of nerdctl's or Kubernetes'", "containerd-shim-runc-v2",
	  "/usr/bin/containerd-shim-runc-v2 -namespace k8s.io -id " ID
	  " -address /run/c.sock",
	  "containerd " ID "  (k8s.io)" },
	{ "ctr's id is a name", "containerd-shim-runc-v2",
	  "containerd-shim-runc-v2 -namespace default -id web -address /s",
	  "containerd web web (default)" },
	{ "a shim without an id", "containerd-shim-runc-v2",
	  "containerd-shim-runc-v2 -namespace default -address /s", "none" },
	{ "a shim without a namespace", "containerd-shim-runc-v2",
	  "containerd-shim-runc-v2 -id web -address /s", "none" },
	{ "another program with these words", "sleep",
	  "conmon -c " ID " -n web", "none" },
};

static void test_row(void **state)
{
	const struct row *row = *state;
	size_t length = strlen(row->args);
	char text[1024] = "none", args[1024];
	struct monitor m;

	for (size_t i = 0; i <= length; i++)
		args[i] = row->args[i] == ' ' ? '\0' : row->args[i];
	if (monitor_parse(row->program, args, length ? length + 1 : 0, &m))
		snprintf(text, sizeof(text), "%s %s %s (%s)", m.engine, m.id,
			 m.name, m.place);
	expect_text(text, row->want);
}

/* Wherever a line is cut, what is behind is not read, nor half a word. */
static void test_cut(void **state)
{
	static const char whole[] = "conmon\0-n\0web\0-c\0abcdef\0";
	struct monitor m;

	(void)state;
	for (size_t length = 0; length < sizeof(whole) - 2; length++) {
		char *heap = malloc(length ? length : 1);

		assert_non_null(heap);
		memcpy(heap, whole, length);
		assert_false(monitor_parse("conmon", heap, length, &m));
		free(heap);
	}
	assert_true(monitor_parse("conmon", whole, sizeof(whole) - 1, &m));
}

/* An id or a name that does not fit is none, not a shorter one. */
static void test_long(void **state)
{
	char args[1024];
	struct monitor m;
	int n;

	(void)state;
	n = snprintf(args, sizeof(args), "conmon%c-c%c%0200d", 0, 0, 1);
	assert_false(monitor_parse("conmon", args, (size_t)n + 1, &m));
	n = snprintf(args, sizeof(args), "conmon%c-c%cabcd%c-n%c%0300d", 0, 0,
		     0, 0, 1);
	assert_true(monitor_parse("conmon", args, (size_t)n + 1, &m));
	expect_text(m.name, "");
}

int main(void)
{
	struct table t = { .count = 0 };

	TABLE_ROWS(&t, rows, test_row);
	table_add(&t, "cut anywhere", test_cut, NULL);
	table_add(&t, "longer than there is room", test_long, NULL);
	return table_run("monitor", &t);
}
