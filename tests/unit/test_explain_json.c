/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan, or a refusal, for programs, as --explain=json prints it. */
#include "config.h"
#include "plan/explain.h"
#include "engine/json.h"
#include "render.h"

#include <stdlib.h>

static char got[16 * 1024];

static void explain(const char *sentence, const char *line, const char *name)
{
	static struct facts facts;
	struct fault f = FAULT_INIT;
	struct target target;
	struct request req;
	struct words w;
	struct plan plan;
	FILE *to = fmemopen(got, sizeof(got), "w");
	int r;

	facts_from(&facts, sentence);
	request_from(&req, &w, line);
	target_init(&target);
	target.pid = req.target.kind == SPEC_NONE ? 0 : 42;
	snprintf(target.name, sizeof(target.name), "%s", name ? name : "");
	r = plan_make(&req, &facts, &plan, &f);
	explain_json(&(struct explained){ .req = &req,
					  .facts = &facts,
					  .target = &target,
					  .plan = r < 0 ? NULL : &plan,
					  .fault = &f },
		     to);
	fclose(to);
}

#define TYPE(name, inode)                                              \
	"{\"type\":\"" name "\",\"state\":\"shared\",\"inode\":" inode \
	",\"own_inode\":" inode ",\"error\":null,"                     \
	"\"file\":null,\"owner_is\":\"own\",\"owner_userns\":"         \
	"4026531837,\"owner_uid\":null,\"needs\":[],\"step\":null}"

static void a_plan_reads_as_a_whole(void **state)
{
	(void)state;
	explain("A:1000 user=A net=A map=0:1000:1 deny name=1000:ann "
		"target=1000:1000",
		"uenter --explain=json -n web ss -tln", "docker:web");
	expect_text(
		got,
		"{\"verdict\":\"enter\",\"refusal\":null,"
		"\"target\":{\"given\":\"web\",\"name\":\"docker:web\","
		"\"pid\":42,\"command\":\"sleep\",\"uid\":1000},"
		"\"caller\":{\"uid\":1000,\"gid\":1000,"
		"\"userns\":4026531837,\"capabilities\":[],"
		"\"setns_filter\":null},"
		"\"command\":[\"ss\",\"-tln\"],\"namespaces\":["
		"{\"type\":\"user\",\"state\":\"differs\","
		"\"inode\":4026533000,\"own_inode\":4026531834,"
		"\"error\":null,\"file\":null,"
		"\"parent_userns\":4026531837,\"owner_uid\":1000,"
		"\"needs\":[\"cap_sys_admin\"],\"step\":2}," TYPE("cgroup", "4026531835") "," TYPE("ipc", "4026531836") "," TYPE(
			"uts",
			"4026531837") ","
				      "{\"type\":\"net\",\"state\":\"differs\","
				      "\"inode\":4026533004,\"own_inode\":4026531838,"
				      "\"error\":null,\"file\":null,\"owner_is\":\"below\","
				      "\"owner_userns\":4026532001,\"owner_uid\":1000,"
				      "\"needs\":[\"cap_sys_admin\"],\"step\":4}," TYPE("time", "4026531839") "," TYPE("pid", "4026531840") "," TYPE(
					      "mnt",
					      "4026531841") "],"
							    "\"user_namespaces\":[{\"inode\":4026532001,"
							    "\"parent_userns\":4026531837,\"owner_uid\":1000}],"
							    "\"steps\":[{\"number\":1,\"action\":\"become-undumpable\","
							    "\"text\":\"become undumpable\"},"
							    "{\"number\":2,\"action\":\"join\",\"text\":\"join user "
							    "4026532001\",\"namespace\":\"user\",\"inode\":4026532001,"
							    "\"parent_userns\":4026531837,\"owner_uid\":1000},"
							    "{\"number\":3,\"action\":\"verify\","
							    "\"text\":\"verify cap_sys_admin\","
							    "\"capabilities\":[\"cap_sys_admin\"]},"
							    "{\"number\":4,\"action\":\"join\",\"text\":\"join net\","
							    "\"namespace\":\"net\",\"inode\":4026533004,"
							    "\"owner_is\":\"below\",\"owner_userns\":4026532001,"
							    "\"owner_uid\":1000},"
							    "{\"number\":5,\"action\":\"execute\","
							    "\"text\":\"execute the command\",\"fork\":false,"
							    "\"terminal\":false}],"
							    "\"runs_as\":{\"uid\":0,\"gid\":0,\"outer_uid\":1000,"
							    "\"outer_gid\":1000,\"groups\":\"kept\","
							    "\"capabilities\":\"by-exec\"}}\n");
}

/* Parts of what is printed, "|" between them, with ' for ". */
static const struct row {
	const char *name, *facts, *line, *want;
} rows[] = {
	{ "another user's", "A:1002 user=A net=A", "uenter -n 42",
	  "'verdict':'refused'|'code':'not-owner'|"
	  "'what':'user namespace 4026532001'|"
	  "'why':'it is owned by uid 1002, and you are uid 1000|"
	  "'hint':'sudo -u |'error':{'name':'EPERM','number':1}|"
	  "'namespace':'user','inode':4026532001,'owner_uid':1002}|"
	  "'steps':null,'runs_as':null}" },
	{ "beside the caller's", "net=outside", "uenter -n 42",
	  "'code':'sibling-userns'|'namespace':'net','inode':4026533004,"
	  "'owner_uid':null|'owner_is':'outside','owner_userns':null" },
	{ "hidden", "user!EACCES net!EACCES target=1002:1002", "uenter -n 42",
	  "'code':'not-owner'|'namespace':null,'inode':null,"
	  "'owner_uid':1002}|'type':'user','state':'hidden','inode':null|"
	  "'error':{'name':'EACCES','number':13}" },
	{ "the caller's own user namespace owns it", "net=own", "uenter -n 42",
	  "'code':'own-namespace'|'namespace':'net','inode':4026533004|"
	  "'owner_is':'own'" },
	{ "nothing to enter: no errno of the kernel's", "", "uenter 42",
	  "'code':'nothing-to-enter'|'namespace':null,'inode':null" },
	{ "a filter", "A:1000 user=A net=A filter=EPERM", "uenter -n 42",
	  "'code':'filtered'|'setns_filter':{'name':'EPERM','number':1}" },
	{ "files alone", "uid=0 caps=all net=own", "uenter -n=/x ls",
	  "'given':null,'name':null,'pid':null|'file':'/x'|"
	  "'capabilities':['cap_chown'," },
	{ "an unknown owner", "A:1000<unknown user=A net=unknown",
	  "uenter -n 42",
	  "'owner_is':'unknown','owner_userns':null,'owner_uid':null|"
	  "'parent_userns':null,'owner_uid':1000" },
	{ "an owner's uid that is not known", "A:? user=A net=A",
	  "uenter -n 42", "'owner_userns':4026532001,'owner_uid':null" },
	{ "a type that there is not", "A:1000 user=A net=A time=absent",
	  "uenter -n 42", "'type':'time','state':'absent','inode':null" },
	{ "ids that are not known yet", "A:1000 user=A net=A", "uenter -n 42",
	  "'verdict':'enter'|'action':'read-maps'|'runs_as':null}" },
	{ "a shell", "A:1000 user=A net=A", "uenter -n 42", "'command':null" },
	{ "a fork, and a terminal",
	  "A:1000 user=A mnt=A pid=A map=0:1000:1 terminal", "uenter 42",
	  "'action':'open-terminal'|'fork':true,'terminal':true" },
	{ "capabilities that are kept",
	  "A:1000 user=A net=A map=0:1000:1 target=1000:1000 bounding=a8",
	  "uenter -n --caps=target 42",
	  "'capabilities':'target','kept':['cap_fowner','cap_kill',"
	  "'cap_setuid']" },
	{ "other steps", "A:1000 user=A mnt=A net=unknown map=0:1000:1 deny",
	  "uenter -c -Z -N 3 -m -W 42 ls",
	  "'action':'join-cgroups','text':'join the cgroups'}|"
	  "'action':'follow-context'|'action':'take-socket'|"
	  "'action':'leave-keyring'|'action':'change-directory-inside'|"
	  "'action':'close-descriptors'" },
};

static void check(void **state)
{
	const struct row *row = *state;
	char want[1024];
	size_t n = 0;

	for (const char *at = row->want; *at; at++)
		want[n++] = (char)(*at == '\'' ? '"' : *at);
	want[n] = '\0';
	explain(row->facts, row->line, NULL);
	expect_mentions(got, want);
}

/* A word for each step, that is no other's but the two joins'. */
static void every_step_has_its_word(void **state)
{
	(void)state;
	for (int a = 0; a <= STEP_CLOSE; a++) {
		const char *word = explain_action((enum step_kind)a);

		if (!word) {
			fail_msg("step %d has no word", a);
			return;
		}
		assert_int_equal(strspn(word, "abcdefghijklmnopqrstuvwxyz-"),
				 strlen(word));
		for (int b = 0; b < a; b++) {
			if (b != STEP_JOIN || a != STEP_JOIN_USER)
				assert_string_not_equal(
					word,
					explain_action((enum step_kind)b));
		}
	}
}

/* Whatever is in the words, it is one object in one line. */
static void any_bytes_are_json(void **state)
{
	struct json_object *value = NULL;
	struct fault f = FAULT_INIT;

	(void)state;
	explain("A:1000 user=A net=A map=0:1000:1",
		"uenter -n $'w\\x1b[2J\\xff\\xc3(\\x22\\x5cb' $'a\\x0ab' "
		"$'gr\\xc3\\xbcn'",
		"docker:\"\xfe\"");
	assert_null(strchr(got, '\x1b'));
	assert_ptr_equal(strchr(got, '\n'), got + strlen(got) - 1);
	expect_mentions(got,
			"\"given\":\"w\\u001b[2J\\\\xff\\\\xc3(\\\"\\\\b\"|"
			"\"name\":\"docker:\\\"\\\\xfe\\\"\"|"
			"\"command\":[\"a\\u000ab\",\"gr\xc3\xbcn\"]");
	assert_int_equal(json_parse(got, strlen(got), "it", &value, &f), 0);
	expect_text(json_string(value, "verdict"), "enter");
	assert_int_equal(json_number(value, "target.pid"), 42);
	json_done(&value);
}

/* Nothing was seen: neither verdict would be true. */
static void what_was_not_seen_is_unknown(void **state)
{
	static const struct facts none;
	struct fault f = FAULT_INIT;
	struct target target;
	struct request req;
	struct words w;
	FILE *to = fmemopen(got, sizeof(got), "w");

	(void)state;
	request_from(&req, &w, "uenter --explain=json nosuch");
	target_init(&target);
	fault_set(&f, FAULT_NO_NAME, -ENOENT, "target 'nosuch'");
	explain_json(&(struct explained){ .req = &req,
					  .facts = &none,
					  .target = &target,
					  .fault = &f },
		     to);
	fclose(to);
	expect_text(
		got,
		"{\"verdict\":\"unknown\",\"refusal\":{\"code\":"
		"\"no-such-name\",\"what\":\"target 'nosuch'\","
		"\"why\":\"No such file or directory\",\"hint\":null,"
		"\"error\":{\"name\":\"ENOENT\",\"number\":2},"
		"\"namespace\":null,\"inode\":null,\"owner_uid\":null},"
		"\"target\":{\"given\":\"nosuch\",\"name\":null,"
		"\"pid\":null,\"command\":null,\"uid\":null},"
		"\"caller\":null,\"command\":null,\"namespaces\":[],"
		"\"user_namespaces\":[],\"steps\":null,\"runs_as\":null}\n");
}

int main(void)
{
	static struct table table;

	table_add(&table, "a plan reads as a whole", a_plan_reads_as_a_whole,
		  NULL);
	TABLE_ROWS(&table, rows, check);
	table_add(&table, "every step has its word", every_step_has_its_word,
		  NULL);
	table_add(&table, "any bytes are JSON", any_bytes_are_json, NULL);
	table_add(&table, "what was not seen is unknown",
		  what_was_not_seen_is_unknown, NULL);
	return table_run("explain_json", &table);
}
