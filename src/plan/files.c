/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The FILEs and directories that the caller names. */
#include "config.h"
#include "plan/files.h"
#include "base/cleanup.h"
#include "base/parse.h"
#include "kernel/nsfs.h"
#include "plan/nsid.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
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

/* docker exec -u root, --user=1000: an id, and no file. */
static void hint_user(const struct request *req, struct fault *f)
{
	const char *text = req->file[NS_USER];
	struct request fixed = *req;
	uint64_t id;

	fixed.asked[NS_USER] = false;
	fixed.file[NS_USER] = NULL;
	if (parse_number(text, UINT32_MAX - 1, &id) == 0)
		fixed.uid = (struct id_wish){ ID_NUMBER, (uint32_t)id, NULL };
	else
		fixed.uid = (struct id_wish){ ID_NAME, 0, text };
	fault_why(f, "no such file; if it is whom to run as, that is -S");
	request_hint(&fixed, NULL, NULL, false, f);
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

/* ":NSID", the id that NS_GET_ID tells; a file so called is "./:NSID". */
static int open_by_id(const char *path, enum ns_type type, int *ret,
		      struct fault *f)
{
	uint64_t id;
	int fd;

	if (parse_number(path + 1, UINT64_MAX, &id) < 0)
		return bad_file(path, type, -EINVAL,
				"behind a ':' stands the id of a namespace, "
				"a number (a file of that name is ./:...)",
				f);
	fd = nsid_open(type, id);
	*ret = fd;
	if (fd >= 0)
		return 0;
	bad_file(path, type, fd, NULL, f);
	if (fd == -ESTALE)
		fault_why(f,
			  "no process that you may look into is in a %s "
			  "namespace with that id",
			  ns_infos[type].name);
	else if (fd == -ENOTTY)
		fault_why(f, "this kernel gives namespaces no ids (Linux "
			     "does from 6.18 on)");
	return fd;
}

static int open_file(const struct request *req, enum ns_type type, int *ret,
		     struct fault *f)
{
	const char *path = req->file[type];
	int r;

	if (path[0] == ':')
		return open_by_id(path, type, ret, f);
	/* not to hang on a FIFO, nor take a terminal as the controlling one */
	*ret = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*ret >= 0)
		return 0;
	r = bad_file(path, type, -errno, NULL, f);
	if (r == -ENOENT && type == NS_USER && !strchr(path, '/') &&
	    req->uid.kind == ID_UNSAID &&
	    (req->target.kind != SPEC_NONE ||
	     (req->defaults->operand_is_target && req->command)))
		hint_user(req, f);
	return r;
}

static int open_namespace(const struct request *req, enum ns_type type,
			  int *ret, struct fault *f)
{
	const char *path = req->file[type];
	cleanup_close int fd = -EBADF;
	int r = open_file(req, type, &fd, f), flag;

	if (r < 0)
		return r;
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
	static const char refused[] =
		"openat2(2), which keeps a path inside the target, fails "
		"here: the kernel is older than Linux 5.6, or a seccomp filter "
		"refuses it";
	cleanup_close int root = openat(t->proc, "root", O_PATH | O_CLOEXEC);
	cleanup_close int fd = -EBADF;

	if (root >= 0)
		fd = (int)syscall(SYS_openat2, root, path, &how, sizeof(how));
	/* a file that nothing is bound to is left from before */
	if (fd < 0 && errno != ENOENT)
		return bad_file(
			path, NS_NET, -errno,
			errno == ENOSYS || errno == EPERM ? refused : NULL, f);
	if (fd < 0 || nsfs_type(fd) != ns_infos[NS_NET].flag)
		return -ENOENT;
	close_fd(&t->ns[NS_NET]);
	t->ns[NS_NET] = take_fd(&fd);
	return 0;
}

/* The same with the target's own; where there is none, without. */
static void hint_own(const struct request *req, bool is_root, struct fault *f)
{
	struct request fixed = *req;
	struct dir_wish *wish = is_root ? &fixed.root : &fixed.cwd;
	struct line l = LINE_INIT;

	wish->kind = req->target.kind == SPEC_NONE ? DIR_UNSAID : DIR_TARGET;
	request_line(&fixed, NULL, NULL, false, &l);
	fault_hint(f, "%s   # %s", l.text,
		   wish->kind == DIR_UNSAID
			   ? "as it is without"
			   : "the target's own, and no directory of here");
}

static int open_directory(const struct request *req, bool is_root, int *ret,
			  struct fault *f)
{
	const struct dir_wish *wish = is_root ? &req->root : &req->cwd;
	char shown[256];
	int fd;

	if (wish->kind != DIR_PATH)
		return 0;
	fd = open(wish->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		*ret = fd;
		return 0;
	}
	fault_set(f, FAULT_BAD_FILE, -errno, "%s=%s", is_root ? "-r" : "-w",
		  escape(shown, sizeof(shown), wish->path));
	hint_own(req, is_root, f);
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
		r = open_directory(req, true, &t->root, f);
	if (r == 0)
		r = open_directory(req, false, &t->cwd, f);
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
