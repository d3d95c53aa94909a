/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The security context of the target: SELinux, AppArmor. */
#include "config.h"
#include "enter/context.h"
#include "base/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct module {
	const char *name;
	const char *sign;    /* is there where the module is active */
	const char *current; /* below /proc/PID */
	const char *exec;    /* below /proc/self */
	const char *verb;    /* goes before the context */
};

static const struct module modules[] = {
	{ "SELinux", "/sys/fs/selinux/enforce", "attr/current", "attr/exec",
	  "" },
	/* its own directory came with Linux 5.8 */
	{ "AppArmor", "/sys/kernel/security/apparmor/profiles",
	  "attr/apparmor/current", "attr/apparmor/exec", "exec " },
	{ "AppArmor", "/sys/kernel/security/apparmor/profiles", "attr/current",
	  "attr/exec", "exec " },
};

static int follow(const struct module *m, int proc, char *text, size_t size)
{
	char current[512], path[64];
	cleanup_close int fd = -EBADF;
	ssize_t n = procfs_read(proc, m->current, current, sizeof(current));
	int length;

	if (n < 0)
		return (int)n;
	/* AppArmor adds the mode: "docker-default (enforce)" */
	current[strcspn(current, *m->verb ? " \n" : "\n")] = '\0';
	length = snprintf(text, size, "%s%s", m->verb, current);
	snprintf(path, sizeof(path), "/proc/thread-self/%s", m->exec);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	return write(fd, text, (size_t)length) < 0 ? -errno : 0;
}

int context_follow(struct join *j, struct fault *f)
{
	struct request without = *j->req;
	char text[544], shown[512];
	int r = 0;

	for (size_t i = 0; i < ARRAY_SIZE(modules); i++) {
		const struct module *m = &modules[i];

		if (access(m->sign, F_OK) < 0)
			continue;
		r = follow(m, j->target->proc, text, sizeof(text));
		if (r == 0)
			return 0;
		fault_set(f, FAULT_SYSTEM, r, "follow the context (-Z)");
		fault_why(f, "%s refuses '%s': %s", m->name,
			  escape(shown, sizeof(shown), text), strerror(-r));
	}
	if (r < 0) {
		without.follow_context = false;
		request_hint(&without, NULL, NULL, false, f);
	}
	return r;
}
