/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The FILEs and directories that the caller names. */
#include "config.h"
#include "plan/files.h"
#include "base/cleanup.h"
#include "kernel/nsfs.h"

#include <errno.h>
#include <fcntl.h>

static int bad_file(const char *path, enum ns_type type, int error,
		    const char *why, struct fault *f)
{
	const struct ns_info *info = &ns_infos[type];
	char shown[256];

	fault_set(f, FAULT_BAD_FILE, error, "-%c=%s", info->letter,
		  escape(shown, sizeof(shown), path));
	if (why)
		fault_why(f, "%s", why);
	fault_hint(f,
		   "lsns -t %s -o NS,PID,USER,COMMAND   # then "
		   "-%c=/proc/PID/%s, or -t PID -%c",
		   info->name, info->letter, info->path, info->letter);
	return error;
}

static int wrong_type(const struct request *req, enum ns_type type, int flag,
		      struct fault *f)
{
	enum ns_type real = ns_type_by_flag(flag);
	struct request fixed = *req;
	const char *path = req->file[type];
	const char *name = real == NS_COUNT ? "unknown" : ns_infos[real].name;

	bad_file(path, type, -EINVAL, NULL, f);
	fault_why(f, "it is a %s namespace, not a %s one", name,
		  ns_infos[type].name);
	if (real == NS_COUNT)
		return -EINVAL;
	fixed.asked[type] = false;
	fixed.file[type] = NULL;
	fixed.asked[real] = true;
	fixed.file[real] = path;
	request_hint(&fixed, NULL, NULL, false, f);
	return -EINVAL;
}

static int open_namespace(const struct request *req, enum ns_type type,
			  int *ret, struct fault *f)
{
	const char *path = req->file[type];
	/* not to hang on a FIFO, nor take a terminal as the controlling one */
	cleanup_close int fd =
		open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int flag;

	if (fd < 0)
		return bad_file(path, type, -errno, NULL, f);
	flag = nsfs_type(fd);
	if (flag == -ENOTTY)
		return bad_file(path, type, -EINVAL, "it is no namespace", f);
	if (flag < 0)
		return bad_file(path, type, flag, NULL, f);
	if (flag != ns_infos[type].flag)
		return wrong_type(req, type, flag, f);
	*ret = take_fd(&fd);
	return 0;
}

static int open_directory(const struct dir_wish *wish, const char *option,
			  int *ret, struct fault *f)
{
	struct line l = LINE_INIT;
	char shown[256];
	int fd;

	if (wish->kind != DIR_PATH)
		return 0;
	fd = open(wish->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		*ret = fd;
		return 0;
	}
	fault_set(f, FAULT_BAD_FILE, -errno, "%s=%s", option,
		  escape(shown, sizeof(shown), wish->path));
	line_word(&l, "ls");
	line_word(&l, "-ld");
	line_word(&l, wish->path);
	fault_hint(f,
		   "%s   # a directory of here; without '=' it is the "
		   "target's own",
		   l.text);
	return f->error;
}

int files_open(const struct request *req, struct target *t, struct fault *f)
{
	int r = 0;

	for (int type = 0; type < NS_COUNT && r == 0; type++) {
		if (req->file[type])
			r = open_namespace(req, (enum ns_type)type,
					   &t->ns[type], f);
	}
	if (r == 0)
		r = open_directory(&req->root, "-r", &t->root, f);
	if (r == 0)
		r = open_directory(&req->cwd, "-w", &t->cwd, f);
	return r;
}
