/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whose context is followed, and how that is said, in a tree of the test's. */
#include "config.h"
#include "enter/context.h"
#include "table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SELINUX "sys/fs/selinux/enforce"
#define APPARMOR "sys/kernel/security/apparmor/profiles"
#define EXEC "proc/thread-self/attr/exec"
#define OWN_EXEC "proc/thread-self/attr/apparmor/exec"

static const char *const dirs[] = {
	"sys",
	"sys/fs",
	"sys/fs/selinux",
	"sys/kernel",
	"sys/kernel/security",
	"sys/kernel/security/apparmor",
	"proc",
	"proc/thread-self",
	"proc/thread-self/attr",
	"proc/thread-self/attr/apparmor",
	"target",
	"target/attr",
	"target/attr/apparmor",
};

static const char *const files[] = {
	SELINUX,
	APPARMOR,
	EXEC,
	OWN_EXEC,
	"target/attr/current",
	"target/attr/apparmor/current",
};

/* What is there: signs of modules, the target's contexts, where to write. */
static const struct row {
	const char *name;
	bool selinux, apparmor;
	const char *current, *own_current;
	bool exec, own_exec;
	const char *want; /* RESULT MODULE|EXEC|OWN-EXEC */
} rows[] = {
	{ "no module: nothing to follow", false, false, "x", "x", true, true,
	  "0 none||" },
	{ "no module, and nothing there", false, false, NULL, NULL, false,
	  false, "0 none|-|-" },
	{ "SELinux: as it stands", true, false,
	  "system_u:system_r:container_t:s0:c1,c2", NULL, true, false,
	  "0 SELinux|system_u:system_r:container_t:s0:c1,c2|-" },
	{ "SELinux: without the line's end", true, false, "u:r:t:s0\n", NULL,
	  true, false, "0 SELinux|u:r:t:s0|-" },
	{ "SELinux: parentheses are its own", true, false, "u:r:t:s0 (x)", NULL,
	  true, false, "0 SELinux|u:r:t:s0 (x)|-" },
	{ "SELinux: no file to say it", true, false, "u:r:t:s0", NULL, false,
	  false, "-2 SELinux|-|-" },
	{ "SELinux: the target's cannot be read", true, false, NULL, NULL, true,
	  false, "-2 SELinux||-" },
	{ "AppArmor: by its own directory", false, true, "other",
	  "docker-default (enforce)\n", true, true,
	  "0 AppArmor||exec docker-default" },
	{ "AppArmor: of a kernel before it had one", false, true,
	  "docker-default (complain)\n", NULL, true, false,
	  "0 AppArmor|exec docker-default|-" },
	{ "AppArmor: unconfined has no mode", false, true, NULL, "unconfined\n",
	  false, true, "0 AppArmor|-|exec unconfined" },
	{ "AppArmor: a space in a name is no end of it", false, true, NULL,
	  "/opt/My App (x86)/run (enforce)\n", false, true,
	  "0 AppArmor|-|exec /opt/My App (x86)/run" },
	{ "AppArmor: a namespace of profiles", false, true, NULL,
	  ":ns://web (enforce)\n", false, true, "0 AppArmor|-|exec :ns://web" },
	{ "AppArmor: nothing to read", false, true, NULL, NULL, true, true,
	  "-2 AppArmor||" },
	{ "both: SELinux first", true, true, "u:r:t:s0", "web (enforce)", true,
	  true, "0 SELinux|u:r:t:s0|" },
};

struct tree {
	char path[32];
	int root;
};

static void put(const struct tree *tree, const char *name, const char *text)
{
	int fd = openat(tree->root, name, O_CREAT | O_WRONLY, 0600);
	size_t length = strlen(text);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, length), length);
	close(fd);
}

static void plant(struct tree *tree, const struct row *row)
{
	strcpy(tree->path, "/tmp/uenter-test-XXXXXX");
	assert_non_null(mkdtemp(tree->path));
	tree->root = open(tree->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; i < ARRAY_SIZE(dirs); i++)
		assert_int_equal(mkdirat(tree->root, dirs[i], 0700), 0);
	if (row->selinux)
		put(tree, SELINUX, "1");
	if (row->apparmor)
		put(tree, APPARMOR, "");
	if (row->exec)
		put(tree, EXEC, "");
	if (row->own_exec)
		put(tree, OWN_EXEC, "");
	if (row->current)
		put(tree, "target/attr/current", row->current);
	if (row->own_current)
		put(tree, "target/attr/apparmor/current", row->own_current);
}

static void fell(struct tree *tree)
{
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		unlinkat(tree->root, files[i], 0);
	for (size_t i = ARRAY_SIZE(dirs); i > 0; i--)
		unlinkat(tree->root, dirs[i - 1], AT_REMOVEDIR);
	close(tree->root);
	rmdir(tree->path);
}

/* What was written there; "-" where there is no such file. */
static void add_written(char *got, size_t size, const struct tree *tree,
			const char *name)
{
	int fd = openat(tree->root, name, O_RDONLY | O_CLOEXEC);
	char text[512] = "-";
	ssize_t n = fd < 0 ? 1 : read(fd, text, sizeof(text) - 1);
	size_t length = strlen(got);

	assert_true(n >= 0);
	text[n] = '\0';
	if (fd >= 0)
		close(fd);
	snprintf(got + length, size - length, "|%s", text);
}

static void check(void **state)
{
	const struct row *row = *state;
	struct context_tried tried;
	struct tree tree;
	char got[2048];
	int proc, r;

	plant(&tree, row);
	proc = openat(tree.root, "target", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	r = context_copy(tree.root, proc, &tried);
	snprintf(got, sizeof(got), "%d %s", r,
		 tried.module ? tried.module : "none");
	add_written(got, sizeof(got), &tree, EXEC);
	add_written(got, sizeof(got), &tree, OWN_EXEC);
	close(proc);
	fell(&tree);
	expect_text(got, row->want);
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	return table_run("context", &table);
}
