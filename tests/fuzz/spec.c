/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A TARGET, and how near it is to a name. */
#include "config.h"
#include "fuzz.h"
#include "base/distance.h"
#include "plan/spec.h"

static void check_name(const struct target_spec *spec)
{
	const char *text = spec->text;
	size_t engine = strlen(spec->engine), name = strlen(spec->name);

	CHECK(name > 0 && name < SPEC_NAME_SIZE);
	CHECK(engine < SPEC_ENGINE_SIZE);
	/* it is made of what was written, in that order */
	CHECK(strncmp(text, spec->engine, engine) == 0);
	text += engine + (engine > 0);
	CHECK(strncmp(text, spec->name, name) == 0);
	CHECK(text[name] == (spec->pid ? '/' : '\0'));
}

static void check(const struct target_spec *spec)
{
	switch (spec->kind) {
	case SPEC_PID:
	case SPEC_PID_INODE:
		CHECK(spec->pid > 0 && spec->pid <= SPEC_PID_MAX);
		CHECK((spec->inode != 0) == (spec->kind == SPEC_PID_INODE));
		break;
	case SPEC_NS_INODE:
		CHECK(spec->inode > 0 && spec->inode <= SPEC_INODE_MAX);
		break;
	case SPEC_NAME:
		CHECK(spec->pid >= 0 && spec->pid <= SPEC_PID_MAX);
		check_name(spec);
		break;
	case SPEC_ENGINE:
		CHECK(strcmp(spec->engine, spec->text + 1) == 0);
		break;
	default:
		CHECK(!"a kind");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct target_spec spec = { .kind = SPEC_NONE };
	struct fault f = FAULT_INIT;
	size_t length = strlen(text);

	if (spec_parse(text, &spec, &f) == 0) {
		check(&spec);
	} else {
		CHECK(spec.kind == SPEC_NONE);
		fuzz_check_fault(&f);
	}
	CHECK(distance_typed(text, text, length) == 0);
	CHECK(distance_typed("web", text, length) <= DISTANCE_MAX);
	free(text);
	return 0;
}
