/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * hostile KIND [ARGUMENT]: a process of the sandbox that is made to be read.
 *
 *	proc fifo|lies	covers /proc with a tree of its own, the same for every
 *			pid, whose files are FIFOs, or say what is not so
 *	hold ENV [NAME [dark|zombie]]	executes itself with an environment
 *			without '=' (noeq), with control bytes (control), huge
 *			or plain, takes NAME, in which \xHH stands for a byte,
 *			says `ready PID` and stays; undumpable, or as the child
 *			that it leaves unwaited for
 *	hang DEVICE	a process that for ever executes itself: the kernel
 *			waits for a file system of the sandbox's own, by FUSE,
 *			to agree to a close; who opens the environment waits
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, BIG = 100000, BIGS = 14, PIDS = 32768 };

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "hostile: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void stay(pid_t pid)
{
	printf("ready %d\n", (int)pid);
	fflush(stdout);
	for (;;)
		pause();
}

static void make(const char *path, bool fifo, const char *text)
{
	FILE *f;

	if (fifo) {
		check(mkfifo(path, 0666) == 0, path);
		return;
	}
	f = fopen(path, "w");
	check(f && fputs(text, f) >= 0 && fclose(f) == 0, path);
}

static void cover_proc(bool fifo)
{
	const char *status = "Name:\tliar\nUmask:\t0022\nState:\tR (running)\n"
			     "Pid:\t1\nPPid:\t0\nUid:\t0\t0\t0\t0\n"
			     "Gid:\t0\t0\t0\t0\nNSpid:\t1\n"
			     "CapInh:\t0000000000000000\n"
			     "CapPrm:\t0000000000000000\n"
			     "CapEff:\t0000000000000000\n"
			     "CapBnd:\t0000000000000000\n"
			     "CapAmb:\t0000000000000000\n";
	char name[32];

	check(mount("liar", "/proc", "tmpfs", 0, "mode=755") == 0, "/proc");
	check(mkdir("/proc/self", 0755) == 0 && mkdir("/proc/sys", 0755) == 0 &&
		      mkdir("/proc/sys/kernel", 0755) == 0 &&
		      mkdir("/proc/self/ns", 0755) == 0 &&
		      mkdir("/proc/self/task", 0755) == 0 &&
		      symlink("self", "/proc/thread-self") == 0,
	      "/proc");
	make("/proc/self/status", fifo, status);
	make("/proc/self/uid_map", fifo, "0 4000000 1\n");
	make("/proc/self/gid_map", fifo, "0 4000000 1\n");
	make("/proc/self/setgroups", fifo, "allow\n");
	make("/proc/self/environ", fifo, "LIE=1");
	make("/proc/self/stat", fifo, "1 (liar) R 0\n");
	make("/proc/sys/kernel/cap_last_cap", fifo, "1\n");
	for (int pid = 1; pid <= PIDS; pid++) {
		snprintf(name, sizeof(name), "/proc/%d", pid);
		check(symlink("self", name) == 0, name);
	}
}

/* "a\x1bb": what a shell has no way to hand over. */
static void take_name(const char *text)
{
	char name[16] = "";

	for (size_t n = 0; *text && n < sizeof(name) - 1; n++) {
		unsigned int byte;

		if (sscanf(text, "\\x%2x", &byte) == 1) {
			name[n] = (char)byte;
			text += 4;
		} else {
			name[n] = *text++;
		}
	}
	check(prctl(PR_SET_NAME, name, 0, 0, 0) == 0, "name");
}

static void leave_zombie(void)
{
	siginfo_t info;
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	check(child > 0 &&
		      waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) == 0,
	      "zombie");
	stay(child);
}

static void hold(const char *kind, char **argv)
{
	static char huge[BIGS][BIG];
	char *env[BIGS + 2] = { "PLAIN=1", NULL };

	if (strcmp(kind, "noeq") == 0) {
		env[0] = "NO_ASSIGNMENT";
		env[1] = "";
		env[2] = "PATH";
	} else if (strcmp(kind, "control") == 0) {
		env[0] = "A=\033]0;owned\007\033[31m";
		env[1] = "\033[2J=x";
		env[2] = "TERM=\033[5n";
	} else if (strcmp(kind, "huge") == 0) {
		for (int i = 0; i < BIGS; i++) {
			memset(huge[i], 'x', BIG - 1);
			huge[i][1] = '=';
			env[i] = huge[i];
		}
	}
	argv[1] = "held";
	execve("/proc/self/exe", argv, env);
	check(false, "exec");
}

static void answer(int device, const struct fuse_in_header *in,
		   const void *body, size_t size)
{
	struct {
		struct fuse_out_header head;
		char body[256];
	} out = { .head.unique = in->unique };

	out.head.len = (uint32_t)(sizeof(out.head) + size);
	memcpy(out.body, body, size);
	check(write(device, &out, out.head.len) >= 0, "answer");
}

/* A root that is a file and opens. That it is closed is never answered. */
static void serve(int device, pid_t child)
{
	static char buf[1 << 20];
	const struct fuse_in_header *in = (const void *)buf;
	const struct fuse_init_out init = {
		.major = FUSE_KERNEL_VERSION,
		.minor = FUSE_KERNEL_MINOR_VERSION,
		.max_write = PAGE,
	};
	const struct fuse_attr_out attr = {
		.attr_valid = 1000,
		.attr = { .ino = 1, .mode = S_IFREG | 0444, .nlink = 1 },
	};
	const struct fuse_open_out opened = { .fh = 1 };

	do {
		check(read(device, buf, sizeof(buf)) > 0, "request");
		if (in->opcode == FUSE_INIT)
			answer(device, in, &init, sizeof(init));
		else if (in->opcode == FUSE_GETATTR)
			answer(device, in, &attr, sizeof(attr));
		else if (in->opcode == FUSE_OPEN)
			answer(device, in, &opened, sizeof(opened));
	} while (in->opcode != FUSE_FLUSH);
	stay(child);
}

static void hang(const char *path)
{
	char *const argv[] = { "hostile", NULL }, *const env[] = { NULL };
	int device = open(path, O_RDWR | O_CLOEXEC);
	char options[128];
	pid_t child;

	check(device >= 0, path);
	snprintf(options, sizeof(options),
		 "fd=%d,rootmode=100444,user_id=0,group_id=0", device);
	check(mount("hostile", "/passwd", "fuse", 0, options) == 0, "fuse");
	child = fork();
	check(child >= 0, "fork");
	if (child > 0)
		serve(device, child);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	/* the other end of the file system is not to be held by this one */
	close(device);
	check(open("/passwd", O_RDONLY | O_CLOEXEC) >= 0, "/passwd");
	execve("/proc/self/exe", argv, env);
	check(false, "exec");
}

int main(int argc, char **argv)
{
	const char *kind = argc > 2 ? argv[1] : "";

	if (strcmp(kind, "proc") == 0)
		cover_proc(strcmp(argv[2], "fifo") == 0);
	else if (strcmp(kind, "hold") == 0)
		hold(argv[2], argv);
	else if (strcmp(kind, "hang") == 0)
		hang(argv[2]);
	else if (strcmp(kind, "held") == 0) {
		if (argc > 3)
			take_name(argv[3]);
		if (argc > 4 && strcmp(argv[4], "zombie") == 0)
			leave_zombie();
		if (argc > 4)
			check(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0, "dark");
		stay(getpid());
	} else
		return 2;
	return 0;
}
