/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cgroups of the target, v1, v2 or both. */
#include "config.h"
#include "enter/cgroup.h"
#include "base/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEXT_MAX (64 * 1024)

/* A line of /proc/PID/cgroup: "4:memory:/path", or "0::/path" for v2. */
struct membership {
	const char *controllers; /* "" for v2; "name=systemd" is one, too */
	const char *path;
};

/* Splits a line in place; false where it is none, or leads upwards. */
static bool parse_membership(char *line, struct membership *ret)
{
	char *controllers = strchr(line, ':');
	char *path = controllers ? strchr(controllers + 1, ':') : NULL;

	if (!path)
		return false;
	*path++ = '\0';
	ret->controllers = controllers + 1;
	ret->path = path;
	/* outside of the caller's cgroup namespace: not reachable by path */
	return strstr(path, "/..") == NULL;
}

/* Whether the comma list @list has all the words of @wanted. */
static bool has_words(const char *list, const char *wanted)
{
	while (*wanted) {
		size_t length = strcspn(wanted, ",");
		const char *at = list;

		while (*at && (strcspn(at, ",") != length ||
			       strncmp(at, wanted, length) != 0)) {
			at += strcspn(at, ",");
			at += *at == ',';
		}
		if (!*at)
			return false;
		wanted += length;
		wanted += *wanted == ',';
	}
	return true;
}

/*
 * One line of /proc/self/mountinfo, proc_pid_mountinfo(5): the fourth field
 * is the root of the mount, the fifth where it is; behind " - " follow the
 * type, the source and the options of the file system.
 */
static bool is_mount_of(char *line, const struct membership *m, char **ret_at)
{
	char *save = NULL, *field = NULL, *type, *options;
	char *tail = strstr(line, " - ");

	if (!tail)
		return false;
	*tail = '\0';
	for (int i = 0; i < 5; i++)
		field = strtok_r(i ? NULL : line, " ", &save);
	type = strtok_r(tail + 3, " ", &save);
	options = type && strtok_r(NULL, " ", &save)
			  ? strtok_r(NULL, " \n", &save)
			  : NULL;
	if (!field || !options)
		return false;
	*ret_at = field;
	if (!*m->controllers)
		return strcmp(type, "cgroup2") == 0;
	return strcmp(type, "cgroup") == 0 &&
	       has_words(options, m->controllers);
}

/* Writes "0", which means the writer, to cgroup.procs of that cgroup. */
static int move_to(const char *mount, const char *path)
{
	char file[PATH_MAX];
	cleanup_close int fd = -EBADF;

	if (snprintf(file, sizeof(file), "%s%s/cgroup.procs", mount, path) >=
	    (int)sizeof(file))
		return -ENAMETOOLONG;
	fd = open(file, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return -errno;
	return write(fd, "0", 1) == 1 ? 0 : -errno;
}

/* @mounts is read over for each membership, so each takes a copy. */
static int join_one(const struct membership *m, const char *mounts)
{
	char *copy = strdup(mounts), *save = NULL, *at;
	int r = -ENOENT;

	if (!copy)
		return -ENOMEM;
	for (char *line = strtok_r(copy, "\n", &save); line && r == -ENOENT;
	     line = strtok_r(NULL, "\n", &save)) {
		if (is_mount_of(line, m, &at))
			r = move_to(at, m->path);
	}
	free(copy);
	return r;
}

/* The first failure, though the others are tried as well. */
static int join_each(char *memberships, const char *mounts,
		     const char **ret_which)
{
	char *save = NULL;
	int result = 0;

	for (char *line = strtok_r(memberships, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		struct membership m = { "", line };
		int r = parse_membership(line, &m) ? join_one(&m, mounts)
						   : -EXDEV;

		if (r < 0 && result == 0) {
			result = r;
			*ret_which = m.path;
		}
	}
	return result;
}

static int read_text(int dirfd, const char *name, char **ret)
{
	char *text = malloc(TEXT_MAX);
	ssize_t n = text ? procfs_read(dirfd, name, text, TEXT_MAX) : -ENOMEM;

	if (n < 0) {
		free(text);
		return (int)n;
	}
	*ret = text;
	return 0;
}

static int tell(const struct join *j, int error, const char *which,
		struct fault *f)
{
	struct request without = *j->req;
	char shown[256];

	escape(shown, sizeof(shown), which);
	if (j->req->cgroup != CGROUP_REQUIRE) {
		notice(j->req->program,
		       "cgroup %s of the target not joined: "
		       "%s",
		       shown, strerror(-error));
		return 0;
	}
	fault_set(f, FAULT_SYSTEM, error, "join the cgroup %s", shown);
	fault_why(f,
		  "%s: a cgroup can be joined by who may write its "
		  "cgroup.procs, and that of the common ancestor "
		  "(cgroups(7), \"Delegation\")",
		  strerror(-error));
	without.cgroup = CGROUP_TRY;
	request_hint(&without, NULL, NULL, false, f);
	return error;
}

int cgroup_join(struct join *j, struct fault *f)
{
	char *memberships = NULL, *mounts = NULL;
	const char *which = "?";
	int r = read_text(j->target->proc, "cgroup", &memberships);

	if (r == 0)
		r = read_text(AT_FDCWD, "/proc/self/mountinfo", &mounts);
	if (r == 0)
		r = join_each(memberships, mounts, &which);
	if (r < 0)
		r = tell(j, r, which, f);
	free(memberships);
	free(mounts);
	return r;
}
