/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What facts mean for entering, and which advice they lead to. */
#include "config.h"
#include "doctor/judge.h"
#include "kernel/caps.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>

/* An ordinary user's machine of today, where nothing is to be said. */
static void facts_init(struct doctor_facts *f)
{
	*f = (struct doctor_facts){
		.release = "6.18.0",
		.version = DOCTOR_VERSION(6, 18),
		.uid = 1000,
		.name = "ann",
		.is_initial = true,
		.has_proc = true,
		.is_own_proc = true,
		.subuids = { 0, 65536, 100000, 165536 },
		.subgids = { 0, 65536, 100000, 165536 },
		.uid_helper = { "/usr/bin/newuidmap", true, false, false },
		.gid_helper = { "/usr/bin/newgidmap", false, true, false },
	};
	for (int t = 0; t < NS_COUNT; t++)
		f->has_type[t] = true;
	for (int i = 0; i < SWITCH_COUNT; i++)
		f->value[i] = -ENOENT;
	f->value[SWITCH_MAX_USER] = 1000;
	f->feature[FEATURE_LANDLOCK] = 7;
}

struct fact {
	const char *word;
	void (*set)(struct doctor_facts *f, long value);
};

#define SET(name, field)                                       \
	static void set_##name(struct doctor_facts *f, long v) \
	{                                                      \
		f->field = (__typeof__(f->field))v;            \
	}

SET(linux, version)
SET(pidfd, feature[FEATURE_PIDFD_OPEN])
SET(inode, feature[FEATURE_PIDFD_INODE])
SET(pidfd_ns, feature[FEATURE_PIDFD_NAMESPACE])
SET(userns, feature[FEATURE_GET_USERNS])
SET(owner, feature[FEATURE_OWNER_UID])
SET(close_range, feature[FEATURE_CLOSE_RANGE])
SET(openat2, feature[FEATURE_OPENAT2])
SET(open_tree, feature[FEATURE_OPEN_TREE])
SET(setattr, feature[FEATURE_MOUNT_SETATTR])
SET(landlock, feature[FEATURE_LANDLOCK])
SET(has_user, has_type[NS_USER])
SET(has_time, has_type[NS_TIME])
SET(max, value[SWITCH_MAX_USER])
SET(debian, value[SWITCH_DEBIAN_CLONE])
SET(apparmor_switch, value[SWITCH_APPARMOR])
SET(yama, value[SWITCH_PTRACE_SCOPE])
SET(selinux, value[SWITCH_SELINUX])
SET(uid, uid)
SET(caps, caps)
SET(initial, is_initial)
SET(proc, has_proc)
SET(own_proc, is_own_proc)
SET(seccomp, seccomp)
SET(nnp, no_new_privs)
SET(apparmor, has_apparmor)
SET(hidepid, hidepid)
SET(subuid, subuids.count)
SET(subuid_free, subuids.free)
SET(subuid_error, subuids.error)
SET(subgid, subgids.count)
SET(setuid, uid_helper.is_setuid)
SET(nosuid, uid_helper.is_nosuid)

static void set_named(struct doctor_facts *f, long v)
{
	if (!v)
		*f->name = '\0';
}

static void set_helper(struct doctor_facts *f, long v)
{
	if (!v)
		*f->uid_helper.path = '\0';
}

static void set_confined(struct doctor_facts *f, long v)
{
	snprintf(f->context, sizeof(f->context), "%s",
		 v ? "docker-default (enforce)" : "unconfined");
}

static void set_filter(struct doctor_facts *f, long v)
{
	for (int t = 0; t < NS_COUNT; t++)
		f->filter[t] = (int)v;
}

static void set_filter_net(struct doctor_facts *f, long v)
{
	f->filter[NS_NET] = (int)v;
}

static void set_filter_user(struct doctor_facts *f, long v)
{
	f->filter[NS_USER] = (int)v;
}

static const struct fact words[] = {
	{ "linux", set_linux },
	{ "pidfd", set_pidfd },
	{ "inode", set_inode },
	{ "pidfd-ns", set_pidfd_ns },
	{ "userns", set_userns },
	{ "owner", set_owner },
	{ "close_range", set_close_range },
	{ "openat2", set_openat2 },
	{ "open-tree", set_open_tree },
	{ "setattr", set_setattr },
	{ "landlock", set_landlock },
	{ "has-user", set_has_user },
	{ "has-time", set_has_time },
	{ "max", set_max },
	{ "debian", set_debian },
	{ "apparmor-switch", set_apparmor_switch },
	{ "yama", set_yama },
	{ "selinux", set_selinux },
	{ "uid", set_uid },
	{ "caps", set_caps },
	{ "initial", set_initial },
	{ "proc", set_proc },
	{ "own-proc", set_own_proc },
	{ "seccomp", set_seccomp },
	{ "nnp", set_nnp },
	{ "apparmor", set_apparmor },
	{ "confined", set_confined },
	{ "hidepid", set_hidepid },
	{ "subuid", set_subuid },
	{ "subuid-free", set_subuid_free },
	{ "subuid-error", set_subuid_error },
	{ "subgid", set_subgid },
	{ "named", set_named },
	{ "helper", set_helper },
	{ "setuid", set_setuid },
	{ "nosuid", set_nosuid },
	{ "filter", set_filter },
	{ "filter-net", set_filter_net },
	{ "filter-user", set_filter_user },
};

static long value_of(const char *text)
{
	static const struct {
		const char *word;
		long value;
	} names[] = {
		{ "EPERM", -EPERM },	  { "EACCES", -EACCES },
		{ "ENOSYS", -ENOSYS },	  { "ENOTTY", -ENOTTY },
		{ "EINVAL", -EINVAL },	  { "EOPNOTSUPP", -EOPNOTSUPP },
		{ "ENOENT", -ENOENT },	  { "admin", 1 << CAP_SYS_ADMIN },
		{ "5.2", 5 << 16 | 2 },	  { "3.10", 3 << 16 | 10 },
		{ "5.12", 5 << 16 | 12 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i].word, text) == 0)
			return names[i].value;
	}
	return strtol(text, NULL, 10);
}

/* "openat2=EPERM seccomp=2": those facts are otherwise. */
static void facts_from(struct doctor_facts *f, const char *sentence)
{
	char copy[128], *at = copy, *word;

	facts_init(f);
	snprintf(copy, sizeof(copy), "%s", sentence);
	while ((word = strsep(&at, " "))) {
		char *value = strchr(word, '=');
		size_t i = 0;

		if (!value)
			continue;
		*value++ = '\0';
		while (i < ARRAY_SIZE(words) &&
		       strcmp(words[i].word, word) != 0)
			i++;
		if (i == ARRAY_SIZE(words))
			fail_msg("no such fact: %s", word);
		words[i].set(f, value_of(value));
	}
}

static const struct doctor_line *line_of(const struct doctor_report *r,
					 const char *check)
{
	for (unsigned int i = 0; i < r->count; i++) {
		if (strcmp(r->lines[i].check, check) == 0)
			return &r->lines[i];
	}
	fail_msg("no line for %s", check);
	return r->lines;
}

static const struct row {
	const char *name, *facts, *check;
	const char *want; /* parts: "state", of any of its texts */
	bool possible;
} rows[] = {
	/* the kernel */
	{ "an old kernel", "linux=3.10", "kernel",
	  "note|cannot be asked for their owners|Linux 4.9 or later", true },
	{ "a kernel of today", "", "kernel", "ok|Linux 6.18.0", true },
	{ "a call that is there", "", "pidfd_open", "ok|there|never mistaken",
	  true },
	{ "a call that came later", "linux=5.2 pidfd=ENOSYS", "pidfd_open",
	  "missing|not in this kernel (ENOSYS)|PID:INODE is refused|"
	  "Linux 5.3 or later",
	  true },
	{ "a filter that says EPERM", "pidfd=EPERM seccomp=2", "pidfd_open",
	  "missing|refused (EPERM) by a seccomp filter|outside of the "
	  "container",
	  true },
	{ "a filter that poses as an older kernel", "openat2=ENOSYS seccomp=2",
	  "openat2",
	  "missing|refused (ENOSYS) by a seccomp filter|the target's passwd "
	  "is not read|outside",
	  true },
	{ "a security module that says EPERM", "pidfd=EPERM", "pidfd_open",
	  "missing|refused (EPERM) by a security module", true },
	{ "who it was is not known", "pidfd=EPERM seccomp=-1", "pidfd_open",
	  "missing|by a seccomp filter or a security module", true },
	{ "a kernel that lacks what it should have", "openat2=ENOSYS",
	  "openat2", "missing|not enabled in this kernel (ENOSYS)", true },
	{ "an ioctl of an older kernel", "linux=5.2 pidfd-ns=ENOTTY",
	  "namespaces of pidfds",
	  "missing|not in this kernel (ENOTTY)|Linux 6.11 or later", true },
	{ "no inodes of pidfds", "linux=5.12 inode=EOPNOTSUPP",
	  "inodes of pidfds", "missing|PID:INODE is refused|Linux 6.9", true },
	{ "descriptors one by one", "close_range=EPERM", "close_range",
	  "missing|take a second", true },
	{ "no owner's uid", "owner=ENOTTY", "NS_GET_OWNER_UID",
	  "missing|cannot tell whose", true },
	{ "no owners on the host", "userns=EPERM", "NS_GET_USERNS",
	  "missing|refused (EPERM)|more than one user namespace below", true },
	{ "no owners seen from inside", "userns=EPERM initial=0",
	  "NS_GET_USERNS", "note|nothing here is owned", true },
	{ "no owners inside, filtered", "userns=ENOTTY initial=0 seccomp=2",
	  "NS_GET_USERNS", "missing|refused (ENOTTY)", true },
	{ "no trees of mounts", "open-tree=ENOSYS linux=4.19", "open_tree",
	  "note|--host-tools is refused|Linux 5.2", true },
	{ "mount_setattr is no need", "setattr=ENOSYS linux=5.2",
	  "mount_setattr", "note|does not need this|Linux 5.12", true },
	{ "Landlock that scopes no signals", "landlock=5", "Landlock",
	  "note|ABI 5|--read-only=mounts is what is left|Linux 6.12", true },
	{ "Landlock that does", "landlock=6", "Landlock", "ok|ABI 6", true },
	{ "Landlock has a version", "", "Landlock", "ok|ABI 7", true },
	{ "Landlock, not built", "landlock=ENOSYS", "Landlock",
	  "note|not enabled in this kernel (ENOSYS)", true },
	{ "Landlock, filtered", "landlock=ENOSYS seccomp=2", "Landlock",
	  "note|refused (ENOSYS)", true },
	{ "Landlock, not among lsm=", "landlock=EOPNOTSUPP seccomp=2",
	  "Landlock", "note|not enabled in this kernel (EOPNOTSUPP)", true },
	{ "no time namespaces", "has-time=0", "namespace types",
	  "note|none of: time|refused", true },
	{ "no user namespaces", "has-user=0", "namespace types",
	  "missing|none of: user|CONFIG_USER_NS|every user's reach", false },
	{ "no user namespaces, and root", "has-user=0 caps=admin uid=0",
	  "namespace types", "missing", true },
	/* the join itself */
	{ "setns reaches the kernel", "", "setns", "ok|not filtered", true },
	{ "setns is filtered", "filter=ENOSYS", "setns",
	  "missing|refused (ENOSYS)|nothing can be entered|outside|all that "
	  "runs under it",
	  false },
	{ "setns is filtered, for root too", "filter=EPERM caps=admin", "setns",
	  "missing|refused (EPERM)", false },
	{ "one type is filtered", "filter-net=EPERM", "setns",
	  "missing|module: net: those types", true },
	{ "the user namespace is filtered", "filter-user=EPERM", "setns",
	  "missing|module: user", false },
	{ "which root does not join first", "filter-user=EPERM caps=admin",
	  "setns", "missing|module: user", true },
	/* making user namespaces */
	{ "user namespaces by number", "max=96364", "user namespaces",
	  "ok|= 96364", true },
	{ "no more user namespaces", "max=0", "user namespaces",
	  "missing|entered all the same|sysctl user.max_user_namespaces|kernel "
	  "code that otherwise only root",
	  true },
	{ "nobody knows how many", "max=EACCES", "user namespaces",
	  "note|cannot be read", true },
	{ "Debian's switch is not there", "", "Debian's switch",
	  "ok|no such switch", true },
	{ "Debian's switch is on", "debian=1", "Debian's switch", "ok|= 1",
	  true },
	{ "Debian's switch is off", "debian=0", "Debian's switch",
	  "missing|entered all the same|unprivileged_userns_clone=1|kernel "
	  "code",
	  true },
	{ "AppArmor's switch is off", "apparmor-switch=0", "AppArmor's switch",
	  "ok|= 0", true },
	{ "AppArmor's switch is on", "apparmor-switch=1", "AppArmor's switch",
	  "note|entering is not restricted|'userns,'|set to 0 would", true },
	/* ids */
	{ "ids by name", "", "subuid", "ok|65536 ids, the first from 100000",
	  true },
	{ "no ids", "subuid=0", "subuid",
	  "missing|none in /etc/subuid|entering needs none|usermod "
	  "--add-subuids 165536-231071 ann|nobody else",
	  true },
	{ "no group ids", "subgid=0", "subgid",
	  "missing|none in /etc/subgid|usermod --add-subgids", true },
	{ "no ids, and no name", "subuid=0 named=0", "subuid",
	  "missing|echo 1000:165536:65536 | sudo tee -a /etc/subuid", true },
	{ "no ids, and none left", "subuid=0 subuid-free=4294967290", "subuid",
	  "missing", true },
	{ "a file that cannot be read", "subuid=0 subuid-error=EACCES",
	  "subuid", "missing|/etc/subuid cannot be read (EACCES)", true },
	{ "root needs no ids", "subuid=0 uid=0", "subuid", "ok|root", true },
	{ "newuidmap is set-user-ID", "", "newuidmap", "ok|set-user-ID", true },
	{ "newgidmap has file capabilities", "", "newgidmap",
	  "ok|with file capabilities", true },
	{ "newuidmap is not there", "helper=0", "newuidmap",
	  "missing|not found|install uidmap|runs as root", true },
	{ "newuidmap has no rights", "setuid=0", "newuidmap",
	  "missing|neither|setcap cap_setuid+ep /usr/bin/newuidmap|one more",
	  true },
	{ "newuidmap, inside", "setuid=0 initial=0", "newuidmap",
	  "missing|gains nothing in this user namespace", true },
	{ "newuidmap, mounted nosuid", "nosuid=1", "newuidmap",
	  "missing|mounted nosuid", true },
	{ "newuidmap with no_new_privs", "nnp=1", "newuidmap",
	  "missing|no_new_privs is set", true },
	/* the caller */
	{ "an ordinary user", "", "caller",
	  "ok|uid 1000 (ann), no capability|that uid own", true },
	{ "root", "uid=0 caps=admin", "caller", "ok|with cap_sys_admin", true },
	{ "some capability", "caps=1", "caller", "ok|without cap_sys_admin",
	  true },
	{ "on the host", "", "user namespace", "ok|the host's", true },
	{ "inside", "initial=0", "user namespace",
	  "note|made from inside it|outside of it", true },
	{ "no filter", "", "seccomp", "ok|no filter", true },
	{ "a filter", "seccomp=2", "seccomp", "note|a filter|cannot be taken",
	  true },
	{ "a filter that is not told", "seccomp=-1", "seccomp",
	  "note|not known", true },
	{ "no_new_privs", "nnp=1", "no_new_privs",
	  "note|set|needs neither|cannot be unset", true },
	{ "no security module", "", "security modules", "ok|neither", true },
	{ "SELinux enforces", "selinux=1", "security modules",
	  "note|SELinux, enforcing|ausearch|-Z", true },
	{ "SELinux does not", "selinux=0", "security modules",
	  "ok|SELinux, permissive", true },
	{ "AppArmor, unconfined", "apparmor=1 confined=0", "security modules",
	  "ok|AppArmor, you are unconfined", true },
	{ "AppArmor, confined", "apparmor=1 confined=1", "security modules",
	  "note|you are docker-default (enforce)|may refuse", true },
	{ "no /proc", "proc=0 own-proc=0", "/proc",
	  "missing|not mounted|mount -t proc", false },
	{ "another /proc", "own-proc=0", "/proc",
	  "missing|of another pid namespace|unshare -m sh", false },
	{ "hidepid", "hidepid=2", "hidepid",
	  "note|hidepid=2|is shown to you|remount,hidepid=0|command lines",
	  true },
	{ "no hidepid", "", "hidepid", "ok|hidepid=0", true },
	{ "Yama, none", "yama=0", "Yama", "ok|= 0", true },
	{ "Yama, all", "yama=3", "Yama", "ok|= 3|attaches to no process",
	  true },
};

static void render(const struct doctor_line *l, char *buf, size_t size)
{
	snprintf(buf, size, "%s: %s: %s; %s; %s", doctor_states[l->state],
		 l->measured, l->means, l->change, l->lost);
}

static void check(void **state)
{
	static struct doctor_facts facts;
	static struct doctor_report report;
	const struct row *row = *state;
	const struct doctor_line *l;
	size_t word = strcspn(row->want, "|");
	char text[2048];
	bool possible;

	facts_from(&facts, row->facts);
	possible = doctor_judge(&facts, &report);
	l = line_of(&report, row->check);
	render(l, text, sizeof(text));
	if (strncmp(text, row->want, word) != 0 || text[word] != ':')
		fail_msg("expected %s, got: %s", row->want, text);
	if (row->want[word])
		expect_mentions(text, row->want + word + 1);
	assert_int_equal(possible, row->possible);
	assert_int_equal(l->stops, !row->possible);
}

/* Each of them is read below /proc. */
static const struct blind_row {
	const char *name;
} blind[] = {
	{ "namespace types" }, { "NS_GET_USERNS" },	{ "NS_GET_OWNER_UID" },
	{ "Debian's switch" }, { "AppArmor's switch" }, { "user namespace" },
	{ "no_new_privs" },    { "hidepid" },		{ "Yama" },
};

static void check_blind(void **state)
{
	static struct doctor_facts facts;
	static struct doctor_report report;
	const struct blind_row *row = *state;
	const struct doctor_line *l;

	facts_from(&facts, "proc=0 own-proc=0 has-user=0 initial=0 max=ENOENT "
			   "userns=ENOENT owner=ENOENT seccomp=-1");
	assert_false(doctor_judge(&facts, &report));
	l = line_of(&report, row->name);
	expect_text(l->measured, "cannot be read without /proc");
	assert_int_equal(l->state, DOCTOR_NOTE);
	assert_false(l->stops);
}

/* What takes a protection away, wherever it is advised. */
static const char *const weakening[] = {
	"sysctl",     "setcap",	    "install",	"remount", "profile",
	"CONFIG_",    "usermod",    "tee -a",	"seccomp", "setenforce",
	"unconfined", "aa-disable", "chmod u+s"
};

static bool is_weakening(const char *change)
{
	for (size_t i = 0; i < ARRAY_SIZE(weakening); i++) {
		if (strstr(change, weakening[i]))
			return true;
	}
	return false;
}

/* Over all the rows above. */
static void no_advice_hides_what_is_lost(void **state)
{
	static struct doctor_facts facts;
	static struct doctor_report report;
	unsigned int advised = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		facts_from(&facts, rows[i].facts);
		doctor_judge(&facts, &report);
		for (unsigned int n = 0; n < report.count; n++) {
			const struct doctor_line *l = &report.lines[n];

			if (!is_weakening(l->change))
				continue;
			advised++;
			if (!*l->lost)
				fail_msg("%s: %s: nothing is said to be lost",
					 l->check, l->change);
		}
	}
	assert_true(advised >= 10);
}

static void nothing_is_said_of_a_good_machine(void **state)
{
	static struct doctor_facts facts;
	static struct doctor_report report;

	(void)state;
	facts_init(&facts);
	assert_true(doctor_judge(&facts, &report));
	for (unsigned int i = 0; i < report.count; i++) {
		const struct doctor_line *l = &report.lines[i];

		if (l->state != DOCTOR_OK || *l->change || *l->lost)
			fail_msg("%s: %s: %s", l->check, l->means, l->change);
		assert_true(*l->measured && *l->means);
	}
}

static const struct engine_row {
	const char *name;
	struct doctor_engine engine;
	const char *want;
} engines_rows[] = {
	{ "files",
	  { .name = "podman", .by_files = 2 },
	  "ok: 2 are told by its files: entered by name: uenter podman:NAME" },
	{ "one file",
	  { .name = "lxc", .by_files = 1 },
	  "ok: 1 is told by its files" },
	{ "a socket that answers",
	  { .name = "docker",
	    .by_files = 1,
	    .socket_count = 1,
	    .sockets = { { "/run/user/1000/docker.sock", 0 } } },
	  "ok: 1 is told by its files; /run/user/1000/docker.sock answers" },
	{ "a socket that does not",
	  { .name = "docker",
	    .socket_count = 1,
	    .sockets = { { "/var/run/docker.sock", -EACCES } } },
	  "note: /var/run/docker.sock does not answer (EACCES): no container of it is "
	  "known" },
	{ "root's",
	  { .name = "docker", .by_other = 3, .roots = 3 },
	  "note: 3 are told by its socket or its monitors; 3 of those are "
	  "root's: root's: only root enters them" },
	{ "some root's",
	  { .name = "docker", .by_other = 3, .roots = 1 },
	  "ok: 3 are told by its socket or its monitors; 1 of those is "
	  "root's" },
	{ "namespaces of its own",
	  { .name = "docker", .has_own = true },
	  "ok: it has namespaces of its own, @docker" },
	{ "trouble",
	  { .name = "podman",
	    .trouble = { .code = FAULT_REMOTE_ENGINE,
			 .what = "Podman",
			 .why = "it is on another machine",
			 .hint = "unset CONTAINER_HOST" } },
	  "note: Podman: it is on another machine: some of its containers may "
	  "not be found by name; unset CONTAINER_HOST" },
};

static void check_engine(void **state)
{
	static struct doctor_facts facts;
	static struct doctor_report report;
	const struct engine_row *row = *state;
	char text[2048];

	facts_init(&facts);
	facts.engine_count = 3;
	facts.engines[0] = (struct doctor_engine){ .name = "crun" };
	facts.engines[1] = row->engine;
	facts.engines[2] = (struct doctor_engine){ .name = "runc" };
	assert_true(doctor_judge(&facts, &report));
	render(line_of(&report, row->engine.name), text, sizeof(text));
	if (strncmp(text, row->want, strlen(row->want)) != 0)
		expect_text(text, row->want);
	expect_text(line_of(&report, "other engines")->measured,
		    "nothing is found of: crun, runc");
}

/* As many engines as there is room for, all with something to tell. */
static void there_is_room_for_all(void **state)
{
	static struct doctor_facts facts;
	static struct doctor_report report;

	(void)state;
	facts_init(&facts);
	facts.engine_count = DOCTOR_ENGINES;
	for (int i = 0; i < DOCTOR_ENGINES; i++)
		facts.engines[i] =
			(struct doctor_engine){ .name = "x", .by_files = 1 };
	facts.engines[DOCTOR_ENGINES - 1].name = "last";
	doctor_judge(&facts, &report);
	expect_text(report.lines[report.count - 1].check, "last");
	expect_text(report.lines[report.count - 2].check, "x");
}

int main(void)
{
	static struct table table;

	TABLE_ROWS(&table, rows, check);
	TABLE_ROWS(&table, blind, check_blind);
	TABLE_ROWS(&table, engines_rows, check_engine);
	table_add(&table, "no advice hides what is lost",
		  no_advice_hides_what_is_lost, NULL);
	table_add(&table, "nothing is said of a good machine",
		  nothing_is_said_of_a_good_machine, NULL);
	table_add(&table, "there is room for all", there_is_room_for_all, NULL);
	return table_run("doctor", &table);
}
