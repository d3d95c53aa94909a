/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * writer WAY DIR PID: changes something by that way; writer --list: the ways.
 *
 * DIR holds what `writer fresh DIR` makes, PID is a process that runs
 * `writer peer DIR`, in the namespaces of the target: it makes all that, has
 * DIR/file open as 9 to read, DIR as its directory, and sockets of each kind;
 * prints its pid, and ends with its standard input. It has no capability.
 * Exit status: 0, it was changed; 1, it was refused, and by what is printed.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "writer_others.h"

#include <linux/capability.h>
#include <sys/prctl.h>

static const struct way {
	const char *name;
	int (*run)(struct place *p);
} ways[] = {
	/* files */
	{ "write", do_write },
	{ "append", do_append },
	{ "create", do_create },
	{ "tmpfile", do_tmpfile },
	{ "truncate", do_truncate },
	{ "open-truncate", do_open_truncate },
	{ "unlink", do_unlink },
	{ "mkdir", do_mkdir },
	{ "rmdir", do_rmdir },
	{ "rename", do_rename },
	{ "link", do_link },
	{ "symlink", do_symlink },
	{ "mkfifo", do_mkfifo },
	{ "chmod", do_chmod },
	{ "fchmod", do_fchmod },
	{ "chown", do_chown },
	{ "setxattr", do_setxattr },
	{ "utimes", do_utimes },
	{ "futimes", do_futimes },
	{ "mmap", do_mmap },
	{ "fallocate", do_fallocate },
	{ "setflags", do_setflags },
	{ "ficlone", do_ficlone },
	{ "handle", do_handle },
	{ "fifo", do_fifo },
	{ "ptmx", do_ptmx },
	{ "proc-sys", do_proc_sys },
	{ "io-uring", do_io_uring },
	/* by another process's root, directory, descriptors */
	{ "peer-root", do_peer_root },
	{ "peer-root-chmod", do_peer_root_chmod },
	{ "first-root", do_first_root },
	{ "first-root-utimes", do_first_root_utimes },
	{ "first-cwd", do_first_cwd },
	{ "peer-cwd", do_peer_cwd },
	{ "peer-fd", do_peer_fd },
	{ "peer-score", do_peer_score },
	{ "peer-mem", do_peer_mem },
	{ "getfd", do_getfd },
	/* other processes themselves */
	{ "vm-writev", do_vm_writev },
	{ "kill", do_kill },
	{ "pidfd-kill", do_pidfd_kill },
	{ "sigqueue", do_sigqueue },
	{ "prlimit", do_prlimit },
	{ "setpriority", do_setpriority },
	{ "setpriority-user", do_setpriority_user },
	{ "affinity", do_affinity },
	{ "scheduler", do_scheduler },
	{ "sched-attr", do_sched_attr },
	{ "ioprio", do_ioprio },
	{ "ptrace", do_ptrace },
	/* mounts and namespaces */
	{ "mount", do_mount },
	{ "bind", do_bind },
	{ "remount", do_remount },
	{ "setattr", do_setattr },
	{ "fsmount", do_fsmount },
	{ "open-tree", do_open_tree },
	{ "setns", do_setns },
	{ "setns-pidfd", do_setns_pidfd },
	{ "userns", do_userns },
	{ "clone", do_clone },
	{ "clone3", do_clone3 },
	{ "hostname", do_hostname },
	/* the network */
	{ "link-up", do_link_up },
	{ "link-down", do_link_down },
	{ "unix-stream", do_unix_stream },
	{ "unix-dgram", do_unix_dgram },
	{ "unix-pair", do_unix_pair },
	{ "unix-stream-pair", do_unix_stream_pair },
	{ "unix-abstract", do_unix_abstract },
	{ "unix-bind", do_unix_bind },
	{ "int80", do_int80 },
	{ "x32", do_x32 },
	/* of the ipc namespace; those by an id come after those that make it */
	{ "shm", do_shm },
	{ "shm-by-id", do_shm_by_id },
	{ "shm-remove", do_shm_remove },
	{ "sem", do_sem },
	{ "sem-by-id", do_sem_by_id },
	{ "msg", do_msg },
	{ "msg-by-id", do_msg_by_id },
	{ "mqueue", do_mqueue },
	{ "mqueue-unlink", do_mqueue_unlink },
	{ "key", do_key },
	{ "keyctl", do_keyctl },
	/* last: it takes away where the files are */
	{ "umount", do_umount },
};

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(2);
}

static void make_file(struct place *p, const char *name)
{
	int fd = open(in(p, name), O_WRONLY | O_CREAT | O_TRUNC, 0644);

	check(fd >= 0 && write(fd, "0123456789\n", 11) == 11, name);
	check(fchmod(fd, 0644) == 0, name);
	close(fd);
}

/* As it was, whatever a way has done to it. */
static void fresh(struct place *p)
{
	unlink(in(p, "new"));
	rmdir(in(p, "new"));
	make_file(p, "file");
	make_file(p, "other");
	umount2(in(p, "sub"), 2);
	check(mkdir(in(p, "sub"), 0755) == 0 || errno == EEXIST, "sub");
	check(mkfifo(in(p, "fifo"), 0644) == 0 || errno == EEXIST, "fifo");
}

static void serve(int type, const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	size_t length = strlen(path);
	int fd = socket(AF_UNIX, type, 0);

	memcpy(at.sun_path, path, length + 1);
	if (path[0] == '@')
		at.sun_path[0] = '\0';
	length += offsetof(struct sockaddr_un, sun_path) + (path[0] != '@');
	check(fd >= 0 &&
		      bind(fd, (struct sockaddr *)&at, (socklen_t)length) == 0,
	      path);
	check(type == SOCK_DGRAM || listen(fd, 64) == 0, path);
}

static void drop_capabilities(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {
		{ .effective = 0 },
	};

	check(syscall(SYS_capset, &head, none) == 0, "capset");
}

static int peer(struct place *p)
{
	char buf[64];
	int fd;

	fresh(p);
	fd = open(in(p, "file"), O_RDONLY);
	check(fd >= 0 && dup2(fd, 9) == 9, "file");
	check(open(in(p, "fifo"), O_RDWR) >= 0, "fifo");
	serve(SOCK_STREAM, in(p, "stream"));
	serve(SOCK_DGRAM, in(p, "dgram"));
	serve(SOCK_STREAM, "@" ABSTRACT);
	check(chdir(p->dir) == 0, p->dir);
	signal(SIGUSR1, SIG_IGN);
	drop_capabilities();
	check(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0, "dumpable");
	printf("%d\n", (int)getpid());
	check(fflush(stdout) == 0, "standard output");
	while (read(STDIN_FILENO, buf, sizeof(buf)) > 0)
		;
	return 0;
}

static int list(void)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		puts(ways[i].name);
	return 0;
}

/* int $0x80 where the kernel has no i386: no way then either. */
static void refused(int number)
{
	(void)number;
	_exit(1);
}

static int run(const char *name, struct place *p)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		int r;

		if (strcmp(ways[i].name, name) != 0)
			continue;
		r = ways[i].run(p);
		printf("%s\n", r < 0 ? strerror(-r) : "changed");
		fflush(stdout);
		/* without an answer to the peer that may be traced by us */
		_exit(r < 0);
	}
	fprintf(stderr, "writer: no such way: %s\n", name);
	return 2;
}

int main(int argc, char **argv)
{
	struct place p = { .dir = argc > 2 ? argv[2] : "" };

	if (argc == 2 && strcmp(argv[1], "--list") == 0)
		return list();
	if (argc < 3)
		return 2;
	signal(SIGSEGV, refused);
	p.peer = argc > 3 ? (pid_t)strtol(argv[3], NULL, 10) : 0;
	if (strcmp(argv[1], "peer") == 0)
		return peer(&p);
	if (strcmp(argv[1], "fresh") == 0) {
		fresh(&p);
		return 0;
	}
	return run(argv[1], &p);
}
