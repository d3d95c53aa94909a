/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* This program's own file, and who could write to it from inside. */
#include "config.h"
#include "enter/self.h"
#include "base/cleanup.h"
#include "base/escape.h"
#include "base/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/mount.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXE "/proc/self/exe"

/* Linux 6.3; vm.memfd_noexec wants it said. */
#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/* Its owner may make it writable first; a failure to tell is no safety. */
static bool is_writable(void)
{
	struct stat st;

	return stat(EXE, &st) < 0 || st.st_uid == geteuid() ||
	       faccessat(AT_FDCWD, EXE, W_OK, AT_EACCESS) == 0;
}

/* A file of tmpfs has seals as well, of which this is none. */
static bool is_safe(int fd)
{
	int seals = fcntl(fd, F_GET_SEALS);
	struct statvfs fs;

	return (seals >= 0 && (seals & F_SEAL_WRITE)) ||
	       (fstatvfs(fd, &fs) == 0 && (fs.f_flag & ST_RDONLY));
}

static int copy(int from, int to)
{
	struct stat st;
	off_t left;

	if (fstat(from, &st) < 0)
		return -errno;
	for (left = st.st_size; left > 0;) {
		ssize_t n = sendfile(to, from, NULL, (size_t)left);

		if (n <= 0)
			return n < 0 ? -errno : -EIO;
		left -= n;
	}
	if (fcntl(to, F_ADD_SEALS,
		  F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) < 0)
		return -errno;
	return 0;
}

static int new_memory(void)
{
	unsigned int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
	int fd = memfd_create("uenter", flags | MFD_EXEC);

	if (fd < 0 && errno == EINVAL)
		fd = memfd_create("uenter", flags);
	return fd < 0 ? -errno : fd;
}

/* From a copy; as the next one, returns only where it failed. */
static int start_copy(int from, char **argv, char **envp)
{
	cleanup_close int to = new_memory();
	int r = to < 0 ? to : copy(from, to);

	if (r < 0)
		return r;
	execveat(to, "", argv, envp, AT_EMPTY_PATH);
	return -errno;
}

struct remount {
	const char *path;
	int fd; /* of both, as the descriptors are */
};

/* In namespaces of its own, where it may. */
static int remount(void *context)
{
	struct remount *mine = context;
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_RDONLY };

	mine->fd = (int)syscall(SYS_open_tree, AT_FDCWD, mine->path,
				OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	if (mine->fd < 0)
		mine->fd = -errno;
	else if (syscall(SYS_mount_setattr, mine->fd, "", AT_EMPTY_PATH, &attr,
			 sizeof(attr)) < 0)
		close_fd(&mine->fd);
	_exit(0);
}

static bool is_same(int a, int b)
{
	struct stat left, right;

	return fstat(a, &left) == 0 && fstat(b, &right) == 0 &&
	       left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/*
 * From a mount of the file alone, that is read-only and nowhere attached:
 * open_tree(2) and mount_setattr(2), Linux 5.12.
 */
static int start_mounted(int exe, const char *path, char **argv, char **envp)
{
	char stack[16384] __attribute__((aligned(16)));
	struct remount mine = { path, -EBADF };
	pid_t pid = clone(remount, stack + sizeof(stack),
			  CLONE_VM | CLONE_VFORK | CLONE_FILES | CLONE_NEWUSER |
				  CLONE_NEWNS,
			  &mine);
	int r;

	if (pid < 0)
		return -errno;
	while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
		;
	if (mine.fd < 0)
		return mine.fd;
	r = -ESTALE;
	if (is_same(mine.fd, exe)) {
		execveat(mine.fd, "", argv, envp, AT_EMPTY_PATH);
		r = -errno;
	}
	close_fd(&mine.fd);
	return r;
}

static int not_sealed(const char *path, int error, struct fault *f)
{
	struct line l = LINE_INIT;
	char shown[512];

	fault_set(f, FAULT_OWN_FILE, error, "the file of uenter itself%s%s",
		  *path ? ", " : "", escape(shown, sizeof(shown), path));
	fault_why(f,
		  "you may write to it, so a program of the target could, "
		  "through /proc/PID/exe, and neither a sealed copy in memory "
		  "nor a read-only mount to run instead can be made: %s",
		  strerror(-error));
	line_word(&l, "sudo");
	line_word(&l, "install");
	line_word(&l, *path ? path : "uenter");
	line_word(&l, "/usr/local/bin/uenter");
	fault_hint(f, "%s   # a file of root's needs no copy", l.text);
	return error;
}

static own_frame int seal(char **argv, char **envp, struct fault *f)
{
	cleanup_close int exe = -EBADF;
	char path[PATH_MAX];
	ssize_t n;
	int r;

	n = readlink(EXE, path, sizeof(path) - 1);
	path[n > 0 ? n : 0] = '\0';
	exe = open(EXE, O_RDONLY | O_CLOEXEC);
	if (exe < 0)
		return not_sealed(path, -errno, f);
	if (!is_safe(exe)) {
		r = start_copy(exe, argv, envp);
		start_mounted(exe, path, argv, envp);
		return not_sealed(path, r, f);
	}
	/* ps(1) would show the descriptor's number: execveat(2) */
	prctl(PR_SET_NAME, "uenter");
	return 0;
}

int self_seal(char **argv, char **envp, struct fault *f)
{
	return is_writable() ? seal(argv, envp, f) : 0;
}
