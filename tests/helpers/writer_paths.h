/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ways to change files: each 0, or a negative errno. */
#ifndef TESTS_WRITER_PATHS_H
#define TESTS_WRITER_PATHS_H

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

/* In the directory where the files to be changed are. */
struct place {
	const char *dir;
	pid_t peer; /* a process of the target */
	char path[256];
};

static inline const char *in(struct place *p, const char *name)
{
	snprintf(p->path, sizeof(p->path), "%s/%s", p->dir, name);
	return p->path;
}

/* Below /proc/PID of the peer: a file there, or @rest behind a link. */
static inline const char *of_peer(struct place *p, const char *name,
				  const char *rest)
{
	snprintf(p->path, sizeof(p->path), "/proc/%d/%.16s%.200s", (int)p->peer,
		 name, rest);
	return p->path;
}

static inline int failed(long r)
{
	return r < 0 ? -errno : 0;
}

static inline int write_by(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0644);
	int r = fd < 0 ? -errno : failed(write(fd, "1\n", 2));

	if (fd >= 0)
		close(fd);
	return r;
}

static inline int do_write(struct place *p)
{
	return write_by(in(p, "file"), O_WRONLY);
}

static inline int do_append(struct place *p)
{
	return write_by(in(p, "file"), O_WRONLY | O_APPEND);
}

static inline int do_create(struct place *p)
{
	return write_by(in(p, "new"), O_WRONLY | O_CREAT | O_EXCL);
}

static inline int do_tmpfile(struct place *p)
{
	return write_by(p->dir, O_WRONLY | O_TMPFILE);
}

static inline int do_truncate(struct place *p)
{
	return failed(truncate(in(p, "file"), 0));
}

static inline int do_open_truncate(struct place *p)
{
	int fd = open(in(p, "file"), O_RDONLY | O_TRUNC);

	return failed(fd);
}

static inline int do_unlink(struct place *p)
{
	return failed(unlink(in(p, "file")));
}

static inline int do_mkdir(struct place *p)
{
	return failed(mkdir(in(p, "new"), 0755));
}

static inline int do_rmdir(struct place *p)
{
	return failed(rmdir(in(p, "sub")));
}

static inline int do_rename(struct place *p)
{
	char from[256];

	snprintf(from, sizeof(from), "%s", in(p, "file"));
	return failed(rename(from, in(p, "new")));
}

static inline int do_link(struct place *p)
{
	char from[256];

	snprintf(from, sizeof(from), "%s", in(p, "file"));
	return failed(link(from, in(p, "new")));
}

static inline int do_symlink(struct place *p)
{
	return failed(symlink("x", in(p, "new")));
}

static inline int do_mkfifo(struct place *p)
{
	return failed(mkfifo(in(p, "new"), 0644));
}

static inline int do_chmod(struct place *p)
{
	return failed(chmod(in(p, "file"), 0600));
}

/* By a descriptor that is open to read. */
static inline int do_fchmod(struct place *p)
{
	int fd = open(in(p, "file"), O_RDONLY);

	return fd < 0 ? -errno : failed(fchmod(fd, 0600));
}

static inline int do_chown(struct place *p)
{
	return failed(chown(in(p, "file"), getuid(), getgid()));
}

static inline int do_setxattr(struct place *p)
{
	return failed(setxattr(in(p, "file"), "user.x", "1", 1, 0));
}

static inline int do_utimes(struct place *p)
{
	return failed(utimensat(AT_FDCWD, in(p, "file"), NULL, 0));
}

static inline int do_futimes(struct place *p)
{
	int fd = open(in(p, "file"), O_RDONLY);

	return fd < 0 ? -errno : failed(futimens(fd, NULL));
}

static inline int do_mmap(struct place *p)
{
	int fd = open(in(p, "file"), O_RDWR);
	char *at;

	if (fd < 0)
		fd = open(in(p, "file"), O_RDONLY);
	if (fd < 0)
		return -errno;
	at = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (at == MAP_FAILED)
		return -errno;
	*at = '2';
	return 0;
}

static inline int do_fallocate(struct place *p)
{
	int fd = open(in(p, "file"), O_RDWR);

	return fd < 0 ? -errno : failed(fallocate(fd, 0, 0, 65536));
}

/* chattr(1): by a descriptor that is open to read. */
static inline int do_setflags(struct place *p)
{
	int fd = open(in(p, "file"), O_RDONLY);
	int flags = 0;

	if (fd < 0 || ioctl(fd, FS_IOC_GETFLAGS, &flags) < 0)
		return -errno;
	flags ^= FS_NODUMP_FL;
	return failed(ioctl(fd, FS_IOC_SETFLAGS, &flags));
}

static inline int do_ficlone(struct place *p)
{
	int from = open(in(p, "file"), O_RDONLY);
	int to = open(in(p, "other"), O_WRONLY);

	if (from < 0 || to < 0)
		return -errno;
	return failed(ioctl(to, FICLONE, from));
}

/* Past the path: with the descriptor of any file of the mount. */
static inline int do_handle(struct place *p)
{
	union {
		struct file_handle head;
		char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} handle = { .head = { .handle_bytes = MAX_HANDLE_SZ } };
	int mount = open(p->dir, O_RDONLY | O_DIRECTORY), id, fd;

	if (mount < 0 || name_to_handle_at(AT_FDCWD, in(p, "file"),
					   &handle.head, &id, 0) < 0)
		return -errno;
	fd = open_by_handle_at(mount, &handle.head, O_WRONLY);
	return fd < 0 ? -errno : failed(write(fd, "h", 1));
}

static inline int do_fifo(struct place *p)
{
	return write_by(in(p, "fifo"), O_WRONLY | O_NONBLOCK);
}

static inline int do_ptmx(struct place *p)
{
	(void)p;
	return failed(open("/dev/ptmx", O_RDWR | O_NOCTTY));
}

static inline int do_proc_sys(struct place *p)
{
	(void)p;
	return write_by("/proc/sys/net/ipv4/ip_forward", O_WRONLY);
}

static inline int do_peer_root(struct place *p)
{
	char rest[256];

	snprintf(rest, sizeof(rest), "%s", in(p, "file"));
	return write_by(of_peer(p, "root", rest), O_WRONLY);
}

static inline int do_peer_root_chmod(struct place *p)
{
	char rest[256];

	snprintf(rest, sizeof(rest), "%s", in(p, "file"));
	return failed(chmod(of_peer(p, "root", rest), 0600));
}

static inline int do_first_root(struct place *p)
{
	p->peer = 1;
	return do_peer_root(p);
}

static inline int do_first_root_utimes(struct place *p)
{
	char rest[256];

	snprintf(rest, sizeof(rest), "%s", in(p, "file"));
	p->peer = 1;
	return failed(utimensat(AT_FDCWD, of_peer(p, "root", rest), NULL, 0));
}

static inline int do_first_cwd(struct place *p)
{
	char rest[256];

	snprintf(rest, sizeof(rest), "%s", in(p, "new"));
	p->peer = 1;
	return write_by(of_peer(p, "cwd", rest), O_WRONLY | O_CREAT);
}

static inline int do_peer_cwd(struct place *p)
{
	return write_by(of_peer(p, "cwd", "/file"), O_WRONLY);
}

/* Number 9 is what the peer has the file open as, to read. */
static inline int do_peer_fd(struct place *p)
{
	return write_by(of_peer(p, "fd", "/9"), O_WRONLY);
}

static inline int do_peer_score(struct place *p)
{
	return write_by(of_peer(p, "oom_score_adj", ""), O_WRONLY);
}

#endif
