/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every form that a TARGET has, and every form that it has not. */
#include "config.h"
#include "plan/spec.h"
#include "table.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static const struct row {
	const char *name, *text, *want;
} rows[] = {
	{ "digits are a PID", "42", "pid 42" },
	{ "1 is a PID", "1", "pid 1" },
	{ "zeros in front do no harm", "0042", "pid 42" },
	{ "the largest PID is one", "4194304", "pid 4194304" },
	{ "above that it is an inode", "4194305", "inode 4194305" },
	{ "an inode of a namespace", "4026532181", "inode 4026532181" },
	{ "the largest inode is one", "4294967295", "inode 4294967295" },
	{ "ns: says inode", "ns:4026532181", "inode 4026532181" },
	{ "ns: says inode of a small number too", "ns:42", "inode 42" },
	{ "PID:INODE pins a process", "42:1234", "pid 42 inode 1234" },
	{ "the inode of a pidfd has 64 bits", "42:18446744073709551615",
	  "pid 42 inode 18446744073709551615" },
	{ "a name is left to the engines", "web", "name web" },
	{ "ENGINE:NAME is a name", "podman:web", "podman's name web" },
	{ "NAME/N is a name", "web/7", "name web, 7 there" },
	{ "@ENGINE is a name", "@podman", "engine podman" },
	{ "ENGINE:NAME/N has all three", "podman:web/7",
	  "podman's name web, 7 there" },
	{ "no number behind the slash", "web/a", "name web/a" },
	{ "an engine and digits", "docker:4711", "docker's name 4711" },
	{ "NAME/0", "web/0",
	  "target 'web/0': no process inside has that number" },
	{ "NAME/ and too much", "web/4194305",
	  "target 'web/4194305': no process inside has that number" },
	{ "/N alone", "/7", "target '/7': no container has such a name" },
	{ "ENGINE: and nothing",
	  "docker:", "target 'docker:': no container has such a name" },
	{ "a colon and a name", ":web",
	  "target ':web': no engine has such a name" },
	{ "@ alone", "@", "target '@': no engine has such a name" },
	{ "an engine longer than any", "abcdefghijklmnopqrstuvwxyz:web",
	  "no engine has such a name" },
	{ "an id is a name", "4ac0ffee", "name 4ac0ffee" },
	{ "trailing text makes a name", "42x", "name 42x" },
	{ "a trailing space makes a name", "42 ", "name 42 " },
	{ "a leading space makes a name", " 42", "name  42" },
	{ "ns without a colon is a name", "ns42", "name ns42" },
	{ "0x makes a name", "0x2a", "name 0x2a" },
	{ "an empty one", "", "target '': it is empty" },
	{ "0", "0", "target '0': 0 is no process's PID" },
	{ "0 in other clothes", "000", "target '000': 0 is no process's PID" },
	{ "a minus sign", "-1", "target '-1': a PID has no sign" },
	{ "a plus sign", "+1", "target '+1': a PID has no sign" },
	{ "a minus sign and a name", "-web",
	  "target '-web': a PID has no sign" },
	{ "digits too large for an inode", "4294967296",
	  "target '4294967296': no inode is so large" },
	{ "digits too large for anything", "99999999999999999999999",
	  "target '99999999999999999999999': no inode is so large" },
	{ "ns: and nothing",
	  "ns:", "target 'ns:': an inode is a number above" },
	{ "ns: and 0", "ns:0", "target 'ns:0': an inode is a number above 0" },
	{ "ns: and a name", "ns:web",
	  "target 'ns:web': an inode is a number above 0" },
	{ "ns: and a sign", "ns:-1",
	  "target 'ns:-1': an inode is a number above 0" },
	{ "ns: and too much", "ns:4294967296",
	  "target 'ns:4294967296': no inode is so large" },
	{ "PID: and nothing",
	  "42:", "target '42:': an inode is a number above 0" },
	{ "PID:0", "42:0", "target '42:0': an inode is a number above 0" },
	{ "PID: and a name", "42:web",
	  "target '42:web': an inode is a number above 0" },
	{ "PID:INODE: and more", "42:7:9",
	  "target '42:7:9': an inode is a number above 0" },
	{ "PID: and too much", "42:18446744073709551616",
	  "target '42:18446744073709551616': no inode is so large" },
	{ "0:INODE", "0:7", "target '0:7': 0 is no process's PID" },
	{ "too large a PID:INODE", "4194305:7",
	  "target '4194305:7': no PID is so large" },
	{ "control bytes are named", "-\x1b[31m",
	  "target '-\\x1b[31m': a PID has no sign" },
};

static void render(const struct target_spec *s, char *got, size_t size)
{
	switch (s->kind) {
	case SPEC_PID:
		snprintf(got, size, "pid %d", (int)s->pid);
		break;
	case SPEC_PID_INODE:
		snprintf(got, size, "pid %d inode %" PRIu64, (int)s->pid,
			 s->inode);
		break;
	case SPEC_NS_INODE:
		snprintf(got, size, "inode %" PRIu64, s->inode);
		break;
	case SPEC_NAME:
		snprintf(got, size, "%s%sname %s", s->engine,
			 *s->engine ? "'s " : "", s->name);
		if (s->pid)
			snprintf(got + strlen(got), size - strlen(got),
				 ", %d there", (int)s->pid);
		break;
	case SPEC_ENGINE:
		snprintf(got, size, "engine %s", s->engine);
		break;
	default:
		snprintf(got, size, "nothing");
	}
}

static void check(void **state)
{
	const struct row *row = *state;
	struct target_spec spec = { .kind = SPEC_NONE };
	struct fault f = FAULT_INIT;
	char got[FAULT_TEXT];
	int r = spec_parse(row->text, &spec, &f);

	if (r == 0) {
		render(&spec, got, sizeof(got));
		assert_ptr_equal(spec.text, row->text);
		expect_text(got, row->want);
		return;
	}
	assert_int_equal(r, -EINVAL);
	assert_int_equal(spec.kind, SPEC_NONE);
	assert_int_equal(f.code, FAULT_BAD_TARGET);
	snprintf(got, sizeof(got), "%s: %s", f.what, f.why);
	expect_mentions(got, row->want);
	/* which argument it is, what is accepted, and where to look */
	expect_mentions(f.why, "accepted: PID (1 to 4194304), PID:INODE");
	expect_mentions(f.hint, "lsns");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	return table_run("spec", &table);
}
