/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The system calls that a read-only command is refused.
 *
 * One table, a row each: a call, and what its arguments have to be for it to
 * be refused. Two rows of one call are two reasons. seccomp(2) hands a filter
 * the numbers of the calls and not what pointers point at, so whatever
 * depends on a path is Landlock's matter, and the mounts'.
 */
#include "config.h"
#include "kernel/filter.h"
#include "base/cleanup.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__i386__)
#define ARCH AUDIT_ARCH_I386
#elif defined(__aarch64__) && defined(__AARCH64EL__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__arm__) && defined(__ARMEL__)
#define ARCH AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCH AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCH AUDIT_ARCH_S390X
#else
#define ARCH 0
#endif

/* The second calling convention of x86-64, whose numbers begin here. */
#define X32_BIT 0x40000000U

#ifdef __s390__
#define CLONE_FLAGS 1 /* the index of its argument: clone(2) */
#else
#define CLONE_FLAGS 0
#endif

/* On some architectures the C library adds it to the command: ipc(2). */
#define IPC_64_BIT 0x100U

#ifndef SHM_LOCK
#define SHM_LOCK 11
#define SHM_UNLOCK 12
#endif

#define ONE_PROCESS 1 /* IOPRIO_WHO_PROCESS: ioprio_set(2) */

#ifdef SYS_io_uring_setup
#define IO_URING_SETUP SYS_io_uring_setup
#else
#define IO_URING_SETUP 425
#endif
#ifdef SYS_clone3
#define CLONE3 SYS_clone3
#else
#define CLONE3 435
#endif

enum how { ALWAYS, IS, IS_NOT };

/* The lower half of an argument, or (+ HIGH) the upper one, masked. */
struct condition {
	enum how how;
	uint32_t arg;
	uint32_t mask, value;
};

#define HIGH 8
#define WHOLE 0xffffffffU
#define CONDITIONS 2

struct rule {
	long call;
	int error;
	struct condition if_all[CONDITIONS];
};

/* clang-format off */
#define NEVER(call) { SYS_##call, EPERM, { { .how = ALWAYS } } }
#define IF(call, ...) { SYS_##call, EPERM, { __VA_ARGS__ } }
#define COMMAND(call, arg, word) \
	IF(call, { IS, arg, ~IPC_64_BIT, word })
/* clang-format on */

static const struct rule rules[] = {
	/* a socket with a path is no write to the kernel: unix(7) */
	IF(socket, { IS, 0, WHOLE, AF_UNIX }),
	/* datagrams could still be sent, or connected, to another */
	IF(socketpair, { IS, 0, WHOLE, AF_UNIX },
	   { IS_NOT, 1, 0xf, SOCK_STREAM }),
	/* and would do all of the below unseen by a filter */
	{ IO_URING_SETUP, EPERM, { { .how = ALWAYS } } },
	/* of the ipc namespace, no paths */
	NEVER(shmget),
	NEVER(shmat),
	COMMAND(shmctl, 1, IPC_RMID),
	COMMAND(shmctl, 1, IPC_SET),
	COMMAND(shmctl, 1, SHM_LOCK),
	COMMAND(shmctl, 1, SHM_UNLOCK),
	NEVER(semget),
#ifdef SYS_semop
	NEVER(semop),
#endif
#ifdef SYS_semtimedop
	NEVER(semtimedop),
#endif
#ifdef SYS_semtimedop_time64
	NEVER(semtimedop_time64),
#endif
	COMMAND(semctl, 2, IPC_RMID),
	COMMAND(semctl, 2, IPC_SET),
	COMMAND(semctl, 2, SETVAL),
	COMMAND(semctl, 2, SETALL),
	NEVER(msgget),
	NEVER(msgsnd),
	NEVER(msgrcv),
	COMMAND(msgctl, 1, IPC_RMID),
	COMMAND(msgctl, 1, IPC_SET),
	/* these open files of a mount that Landlock leaves alone */
	NEVER(mq_open),
	NEVER(mq_unlink),
#ifdef SYS_ipc
	NEVER(ipc),
#endif
#ifdef SYS_socketcall
	NEVER(socketcall),
#endif
	/* of processes with the same uid; 0 is the caller itself */
	IF(prlimit64, { IS_NOT, 0, WHOLE, 0 }, { IS_NOT, 2, WHOLE, 0 }),
	IF(prlimit64, { IS_NOT, 0, WHOLE, 0 }, { IS_NOT, 2 + HIGH, WHOLE, 0 }),
	IF(setpriority, { IS_NOT, 0, WHOLE, PRIO_PROCESS }),
	IF(setpriority, { IS_NOT, 1, WHOLE, 0 }),
	IF(ioprio_set, { IS_NOT, 0, WHOLE, ONE_PROCESS }),
	IF(ioprio_set, { IS_NOT, 1, WHOLE, 0 }),
	IF(sched_setparam, { IS_NOT, 0, WHOLE, 0 }),
	IF(sched_setscheduler, { IS_NOT, 0, WHOLE, 0 }),
	IF(sched_setattr, { IS_NOT, 0, WHOLE, 0 }),
	IF(sched_setaffinity, { IS_NOT, 0, WHOLE, 0 }),
	/* a keyring of the uid is everybody's who has it: keyrings(7) */
	NEVER(keyctl),
	NEVER(add_key),
	NEVER(request_key),
	/* pinned maps and programs are opened without open(2) */
	NEVER(bpf),
	/* a new user namespace gives every capability in it */
	IF(unshare, { IS, 0, CLONE_NEWUSER, CLONE_NEWUSER }),
	IF(clone, { IS, CLONE_FLAGS, CLONE_NEWUSER, CLONE_NEWUSER }),
	/* its flags lie in memory; the C library then takes clone(2) */
	{ CLONE3, ENOSYS, { { .how = ALWAYS } } },
	NEVER(setns),
	/* past every path, for CAP_DAC_READ_SEARCH over the host */
	NEVER(open_by_handle_at),
};

/* arch, nr and x32, the verdict of each; a rule: 2, 3 each, 1; the end. */
#define LENGTH_MAX (8 + ARRAY_SIZE(rules) * (3 + 3 * CONDITIONS))

struct code {
	struct sock_filter text[LENGTH_MAX];
	unsigned short length;
};

static void add(struct code *c, unsigned int op, uint32_t k, unsigned int yes,
		unsigned int no)
{
	c->text[c->length++] = (struct sock_filter)BPF_JUMP(
		(unsigned short)op, k, (unsigned char)yes, (unsigned char)no);
}

static void load(struct code *c, size_t offset)
{
	add(c, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void verdict(struct code *c, int error)
{
	add(c, BPF_RET | BPF_K,
	    error ? SECCOMP_RET_ERRNO | (uint32_t)error : SECCOMP_RET_ALLOW, 0,
	    0);
}

static size_t offset_of(uint32_t arg)
{
	size_t at = offsetof(struct seccomp_data, args) +
		    (arg % HIGH) * sizeof(uint64_t);
	int is_upper = arg >= HIGH;
	int is_second = is_upper ^ (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);

	return at + (is_second ? sizeof(uint32_t) : 0);
}

static unsigned int conditions(const struct rule *rule)
{
	unsigned int n = 0;

	while (n < CONDITIONS && rule->if_all[n].how != ALWAYS)
		n++;
	return n;
}

/* What does not hold leads past the verdict, to the next rule. */
static void add_rule(struct code *c, const struct rule *rule)
{
	unsigned int n = conditions(rule), past = 3 * n + 1;

	load(c, offsetof(struct seccomp_data, nr));
	add(c, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)rule->call, 0, past);
	for (unsigned int i = 0; i < n; i++) {
		const struct condition *if_it = &rule->if_all[i];
		bool is = if_it->how == IS;

		past -= 3;
		load(c, offset_of(if_it->arg));
		add(c, BPF_ALU | BPF_AND | BPF_K, if_it->mask, 0, 0);
		add(c, BPF_JMP | BPF_JEQ | BPF_K, if_it->value, is ? 0 : past,
		    is ? past : 0);
	}
	verdict(c, rule->error);
}

int filter_writes(void)
{
	struct code c = { .length = 0 };
	struct sock_fprog program;

	if (ARCH == 0)
		return -EOPNOTSUPP;
	load(&c, offsetof(struct seccomp_data, arch));
	add(&c, BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
	verdict(&c, ENOSYS);
#ifdef __x86_64__
	load(&c, offsetof(struct seccomp_data, nr));
	add(&c, BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1);
	verdict(&c, ENOSYS);
#endif
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
		add_rule(&c, &rules[i]);
	verdict(&c, 0);
	program = (struct sock_fprog){ .len = c.length, .filter = c.text };
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0)
		return -errno;
	return 0;
}
