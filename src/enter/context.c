/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The security context of the target: SELinux, AppArmor. */
#include "config.h"
#include "enter/context.h"
#include "base/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct module {
	const char *name;
	const char *sign;    /* is there where the module is active */
	const char *current; /* below /proc/PID */
	const char *exec;
	bool is_apparmor;
};

/* Paths are below the root. */
static const struct module modules[] = {
	{ "SELinux", "sys/fs/selinux/enforce", "attr/current",
	  "proc/thread-self/attr/exec", false },
	/* its own directory came with Linux 5.8 */
	{ "AppArmor", "sys/kernel/security/apparmor/profiles",
	  "attr/apparmor/current", "proc/thread-self/attr/apparmor/exec",
	  true },
	{ "AppArmor", "sys/kernel/security/apparmor/profiles", "attr/current",
	  "proc/thread-self/attr/exec", true },
};

/* AppArmor adds the mode, "docker-default (enforce)", and wants a verb. */
static int compose(const struct module *m, char *current,
		   struct context_tried *tried)
{
	char *end = current + strcspn(current, "\n");

	*end = '\0';
	if (m->is_apparmor && end > current && end[-1] == ')') {
		while (end > current && strncmp(end, " (", 2) != 0)
			end--;
		*end = '\0';
	}
	return snprintf(tried->text, sizeof(tried->text), "%s%s",
			m->is_apparmor ? "exec " : "", current);
}

static int follow(const struct module *m, int root, int proc,
		  struct context_tried *tried)
{
	char current[512];
	cleanup_close int fd = -EBADF;
	ssize_t n = procfs_read(proc, m->current, current, sizeof(current));
	int length;

	tried->module = m->name;
	tried->text[0] = '\0';
	if (n < 0)
		return (int)n;
	length = compose(m, current, tried);
	fd = openat(root, m->exec, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	return write(fd, tried->text, (size_t)length) < 0 ? -errno : 0;
}

int context_copy(int root, int proc, struct context_tried *ret)
{
	int r = 0;

	ret->module = NULL;
	for (size_t i = 0; i < ARRAY_SIZE(modules); i++) {
		if (faccessat(root, modules[i].sign, F_OK, 0) < 0)
			continue;
		r = follow(&modules[i], root, proc, ret);
		if (r == 0)
			break;
	}
	return r;
}

int context_follow(struct join *j, struct fault *f)
{
	cleanup_close int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct request without = *j->req;
	struct context_tried tried;
	char shown[512];
	int r = root < 0 ? -errno : context_copy(root, j->target->proc, &tried);

	if (r == 0)
		return 0;
	fault_set(f, FAULT_SYSTEM, r, "follow the context (-Z)");
	if (root >= 0)
		fault_why(f, "%s refuses '%s': %s", tried.module,
			  escape(shown, sizeof(shown), tried.text),
			  strerror(-r));
	without.follow_context = false;
	request_hint(&without, NULL, NULL, false, f);
	return r;
}
