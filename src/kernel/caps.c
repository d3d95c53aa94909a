/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Capabilities, by libcap-ng. */
#include "config.h"
#include "kernel/caps.h"
#include "kernel/procfs.h"

#include <cap-ng.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CAPS_WORDS 64

int caps_effective(uint64_t *ret)
{
	uint64_t mask = 0;

	/* the library's state is hidden and outlives a setns: start anew */
	capng_clear(CAPNG_SELECT_BOTH);
	if (capng_get_caps_process() < 0)
		return -EIO;
	for (unsigned int cap = 0; cap <= CAP_LAST_CAP; cap++) {
		if (capng_have_capability(CAPNG_EFFECTIVE, cap))
			mask |= CAP_BIT(cap);
	}
	*ret = mask;
	return 0;
}

struct sets {
	uint64_t effective, permitted, inheritable;
};

static int read_sets(struct sets *ret)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	if (syscall(SYS_capget, &head, data) < 0)
		return -errno;
	ret->effective = data[0].effective | (uint64_t)data[1].effective << 32;
	ret->permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
	ret->inheritable = data[0].inheritable | (uint64_t)data[1].inheritable
							 << 32;
	return 0;
}

int caps_effective_now(uint64_t *ret)
{
	struct sets sets;
	int r = read_sets(&sets);

	if (r < 0)
		return r;
	*ret = sets.effective;
	return 0;
}

static void update(capng_type_t types, uint64_t mask)
{
	for (unsigned int cap = 0; cap < CAPS_WORDS; cap++) {
		if (mask & CAP_BIT(cap))
			capng_update(CAPNG_ADD, types, cap);
	}
}

/* Writes the three sets: libcap-ng updates and applies, and reads nothing. */
static int apply(uint64_t mask, capng_type_t types)
{
	capng_clear(CAPNG_SELECT_CAPS | CAPNG_SELECT_AMBIENT);
	update(types, mask);
	if (capng_apply(CAPNG_SELECT_CAPS) < 0)
		return -errno;
	return 0;
}

int caps_raise_ambient(void)
{
	struct sets sets;
	int r;

	r = read_sets(&sets);
	if (r < 0)
		return r;
	r = apply(sets.permitted,
		  CAPNG_EFFECTIVE | CAPNG_PERMITTED | CAPNG_INHERITABLE);
	if (r < 0)
		return r;
	update(CAPNG_AMBIENT, sets.permitted);
	if (capng_apply(CAPNG_SELECT_AMBIENT) < 0)
		return -errno;
	return 0;
}

int caps_limit(uint64_t keep)
{
	struct sets sets;
	int r;

	r = read_sets(&sets);
	if (r < 0)
		return r;
	return apply(sets.permitted & keep, CAPNG_EFFECTIVE | CAPNG_PERMITTED);
}

const char *caps_name(unsigned int cap, char *buf)
{
	const char *name = capng_capability_to_name(cap);

	if (name)
		snprintf(buf, CAPS_NAME_SIZE, "cap_%s", name);
	else
		snprintf(buf, CAPS_NAME_SIZE, "capability %u", cap);
	return buf;
}

uint64_t caps_every(void)
{
	char text[16];
	unsigned long last = CAP_LAST_CAP;

	if (procfs_read(AT_FDCWD, "/proc/sys/kernel/cap_last_cap", text,
			sizeof(text)) > 0)
		last = strtoul(text, NULL, 10);
	return last < 63 ? CAP_BIT(last + 1) - 1 : CAPS_EVERY;
}

unsigned int caps_lowest(uint64_t mask)
{
	return (unsigned int)__builtin_ctzll(mask);
}
