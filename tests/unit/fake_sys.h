/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A kernel that writes down what it is asked, and fails when told to. */
#ifndef TESTS_FAKE_SYS_H
#define TESTS_FAKE_SYS_H

#include "render.h"

#include "kernel/sys.h"

/* Numbers that no descriptor of a test has: they say what is meant. */
enum {
	FAKE_NS = 10000,
	FAKE_USER = 20000,
	FAKE_ROOT = 30000,
	FAKE_CWD,
	FAKE_TREE
};

struct fake {
	struct text log;
	unsigned int calls;
	unsigned int fail_at; /* which call fails, from 1; 0 for none */
	int error;
	uint64_t caps; /* what is there when it is asked for */
};

static inline int fake_call(struct fake *k, const char *text)
{
	text_add(&k->log, "%s%s", k->log.length ? " " : "", text);
	k->calls++;
	return k->calls == k->fail_at ? k->error : 0;
}

static inline int fake_setns(void *self, int fd, int flag)
{
	enum ns_type type = NS_USER;
	char text[64];

	if (fd >= FAKE_USER && fd < FAKE_ROOT) {
		snprintf(text, sizeof(text), "setns(user %c)",
			 render_user(fd - FAKE_USER));
	} else {
		type = (enum ns_type)(fd - FAKE_NS);
		assert_in_range(type, NS_USER, NS_MNT);
		snprintf(text, sizeof(text), "setns(%s)", ns_infos[type].name);
	}
	/* by its type: another one must not slip in (setns(2)) */
	assert_int_equal(flag, ns_infos[type].flag);
	return fake_call(self, text);
}

static inline int fake_undumpable(void *self)
{
	return fake_call(self, "undumpable");
}

static inline int fake_caps(void *self, bool bare, uint64_t *ret)
{
	struct fake *k = self;
	int r = fake_call(k, bare ? "caps-bare" : "caps");

	if (r == 0)
		*ret = k->caps;
	return r;
}

static inline int fake_new_keyring(void *self)
{
	return fake_call(self, "keyring");
}

/* What was fetched has a number of its own: not the caller's choice. */
static inline int fake_dir(void *self, const char *verb, int fd)
{
	char text[64];

	snprintf(text, sizeof(text), "%s(%s)", verb,
		 fd == FAKE_ROOT  ? "chosen root"
		 : fd == FAKE_CWD ? "chosen directory"
		 : fd >= 0	  ? "fetched"
				  : "nothing");
	return fake_call(self, text);
}

static inline int fake_enter_root(void *self, int fd)
{
	return fake_dir(self, "chroot", fd);
}

static inline int fake_enter_dir(void *self, int fd)
{
	return fake_dir(self, "chdir", fd);
}

static inline int fake_drop_groups(void *self)
{
	return fake_call(self, "no-groups");
}

static inline int fake_set_gid(void *self, gid_t gid)
{
	char text[32];

	snprintf(text, sizeof(text), "gid(%u)", gid);
	return fake_call(self, text);
}

static inline int fake_set_uid(void *self, uid_t uid, bool keep_caps)
{
	char text[32];

	snprintf(text, sizeof(text), "uid(%u%s)", uid,
		 keep_caps ? ", caps kept" : "");
	return fake_call(self, text);
}

static inline int fake_raise_ambient(void *self)
{
	return fake_call(self, "ambient");
}

static inline int fake_limit_caps(void *self, uint64_t keep)
{
	char text[48];

	snprintf(text, sizeof(text), "limit(%" PRIx64 ")", keep);
	return fake_call(self, text);
}

static inline int fake_copy_mounts(void *self)
{
	return fake_call(self, "copy-mounts");
}

static inline int fake_slave_mounts(void *self)
{
	return fake_call(self, "slave-mounts");
}

/* "cover(/etc/hosts=3)": each file, and the length of what it becomes. */
static inline int fake_cover_files(void *self, const struct cover *covers,
				   size_t count)
{
	struct text t = TEXT_INIT;

	assert_true(count <= COVERS_MAX);
	text_add(&t, "cover(");
	for (size_t i = 0; i < count; i++)
		text_add(&t, "%s%s=%zu", i ? "," : "", covers[i].path,
			 covers[i].length);
	text_add(&t, ")");
	return fake_call(self, t.buf);
}

static inline int fake_mount_sys(void *self)
{
	return fake_call(self, "sysfs(/sys)");
}

static inline int fake_mount_proc(void *self)
{
	return fake_call(self, "proc(/proc)");
}

/* What it returns is no descriptor, as those of the namespaces are none. */
static inline int fake_clone_tree(void *self, int mnt, int root)
{
	int r = fake_call(self, "clone-tree");

	assert_int_equal(mnt, FAKE_NS + NS_MNT);
	assert_true(root >= 0);
	return r < 0 ? r : FAKE_TREE;
}

static inline int fake_attach_tree(void *self, int tree, int dir, bool follow)
{
	assert_int_equal(tree, FAKE_TREE);
	assert_true(dir >= 0);
	return fake_call(self, follow ? "attach(follow)" : "attach");
}

static inline int fake_outer_root(void *self)
{
	return fake_call(self, "outer-root");
}

static inline int fake_read_only(void *self)
{
	return fake_call(self, "read-only");
}

static inline int fake_no_new_privs(void *self)
{
	return fake_call(self, "no-new-privs");
}

static inline int fake_deny_writes(void *self, const int *except, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_true(except[i] >= 0);
	return fake_call(self, "deny-writes");
}

static inline int fake_filter_writes(void *self)
{
	return fake_call(self, "filter");
}

/* All but the terminals, of which no test has one. */
static inline int fake_close_from(void *self, int lowest, const int *kept,
				  size_t count)
{
	char text[32];

	for (size_t i = 0; i < count; i++)
		assert_true(kept[i] < 0);
	snprintf(text, sizeof(text), "close(%d)", lowest);
	return fake_call(self, text);
}

static inline struct sys fake_sys(struct fake *k)
{
	return (struct sys){
		.self = k,
		.setns = fake_setns,
		.undumpable = fake_undumpable,
		.caps = fake_caps,
		.new_keyring = fake_new_keyring,
		.enter_root = fake_enter_root,
		.enter_dir = fake_enter_dir,
		.drop_groups = fake_drop_groups,
		.set_gid = fake_set_gid,
		.set_uid = fake_set_uid,
		.raise_ambient = fake_raise_ambient,
		.limit_caps = fake_limit_caps,
		.copy_mounts = fake_copy_mounts,
		.slave_mounts = fake_slave_mounts,
		.cover_files = fake_cover_files,
		.mount_sys = fake_mount_sys,
		.mount_proc = fake_mount_proc,
		.clone_tree = fake_clone_tree,
		.attach_tree = fake_attach_tree,
		.outer_root = fake_outer_root,
		.read_only = fake_read_only,
		.no_new_privs = fake_no_new_privs,
		.deny_writes = fake_deny_writes,
		.filter_writes = fake_filter_writes,
		.close_from = fake_close_from,
	};
}

#endif
