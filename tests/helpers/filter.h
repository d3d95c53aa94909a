/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Seccomp filters by rules of text, without libseccomp.
 *
 *	CALL[@INDEX:VALUE][=VERDICT]
 *
 * VERDICT is EPERM (the default), ENOSYS or ENOTTY, or NOTE: whoever holds the
 * listener is told. With @INDEX:VALUE it is only for calls whose argument INDEX
 * has that value in its lower 32 bits.
 */
#ifndef TESTS_FILTER_H
#define TESTS_FILTER_H

#include "calls.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { RULES_MAX = 16, RULE_LENGTH = 5, PROGRAM_MAX = RULES_MAX * RULE_LENGTH };

struct rule {
	int number;
	bool by_argument;
	unsigned long index;
	uint32_t value;
	uint32_t verdict;
};

/* All zero is the empty one. */
struct program {
	struct sock_filter code[PROGRAM_MAX + 1];
	unsigned short length;
};

static inline void filter_die(const char *what)
{
	fprintf(stderr, "filter: %s\n", what);
	exit(2);
}

static inline uint32_t filter_verdict(const char *word)
{
	static const struct {
		const char *word;
		uint32_t verdict;
	} verdicts[] = {
		{ "=EPERM", SECCOMP_RET_ERRNO | EPERM },
		{ "=ENOSYS", SECCOMP_RET_ERRNO | ENOSYS },
		{ "=ENOTTY", SECCOMP_RET_ERRNO | ENOTTY },
		{ "=NOTE", SECCOMP_RET_USER_NOTIF },
	};

	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		if (!word || strcmp(word, verdicts[i].word) == 0)
			return verdicts[i].verdict;
	}
	filter_die(word);
	return 0;
}

static inline struct rule filter_rule(const char *text)
{
	size_t length = strcspn(text, "@=");
	struct rule rule = { .number = call_number(text, length) };
	char *at;

	if (rule.number < 0)
		filter_die(text);
	rule.by_argument = text[length] == '@';
	if (rule.by_argument) {
		rule.index = strtoul(text + length + 1, &at, 10);
		rule.value = (uint32_t)strtoul(at + 1, NULL, 0);
	}
	rule.verdict = filter_verdict(strchr(text, '='));
	return rule;
}

static inline void filter_add(struct program *p, unsigned int code, uint32_t k,
			      unsigned char no)
{
	p->code[p->length++] =
		(struct sock_filter)BPF_JUMP((unsigned short)code, k, 0, no);
}

/* Loads a field of struct seccomp_data; where it is not @value, @skip. */
static inline void filter_add_test(struct program *p, size_t offset,
				   uint32_t value, unsigned char skip)
{
	filter_add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0);
	filter_add(p, BPF_JMP | BPF_JEQ | BPF_K, value, skip);
}

/* The lower half of an argument. */
static inline size_t filter_argument(unsigned long index)
{
	size_t offset =
		offsetof(struct seccomp_data, args) + index * sizeof(uint64_t);

	if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		offset += sizeof(uint32_t);
	return offset;
}

static inline void filter_add_rule(struct program *p, const struct rule *rule)
{
	unsigned char skip = rule->by_argument ? 3 : 1;

	if (p->length + RULE_LENGTH > PROGRAM_MAX)
		filter_die("too many rules");
	filter_add_test(p, offsetof(struct seccomp_data, nr),
			(uint32_t)rule->number, skip);
	if (rule->by_argument)
		filter_add_test(p, filter_argument(rule->index), rule->value,
				1);
	filter_add(p, BPF_RET | BPF_K, rule->verdict, 0);
}

/*
 * Returns what seccomp(2) does, with @flags. The privilege of others is given
 * up only where the kernel asks for that: root's set-user-ID programs stay so.
 */
static inline int filter_install(struct program *p, unsigned int flags)
{
	const struct sock_fprog program = {
		.len = (unsigned short)(p->length + 1),
		.filter = p->code,
	};
	long r;

	filter_add(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0);
	p->length--;
	r = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
	if (r >= 0 || errno != EACCES ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return (int)r;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags,
			    &program);
}

#endif
