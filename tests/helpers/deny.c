/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * deny CALL[@INDEX:VALUE][=ERRNO]... -- COMMAND: runs it with those refused.
 *
 * A seccomp filter, as a container's profile has one, without libseccomp.
 * ERRNO is EPERM (the default), ENOSYS or ENOTTY; with @INDEX:VALUE only calls whose
 * argument INDEX has that value in its lower 32 bits are refused:
 *
 *	deny setns=ENOSYS ioctl@1:0xb701 -- uenter ...
 */
#include "calls.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { RULES_MAX = 16, RULE_LENGTH = 5, PROGRAM_MAX = RULES_MAX * RULE_LENGTH };

struct program {
	struct sock_filter code[PROGRAM_MAX + 2];
	unsigned short length;
};

static void die(const char *what)
{
	fprintf(stderr, "deny: %s\n", what);
	exit(2);
}

static void add(struct program *p, unsigned short code, uint32_t k,
		unsigned char no)
{
	p->code[p->length++] = (struct sock_filter)BPF_JUMP(code, k, 0, no);
}

/* Loads a field of struct seccomp_data; where it is not @value, @skip. */
static void add_test(struct program *p, size_t offset, uint32_t value,
		     unsigned char skip)
{
	add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0);
	add(p, BPF_JMP | BPF_JEQ | BPF_K, value, skip);
}

/* The lower half of an argument. */
static size_t argument_offset(unsigned long index)
{
	size_t offset =
		offsetof(struct seccomp_data, args) + index * sizeof(uint64_t);

	if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		offset += sizeof(uint32_t);
	return offset;
}

static uint32_t verdict(const char *error)
{
	if (!error || strcmp(error, "=EPERM") == 0)
		return SECCOMP_RET_ERRNO | EPERM;
	if (strcmp(error, "=ENOSYS") == 0)
		return SECCOMP_RET_ERRNO | ENOSYS;
	if (strcmp(error, "=ENOTTY") == 0)
		return SECCOMP_RET_ERRNO | ENOTTY;
	die("ERRNO is EPERM, ENOSYS or ENOTTY");
	return 0;
}

static void add_rule(struct program *p, const char *rule)
{
	size_t length = strcspn(rule, "@=");
	int number = call_number(rule, length);
	char *at;

	if (number < 0)
		die(rule);
	if (rule[length] == '@') {
		unsigned long index = strtoul(rule + length + 1, &at, 10);
		unsigned long value = strtoul(at + 1, NULL, 0);

		add_test(p, offsetof(struct seccomp_data, nr), (uint32_t)number,
			 3);
		add_test(p, argument_offset(index), (uint32_t)value, 1);
	} else {
		add_test(p, offsetof(struct seccomp_data, nr), (uint32_t)number,
			 1);
	}
	add(p, BPF_RET | BPF_K, verdict(strchr(rule, '=')), 0);
}

int main(int argc, char **argv)
{
	struct program p = { .length = 0 };
	struct sock_fprog program;
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (i > RULES_MAX)
			die("too many rules");
		add_rule(&p, argv[i]);
	}
	add(&p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0);
	if (i + 1 >= argc)
		die("no command");
	program.len = p.length;
	program.filter = p.code;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
		die("no seccomp filters here");
	execvp(argv[i + 1], argv + i + 1);
	die("cannot run the command");
	return 2;
}
