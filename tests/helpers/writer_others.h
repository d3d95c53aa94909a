/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ways to change what is no file: each 0, or a negative errno. */
#ifndef TESTS_WRITER_OTHERS_H
#define TESTS_WRITER_OTHERS_H

#include "writer_paths.h"

#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <linux/mount.h>
#include <mqueue.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>

/* mount(2) and its flags: <sys/mount.h> is at odds with <linux/mount.h>. */
int mount(const char *source, const char *target, const char *type,
	  unsigned long flags, const void *data);
int umount2(const char *target, int flags);

#define ABSTRACT "uenter-writer"
#define KEY 0x77726974

/* ---- other processes ------------------------------------------------- */

static inline int peer_fd(const struct place *p)
{
	return (int)syscall(SYS_pidfd_open, p->peer, 0);
}

static inline int do_peer_mem(struct place *p)
{
	return failed(open(of_peer(p, "mem", ""), O_RDWR));
}

static inline int do_ptrace(struct place *p)
{
	return failed(ptrace(PTRACE_SEIZE, p->peer, NULL, NULL));
}

static inline int do_vm_writev(struct place *p)
{
	/* no address of the peer's: EFAULT comes after the permission */
	char byte = 1;
	struct iovec from = { &byte, 1 }, to = { NULL, 1 };
	long r = process_vm_writev(p->peer, &from, 1, &to, 1, 0);

	return r < 0 && errno == EFAULT ? 0 : failed(r);
}

static inline int do_getfd(struct place *p)
{
	return failed(syscall(SYS_pidfd_getfd, peer_fd(p), 9, 0));
}

static inline int do_kill(struct place *p)
{
	return failed(kill(p->peer, SIGCONT));
}

static inline int do_pidfd_kill(struct place *p)
{
	return failed(
		syscall(SYS_pidfd_send_signal, peer_fd(p), SIGCONT, NULL, 0));
}

static inline int do_sigqueue(struct place *p)
{
	const union sigval nothing = { .sival_int = 0 };

	return failed(sigqueue(p->peer, SIGCONT, nothing));
}

static inline int do_prlimit(struct place *p)
{
	struct rlimit limit;

	if (prlimit(p->peer, RLIMIT_CORE, NULL, &limit) < 0)
		limit = (struct rlimit){ 0, 0 };
	return failed(prlimit(p->peer, RLIMIT_CORE, &limit, NULL));
}

static inline int do_setpriority(struct place *p)
{
	return failed(setpriority(PRIO_PROCESS, (id_t)p->peer, 5));
}

static inline int do_setpriority_user(struct place *p)
{
	(void)p;
	return failed(setpriority(PRIO_USER, 0, 6));
}

static inline int do_affinity(struct place *p)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	return failed(sched_setaffinity(p->peer, sizeof(set), &set));
}

static inline int do_scheduler(struct place *p)
{
	const struct sched_param none = { .sched_priority = 0 };

	return failed(sched_setscheduler(p->peer, SCHED_BATCH, &none));
}

static inline int do_sched_attr(struct place *p)
{
	struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t runtime, deadline, period;
	} attr = { .size = sizeof(attr), .policy = SCHED_BATCH, .nice = 7 };

	return failed(syscall(SYS_sched_setattr, p->peer, &attr, 0));
}

static inline int do_ioprio(struct place *p)
{
	return failed(syscall(SYS_ioprio_set, 1, p->peer, 2 << 13 | 7));
}

/* ---- mounts and namespaces ------------------------------------------- */

static inline int do_mount(struct place *p)
{
	return failed(mount("tmpfs", in(p, "sub"), "tmpfs", 0, NULL));
}

static inline int do_bind(struct place *p)
{
	char from[256];

	snprintf(from, sizeof(from), "%s", p->dir);
	return failed(mount(from, in(p, "sub"), NULL, MS_BIND, NULL));
}

static inline int do_remount(struct place *p)
{
	int r = failed(mount(NULL, p->dir, NULL, MS_REMOUNT | MS_BIND, NULL));

	return r < 0 ? r : do_write(p);
}

static inline int clear_read_only(const char *dir)
{
	struct mount_attr attr = { .attr_clr = MOUNT_ATTR_RDONLY };

	return failed(syscall(SYS_mount_setattr, AT_FDCWD, dir, AT_RECURSIVE,
			      &attr, sizeof(attr)));
}

static inline int do_setattr(struct place *p)
{
	int r = clear_read_only(p->dir);

	return r < 0 ? r : do_write(p);
}

static inline int do_fsmount(struct place *p)
{
	int fs = (int)syscall(SYS_fsopen, "tmpfs", 0), fd;

	if (fs < 0 ||
	    syscall(SYS_fsconfig, fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
		return -errno;
	fd = (int)syscall(SYS_fsmount, fs, 0, 0);
	if (fd < 0)
		return -errno;
	return failed(syscall(SYS_move_mount, fd, "", AT_FDCWD, in(p, "sub"),
			      MOVE_MOUNT_F_EMPTY_PATH));
}

static inline int do_open_tree(struct place *p)
{
	int fd = (int)syscall(SYS_open_tree, AT_FDCWD, p->dir, OPEN_TREE_CLONE);

	return fd < 0 ? -errno : failed(openat(fd, "file", O_WRONLY));
}

static inline int do_umount(struct place *p)
{
	return failed(umount2(p->dir, 2 /* MNT_DETACH */));
}

static inline int do_setns(struct place *p)
{
	int fd = open(of_peer(p, "ns", "/mnt"), O_RDONLY);
	int r = fd < 0 ? -errno : failed(setns(fd, CLONE_NEWNS));

	return r < 0 ? r : do_write(p);
}

static inline int do_setns_pidfd(struct place *p)
{
	int r = failed(setns(peer_fd(p), CLONE_NEWNS));

	return r < 0 ? r : do_write(p);
}

/* With every capability again, in one of its own. */
static inline int within_user(struct place *p)
{
	int r;

	if (clear_read_only(p->dir) == 0)
		return do_write(p);
	r = failed(mount("tmpfs", in(p, "sub"), "tmpfs", 0, NULL));
	return r < 0 ? r : do_create(p);
}

static inline int do_userns(struct place *p)
{
	int r = failed(unshare(CLONE_NEWUSER | CLONE_NEWNS));

	return r < 0 ? r : within_user(p);
}

static inline int wait_status(pid_t child)
{
	int status;

	if (child < 0)
		return -errno;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? -WEXITSTATUS(status) : -EIO;
}

static inline int do_clone(struct place *p)
{
	pid_t child = (pid_t)syscall(
		SYS_clone, CLONE_NEWUSER | CLONE_NEWNS | SIGCHLD, 0, 0, 0, 0);

	if (child == 0)
		_exit(-within_user(p));
	return wait_status(child);
}

static inline int do_clone3(struct place *p)
{
	struct clone_args_v0 {
		uint64_t flags, pidfd, child_tid, parent_tid, signal, stack,
			stack_size, tls;
	} args = { .flags = CLONE_NEWUSER | CLONE_NEWNS, .signal = SIGCHLD };
	pid_t child = (pid_t)syscall(SYS_clone3, &args, sizeof(args));

	if (child == 0)
		_exit(-within_user(p));
	return wait_status(child);
}

static inline int do_hostname(struct place *p)
{
	(void)p;
	return failed(sethostname("written", 7));
}

/* ---- the network ----------------------------------------------------- */

static inline int set_link(int family, int and, int or)
{
	int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq lo = { .ifr_name = "lo" };

	if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &lo) < 0)
		return -errno;
	lo.ifr_flags = (short)((lo.ifr_flags & and) | or);
	return failed(ioctl(fd, SIOCSIFFLAGS, &lo));
}

static inline int do_link_up(struct place *p)
{
	(void)p;
	return set_link(AF_INET, ~0, IFF_UP);
}

static inline int do_link_down(struct place *p)
{
	(void)p;
	return set_link(AF_INET, ~IFF_UP, 0);
}

static inline int reach(int fd, const char *path, int type, bool connects)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	size_t length = strlen(path);

	if (fd < 0)
		return -errno;
	memcpy(at.sun_path, path, length + (path[0] != '@'));
	if (path[0] == '@')
		at.sun_path[0] = '\0';
	length += offsetof(struct sockaddr_un, sun_path) + (path[0] != '@');
	if (connects &&
	    connect(fd, (struct sockaddr *)&at, (socklen_t)length) < 0)
		return -errno;
	if (connects)
		return failed(send(fd, "x", 1, MSG_DONTWAIT | MSG_NOSIGNAL));
	(void)type;
	return failed(sendto(fd, "x", 1, MSG_DONTWAIT, (struct sockaddr *)&at,
			     (socklen_t)length));
}

static inline int do_unix_stream(struct place *p)
{
	return reach(socket(AF_UNIX, SOCK_STREAM, 0), in(p, "stream"),
		     SOCK_STREAM, true);
}

static inline int do_unix_dgram(struct place *p)
{
	return reach(socket(AF_UNIX, SOCK_DGRAM, 0), in(p, "dgram"), SOCK_DGRAM,
		     false);
}

static inline int do_unix_pair(struct place *p)
{
	int ends[2] = { -1, -1 };

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) < 0)
		return -errno;
	return reach(ends[0], in(p, "dgram"), SOCK_DGRAM, false);
}

/* A pair of the kind that is allowed leads nowhere else. */
static inline int do_unix_stream_pair(struct place *p)
{
	int ends[2] = { -1, -1 };

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
		return -errno;
	return reach(ends[0], in(p, "stream"), SOCK_STREAM, true);
}

static inline int do_unix_abstract(struct place *p)
{
	(void)p;
	return reach(socket(AF_UNIX, SOCK_STREAM, 0), "@" ABSTRACT, SOCK_STREAM,
		     true);
}

static inline int do_unix_bind(struct place *p)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0)
		return -errno;
	snprintf(at.sun_path, sizeof(at.sun_path), "%.100s", in(p, "new"));
	return failed(bind(fd, (struct sockaddr *)&at, sizeof(at)));
}

/* ---- the numbers of another architecture ----------------------------- */

/* socket(2) of i386, which a program of x86-64 may call as well. */
static inline int do_int80(struct place *p)
{
	long r = -ENOSYS;

	(void)p;
#ifdef __x86_64__
	__asm__ volatile("int $0x80"
			 : "=a"(r)
			 : "a"(359L), "b"((long)AF_UNIX),
			   "c"((long)SOCK_STREAM), "d"(0L)
			 : "memory", "r8", "r9", "r10", "r11");
#endif
	return (int)r < 0 ? (int)r : 0;
}

/* And of x32, where the kernel has it. */
static inline int do_x32(struct place *p)
{
	(void)p;
#ifdef __x86_64__
	return failed(
		syscall(0x40000000L | SYS_socket, AF_UNIX, SOCK_STREAM, 0));
#else
	return -ENOSYS;
#endif
}

/* ---- memory, messages, keys ------------------------------------------ */

static inline int do_shm(struct place *p)
{
	int id = shmget(KEY, 4096, IPC_CREAT | 0600);
	char *at = id < 0 ? (char *)-1 : shmat(id, NULL, 0);

	(void)p;
	if (at == (char *)-1)
		return -errno;
	*at = 1;
	return 0;
}

/* The first that there is, by its id: no key, no shmget(2). */
static inline int do_shm_by_id(struct place *p)
{
	struct shmid_ds ds;
	int id = shmctl(0, SHM_STAT, &ds);

	(void)p;
	if (id < 0)
		return -errno;
	return failed(shmctl(id, IPC_SET, &ds));
}

static inline int do_shm_remove(struct place *p)
{
	struct shmid_ds ds;
	int id = shmctl(0, SHM_STAT, &ds);

	(void)p;
	return id < 0 ? -errno : failed(shmctl(id, IPC_RMID, NULL));
}

static inline int do_sem(struct place *p)
{
	int id = semget(KEY, 1, IPC_CREAT | 0600);
	struct sembuf up = { 0, 1, 0 };

	(void)p;
	return id < 0 ? -errno : failed(semop(id, &up, 1));
}

static inline int do_sem_by_id(struct place *p)
{
	struct semid_ds ds;
	int id = semctl(0, 0, SEM_STAT, &ds);

	(void)p;
	return id < 0 ? -errno : failed(semctl(id, 0, SETVAL, 3));
}

static inline int do_msg(struct place *p)
{
	const struct {
		long type;
		char text[1];
	} message = { 1, "m" };
	int id = msgget(KEY, IPC_CREAT | 0600);

	(void)p;
	return id < 0 ? -errno : failed(msgsnd(id, &message, 1, IPC_NOWAIT));
}

static inline int do_msg_by_id(struct place *p)
{
	struct msqid_ds ds;
	int id = msgctl(0, 11 /* MSG_STAT */, &ds);

	(void)p;
	return id < 0 ? -errno : failed(msgctl(id, IPC_RMID, NULL));
}

/* By the call: the library's mq_open(3) is not everywhere in libc. */
static inline int do_mqueue(struct place *p)
{
	(void)p;
	return failed(
		syscall(SYS_mq_open, ABSTRACT, O_RDWR | O_CREAT, 0600, NULL));
}

static inline int do_mqueue_unlink(struct place *p)
{
	(void)p;
	return failed(syscall(SYS_mq_unlink, ABSTRACT));
}

/* In the keyring that all processes with the uid have in common. */
static inline int do_key(struct place *p)
{
	(void)p;
	return failed(syscall(SYS_add_key, "user", ABSTRACT, "x", 1,
			      KEY_SPEC_USER_KEYRING));
}

static inline int do_keyctl(struct place *p)
{
	(void)p;
	return failed(syscall(SYS_keyctl, KEYCTL_CLEAR, KEY_SPEC_USER_KEYRING));
}

/* ---- io_uring: an open for writing, without open(2) ------------------- */

static inline void *ring_map(int fd, uint64_t offset)
{
	return mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		    (off_t)offset);
}

static inline int do_io_uring(struct place *p)
{
	struct io_uring_params params = { .flags = 0 };
	int fd = (int)syscall(SYS_io_uring_setup, 1, &params);
	struct io_uring_sqe *sqe;
	struct io_uring_cqe *cqe;
	char *sq, *cq;

	if (fd < 0)
		return -errno;
	sq = ring_map(fd, IORING_OFF_SQ_RING);
	cq = ring_map(fd, IORING_OFF_CQ_RING);
	sqe = ring_map(fd, IORING_OFF_SQES);
	if (sq == MAP_FAILED || cq == MAP_FAILED || (void *)sqe == MAP_FAILED)
		return -errno;
	memset(sqe, 0, sizeof(*sqe));
	sqe->opcode = IORING_OP_OPENAT;
	sqe->fd = AT_FDCWD;
	sqe->addr = (uintptr_t)in(p, "file");
	sqe->open_flags = O_WRONLY | O_TRUNC;
	*(uint32_t *)(void *)(sq + params.sq_off.array) = 0;
	__atomic_store_n((uint32_t *)(void *)(sq + params.sq_off.tail), 1,
			 __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, fd, 1, 1, IORING_ENTER_GETEVENTS, NULL,
		    0) < 0)
		return -errno;
	cqe = (struct io_uring_cqe *)(void *)(cq + params.cq_off.cqes);
	return cqe->res < 0 ? cqe->res : 0;
}

#endif
