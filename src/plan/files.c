/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The FILEs and directories that the caller names. */
#include "config.h"
#include "plan/files.h"
#include "base/cleanup.h"
#include "base/parse.h"
#include "kernel/nsfs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

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

/* FILE, or :NSID, the id that NS_GET_ID tells. */
static int open_file(const char *path)
{
	uint64_t id;

	if (path[0] == ':' && parse_number(path + 1, UINT64_MAX, &id) == 0) {
		int fd = nsfs_open_id(id);

		errno = fd < 0 ? -fd : 0;
		return fd;
	}
	/* not to hang on a FIFO, nor take a terminal as the controlling one */
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

static int open_namespace(const struct request *req, enum ns_type type,
			  int *ret, struct fault *f)
{
	const char *path = req->file[type];
	cleanup_close int fd = open_file(path);
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
	close_fd(ret); /* what @ENGINE would have had */
	*ret = take_fd(&fd);
	return 0;
}

int files_open_net(struct target *t, const char *path, struct fault *f)
{
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	cleanup_close int root = openat(t->proc, "root", O_PATH | O_CLOEXEC);
	cleanup_close int fd = -EBADF;

	if (root >= 0)
		fd = (int)syscall(SYS_openat2, root, path, &how, sizeof(how));
	/* a file that nothing is bound to is left from before */
	if (fd < 0 && errno != ENOENT)
		return bad_file(path, NS_NET, -errno, NULL, f);
	if (fd < 0 || nsfs_type(fd) != ns_infos[NS_NET].flag)
		return -ENOENT;
	close_fd(&t->ns[NS_NET]);
	t->ns[NS_NET] = take_fd(&fd);
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

int files_check_kept(const struct request *req, struct fault *f)
{
	for (unsigned int i = 0; i < req->preserve_fds; i++) {
		int fd = STDERR_FILENO + 1 + (int)i;

		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		fault_set(f, FAULT_USAGE, -EBADF, "--preserve-fds=%u",
			  req->preserve_fds);
		fault_why(f, "descriptor %d is not open", fd);
		fault_hint(f, "ls -l /proc/self/fd   # 3 to %u have to be open",
			   req->preserve_fds + 2);
		return -EBADF;
	}
	return 0;
}
