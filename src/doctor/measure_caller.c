/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who asks, and what keeps watch over that process. */
#include "config.h"
#include "doctor/measure.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "base/passwd.h"
#include "kernel/caps.h"
#include "kernel/procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>

/* What a file that is read whole may have. */
#define FILE_MAX 65536

static void look_at_name(struct doctor_facts *ret)
{
	struct passwd_entry entry;
	char text[FILE_MAX];

	if (procfs_read(AT_FDCWD, "/etc/passwd", text, sizeof(text)) > 0 &&
	    passwd_by_uid(text, ret->uid, &entry) == 0)
		escape(ret->name, sizeof(ret->name), entry.name);
}

static void look_at_mount(struct doctor_facts *ret)
{
	char text[FILE_MAX];

	if (procfs_read(AT_FDCWD, "/proc/self/mountinfo", text, sizeof(text)) >
	    0)
		ret->hidepid = hidepid_parse(text);
}

/* "unconfined", "docker-default (enforce)", "user_u:user_r:user_t:s0". */
static void look_at_context(struct doctor_facts *ret)
{
	char text[128];
	ssize_t n;

	n = procfs_read(AT_FDCWD, "/sys/module/apparmor/parameters/enabled",
			text, sizeof(text));
	ret->has_apparmor = n > 0 && *text == 'Y';
	if (!ret->has_apparmor && ret->value[SWITCH_SELINUX] < 0)
		return;
	/* EINVAL where no module has such a word */
	n = procfs_read(AT_FDCWD, "/proc/self/attr/current", text,
			sizeof(text));
	if (n <= 0)
		return;
	text[strcspn(text, "\n")] = '\0';
	escape(ret->context, sizeof(ret->context), text);
}

void measure_caller(struct doctor_facts *ret)
{
	cleanup_close int self = open("/proc/self", O_DIRECTORY | O_CLOEXEC);
	struct proc_status status;
	struct idmap map;

	ret->has_proc = procfs_is_there();
	ret->is_own_proc = procfs_is_own();
	ret->seccomp = UINT32_MAX;
	if (caps_effective_now(&ret->caps) < 0)
		ret->caps = 0;
	if (self >= 0 && procfs_status(self, &status) == 0) {
		ret->seccomp = status.seccomp;
		ret->no_new_privs = status.no_new_privs;
	}
	/* the host's has every id, in one extent */
	ret->is_initial = self >= 0 &&
			  procfs_idmap(self, "uid_map", &map) == 0 &&
			  map.count == 1 && map.extents[0].count == UINT32_MAX;
	look_at_name(ret);
	look_at_mount(ret);
	look_at_context(ret);
}

/* ---- subordinate ids ------------------------------------------------------ */

static void read_subids(const char *path, const struct doctor_facts *facts,
			struct doctor_subids *ret)
{
	char text[FILE_MAX] = "";
	ssize_t n = procfs_read(AT_FDCWD, path, text, sizeof(text));

	subids_parse(n < 0 ? "" : text, facts->name, facts->uid, ret);
	/* no file is a file without lines */
	ret->error = n < 0 && n != -ENOENT ? (int)n : 0;
}

static bool look_at_file(const char *path, struct doctor_helper *ret)
{
	struct statvfs fs;
	struct stat st;
	char caps[64];

	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) ||
	    access(path, X_OK) < 0)
		return false;
	escape(ret->path, sizeof(ret->path), path);
	ret->is_setuid = (st.st_mode & S_ISUID) && st.st_uid == 0;
	ret->has_caps =
		getxattr(path, "security.capability", caps, sizeof(caps)) > 0;
	ret->is_nosuid = statvfs(path, &fs) == 0 && (fs.f_flag & ST_NOSUID);
	return true;
}

/* As an engine finds it; and in /usr/bin, whatever PATH says. */
static void find_helper(const char *name, struct doctor_helper *ret)
{
	const char *path = getenv("PATH");
	char file[512];

	while (path && *path) {
		size_t length = strcspn(path, ":");

		if (length &&
		    snprintf(file, sizeof(file), "%.*s/%s", (int)length, path,
			     name) < (int)sizeof(file) &&
		    look_at_file(file, ret))
			return;
		path += length + (path[length] == ':');
	}
	snprintf(file, sizeof(file), "/usr/bin/%s", name);
	look_at_file(file, ret);
}

void measure_subids(struct doctor_facts *ret)
{
	read_subids("/etc/subuid", ret, &ret->subuids);
	read_subids("/etc/subgid", ret, &ret->subgids);
	find_helper("newuidmap", &ret->uid_helper);
	find_helper("newgidmap", &ret->gid_helper);
}
